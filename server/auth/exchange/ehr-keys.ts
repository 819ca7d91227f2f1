import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '#ports/clock.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import { getJson } from './get-json.ts'

const MINUTE = 60_000
/** Keys are asked for again after so long. */
const FRESH = 10 * MINUTE
/** Keys that cannot be had anew are trusted for so long, no longer. */
const STALE = 60 * MINUTE
/** An unknown key makes the server ask again, at most so often: anybody can make up key ids. */
const PAUSE = 30_000

/** The keys of EHRs cannot be had. */
export class KeysUnreachable extends Error {
  readonly code = 'KEYS_UNREACHABLE'
}

/** The keys by which EHRs sign, as long as they are fresh. */
export interface EhrKeys {
  /**
   * Finds the key of a token, by `kid` where it has one; without it, the only one that fits.
   * @throws KeysUnreachable; errors of jose where no key fits
   */
  of(ehr: RegisteredEhr, issuer: string): JWTVerifyGetKey
}

interface Held {
  readonly find: JWTVerifyGetKey
  readonly loaded: number
  /** When they were last asked for. */
  asked: number
}

/** Keeps keys for some minutes; those who ask at the same time wait for one answer. */
export function createEhrKeys({ fetch, clock }: { readonly fetch: OutboundFetch; readonly clock: Clock }): EhrKeys {
  const held = new Map<string, Held>()
  const loading = new Map<string, Promise<Held>>()

  const load = (ehr: RegisteredEhr, issuer: string): Promise<Held> => {
    const under = loading.get(issuer)
    if (under) return under
    const started = clock.now()
    const promise = loadKeys(fetch, ehr, issuer)
      .then((find) => {
        const keys = { find, loaded: started, asked: started }
        held.set(issuer, keys)
        return keys
      })
      .finally(() => loading.delete(issuer))
    loading.set(issuer, promise)
    return promise
  }

  const current = async (ehr: RegisteredEhr, issuer: string): Promise<Held> => {
    const keys = held.get(issuer)
    const now = clock.now()
    if (keys && (now - keys.loaded < FRESH || now - keys.asked < PAUSE)) return keys
    if (keys) keys.asked = now
    return load(ehr, issuer).catch((error: unknown) => {
      if (keys && now - keys.loaded < STALE) return keys
      throw error
    })
  }

  return {
    of: (ehr, issuer) => async (header, token) => {
      const keys = await current(ehr, issuer)
      try {
        return await keys.find(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || clock.now() - keys.asked < PAUSE) throw error
        keys.asked = clock.now()
        return await (await load(ehr, issuer)).find(header, token)
      }
    },
  }
}

async function loadKeys(fetch: OutboundFetch, ehr: RegisteredEhr, issuer: string): Promise<JWTVerifyGetKey> {
  try {
    const set = await getJson(fetch, ehr.jwksUrl ?? (await discover(fetch, ehr, issuer)))
    return createLocalJWKSet(set as unknown as JSONWebKeySet)
  } catch (cause) {
    throw new KeysUnreachable(`The keys of ${issuer} cannot be had.`, { cause })
  }
}

/**
 * `jwks_uri` by OpenID Connect Discovery 1.0; of an issuer that has no such document, by the EHR's SMART configuration.
 */
async function discover(fetch: OutboundFetch, ehr: RegisteredEhr, issuer: string): Promise<string> {
  const openid = await getJson(fetch, `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`).catch(
    () => ({}),
  )
  const found = keysIn(openid, issuer)
  if (found !== undefined) return found
  const smart = await getJson(fetch, `${ehr.fhirBase}/.well-known/smart-configuration`)
  const published = keysIn({ issuer, ...smart }, issuer)
  if (published === undefined) throw new Error('Neither of its documents says where its keys are.')
  return published
}

/** A document of another issuer is not believed (Discovery 1.0 section 4.3), nor keys that anybody on the way could swap. */
function keysIn(document: Readonly<Record<string, unknown>>, issuer: string): string | undefined {
  const { issuer: said, jwks_uri: uri } = document
  if (said !== issuer || typeof uri !== 'string') return undefined
  const scheme = URL.parse(uri)?.protocol
  return scheme === 'https:' || scheme === new URL(issuer).protocol ? uri : undefined
}
