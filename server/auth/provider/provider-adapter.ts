import { errors, type Adapter, type AdapterPayload } from 'oidc-provider'
import type { Clock } from '#ports/clock.ts'
import type { FoundOauthRecord, OauthRecord, OauthRecords } from '#ports/oauth-records.ts'
import { isRecent } from './repeated-refresh.ts'

/** What the adapters need. */
export interface ProviderAdapterDeps {
  readonly records: OauthRecords
  readonly clock: Clock
}

const SECOND = 1000
/** Used assertions: keeping one a second time is a replay. */
const ONCE = 'ReplayDetection'
/** Used refresh tokens, which a client may show again shortly after. */
const REPEATED = 'RefreshToken'
/** What the library keeps without an end (none in our configuration) ends after so many seconds. */
const LONGEST = 100 * 24 * 3600

/**
 * How `oidc-provider` keeps one kind of its records. The library reads and then writes without a lock, so what must happen
 * once (a code, a refresh token, an assertion) is decided by the database, and who comes second is refused here.
 */
export function createProviderAdapter({ records, clock }: ProviderAdapterDeps): (model: string) => Adapter {
  return (model) => ({
    async upsert(id, payload, expiresIn = LONGEST) {
      const record: OauthRecord = { model, id, payload: { ...payload }, until: clock.now() + expiresIn * SECOND }
      if (model !== ONCE) return records.keep(record)
      if (!(await records.keepOnce(record))) throw new errors.InvalidClientAuth('the assertion was used before')
    },
    async find(id) {
      const found = await records.find(model, id)
      // The library would end all that came of it, at once. Using it a second time is refused all the same, by `consume`.
      const repeated = model === REPEATED && found?.consumed !== undefined && isRecent(found.consumed, clock.now())
      return payloadOf(repeated ? { payload: found.payload } : found)
    },
    findByUid: async (uid) => payloadOf(await records.findByUid(model, uid)),
    // Only the device flow asks, which is not offered.
    findByUserCode: () => Promise.resolve(undefined),
    async consume(id) {
      if (!(await records.consume(model, id))) throw new errors.InvalidGrant(`the ${model} was used before`)
    },
    destroy: (id) => records.destroy(model, id),
    revokeByGrantId: (grantId) => records.revokeGrant(model, grantId),
  })
}

function payloadOf(found: FoundOauthRecord | undefined): AdapterPayload | undefined {
  if (!found) return undefined
  const { payload, consumed } = found
  return consumed === undefined ? { ...payload } : { ...payload, consumed: Math.floor(consumed / SECOND) }
}
