import type { Program } from '../enrollment/program.ts'
import { exhaustive } from '../exhaustive.ts'
import type { RecognizedCondition } from './chronic-conditions.ts'
import { countChronic } from './count-chronic.ts'

/** Whether a patient qualifies for a programme, and why, in a clinician's words. */
export interface ProgramAssessment {
  readonly program: Program
  readonly eligible: boolean
  readonly reasons: readonly string[]
}

/** What the answer depends on. */
export interface ProgramFacts {
  readonly conditions: readonly RecognizedCondition[]
  /** `Condition/id` that a clinician has ticked: they make reviewed conditions count. */
  readonly confirmed: ReadonlySet<string>
  /** Qualified Medicare Beneficiary: APCM level 3. */
  readonly qmb: boolean
  /** The payer's part of Medicare was assumed: it is said with every eligible programme. */
  readonly assumed: boolean
}

/** How many chronic conditions each programme wants (ccm-rules §3.1–3.3). */
export const CONDITIONS_NEEDED: Readonly<Record<Program, number>> = { ccm: 2, pcm: 1, apcm: 0 }

/** Assesses one programme by the chart's conditions alone. */
export function assessProgram(program: Program, facts: ProgramFacts): ProgramAssessment {
  const { count, names } = countChronic(facts.conditions, facts.confirmed)
  const eligible = count >= CONDITIONS_NEEDED[program]
  const reasons = eligible ? whyEligible(program, facts, names) : whyNot(program, facts, names)
  const note = facts.assumed && eligible ? ['The coverage names no part of Medicare: Part B is assumed.'] : []
  return { program, eligible, reasons: [...reasons, ...esrdReason(program, facts), ...note] }
}

function whyEligible(program: Program, facts: ProgramFacts, names: readonly string[]): readonly string[] {
  const counted = `${conditionsCount(names.length)}${listed(names)}.`
  switch (program) {
    case 'ccm':
      return [
        counted,
        'A clinician attests that they are expected to last twelve months or longer and put the patient at significant risk.',
      ]
    case 'pcm':
      return [
        counted,
        'A clinician attests that the condition is complex, is expected to last three months or longer and puts the patient at significant risk.',
      ]
    case 'apcm':
      return [counted, levelReason(names.length, facts.qmb)]
    default:
      return exhaustive(program)
  }
}

function whyNot(program: Program, facts: ProgramFacts, names: readonly string[]): readonly string[] {
  const needed = CONDITIONS_NEEDED[program] === 1 ? 'one is needed' : 'two are needed'
  const reason =
    names.length === 0
      ? `No chronic condition of the chart counts; ${needed}.`
      : `Only ${conditionsCount(names.length).toLowerCase()}${listed(names)}; ${needed}.`
  return [reason, ...confirmable(facts, names.length)]
}

/** What a clinician could confirm to bring the count up. */
function confirmable(facts: ProgramFacts, counted: number): readonly string[] {
  const reviewed = facts.conditions.filter(
    ({ standing, reference }) => standing === 'review' && !facts.confirmed.has(reference),
  )
  const all = new Set([...facts.confirmed, ...reviewed.map(({ reference }) => reference)])
  if (countChronic(facts.conditions, all).count <= counted) return []
  const candidates = new Set(reviewed.map(({ name }) => name))
  return [`A clinician may confirm as chronic: ${[...candidates].join(', ')}.`]
}

function conditionsCount(count: number): string {
  if (count === 0) return 'No chronic condition counts'
  return count === 1 ? 'One chronic condition counts' : `${count} chronic conditions count`
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? '' : `: ${names.join(', ')}`
}

/** ccm-rules §3.3. */
function levelReason(count: number, qmb: boolean): string {
  if (count < 2) return 'Level 1 (up to one chronic condition).'
  return qmb
    ? 'Level 3 (two or more chronic conditions, Qualified Medicare Beneficiary).'
    : 'Level 2 (two or more chronic conditions).'
}

function esrdReason(program: Program, facts: ProgramFacts): readonly string[] {
  const esrd = facts.conditions.some((condition) => condition.esrd)
  if (!esrd || program === 'apcm') return []
  return [
    'End-stage renal disease: whoever bills the monthly dialysis services cannot bill this program in the same month.',
  ]
}
