import type { Program } from '#domain/enrollment/program.ts'
import type { FhirTransaction } from './fhir-store.ts'

/** Months `2026-03` from first to last, both included; no last month means until further notice. */
export interface MonthSpan {
  readonly from: string
  readonly to?: string
}

/** Who wants to bill what for whom. */
export interface BillerClaim {
  /** The patient's Medicare Beneficiary Identifier; without it the patient is held apart by tenant and Patient. */
  readonly mbi?: string
  readonly patient: string
  readonly program: Program
  /** The billing practitioner: the NPI where known, else the Practitioner's id within the tenant. */
  readonly biller: string
  readonly months: MonthSpan
  /** `EpisodeOfCare/id` that the claim rests on. */
  readonly episode: string
}

/** `own`: this episode holds it already. `other-biller` says that somebody else holds it, never who. */
export type ClaimVerdict = 'won' | 'own' | 'already-enrolled' | 'other-biller'

/**
 * One biller for a person and month, across all practices on the server (DESIGN section 4): unique by constraint on
 * (person, month, ccm), (person, month, apcm), and one programme for each biller and month. The person is kept as a
 * keyed hash of the MBI, never the MBI.
 */
export interface BillerRegistry {
  /** Takes the months, or says who (in kind) has them. Within the caller's transaction. */
  claim(tx: FhirTransaction, claim: BillerClaim): Promise<ClaimVerdict>
  /** Keeps of what the episode holds only these months; without them, gives all back. */
  release(tx: FhirTransaction, episode: string, months?: MonthSpan): Promise<void>
  /** What a claim would answer now, without taking it. */
  check(tx: FhirTransaction, claim: BillerClaim): Promise<ClaimVerdict>
  /**
   * Takes (`take`) or asks for several claims in one round trip, those of one person one after the other in the order
   * given; answers them in that order. Whoever takes for many persons takes them in one call, so that no two wait for each
   * other.
   */
  claimEach(tx: FhirTransaction, claims: readonly BillerClaim[], take: boolean): Promise<readonly ClaimVerdict[]>
}
