import { dayOf, firstDayOfMonth } from '../calendar.ts'
import { PROGRAM_NAMES, type Program } from '../enrollment/program.ts'
import { payerBlockers, type Blocker } from '../eligibility/blockers.ts'
import { initiatingVisit, type InitiatingVisit } from '../eligibility/initiating-visit.ts'
import { dayOfDeath } from '../eligibility/life.ts'
import { CONDITIONS_NEEDED } from '../eligibility/programs.ts'
import { isServiceOfPractice } from '../eligibility/visits.ts'
import { SYSTEM } from '../fhir/canonicals.ts'
import { spanOfPeriod } from '../fhir/instants.ts'
import { mayBillOn } from '../staff/staff-directory.ts'
import type { MonthContext } from './month-context.ts'
import { obstacleTo } from './obstacles.ts'
import { laddersOf, ruleOn, type Offer } from './offers.ts'
import { referenceDay } from './service-date.ts'

/** What the answer depends on beside the month itself. */
export interface BlockerQuestion {
  readonly context: MonthContext
  readonly chosen: Offer | undefined
  readonly visit: InitiatingVisit
}

/**
 * Everything that keeps the month from being billed yet, or for good (ccm-rules §8, §10.2): all of it, so that it can be
 * mended in one sitting.
 */
export function monthBlockers(question: BlockerQuestion): readonly Blocker[] {
  const { context, chosen } = question
  const day = chosen?.serviceDate ?? referenceDay(context)
  return [
    ...billerBlockers(context, day),
    ...consentBlockers(context),
    ...patientBlockers(context, day),
    ...payerBlockers(context.payerOn(day), context.facts.practice.options.unrelatedToAccess),
    ...documentBlockers(question, day),
    ...otherBillerBlockers(context),
    ...excludedBlockers(question, day),
    ...conflictBlockers(context),
    ...timerBlockers(context),
    ...serviceBlockers(question),
  ]
}

function when(holds: boolean, code: string, message: string): readonly Blocker[] {
  return holds ? [{ code, message }] : []
}

function billerBlockers({ biller, facts }: MonthContext, day: string): readonly Blocker[] {
  if (biller === undefined)
    return [{ code: 'no-billing-practitioner', message: 'The enrollment names no billing practitioner who is known.' }]
  const message = `Who is named as billing practitioner has no such role, or no NPI, on ${day}.`
  return when(!mayBillOn(facts.staff.memberOf(biller), day), 'not-a-billing-practitioner', message)
}

function consentBlockers({ consents, window, program }: MonthContext): readonly Blocker[] {
  const held = consents.filter(({ from, until }) => from < window.end && (until ?? Infinity) > window.start)
  if (held.length === 0)
    return when(
      true,
      'no-consent',
      `No consent to ${PROGRAM_NAMES[program]} with this practitioner was in force in the month.`,
    )
  const missing = held.every((consent) => consent.missing.length > 0) ? (held.at(-1)?.missing ?? []) : []
  const message = `The consent does not say that the patient was told of: ${missing.join(', ')}.`
  return when(missing.length > 0, 'consent-incomplete', message)
}

/** A death within the month only ends its counting (ccm-rules §8.13). */
function deathBlockers({ facts, timeZone }: MonthContext): readonly Blocker[] {
  const died = dayOfDeath(facts.patient, timeZone)
  if (died === undefined) return []
  const message = `The patient died on ${died}, before this month.`
  return died === ''
    ? [{ code: 'deceased', message: 'The patient has died, and the chart does not say when: add the date of death.' }]
    : when(died < firstDayOfMonth(facts.month), 'deceased', message)
}

function patientBlockers(context: MonthContext, day: string): readonly Blocker[] {
  const { facts, program, conditionsOn } = context
  const mbi = facts.patient.identifier?.some(({ system, value }) => system === SYSTEM.mbi && value)
  const { count } = conditionsOn(day)
  const needed = CONDITIONS_NEEDED[program]
  return [
    ...deathBlockers(context),
    ...when(!mbi, 'no-mbi', 'The patient has no Medicare Beneficiary Identifier on file.'),
    ...when(
      count < needed,
      'not-eligible',
      `${PROGRAM_NAMES[program]} wants ${needed === 1 ? 'a chronic condition' : 'two chronic conditions'}; ${count} count on ${day}.`,
    ),
  ]
}

function documentBlockers({ context, chosen, visit }: BlockerQuestion, day: string): readonly Blocker[] {
  const { carePlan, enrollment, program } = context
  const { duration, risk } = enrollment.attestation ?? { duration: false, risk: false }
  return [
    ...when(
      carePlan === undefined,
      'no-care-plan',
      'No care plan was in force in the month: a draft is none until it is activated.',
    ),
    ...when(
      wantsAttestation(context, chosen, day) && !(duration && risk),
      'no-attestation',
      `A billing practitioner has yet to attest ${ATTESTED[program]}.`,
    ),
    ...when(!visit.satisfied, 'no-initiating-visit', `${PROGRAM_NAMES[program]}: ${visit.message}`),
  ]
}

