import { enrollmentOf, type Enrollment } from '../enrollment/enrollment.ts'
import { isCurrent } from '../enrollment/enrollment-state.ts'
import { PROGRAMS } from '../enrollment/program.ts'
import { payerOn, type Payer } from '../coverage/payer-on.ts'
import { blockersOf, type Blocker } from './blockers.ts'
import { recognizeConditions, type RecognizedCondition } from './chronic-conditions.ts'
import type { EligibilityFacts } from './eligibility-facts.ts'
import { dayOfDeath, isDeadOn, hospiceSince } from './life.ts'
import { withOwnWord } from './own-word.ts'
import { assessProgram, type ProgramAssessment } from './programs.ts'

/** The answer of `$ccm-eligibility`. */
export interface Eligibility {
  readonly programs: readonly ProgramAssessment[]
  readonly conditions: readonly RecognizedCondition[]
  /** What stands between the patient and a billable month. */
  readonly blockers: readonly Blocker[]
  readonly payer: Payer
}

/**
 * Assesses a patient for CCM, PCM and APCM (ccm-rules §3). It is a suggestion: that the conditions last and put the
 * patient at risk is for a clinician to attest. Who is dead or in hospice care qualifies for nothing; an unknown payer
 * blocks billing, not eligibility.
 */
export function assessEligibility(facts: EligibilityFacts): Eligibility {
  const { timeZone } = facts.practice
  const enrollments = facts.episodes.flatMap((episode) => enrollmentOf(episode, timeZone) ?? [])
  const confirmed = confirmedBy(enrollments)
  const recognized = recognizeConditions(facts.conditions, facts.on, timeZone)
  const conditions = withOwnWord(recognized, facts.conditions, { ticked: confirmed, on: facts.on }, timeZone)
  const payer = payerOn(facts.coverages, facts.on, timeZone)
  const gone = goneReason(facts)
  const programs = PROGRAMS.map((program) =>
    gone === undefined
      ? assessProgram(program, { conditions, confirmed, qmb: payer.qmb, assumed: payer.assumed })
      : { program, eligible: false, reasons: [gone] },
  )
  const eligible = programs.filter((assessed) => assessed.eligible).map(({ program }) => program)
  return { programs, conditions, blockers: blockersOf(facts, { enrollments, payer, eligible }), payer }
}

/** Why the patient qualifies for nothing, whatever the conditions. */
function goneReason(facts: EligibilityFacts): string | undefined {
  const { timeZone } = facts.practice
  if (isDeadOn(facts.patient, facts.on, timeZone)) {
    const day = dayOfDeath(facts.patient, timeZone)
    return day ? `The patient died on ${day}.` : 'The patient has died.'
  }
  const hospice = hospiceSince(facts, facts.on, timeZone)
  return hospice === undefined ? undefined : `The patient has been in hospice care since ${hospice}.`
}

/** Conditions that a clinician ticked at an enrollment that has not ended. */
function confirmedBy(enrollments: readonly Enrollment[]): ReadonlySet<string> {
  const current = enrollments.filter(({ state }) => isCurrent(state))
  return new Set(current.flatMap(({ diagnoses }) => diagnoses))
}
