import type { AuditNote } from '#ports/audit-trail.ts'
import { AlreadyExists, VersionConflict, type Change, type WriteResult } from '#ports/fhir-store.ts'
import type { AuditRow } from '../audit/audit-row.ts'
import { statement, type Row, type SqlValue, type Statement } from '../connection/statement.ts'
import { RESOURCE_COLUMNS, resourceValues, solePatient, typeNumber } from './resource-columns.ts'
import { insertForOne, SIDE_TABLES, SideRows, sideWidth, type SideTable } from './side-rows.ts'
import type { StoreContext } from './store-context.ts'
import { patientsAt, solePatientOf } from './stored-row.ts'
import {
  AUDIT_PARAMETERS,
  auditParameters,
  idOf,
  insertAudit,
  placeAudit,
  referenceOf,
  typeOf,
  unwritten,
  written,
} from './write-values.ts'

/** The row was made or changed by somebody else while the statement ran: it must be asked again. */
export class WriteRaced extends Error {}

export interface OneWrite {
  readonly statement: Statement
  readonly values: readonly SqlValue[]
  /** What the statement's row means. Throws what the port promises, or `WriteRaced`. */
  readonly result: (rows: readonly Row[]) => WriteResult
  /** The audit row as it was stored, for sealing; none when nothing was written. */
  readonly audit: (rows: readonly Row[]) => readonly AuditRow[]
}

/** What is said of one change. */
export interface Writing {
  readonly note: AuditNote
  /** Its compartments. */
  readonly patients: readonly string[]
  /** Milliseconds since 1970: when a deletion is filed. */
  readonly now: number
}

/** The one statement of one change: row, superseded version, side rows and audit entry stand or fall together. */
export function writeOne(context: StoreContext, change: Change, { note, patients, now }: Writing): OneWrite {
  const audit = placeAudit(context.audit, context.tenant, change, note)
  const side = new SideRows()
  if (change.kind !== 'delete') side.add(0, change.resource, patients)
  const common = [context.tenant, typeNumber(typeOf(change)), idOf(change)]
  return {
    statement: statementFor(change.kind, side.tables),
    values: [
      ...common,
      ...auditParameters(audit),
      ...ownValues(context, change, { patients, now }),
      ...side.tables.flatMap((table) => side.columns(table)),
    ],
    result: ([row]) => resultOf(change, row ?? [], now),
    audit: ([row]) => {
      const version = row?.[0]
      return typeof version === 'number' ? [{ ...audit, version, patient: textOrNull(row?.[5]) }] : []
    },
  }
}

function ownValues(
  context: StoreContext,
  change: Change,
  { patients, now }: { readonly patients: readonly string[]; readonly now: number },
): readonly SqlValue[] {
  if (change.kind === 'delete') return [change.ifVersion ?? null, now]
  const [, ...columns] = resourceValues(change.resource, patients, context.keys)
  const sole = solePatient(patients) ?? null
  return change.kind === 'create'
    ? [sole, ...columns]
    : [change.ifVersion ?? null, change.unlessUnchanged ?? false, sole, ...columns]
}

/** The row: version written, created, then of the row found: version, deleted, updated; sole patient; content if unchanged. */
function resultOf(change: Change, row: Row, now: number): WriteResult {
  const [version, created, was, wasDeleted, wasUpdated, , content] = row
  if (typeof version === 'number')
    return written(change, version, { created: created === true || wasDeleted === true, now })
  const current = typeof was === 'number' ? was : undefined
  requireUnwritten(change, current, wasDeleted === true)
  return unwritten({
    type: typeOf(change),
    id: idOf(change),
    version: current ?? 0,
    updated: typeof wasUpdated === 'number' ? wasUpdated : now,
    deleted: change.kind === 'delete',
    content: textOrNull(content) ?? '',
  })
}

