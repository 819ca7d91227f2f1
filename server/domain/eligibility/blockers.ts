import { consentAt, consentsFor } from '../consent/consent-state.ts'
import type { Payer } from '../coverage/payer-on.ts'
import { addDays, dayOf, startOfDay } from '../calendar.ts'
import type { Enrollment } from '../enrollment/enrollment.ts'
import { isCurrent } from '../enrollment/enrollment-state.ts'
import { PROGRAM_NAMES, type Program } from '../enrollment/program.ts'
import { exhaustive } from '../exhaustive.ts'
import { SYSTEM } from '../fhir/canonicals.ts'
import type { EligibilityFacts } from './eligibility-facts.ts'
import { initiatingVisit } from './initiating-visit.ts'
import { isDeadOn, hospiceSince } from './life.ts'

/** What stands in the way of a billable month, by its code of `[ig]/CodeSystem/ccm-rule`. */
export interface Blocker {
  readonly code: string
  readonly message: string
}

/** What has been found out before. */
export interface Findings {
  readonly enrollments: readonly Enrollment[]
  readonly payer: Payer
  /** Programmes for which the patient qualifies. */
  readonly eligible: readonly Program[]
}

/** Everything that has to be settled before a month of the eligible programmes can be billed. */
export function blockersOf(facts: EligibilityFacts, findings: Findings): readonly Blocker[] {
  return [
    ...lifeBlockers(facts),
    ...payerBlockers(findings.payer, facts.practice.options.unrelatedToAccess),
    ...identityBlockers(facts),
    ...findings.eligible.flatMap((program) => programBlockers(program, facts, findings.enrollments)),
  ]
}

function lifeBlockers(facts: EligibilityFacts): readonly Blocker[] {
  const { timeZone } = facts.practice
  if (isDeadOn(facts.patient, facts.on, timeZone)) return [{ code: 'deceased', message: 'The patient has died.' }]
  const since = hospiceSince(facts, facts.on, timeZone)
  return since === undefined ? [] : [{ code: 'hospice', message: `In hospice care since ${since}.` }]
}

/** What the payer of the day means for a claim to Medicare (ccm-rules §8). */
export function payerBlockers(payer: Payer, unrelatedToAccess: boolean): readonly Blocker[] {
  const blockers = payerKindBlockers(payer)
  return payer.accessAligned && !unrelatedToAccess
    ? [
        ...blockers,
        {
          code: 'access-aligned',
          message:
            'The patient is aligned to a participant of the ACCESS model: its participants and affiliates bill nothing else.',
        },
      ]
    : blockers
}

function payerKindBlockers(payer: Payer): readonly Blocker[] {
  switch (payer.kind) {
    case 'part-b':
      return []
    case 'medicare-advantage':
      return [
        {
          code: 'medicare-advantage',
          message: 'Medicare Advantage pays: the plan’s own rules apply, not a Part B claim.',
        },
      ]
    case 'other':
      return [{ code: 'not-medicare', message: 'No Medicare coverage is on file, only other payers.' }]
    case 'none':
      return [{ code: 'coverage-ended', message: 'No coverage on file is in force on this day.' }]
    case 'unknown':
      return [{ code: 'coverage-unknown', message: 'No coverage is on file: add the patient’s Medicare coverage.' }]
    default:
      return exhaustive(payer.kind)
  }
}

function identityBlockers(facts: EligibilityFacts): readonly Blocker[] {
  const mbi = facts.patient.identifier?.some(({ system, value }) => system === SYSTEM.mbi && value)
  return mbi ? [] : [{ code: 'no-mbi', message: 'The patient has no Medicare Beneficiary Identifier on file.' }]
}

function programBlockers(
  program: Program,
  facts: EligibilityFacts,
  enrollments: readonly Enrollment[],
): readonly Blocker[] {
  const name = PROGRAM_NAMES[program]
  const current = enrollments.find((enrollment) => enrollment.program === program && isCurrent(enrollment.state))
  const enrolled = current ? [{ code: 'already-enrolled', message: `${name}: the patient is enrolled already.` }] : []
  const other = facts.otherBiller.includes(program)
    ? [{ code: 'other-biller', message: `${name}: another practitioner bills it for this patient.` }]
    : []
  return [...enrolled, ...other, ...consentBlocker(program, facts, current), ...visitBlocker(program, facts, current)]
}

function consentBlocker(
  program: Program,
  facts: EligibilityFacts,
  current: Enrollment | undefined,
): readonly Blocker[] {
  const { timeZone } = facts.practice
  const records = consentsFor(facts.consents, {
    program,
    billingPractitioner: billerOf(facts, current),
    timeZone,
    staff: facts.staff,
  })
  const endOfDay = startOfDay(addDays(facts.on, 1), timeZone) - 1
  if (consentAt(records, endOfDay)) return []
  const name = PROGRAM_NAMES[program]
  return [{ code: 'no-consent', message: `${name}: no consent of the patient is on file.` }]
}

function visitBlocker(program: Program, facts: EligibilityFacts, current: Enrollment | undefined): readonly Blocker[] {
  const visit = initiatingVisit({
    program,
    start: current?.start === undefined ? facts.on : dayOf(current.start, facts.practice.timeZone),
    on: facts.on,
    billingPractitioner: billerOf(facts, current),
    recorded: current?.initiatingVisit,
    encounters: facts.encounters,
    staff: facts.staff,
    practice: facts.practice.reference,
    timeZone: facts.practice.timeZone,
  })
  return visit.satisfied
    ? []
    : [{ code: 'no-initiating-visit', message: `${PROGRAM_NAMES[program]}: ${visit.message}` }]
}

/** The person who bills: of the enrollment that runs, else the one who was named. */
function billerOf(facts: EligibilityFacts, current: Enrollment | undefined): string | undefined {
  return facts.staff.personOf(current?.billingPractitioner ?? facts.billingPractitioner)
}
