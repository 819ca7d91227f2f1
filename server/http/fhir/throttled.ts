import type { Caller } from '#ports/caller.ts'
import { fault, FhirError } from '../../fhir/fault.ts'
import type { TooMany } from '../guard/request-guard.ts'

const WORDS: Readonly<Record<TooMany['setting'], string>> = {
  MAX_REQUESTS_PER_ADDRESS: 'There are too many requests from this address.',
  MAX_REQUESTS_PER_CLIENT: 'There are too many requests of this client for this user.',
  MAX_GUESSES: 'There were too many wrong tokens or passwords from this address.',
  MAX_HELD_MB:
    'This client, for this user, has too much under way: bodies that come in, and answers that it has not read.',
}

/** 429 (RFC 6585): what there was too much of, and when to come again. */
export class Throttled extends FhirError {
  readonly setting: TooMany['setting']
  /** Who asked, where the token had been looked at already. */
  readonly caller: Caller | undefined

  constructor({ setting, seconds }: TooMany, caller?: Caller) {
    const text = `${WORDS[setting]} Try again in ${seconds} seconds. (Setting ${setting}.)`
    super(429, fault(429, 'throttled', text).issues, { headers: { 'retry-after': String(seconds) } })
    this.setting = setting
    this.caller = caller
  }
}
