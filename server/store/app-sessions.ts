import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AppSessions, LaunchRecord, LaunchRecords, Renewed, Resumed, SessionRecord } from '#ports/app-sessions.ts'
import type { Clock } from '#ports/clock.ts'
import { statement, type Row, type SqlValue, type Statement } from './connection/statement.ts'
import type { Database } from './open-database.ts'
import type { Sealer } from './sealer.ts'
import { secretHash } from './secret-hash.ts'

/** What both need. */
export interface AppSessionDeps {
  readonly db: Database
  readonly sealer: Sealer
  readonly clock: Clock
}

/** Found by the hash of a secret, and of no practice until then. */
const NO_TENANT = 0
const SECOND = 1000
/** The handle before works again for so long: an answer that was lost on the way does not end the session. */
const GRACE = 30 * SECOND
/** A renewal that has not ended by then has died. */
const BUSY = 30 * SECOND
/** How often somebody who waits for another renewal looks. */
const LOOK = 100

const KEEP = statement('insert into app_launch (state, sealed, expires) values ($1, $2, $3)')
const TAKE = statement('delete from app_launch where state = $1 returning sealed, expires')
const SWEEP_LAUNCHES = statement('delete from app_launch where expires < $1')
const BEGIN = statement('insert into app_session (id, handle, sealed, expires) values ($1, $2, $3, $4)')
const SWEEP_SESSIONS = statement('delete from app_session where expires < $1')
const CLAIM = statement(
  'update app_session set busy_until = $3 where handle = $1 and busy_until < $2 and expires >= $2 returning id, sealed',
)
const FIND = statement(
  'select id, sealed, handle = $1 as current, previous_until from app_session where (handle = $1 or previous = $1) and expires >= $2',
)
const TURN = statement(
  'update app_session set previous = handle, previous_until = $3, busy_until = 0, handle = $2, sealed = $4 where id = $1 and handle = $5 returning id',
)
const FREE = statement('update app_session set busy_until = 0 where id = $1 and handle = $2')
const END = statement('delete from app_session where handle = $1 or previous = $1 returning id, sealed')
const END_BY_ID = statement('delete from app_session where id = $1 returning id')

/** 256 random bits, as text. */
function secret(): string {
  return randomBytes(32).toString('base64url')
}

function runner({ db }: AppSessionDeps) {
  return (query: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> =>
    db.writes.use((client) => client.run(NO_TENANT, query, values))
}

/** Launches under way, in PostgreSQL: every process can end what another began. */
export function createLaunchRecords(deps: AppSessionDeps): LaunchRecords {
  const { sealer, clock } = deps
  const run = runner(deps)
  return {
    async keep(state, record, until) {
      const hash = secretHash(state)
      await run(SWEEP_LAUNCHES, [clock.now()])
      await run(KEEP, [hash, sealer.seal(record, `launch ${hash}`), until])
    },
    async take(state) {
      const hash = secretHash(state)
      const [row] = await run(TAKE, [hash])
      if (!row || Number(row[1]) < clock.now()) return undefined
      return sealer.open(String(row[0]), `launch ${hash}`) as LaunchRecord
    },
  }
}

/** What is sealed of a session: the record, and what the last renewal answered. */
interface Sealed {
  readonly record: SessionRecord
  readonly handle?: string
  readonly answer?: object
}

/** Sessions of the app, in PostgreSQL. */
export function createAppSessions(deps: AppSessionDeps): AppSessions {
  const { clock } = deps
  const run = runner(deps)
  const opened = (id: unknown, sealed: unknown) => deps.sealer.open(String(sealed), `session ${String(id)}`) as Sealed
  return {
    async begin(record, until) {
      const [id, handle] = [randomUUID(), secret()]
      await run(SWEEP_SESSIONS, [clock.now()])
      await run(BEGIN, [id, secretHash(handle), deps.sealer.seal({ record } satisfies Sealed, `session ${id}`), until])
      return handle
    },
    async resume(handle, renew): Promise<Resumed> {
      const hash = secretHash(handle)
      for (;;) {
        const [claimed] = await run(CLAIM, [hash, clock.now(), clock.now() + BUSY])
        if (claimed) return turn(deps, { id: String(claimed[0]), hash, held: opened(...pair(claimed)) }, renew)
        const [row] = await run(FIND, [hash, clock.now()])
        if (!row) return { outcome: 'ended' }
        const [id, sealed, current, until] = row
        if (current !== true) return repeated(deps, String(id), Number(until), opened(id, sealed))
        await sleep(LOOK)
      }
    },
    async end(handle) {
      const [row] = await run(END, [secretHash(handle)])
      return row && opened(...pair(row)).record
    },
  }
}

function pair(row: Row): [unknown, unknown] {
  return [row[0], row[1]]
}

async function turn(
  deps: AppSessionDeps,
  { id, hash, held }: { readonly id: string; readonly hash: string; readonly held: Sealed },
  renew: (record: SessionRecord) => Promise<Renewed>,
): Promise<Resumed> {
  const run = runner(deps)
  try {
    const { record, answer } = await renew(held.record)
    const handle = secret()
    const sealed = deps.sealer.seal({ record, handle, answer } satisfies Sealed, `session ${id}`)
    const [turned] = await run(TURN, [id, secretHash(handle), deps.clock.now() + GRACE, sealed, hash])
    return turned ? { outcome: 'renewed', handle, answer } : { outcome: 'overtaken', record }
  } catch (error) {
    await run(FREE, [id, hash])
    throw error
  }
}

/** The handle before: once more what it gave, or, too late, the end of a session of which somebody else has a handle. */
async function repeated(deps: AppSessionDeps, id: string, until: number, held: Sealed): Promise<Resumed> {
  const { handle, answer } = held
  if (deps.clock.now() <= until && handle !== undefined && answer) return { outcome: 'renewed', handle, answer }
  const [gone] = await runner(deps)(END_BY_ID, [id])
  return gone ? { outcome: 'reused', record: held.record } : { outcome: 'ended' }
}
