import { z } from 'zod'
import type { GuardLimits } from '../http/guard/request-guard.ts'
import { whole } from './setting-types.ts'

const MANY = 1_000_000

/** How often callers may ask and guess; 0 is no limit. Absent: no limit in demo mode, which this machine alone reaches. */
export const guardSettings = {
  /** Requests a second of one client, for each person that it works for; ten seconds' worth may come at once. */
  MAX_REQUESTS_PER_CLIENT: whole(0, MANY).optional(),
  /** Requests a second of one address (of IPv6 a network of 64 bits); ten seconds' worth may come at once. */
  MAX_REQUESTS_PER_ADDRESS: whole(0, MANY).optional(),
  /** Different wrong tokens and passwords from one address within an hour; the next one locks it out. */
  MAX_GUESSES: whole(0, MANY).optional(),
  /** The first lockout; each further guess doubles it, up to a quarter of an hour. */
  LOCKOUT_SECONDS: whole(1, 900).default(30),
  /** Bodies and answers under way of one client, for each person that it works for; 0 is no limit, in demo mode too. */
  MAX_HELD_MB: whole(0, MANY).default(200),
  /** Opens `/metrics` to whoever sends it as a bearer token; absent: a demo's machine alone sees it, in production nobody. */
  METRICS_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9\-._~+/]{32,}=*$/, { error: 'must be at least 32 characters of a bearer token' })
    .optional(),
} as const

/** Of production, where the settings say nothing. A hospital has one address for hundreds of people. */
const DEFAULTS = { MAX_REQUESTS_PER_CLIENT: 100, MAX_REQUESTS_PER_ADDRESS: 500, MAX_GUESSES: 20 } as const

type GuardSettings = Readonly<z.output<z.ZodObject<typeof guardSettings>>>

/** What the guard counts by. */
export function guardLimits(settings: GuardSettings & { readonly mode: 'demo' | 'production' }): GuardLimits {
  const limit = (name: keyof typeof DEFAULTS) => settings[name] ?? (settings.mode === 'demo' ? 0 : DEFAULTS[name])
  return {
    clientRate: limit('MAX_REQUESTS_PER_CLIENT'),
    addressRate: limit('MAX_REQUESTS_PER_ADDRESS'),
    guesses: limit('MAX_GUESSES'),
    lockSeconds: settings.LOCKOUT_SECONDS,
    heldBytes: settings.MAX_HELD_MB * 1024 * 1024,
  }
}
