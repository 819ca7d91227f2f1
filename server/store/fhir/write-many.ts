import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditNote } from '#ports/audit-trail.ts'
import {
  AlreadyExists,
  VersionConflict,
  type Change,
  type StoredResource,
  type WriteResult,
} from '#ports/fhir-store.ts'
import { AUDIT_COLUMNS, auditColumnType, type AuditRow } from '../audit/audit-row.ts'
import { statement, type SqlValue } from '../connection/statement.ts'
import { RESOURCE_COLUMNS, resourceValues, solePatient, typeNumber } from './resource-columns.ts'
import { insertForMany, SIDE_TABLES, SideRows } from './side-rows.ts'
import type { StoreContext } from './store-context.ts'
import { solePatientOf } from './stored-row.ts'
import type { SqlClient } from './transaction-client.ts'
import { idOf, placeAudit, referenceOf, typeOf, unwritten, written } from './write-values.ts'

interface Current {
  readonly rid: number
  readonly version: number
  readonly updated: number
  readonly deleted: boolean
  readonly digest: string
  readonly patient: string | null
}

/** A change that will be written: where, and as which version. */
interface Step {
  readonly change: Change
  readonly rid: number
  readonly version: number
  readonly created: boolean
  readonly patients: readonly string[]
}

export interface ManyWritten {
  readonly results: readonly WriteResult[]
  readonly audit: readonly AuditRow[]
}

const LOCK_CURRENT = statement(`
  select x.place::int, r.rid, r.version, r.updated, r.deleted, r.digest,
    ${solePatientOf('r')}
  from unnest($2::smallint[], $3::text[]) with ordinality x (type, id, place)
    join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id
  order by r.type, r.id
  for no key update of r`)

const NEW_ROWS = statement(`select nextval('rid') from generate_series(1, $1)`)

/**
 * Writes several changes within a transaction that the caller has begun: locks and looks, decides here, then writes set by
 * set. Rows are locked in the order of type and id by everybody, so no two transactions wait for each other.
 */
export async function writeMany(
  context: StoreContext,
  client: SqlClient,
  changes: readonly Change[],
  { note, patients }: { readonly note: AuditNote; readonly patients: readonly (readonly string[])[] },
): Promise<ManyWritten> {
  requireDistinct(changes)
  const { tenant } = context
  const [found, rids] = await Promise.all([
    client.run(tenant, LOCK_CURRENT, [tenant, changes.map((change) => typeNumber(typeOf(change))), changes.map(idOf)]),
    client.run(tenant, NEW_ROWS, [changes.length]),
  ])
  const current = new Map(found.map((row) => [Number(row[0]) - 1, readCurrent(row)]))
  const now = context.clock.now()
  const steps = changes.map((change, at) =>
    planStep(change, current.get(at), { rid: Number(rids[at]?.[0]), patients: patients[at] ?? [] }),
  )
  const planned = steps.filter((step) => step !== undefined)
  const audit = planned.map((step) => ({
    ...placeAudit(context.audit, tenant, step.change, note),
    version: step.version,
    patient: solePatient(step.patients) ?? null,
  }))
  await store(context, client, planned, { audit, now })
  const kept = await unchangedContent(context, client, changes, steps)
  const results = changes.map((change, at) => {
    const step = steps[at]
    if (step) return written(change, step.version, { created: step.created, now })
    return unwritten(kept.get(referenceOf(change)) ?? missing(change, current.get(at), now))
  })
  return { results, audit }
}

function readCurrent([, rid, version, updated, deleted, digest, patient]: readonly unknown[]): Current {
  return {
    rid: Number(rid),
    version: Number(version),
    updated: Number(updated),
    deleted: deleted === true,
    digest: String(digest),
    patient: typeof patient === 'string' ? patient : null,
  }
}

/** Two changes of one resource in a request have no order: the FHIR surface refuses them before. */
function requireDistinct(changes: readonly Change[]): void {
  if (new Set(changes.map(referenceOf)).size < changes.length)
    throw new Error('Two changes of one write concern the same resource.')
}

/** What is to be written, or undefined where nothing would change. */
function planStep(
  change: Change,
  current: Current | undefined,
  fresh: { readonly rid: number; readonly patients: readonly string[] },
): Step | undefined {
  if (change.kind === 'create' && current) throw new AlreadyExists(referenceOf(change))
  requireVersion(change, current)
  if (change.kind === 'delete') return planDelete(change, current)
  if (!current) return { change, ...fresh, version: 1, created: true }
  if (isSame(change, current)) return undefined
  return { change, rid: current.rid, version: current.version + 1, created: false, patients: fresh.patients }
}