/** Nothing was written: throws why, unless nothing had to be. */
function requireUnwritten(change: Change, current: number | undefined, deleted: boolean): void {
  if (change.kind === 'create') throw current === undefined ? new WriteRaced() : new AlreadyExists(referenceOf(change))
  const { ifVersion } = change
  if (ifVersion !== undefined && (current !== ifVersion || deleted))
    throw new VersionConflict(referenceOf(change), ifVersion)
  if (current === undefined && change.kind === 'put') throw new WriteRaced()
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

const statements = new Map<string, Statement>()

function statementFor(kind: Change['kind'], tables: readonly SideTable[]): Statement {
  const shape = [kind, ...tables].join(' ')
  const known = statements.get(shape)
  if (known) return known
  const made = statement(kind === 'create' ? createText(tables) : kind === 'put' ? putText(tables) : deleteText())
  statements.set(shape, made)
  return made
}

const AUDIT_FIRST = 4
const OWN_FIRST = AUDIT_FIRST + AUDIT_PARAMETERS
const COLUMNS = RESOURCE_COLUMNS.slice(1)
const INSERTED = COLUMNS.map(([name]) => name).filter((name) => name !== 'head' && name !== 'tail')

/** `$n` of a resource column whose parameters begin at `first`, with its type; arrays come as text. */
function column(name: (typeof COLUMNS)[number][0], first: number): string {
  const at = COLUMNS.findIndex(([known]) => known === name)
  const type = name === 'refs' ? 'text[]' : name === 'keys' ? 'bigint[]' : (COLUMNS[at]?.[1] ?? 'text')
  return `$${first + at}::${type}`
}

function sideInserts(tables: readonly SideTable[], first: number, written: string): string {
  let next = first
  return tables
    .map((table) => {
      const text = `, ${table}_rows as (${insertForOne(table, next, written)})`
      next += sideWidth(table)
      return text
    })
    .join('')
}

function createText(tables: readonly SideTable[]): string {
  const first = OWN_FIRST + 1
  return `with w as (
      insert into resource (tenant, type, id, version, ${INSERTED.join(', ')}, content)
      values ($1, $2, $3, 1, ${INSERTED.map((name) => column(name, first)).join(', ')},
        ${column('head', first)} || '1' || ${column('tail', first)})
      on conflict on constraint resource_id do nothing
      returning rid, version, $${OWN_FIRST}::text as sole_patient),
    a as (${insertAudit(AUDIT_FIRST, 'w')})
    ${sideInserts(tables, first + COLUMNS.length, 'w')}
    select w.version, true, o.version, null, null, w.sole_patient, null
    from (select) one left join w on true
      left join resource o on w.rid is null and o.tenant = $1 and o.type = $2 and o.id = $3`
}

function putText(tables: readonly SideTable[]): string {
  const first = OWN_FIRST + 3
  const assigned = INSERTED.map((name) => `${name} = ${column(name, first)}`).join(', ')
  return `with o as (
      select rid, version, deleted, updated, digest, id, content, ${patientsAt('resource')} as patients from resource
      where tenant = $1 and type = $2 and id = $3 for no key update),
    go as (
      select * from o where ($${OWN_FIRST}::int is null or version = $${OWN_FIRST} and not deleted)
        and (not $${OWN_FIRST + 1}::boolean or deleted or digest <> ${column('digest', first)})),
    h as (insert into history (tenant, type, deleted, version, updated, rid, id, content, patients)
      select $1, $2, deleted, version, updated, rid, id, content, patients from go),
    u as (
      update resource r set version = go.version + 1, xid = pg_current_xact_id(), deleted = false, ${assigned},
        content = ${column('head', first)} || (go.version + 1)::text || ${column('tail', first)}
      from go where r.tenant = $1 and r.type = $2 and r.rid = go.rid
      returning r.rid, r.version),
    c as (
      insert into resource (tenant, type, id, version, ${INSERTED.join(', ')}, content)
      select $1, $2, $3, 1, ${INSERTED.map((name) => column(name, first)).join(', ')},
        ${column('head', first)} || '1' || ${column('tail', first)}
      where $${OWN_FIRST}::int is null and not exists (select from o)
      on conflict on constraint resource_id do nothing
      returning rid, version),
    w as (
      select rid, version, false as created, $${OWN_FIRST + 2}::text as sole_patient from u
      union all select rid, version, true, $${OWN_FIRST + 2}::text from c),
    a as (${insertAudit(AUDIT_FIRST, 'w')})
    ${SIDE_TABLES.map((table) => `, old_${table} as (delete from ${table} x using u where x.tenant = $1 and x.rid = u.rid)`).join('')}
    ${sideInserts(tables, first + COLUMNS.length, 'w')}
    select w.version, w.created, o.version, o.deleted, o.updated, w.sole_patient, case when w.rid is null then o.content end
    from (select) one left join w on true left join o on true`
}

function deleteText(): string {
  return `with o as (
      select rid, version, deleted, updated, id, content, ${patientsAt('resource')} as patients from resource
      where tenant = $1 and type = $2 and id = $3 for no key update),
    go as (select * from o where ($${OWN_FIRST}::int is null or version = $${OWN_FIRST}) and not deleted),
    h as (insert into history (tenant, type, deleted, version, updated, rid, id, content, patients)
      select $1, $2, deleted, version, updated, rid, id, content, patients from go),
    w as (
      update resource r set version = go.version + 1, xid = pg_current_xact_id(), updated = $${OWN_FIRST + 1}::bigint,
        deleted = true, open = false, present = 0, refs = '{}', keys = '{}', digest = '', content = ''
      from go where r.tenant = $1 and r.type = $2 and r.rid = go.rid
      returning r.rid, r.version, ${solePatientOf('r')} as sole_patient),
    a as (${insertAudit(AUDIT_FIRST, 'w')})
    ${SIDE_TABLES.filter((table) => table !== 'res_patient')
      .map((table) => `, old_${table} as (delete from ${table} x using w where x.tenant = $1 and x.rid = w.rid)`)
      .join('')}
    , time as (delete from time_entry t using w where t.tenant = $1 and $2 = ${typeNumber('Task')} and t.task = $3)
    , kept as (update res_patient p set ver = w.version from w where p.tenant = $1 and p.rid = w.rid)
    select w.version, false, o.version, o.deleted, o.updated, w.sole_patient, null
    from (select) one left join w on true left join o on true`
}
