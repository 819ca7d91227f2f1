import { z } from 'zod'
import type { GuardOptions } from '../outbound/guarded-fetch.ts'
import { number } from './setting-types.ts'

const ORIGIN_ERROR = 'must be an origin: https://fhir.hospital.internal, without a path'

const origin = z
  .string({ error: ORIGIN_ERROR })
  .refine((text) => /^https?:/.test(text) && URL.parse(text)?.origin === text, { error: ORIGIN_ERROR })

/** In an environment variable origins stand one after the other, with spaces or commas between. */
function fromText(value: unknown): unknown {
  return typeof value === 'string' ? value.split(/[\s,]+/).filter((each) => each !== '') : value
}

/** Whom the server asks, and how long and how much it listens: EHRs, the keys of clients. */
export const outboundSettings = {
  /** Origins that lie in a private network, or are asked by plain HTTP. All others are public, and asked by https. */
  OUTBOUND_PRIVATE_ORIGINS: z.preprocess(fromText, z.array(origin, { error: 'must be a list of origins' })).default([]),
  /** From asking to the last byte of the answer. */
  MAX_OUTBOUND_SECONDS: number(0.1, 600).default(15),
  /** Body of an answer. */
  MAX_OUTBOUND_MB: number(0.001, 400).default(10),
} as const

type OutboundSettings = Readonly<z.output<z.ZodObject<typeof outboundSettings>>>

/** What the guarded fetch is made with. Demo mode may ask this machine, where its sandbox EHR is. */
export function guardOptions(settings: OutboundSettings & { readonly mode: 'demo' | 'production' }): GuardOptions {
  return {
    privateOrigins: settings.OUTBOUND_PRIVATE_ORIGINS,
    loopback: settings.mode === 'demo',
    seconds: settings.MAX_OUTBOUND_SECONDS,
    bytes: Math.round(settings.MAX_OUTBOUND_MB * 1024 * 1024),
  }
}
