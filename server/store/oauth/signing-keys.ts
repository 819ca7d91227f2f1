import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import type { SigningKey, SigningKeys } from '#ports/signing-keys.ts'
import type { Database } from '../open-database.ts'
import type { Sealer } from '../sealer.ts'

const CHANNEL = 'ccm_oauth_keys'
const ALGORITHMS = ['RS256', 'ES384'] as const

/** Who makes keys holds this advisory lock: processes that start together end up with the same ones. */
const LOCK = 7_306_452_201

interface KeyRow {
  readonly kid: string
  readonly alg: SigningKey['alg']
  readonly sealed: string
  readonly signs_from: Date
}

/** Signing keys in the database, sealed. An id_token lives an hour: a day after its last use a key may go. */
export function createSigningKeys(
  { owner, listener }: Pick<Database, 'owner' | 'listener'>,
  sealer: Sealer,
): SigningKeys {
  const read = async (): Promise<readonly SigningKey[]> => {
    const { rows } = await owner.query<KeyRow>(
      'select kid, alg, sealed, signs_from from ccm.oauth_key where ends is null or ends > now() order by signs_from desc, kid',
    )
    return rows.map(({ kid, alg, sealed, signs_from }) => ({
      kid,
      alg,
      jwk: sealer.open(sealed, placeOf(kid)) as SigningKey['jwk'],
      signsFrom: signs_from.getTime(),
    }))
  }
  return {
    async all() {
      const known = await read()
      if (known.length > 0) return known
      await make(owner, sealer, { seconds: 0, onlyFirst: true })
      return read()
    },
    rotate: (seconds) => make(owner, sealer, { seconds, onlyFirst: false }),
    async whenChanged(handler) {
      await listener.listen(CHANNEL, handler)
    },
  }
}

/** @param making `onlyFirst` makes none where there are some */
async function make(
  owner: Database['owner'],
  sealer: Sealer,
  { seconds, onlyFirst }: { readonly seconds: number; readonly onlyFirst: boolean },
): Promise<void> {
  const made = await Promise.all(ALGORITHMS.map(sealedKey(sealer)))
  const client = await owner.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    const { rows } = await client.query('select 1 from ccm.oauth_key limit 1')
    if (!onlyFirst || rows.length === 0) {
      await client.query(
        `update ccm.oauth_key set ends = now() + make_interval(secs => $1) + interval '1 day' where ends is null`,
        [seconds],
      )
      for (const { kid, alg, sealed } of made)
        await client.query(
          `insert into ccm.oauth_key (kid, alg, sealed, signs_from) values ($1, $2, $3, now() + make_interval(secs => $4))`,
          [kid, alg, sealed, seconds],
        )
      await client.query('delete from ccm.oauth_key where ends < now()')
    }
    await client.query(`select pg_notify($1, '')`, [CHANNEL])
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

function sealedKey(sealer: Sealer) {
  return async (alg: SigningKey['alg']): Promise<{ kid: string; alg: string; sealed: string }> => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true })
    const kid = randomUUID()
    const jwk = { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }
    return { kid, alg, sealed: sealer.seal(jwk, placeOf(kid)) }
  }
}

function placeOf(kid: string): string {
  return `oauth_key ${kid}`
}
