import { setImmediate as nextTurn } from 'node:timers/promises'
import { auditRecords, insertAudit, type AuditRow } from '../audit/audit-row.ts'
import { statement, type SqlValue } from '../connection/statement.ts'
import type { Step } from './plan-writes.ts'
import { RESOURCE_COLUMNS, resourceValues, typeNumber } from './resource-columns.ts'
import { insertForMany, SIDE_TABLES, SideRows } from './side-rows.ts'
import type { StoreContext } from './store-context.ts'
import { patientsAt } from './stored-row.ts'
import type { SqlClient } from './transaction-client.ts'
import { idOf, typeOf } from './write-values.ts'

const SUPERSEDE = statement(`
  insert into history (tenant, type, deleted, version, updated, rid, id, content, patients)
  select $1, r.type, r.deleted, r.version, r.updated, r.rid, r.id, r.content, ${patientsAt('r')}
  from unnest($2::smallint[], $3::bigint[]) x (type, rid)
    join resource r on r.tenant = $1 and r.type = x.type and r.rid = x.rid`)

const COLUMNS = [['type', 'smallint'], ['rid', 'bigint'], ['version', 'int'], ...RESOURCE_COLUMNS] as const
const NAMES = COLUMNS.map(([name]) => name).join(', ')
/** What is stored of `RESOURCE_COLUMNS` as it comes; the content is joined of its halves. */
const STORED = RESOURCE_COLUMNS.map(([name]) => name).filter((name) => name !== 'head' && name !== 'tail')
const ARRAYS = COLUMNS.map(([, type], at) => `$${at + 2}::${type}[]`).join(', ')

/** Arrays come as their text. */
function valueOf(column: string): string {
  if (column === 'refs') return 'refs::text[]'
  return column === 'keys' ? 'keys::bigint[]' : column
}

const INSERT = statement(`
  insert into resource (tenant, type, rid, version, ${STORED.join(', ')}, content)
  select $1, type, rid, version, ${STORED.map(valueOf).join(', ')}, head || version::text || tail
  from unnest(${ARRAYS}) x (${NAMES}) order by type, id`)

const UPDATE = statement(`
  update resource r set version = x.version, xid = pg_current_xact_id(), deleted = false,
    ${STORED.map((name) => `${name} = x.${valueOf(name)}`).join(', ')}, content = x.head || x.version::text || x.tail
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

const AUDIT = statement(insertAudit('$1'))

/** Resources whose rows are put together in one turn of the event loop: others want their answers meanwhile. */
const TURN = 20

/** Sends everything, a turn after the other: nothing needs an answer before the next. Rows are made in one order by everybody. */
export async function sendWrites(
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
    run(AUDIT, [auditRecords(entered)])
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
