import type { BillerRegistry } from '#ports/biller-registry.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import { claimOf } from './claim-enrollment.ts'
import type { MonthCare } from './month-cares.ts'
import type { MonthRecord } from './read-months.ts'

/** A care's month that a close would bill. */
export interface MonthClaim {
  readonly record: MonthRecord
  readonly care: MonthCare
}

/**
 * Asks the registry for each month, and takes it when `take` is set: true where somebody else has it already. Persons are
 * asked for in one order, so that the closes of two practices do not wait for each other.
 */
export async function othersHold(
  registry: BillerRegistry,
  tx: FhirTransaction,
  { claims, take }: { readonly claims: readonly MonthClaim[]; readonly take: boolean },
): Promise<ReadonlyMap<MonthClaim, boolean>> {
  const asked = claims
    .map((month) => ({ month, claim: claimFor(month) }))
    .sort((a, b) => compare(a.claim.mbi ?? a.claim.patient, b.claim.mbi ?? b.claim.patient))
  const taken = asked.filter(({ month }) => take && !month.care.enrollment.transfer)
  const looked = asked.filter((one) => !taken.includes(one))
  const held = new Map<MonthClaim, boolean>()
  for (const [group, takes] of [[taken, true] as const, [looked, false] as const]) {
    const verdicts = await registry.claimEach(
      tx,
      group.map(({ claim }) => claim),
      takes,
    )
    for (const [index, { month }] of group.entries())
      held.set(month, verdicts[index] === 'other-biller' || verdicts[index] === 'already-enrolled')
  }
  return held
}

function claimFor({ record, care: { enrollment } }: MonthClaim) {
  return claimOf(record, {
    program: enrollment.program,
    biller: enrollment.billingPractitioner,
    months: { from: record.month, to: record.month },
    episode: enrollment.reference,
  })
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