function planDelete(change: Change, current: Current | undefined): Step | undefined {
  if (!current || current.deleted) return undefined
  const patients = current.patient === null ? [] : [current.patient]
  return { change, rid: current.rid, version: current.version + 1, created: false, patients }
}

function isSame(change: Exclude<Change, { kind: 'delete' }>, current: Current): boolean {
  return change.unlessUnchanged === true && !current.deleted && current.digest === change.resource.digest
}

function requireVersion(change: Change, current: Current | undefined): void {
  if (change.kind === 'create' || change.ifVersion === undefined) return
  const live = current && !current.deleted ? current.version : undefined
  const expected = change.kind === 'delete' ? current?.version : live
  if (expected !== change.ifVersion) throw new VersionConflict(referenceOf(change), change.ifVersion, live)
}

function missing(change: Change, current: Current | undefined, now: number): StoredResource {
  const { version = 0, updated = now } = current ?? {}
  return { type: typeOf(change), id: idOf(change), version, updated, deleted: true, content: '' }
}

const SUPERSEDE = statement(`
  insert into history (tenant, type, deleted, version, updated, rid, id, content)
  select $1, r.type, r.deleted, r.version, r.updated, r.rid, r.id, r.content
  from unnest($2::smallint[], $3::bigint[]) x (type, rid)
    join resource r on r.tenant = $1 and r.type = x.type and r.rid = x.rid`)

const COLUMNS = [['type', 'smallint'], ['rid', 'bigint'], ['version', 'int'], ...RESOURCE_COLUMNS] as const
const NAMES = COLUMNS.map(([name]) => name).join(', ')
const ARRAYS = COLUMNS.map(([, type], at) => `$${at + 2}::${type}[]`).join(', ')

const INSERT = statement(`
  insert into resource (tenant, type, rid, version, id, updated, open, patient, at_lo, at_hi, present, refs, keys, digest, content)
  select $1, type, rid, version, id, updated, open, patient, at_lo, at_hi, present, refs::text[], keys::bigint[], digest,
    head || version::text || tail
  from unnest(${ARRAYS}) x (${NAMES}) order by type, id`)

const UPDATE = statement(`
  update resource r set version = x.version, updated = x.updated, xid = pg_current_xact_id(), deleted = false,
    open = x.open, patient = x.patient, at_lo = x.at_lo, at_hi = x.at_hi, present = x.present, refs = x.refs::text[],
    keys = x.keys::bigint[], digest = x.digest, content = x.head || x.version::text || x.tail
  from unnest(${ARRAYS}) x (${NAMES})
  where r.tenant = $1 and r.type = x.type and r.rid = x.rid`)

const DELETE = statement(`
  update resource r set version = x.version, updated = $5, xid = pg_current_xact_id(), deleted = true, open = false,
    present = 0, refs = '{}', keys = '{}', digest = '', content = ''
  from unnest($2::smallint[], $3::bigint[], $4::int[]) x (type, rid, version)
  where r.tenant = $1 and r.type = x.type and r.rid = x.rid`)

const KEEP_PATIENTS = statement(`
  update res_patient p set ver = x.version from unnest($2::bigint[], $3::int[]) x (rid, version)
  where p.tenant = $1 and p.rid = x.rid`)

const FORGET_TIME = statement('delete from time_entry where tenant = $1 and task = any($2::text[])')

const INSERT_SIDE = Object.fromEntries(SIDE_TABLES.map((table) => [table, statement(insertForMany(table))]))
const DELETE_SIDE = Object.fromEntries(
  SIDE_TABLES.map((table) => [table, statement(`delete from ${table} where tenant = $1 and rid = any($2::bigint[])`)]),
)

const AUDIT = statement(`
  insert into audit (${AUDIT_COLUMNS.join(', ')})
  select * from unnest(${AUDIT_COLUMNS.map((column, at) => `$${at + 1}::${auditColumnType(column)}[]`).join(', ')})`)

/** Resources whose rows are put together in one turn of the event loop: others want their answers meanwhile. */
const TURN = 50

/** Sends everything, a turn after the other: nothing needs an answer before the next. Rows are made in one order by everybody. */
async function store(
  { tenant, keys }: StoreContext,
  client: SqlClient,
  steps: readonly Step[],
  { audit, now }: { readonly audit: readonly AuditRow[]; readonly now: number },
): Promise<void> {
  const sent: Promise<unknown>[] = []
  const run: Send = (made, values) => {
    const answer = client.run(tenant, made, values)
    // Failures are looked at when all has been sent.
    answer.catch(() => undefined)
    sent.push(answer)
  }
  const send: Send = (made, values) => {
    run(made, [tenant, ...values])
  }
  const ordered = [...steps].sort(byPlace)
  for (let first = 0; first < ordered.length; first += TURN) {
    if (first > 0) await nextTurn()
    sendSteps(send, keys, ordered.slice(first, first + TURN), now)
    const entered = audit.slice(first, first + TURN)
    run(
      AUDIT,
      AUDIT_COLUMNS.map((column) => entered.map((row) => row[column])),
    )
  }
  await allOf(sent)
}

