import { TimeOverlap, type Change, type TimeSpan } from '#ports/fhir-store.ts'
import { statement } from '../connection/statement.ts'
import { idOf } from './write-values.ts'
import { lockNames, LOCK } from './locks.ts'
import type { Run, StoreContext } from './store-context.ts'

interface Entry {
  readonly task: string
  readonly span: TimeSpan | null
}

const FORGET = statement('delete from time_entry where tenant = $1 and task = any($2::text[])')

const IN_THE_WAY = statement(`
  select x.place::int, e.task, lower(e.during), upper(e.during)
  from unnest($2::text[], $3::bigint[], $4::bigint[]) with ordinality x (performer, first, past, place)
    join time_entry e on e.tenant = $1 and e.performer = x.performer and e.during && int8range(x.first, x.past)
  order by x.place, lower(e.during) limit 1`)

const ENTER = statement(`
  insert into time_entry (tenant, task, performer, during)
  select $1, x.task, x.performer, int8range(x.first, x.past)
  from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) x (task, performer, first, past)`)

const BEGIN = statement(`
  insert into timer_beat (tenant, task, at, attested, heard)
  select $1, x.task, x.start, x.start, $4 from unnest($2::text[], $3::bigint[]) x (task, start)
  on conflict do nothing`)

/**
 * Enters what changes say of people's time, within the transaction that writes them. A person's entries are written one
 * after the other: the lock is taken in a statement of its own, before the look for what is in the way. The table's
 * exclusion constraint stands behind it. The start of a timer is its first sign of life.
 * @throws TimeOverlap
 */
export async function enterTime(
  { tenant, clock }: Pick<StoreContext, 'tenant' | 'clock'>,
  run: Run,
  changes: readonly Change[],
) {
  const entries = changes.flatMap(entryOf)
  if (entries.length === 0) return
  const spans = entries.flatMap(({ task, span }) => (span ? [{ task, ...span }] : []))
  await run(LOCK, [lockNames(tenant, [...new Set(spans.map(({ performer }) => `time of ${performer}`))])])
  await run(FORGET, [tenant, entries.map(({ task }) => task)])
  if (spans.length === 0) return
  const performers = spans.map(({ performer }) => performer)
  const ranges = [spans.map(({ start }) => start), spans.map(({ end }) => end ?? null)] as const
  const [found] = await run(IN_THE_WAY, [tenant, performers, ...ranges])
  if (found) throw overlapWith(spans[Number(found[0]) - 1], found.slice(1))
  await run(ENTER, [tenant, spans.map(({ task }) => task), performers, ...ranges])
  const begun = spans.filter(({ end }) => end === undefined)
  if (begun.length > 0)
    await run(BEGIN, [tenant, begun.map(({ task }) => task), begun.map(({ start }) => start), clock.now()])
}

function entryOf(change: Change): readonly Entry[] {
  if (change.kind === 'delete' || change.timeEntry === undefined) return []
  return [{ task: idOf(change), span: change.timeEntry }]
}

function overlapWith(span: TimeSpan | undefined, [task, start, end]: readonly unknown[]): TimeOverlap {
  const bothRun = span !== undefined && span.end === undefined && end === null
  return new TimeOverlap(bothRun ? 'timer-running' : 'overlap', {
    task: String(task),
    start: Number(start),
    ...(typeof end === 'number' ? { end } : {}),
  })
}
