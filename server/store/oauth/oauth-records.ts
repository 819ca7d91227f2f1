import type { Clock } from '#ports/clock.ts'
import type { FoundOauthRecord, OauthPayload, OauthRecord, OauthRecords } from '#ports/oauth-records.ts'
import { statement, type Row, type SqlValue, type Statement } from '../connection/statement.ts'
import type { Database } from '../open-database.ts'
import type { Sealer } from '../sealer.ts'
import { secretHash } from '../secret-hash.ts'

/** What the records need. */
export interface OauthRecordDeps {
  readonly db: Database
  readonly sealer: Sealer
  readonly clock: Clock
}

/** Found by the hash of a secret, and of no practice until then. */
const NO_TENANT = 0
/** How often a process that writes takes away what has ended, in milliseconds. */
const SWEEP_EVERY = 60_000
/** So many records at a time; where there are more, the next write takes away the next. */
const SWEPT = 1000

const INSERT = 'insert into oauth_record (model, id, grant_id, uid, sealed, expires) values ($1, $2, $3, $4, $5, $6)'
const KEEP = statement(
  `${INSERT} on conflict (model, id) do update set grant_id = $3, uid = $4, sealed = $5, expires = $6`,
)
const KEEP_ONCE = statement(`${INSERT} on conflict (model, id) do nothing returning id`)
const FIND = statement('select id, sealed, consumed from oauth_record where model = $1 and id = $2 and expires >= $3')
const FIND_BY_UID = statement(
  'select id, sealed, consumed from oauth_record where model = $1 and uid = $2 and expires >= $3',
)
const CONSUME = statement(
  'update oauth_record set consumed = $3 where model = $1 and id = $2 and consumed is null and expires >= $3 returning id',
)
const CHANNEL = 'ccm_oauth_revoked'
/** Whoever remembers a token forgets it: once a statement, and only where there was one. */
const TELL = `select pg_notify('${CHANNEL}', '') from gone where model in ('AccessToken', 'ClientCredentials') limit 1`
const DESTROY = statement(
  `with gone as (delete from oauth_record where model = $1 and id = $2 returning model) ${TELL}`,
)
const REVOKE = statement(
  `with gone as (delete from oauth_record where model = $1 and grant_id = $2 returning model) ${TELL}`,
)
// Processes that sweep at the same moment pass over each other's rows.
const SWEEP = statement(
  `delete from oauth_record where (model, id) in (
     select model, id from oauth_record where expires < $1 order by expires limit ${SWEPT} for update skip locked)
   returning 1`,
)

/** The hash of a member of a payload that is text. */
function hashed(payload: OauthPayload, name: string): string | null {
  const value = payload[name]
  return typeof value === 'string' ? secretHash(value) : null
}

/** Without the secret where it can be put back: a record found by its `uid` has nothing else to be told by. */
function withoutSecret({ id, payload }: OauthRecord): OauthPayload {
  return payload['jti'] !== id || payload['uid'] !== undefined
    ? payload
    : Object.fromEntries(Object.entries(payload).filter(([name]) => name !== 'jti'))
}

/** What the authorization server keeps, in PostgreSQL: several processes behave as one. */
export function createOauthRecords(deps: OauthRecordDeps): OauthRecords {
  const { db, sealer, clock } = deps
  const run = (query: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> =>
    db.writes.use((client) => client.run(NO_TENANT, query, values))
  const sweep = sweeper(run, clock)
  const values = (record: OauthRecord): readonly SqlValue[] => {
    const { model, id, payload, until } = record
    const hash = secretHash(id)
    const sealed = sealer.seal(withoutSecret(record), placeOf(model, hash))
    return [model, hash, hashed(payload, 'grantId'), hashed(payload, 'uid'), sealed, until]
  }
  const found = (model: string, row: Row | undefined, id?: string): FoundOauthRecord | undefined => {
    if (!row) return undefined
    const payload = sealer.open(String(row[1]), placeOf(model, String(row[0]))) as OauthPayload
    const whole = id === undefined ? payload : { ...payload, jti: id }
    return row[2] === null ? { payload: whole } : { payload: whole, consumed: Number(row[2]) }
  }
  return {
    async keep(record) {
      await sweep()
      await run(KEEP, values(record))
    },
    async keepOnce(record) {
      await sweep()
      return (await run(KEEP_ONCE, values(record))).length > 0
    },
    find: async (model, id) => found(model, (await run(FIND, [model, secretHash(id), clock.now()]))[0], id),
    findByUid: async (model, uid) => found(model, (await run(FIND_BY_UID, [model, secretHash(uid), clock.now()]))[0]),
    consume: async (model, id) => (await run(CONSUME, [model, secretHash(id), clock.now()])).length > 0,
    async destroy(model, id) {
      await run(DESTROY, [model, secretHash(id)])
    },
    async revokeGrant(model, grantId) {
      await run(REVOKE, [model, secretHash(grantId)])
    },
    async whenRevoked(handler) {
      await db.listener.listen(CHANNEL, handler)
    },
  }
}

function placeOf(model: string, hash: string): string {
  return `oauth ${model} ${hash}`
}

/** Strangers begin sign-ins, each of which is kept: more at a time than they can make, or the table would only grow. */
function sweeper(run: (query: Statement, values: readonly SqlValue[]) => Promise<readonly Row[]>, clock: Clock) {
  let next = 0
  return async () => {
    if (clock.now() < next) return
    next = clock.now() + SWEEP_EVERY
    if ((await run(SWEEP, [clock.now()])).length === SWEPT) next = clock.now()
  }
}
