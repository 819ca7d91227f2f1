import type { TimedTask, TimerBeats } from '#ports/timer-beats.ts'
import { statement } from './connection/statement.ts'
import { sessionOf } from './fhir/transaction.ts'
import type { Database } from './open-database.ts'

/** A timer that has not been heard of for longer than this, in milliseconds, is silent. */
const PATIENCE = 120_000

/**
 * When nobody has looked for silent timers for longer than this, in milliseconds, no process was there. A shorter pause
 * costs a frame one of the beats of its two minutes, and not all of them.
 */
const AWAY = 30_000

/** Timers that one look answers: the others are silent still at the next one. */
const MOST = 500

const KEEP = statement(`
  insert into timer_beat as b (tenant, task, at, attested, heard) values ($1, $2, $3, $4, $5)
  on conflict (tenant, task) do update set
    at = greatest(b.at, excluded.at),
    attested = case when excluded.at >= b.at then greatest(b.attested, excluded.attested) else b.attested end,
    heard = case when excluded.at >= b.at then greatest(b.heard, excluded.heard) else b.heard end
  returning attested, xmax = 0`)

const TAKE = statement('delete from timer_beat where tenant = $1 and task = $2 and heard < $3 returning at, attested')

const RUNNING = statement(`
  select e.task, coalesce(b.at, lower(e.during)), coalesce(b.attested, lower(e.during))
  from time_entry e left join timer_beat b on b.tenant = e.tenant and b.task = e.task
  where e.tenant = $1 and e.performer = $2 and upper_inf(e.during)`)

const POSTPONE = statement('update timer_beat set heard = greatest(heard, $3) where tenant = $1 and task = $2')

/** One statement notes that somebody looks, says since when somebody does, and looks. */
const SILENT = `
  with watch as (
    insert into ccm.timer_watch as w (sole, looked, since) values (true, $1::bigint, $1)
    on conflict (sole) do update set
      since = case when $1 - w.looked > $2::bigint then $1 else w.since end, looked = greatest(w.looked, $1)
    returning since)
  select t.key, t.slug, b.task
  from watch, ccm.timer_beat b join ccm.tenant t on t.key = b.tenant
  where greatest(b.heard, watch.since) < $1 - $3::bigint
  order by b.heard limit $4`

interface SilentRow {
  readonly key: number
  readonly slug: string
  readonly task: string
}

/** Beats of running timers, in PostgreSQL: every process hears them, and any ends what none has heard of. */
export function createTimerBeats(db: Database): TimerBeats {
  return {
    async keep({ tenant, task }, { at, attested }, now) {
      const values = [tenant.key, task, at, attested, now]
      const [row] = await db.writes.use((client) => client.run(tenant.key, KEEP, values))
      return { attested: Number(row?.[0]), first: row?.[1] === true }
    },
    async silent(now) {
      const { rows } = await db.owner.query<SilentRow>(SILENT, [now, AWAY, PATIENCE, MOST])
      return rows.map(({ key, slug, task }): TimedTask => ({ tenant: { key, slug }, task }))
    },
    async take(tx, task, now) {
      const { client, tenant } = sessionOf(tx)
      const [row] = await client.run(tenant, TAKE, [tenant, task, now - PATIENCE])
      return row && { at: Number(row[0]), attested: Number(row[1]) }
    },
    async runningOf(tx, person) {
      const { client, tenant } = sessionOf(tx)
      const [row] = await client.run(tenant, RUNNING, [tenant, person])
      return row && { task: String(row[0]), beat: { at: Number(row[1]), attested: Number(row[2]) } }
    },
    async postpone({ tenant, task }, now) {
      await db.writes.use((client) => client.run(tenant.key, POSTPONE, [tenant.key, task, now]))
    },
  }
}
