import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { monthOf } from '#domain/calendar.ts'
import type { PatientFacts } from '#domain/eligibility/patient-facts.ts'
import { enrollmentOf, type Enrollment } from '#domain/enrollment/enrollment.ts'
import { isCurrent } from '#domain/enrollment/enrollment-state.ts'
import { PROGRAM_NAMES, type Program } from '#domain/enrollment/program.ts'
import type { BillerClaim, BillerRegistry, MonthSpan } from '#ports/biller-registry.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import { Refusal } from '#ports/govern-writes.ts'
import { mbiOf } from './read-patient.ts'

/** A claim on a person's months as the registry wants it: the person by MBI, the biller by NPI where it is known. */
export function claimOf(
  facts: Pick<PatientFacts, 'patient' | 'staff'>,
  what: {
    readonly program: Program
    readonly biller: string | undefined
    readonly months: MonthSpan
    readonly episode: string
  },
): BillerClaim {
  const mbi = mbiOf(facts.patient)
  return {
    patient: facts.patient.id ?? '',
    program: what.program,
    biller: facts.staff.memberOf(what.biller)?.npi ?? facts.staff.personOf(what.biller) ?? '',
    months: what.months,
    episode: what.episode,
    ...(mbi ? { mbi } : {}),
  }
}

/**
 * Whether another practitioner holds the months of a claim: one of another practice, or of this one, perhaps for a second
 * record of the same person.
 */
export async function somebodyElseBills(
  registry: BillerRegistry,
  tx: FhirTransaction,
  claim: BillerClaim,
): Promise<boolean> {
  const verdict = await registry.check(tx, claim)
  if (verdict !== 'already-enrolled') return verdict === 'other-biller'
  // Of PCM only the practitioner's own months stand in the way: none of those, so it is another who has the programme.
  return (await registry.check(tx, { ...claim, program: 'pcm' })) === 'won'
}

/** The months that an enrollment claims: from its start to its end, or until further notice. */
function monthsOf({ start, end }: Enrollment, timeZone: string): MonthSpan | undefined {
  if (start === undefined) return undefined
  return {
    from: monthOf(start, timeZone),
    ...(end === undefined ? {} : { to: monthOf(Math.max(end - 1, start), timeZone) }),
  }
}

/**
 * Makes the registry agree with an enrollment as it is about to be written: a current or ended one holds its months,
 * outreach, waiting and mistaken ones hold nothing.
 * @throws Refusal `other-biller` or `already-enrolled`
 */
export async function claimEnrollment(
  registry: BillerRegistry,
  tx: FhirTransaction,
  {
    episode,
    facts,
  }: { readonly episode: EpisodeOfCare; readonly facts: Pick<PatientFacts, 'patient' | 'staff' | 'practice'> },
): Promise<void> {
  const { timeZone } = facts.practice
  const reference = `EpisodeOfCare/${episode.id ?? ''}`
  const enrollment = enrollmentOf(episode, timeZone)
  const months = enrollment && monthsOf(enrollment, timeZone)
  if (!enrollment || !months || enrollment.transfer) return registry.release(tx, reference)
  if (!isCurrent(enrollment.state)) return registry.release(tx, reference, months)
  const claim = claimOf(facts, {
    program: enrollment.program,
    biller: enrollment.billingPractitioner,
    months,
    episode: reference,
  })
  const verdict = await registry.claim(tx, claim)
  if (verdict === 'other-biller' || verdict === 'already-enrolled')
    throw new Refusal(409, [{ rule: verdict, message: verdictMessage(verdict, enrollment.program) }])
}

function verdictMessage(verdict: 'other-biller' | 'already-enrolled', program: Program): string {
  return verdict === 'other-biller'
    ? `Another practitioner bills ${PROGRAM_NAMES[program]} for the patient in these months. When the patient chose to change, enroll as a transfer.`
    : `The patient is enrolled already: one program for each practitioner and month.`
}
