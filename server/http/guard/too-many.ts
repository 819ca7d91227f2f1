import { randomUUID } from 'node:crypto'
import { present } from '#domain/present.ts'
import type { Startup } from '../surface.ts'
import type { Attempt, TooMany } from './request-guard.ts'

/** What whoever must wait is told. */
export const TOO_MANY = ({ seconds }: TooMany): string =>
  `There are too many requests, or too many wrong secrets, from this address or of this client. Try again in ${seconds} seconds.`

/** Enters in the trail that somebody was told to wait. */
export function enterTooMany(
  startup: Startup,
  { setting }: TooMany,
  { address, holder }: Pick<Attempt, 'address' | 'holder'>,
): void {
  const entry = { event: 'rate-limited', outcome: '4', request: randomUUID(), refusal: setting } as const
  startup.surface?.refusals.record({ ...entry, ...present({ address, client: holder }) })
}
