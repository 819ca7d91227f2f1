import type { RuleRefusal } from '#domain/refusal.ts'
import { Refusal } from '#ports/govern-writes.ts'

/** Who may not comes before what is in the way, and that before what is wrong with the content. */
const STATUSES = [403, 409, 422] as const

/** Throws a `Refusal` with all of them where there are any. */
export function refuseIfAny(refusals: readonly RuleRefusal[]): void {
  if (refusals.length === 0) return
  const status = STATUSES.find((candidate) => refusals.some((refusal) => refusal.status === candidate)) ?? 422
  throw new Refusal(
    status,
    refusals.map(({ rule, message, expression }) => ({ rule, message, ...(expression ? { expression } : {}) })),
  )
}