/** What is attested (ccm-rules §3.1–3.3); in APCM where the level rests on two conditions. */
const ATTESTED: Readonly<Record<Program, string>> = {
  ccm: 'that the conditions are expected to last twelve months or longer and put the patient at significant risk',
  pcm: 'that the condition is complex, is expected to last three months or longer and puts the patient at significant risk',
  apcm: 'that the conditions are expected to last twelve months or longer and put the patient at significant risk',
}

/** By the code that is billed; where none is, by what all codes of the programme want. */
function wantsAttestation(context: MonthContext, chosen: Offer | undefined, day: string): boolean {
  if (chosen) return chosen.lines.some(({ rule }) => rule.attestation)
  const bases = laddersOf(context).flatMap(({ base }) => ruleOn(base, day, context)?.rule ?? [])
  return bases.length > 0 && bases.every(({ attestation }) => attestation)
}

function otherBillerBlockers({ facts, program, enrollments, biller }: MonthContext): readonly Blocker[] {
  const other = facts.otherBiller.includes(program)
  const own = enrollments.beside.filter(
    (enrollment) => !enrollment.transfer && facts.staff.personOf(enrollment.billingPractitioner) === biller,
  )
  const names = [...new Set(own.map((enrollment) => PROGRAM_NAMES[enrollment.program]))].join(', ')
  return [
    ...when(
      other,
      'other-biller',
      `Another practitioner bills ${PROGRAM_NAMES[program]} for the patient in this month.`,
    ),
    ...when(
      biller !== undefined && own.length > 0,
      'family-conflict',
      `The same practitioner has the patient enrolled in ${names} too: one program for each practitioner and month.`,
    ),
  ]
}

/** Where nothing is billed because every base code is excluded by another service (ccm-rules §8). */
function excludedBlockers({ context, chosen }: BlockerQuestion, day: string): readonly Blocker[] {
  if (chosen || context.services.length === 0) return []
  const bases = laddersOf(context).flatMap(({ base }) => ruleOn(base, day, context)?.rule ?? [])
  const excluded = bases.flatMap((rule) => obstacleTo(rule, day, context) ?? []).filter((obstacle) => obstacle.excluded)
  if (excluded.length < bases.length) return []
  return [...new Map(excluded.map(({ rule, message }) => [rule, { code: rule, message }])).values()]
}

function conflictBlockers({ timesheet }: MonthContext): readonly Blocker[] {
  return timesheet.conflicts.map(({ code, message, task }) => ({ code, message: `${message} (${task})` }))
}

/** While the month runs, a running timer is nothing to stop for (`timer-running` is then a warning). */
function timerBlockers({ timesheet, facts, window }: MonthContext): readonly Blocker[] {
  return when(
    timesheet.running.length > 0 && facts.now >= window.end,
    'timer-running',
    `A timer that began in the month still runs: stop it first (${timesheet.running.join(', ')}).`,
  )
}

/** A month of care is billed for care: something has to have been done (ccm-rules §10.4). */
function serviceBlockers({ context, chosen }: BlockerQuestion): readonly Blocker[] {
  return when(
    chosen?.kind === 'month' && !isCaredFor(context),
    'no-service',
    'Nothing is on file that was done for the patient in this month: log what was, before it is billed.',
  )
}

function isCaredFor({ timesheet, carePlan, complexity, facts, window, timeZone }: MonthContext): boolean {
  const worked = timesheet.counted.length > 0 || carePlan?.revised === true || complexity.level !== undefined
  const seen = (encounter: MonthContext['facts']['encounters'][number]) => {
    const { start } = spanOfPeriod(encounter.period, timeZone)
    return start !== undefined && window.start <= start && start < window.end
  }
  return (
    worked ||
    facts.encounters.some(
      (encounter) => seen(encounter) && isServiceOfPractice(encounter, facts.practice.reference, facts.staff),
    )
  )
}

/** The initiating visit, as it is to be judged for the month: PCM wants one every year (ccm-rules §4). */
export function visitFor({ facts, program, enrollment, biller, timeZone, lastDay }: MonthContext): InitiatingVisit {
  return initiatingVisit({
    program,
    start: enrollment.start === undefined ? lastDay : dayOf(enrollment.start, timeZone),
    on: lastDay,
    billingPractitioner: biller,
    recorded: enrollment.initiatingVisit,
    encounters: facts.encounters,
    staff: facts.staff,
    practice: facts.practice.reference,
    timeZone,
  })
}