function byPlace(one: Step, other: Step): number {
  const types = typeOfStep(one) - typeOfStep(other)
  if (types !== 0) return types
  const [id, otherId] = [idOf(one.change), idOf(other.change)]
  return id < otherId ? -1 : Number(id > otherId)
}

function sendSteps(send: Send, keys: StoreContext['keys'], steps: readonly Step[], now: number): void {
  const created = steps.filter((step) => step.created)
  const replaced = steps.filter((step) => !step.created && step.change.kind !== 'delete')
  const deleted = steps.filter((step) => step.change.kind === 'delete')
  const superseded = [...replaced, ...deleted]
  if (superseded.length > 0) send(SUPERSEDE, [superseded.map(typeOfStep), superseded.map(({ rid }) => rid)])
  if (created.length > 0) send(INSERT, columnsOf(created, keys))
  if (replaced.length > 0) send(UPDATE, columnsOf(replaced, keys))
  if (deleted.length > 0) sendDeletes(send, deleted, now)
  sendSideRows(send, steps, replaced)
}

type Send = (made: ReturnType<typeof statement>, values: readonly SqlValue[]) => void

function sendDeletes(send: Send, deleted: readonly Step[], now: number): void {
  const rids = deleted.map(({ rid }) => rid)
  const versions = deleted.map(({ version }) => version)
  send(DELETE, [deleted.map(typeOfStep), rids, versions, now])
  for (const table of SIDE_TABLES) if (table !== 'res_patient') send(sideStatement(DELETE_SIDE, table), [rids])
  send(KEEP_PATIENTS, [rids, versions])
  const tasks = deleted.filter(({ change }) => typeOf(change) === 'Task').map(({ change }) => idOf(change))
  if (tasks.length > 0) send(FORGET_TIME, [tasks])
}

function sendSideRows(send: Send, steps: readonly Step[], replaced: readonly Step[]): void {
  if (replaced.length > 0)
    for (const table of SIDE_TABLES) send(sideStatement(DELETE_SIDE, table), [replaced.map(({ rid }) => rid)])
  const side = new SideRows()
  steps.forEach(({ change, patients }, at) => {
    if (change.kind !== 'delete') side.add(at, change.resource, patients)
  })
  for (const table of side.tables) {
    const owners = side.owners(table)
    send(sideStatement(INSERT_SIDE, table), [
      owners.map((at) => steps[at]?.rid ?? 0),
      owners.map((at) => steps[at]?.version ?? 0),
      ...side.columns(table),
    ])
  }
}

function sideStatement(statements: Readonly<Record<string, ReturnType<typeof statement>>>, table: string) {
  const made = statements[table]
  if (!made) throw new Error(`No statement for ${table}.`)
  return made
}

function typeOfStep({ change }: Step): number {
  return typeNumber(typeOf(change))
}

function columnsOf(steps: readonly Step[], keys: StoreContext['keys']): readonly SqlValue[] {
  const columns: (string | number | boolean | null)[][] = COLUMNS.map(() => [])
  for (const { change, rid, version, patients } of steps) {
    if (change.kind === 'delete') continue
    const values = [typeNumber(change.resource.type), rid, version, ...resourceValues(change.resource, patients, keys)]
    values.forEach((value, at) => columns[at]?.push(value as string | number | boolean | null))
  }
  return columns
}

/** Waits for all, so that nothing of a failed transaction is still under way; then fails with the first fault. */
async function allOf(sent: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(sent)) if (outcome.status === 'rejected') throw outcome.reason
}

const CONTENT = statement(`
  select x.type_name, r.id, r.version, r.updated, r.content from unnest($2::smallint[], $3::text[], $4::text[]) x (type, type_name, id)
    join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id where not r.deleted`)

async function unchangedContent(
  { tenant }: StoreContext,
  client: SqlClient,
  changes: readonly Change[],
  steps: readonly (Step | undefined)[],
): Promise<ReadonlyMap<string, StoredResource>> {
  const kept = changes.filter((change, at) => change.kind === 'put' && !steps[at])
  if (kept.length === 0) return new Map()
  const types = kept.map(typeOf)
  const rows = await client.run(tenant, CONTENT, [tenant, types.map(typeNumber), types, kept.map(idOf)])
  return new Map(
    (rows as readonly [string, string, number, number, string][]).map(([type, id, version, updated, content]) => [
      `${type}/${id}`,
      { type, id, version, updated, deleted: false, content },
    ]),
  )
}
