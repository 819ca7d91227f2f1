import { monthOf } from '../calendar.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import { enrollmentOf, type Enrollment } from './enrollment.ts'
import type { EnrollmentFacts, Proposal } from './enrollment-facts.ts'
import { PROGRAM_NAMES } from './program.ts'

/** Enrollments of this practice that an enrollment would meet, from its start month on. */
export interface Overlap {
  /** Stands in the way, whatever the patient chose. */
  readonly refused: readonly RuleRefusal[]
  /** Somebody else has the programme: only a transfer may wait for them. */
  readonly waits: boolean
  /** Other programmes with other practitioners: allowed, with a warning (ccm-rules §13.6). */
  readonly beside: readonly Enrollment[]
}

/**
 * An enrollment claims its programme, and its practitioner's month, from the month of its start to the month of its end
 * (DESIGN section 4): one practitioner for CCM and APCM, one programme for each practitioner.
 */
export function judgeOverlap(proposal: Proposal, facts: EnrollmentFacts): Overlap {
  const biller = facts.staff.personOf(proposal.billingPractitioner)
  const met = enrollmentsMet(proposal, facts)
  const same = met.filter(({ program }) => program === proposal.program)
  const own = met.filter((enrollment) => billerOf(enrollment, facts.staff) === biller)
  const others = same.filter((enrollment) => !own.includes(enrollment))
  const rivals = proposal.program === 'pcm' ? [] : others
  const waits = rivals.length > 0 || (facts.otherBiller && own.length === 0)
  return {
    refused: [
      ...own.map(ownRefusal(proposal)),
      ...(waits && !proposal.transfer ? rivalRefusals(proposal, rivals) : []),
    ],
    waits,
    beside: met.filter((enrollment) => !own.includes(enrollment) && !rivals.includes(enrollment)),
  }
}

/** Enrollments that hold a month at or after the proposal's first; the proposal itself is open-ended. */
function enrollmentsMet(proposal: Proposal, facts: EnrollmentFacts): readonly Enrollment[] {
  const { timeZone } = facts.practice
  const first = monthOf(proposal.start, timeZone)
  return facts.episodes
    .flatMap((episode) => enrollmentOf(episode, timeZone) ?? [])
    .filter(({ reference, start }) => reference !== proposal.self && start !== undefined)
    .filter(({ end }) => end === undefined || monthOf(end - 1, timeZone) >= first)
}

function billerOf(enrollment: Enrollment, staff: StaffDirectory): string | undefined {
  return staff.personOf(enrollment.billingPractitioner)
}

function ownRefusal(proposal: Proposal): (enrollment: Enrollment) => RuleRefusal {
  return ({ program }) => ({
    status: 409,
    rule: 'already-enrolled',
    message:
      program === proposal.program
        ? `The patient is enrolled in ${PROGRAM_NAMES[program]} with this practitioner already.`
        : `The same practitioner bills ${PROGRAM_NAMES[program]} for the patient: one program for each practitioner and month.`,
    expression: proposal.at.start,
  })
}

/** A colleague's enrollment breaks two rules: the patient is enrolled, and somebody else bills. */
function rivalRefusals(proposal: Proposal, rivals: readonly Enrollment[]): readonly RuleRefusal[] {
  const name = PROGRAM_NAMES[proposal.program]
  const expression = proposal.at.start
  const otherBiller: RuleRefusal = {
    status: 409,
    rule: 'other-biller',
    message: `Another practitioner bills ${name} for the patient in the month of the start. When the patient chose to change, enroll as a transfer.`,
    expression,
  }
  if (rivals.length === 0) return [otherBiller]
  const message = `The patient is enrolled in ${name} with another practitioner of this practice: end that first, or enroll as a transfer.`
  return [{ status: 409, rule: 'already-enrolled', message, expression }, otherBiller]
}
