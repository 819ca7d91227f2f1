import { fault, type FhirError } from '../../fhir/fault.ts'
import type { TooMany } from '../guard/request-guard.ts'

const WORDS: Readonly<Record<TooMany['setting'], string>> = {
  MAX_REQUESTS_PER_ADDRESS: 'There are too many requests from this address.',
  MAX_REQUESTS_PER_CLIENT: 'There are too many requests of this client for this user.',
  MAX_GUESSES: 'There were too many wrong tokens or passwords from this address.',
}

/** 429 (RFC 6585): what there was too much of, and when to come again. */
export function throttled({ setting, seconds }: TooMany): FhirError {
  return fault(429, 'throttled', `${WORDS[setting]} Try again in ${seconds} seconds. (Setting ${setting}.)`, {
    headers: { 'retry-after': String(seconds) },
  })
}
