import { payerOn } from '../coverage/payer-on.ts'
import { recognizeConditions, type RecognizedCondition } from '../eligibility/chronic-conditions.ts'
import { countChronic } from '../eligibility/count-chronic.ts'
import { hospiceSince, isDeadOn } from '../eligibility/life.ts'
import { withOwnWord } from '../eligibility/own-word.ts'
import { assessProgram, CONDITIONS_NEEDED } from '../eligibility/programs.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { EnrollmentFacts, Proposal } from './enrollment-facts.ts'

/**
 * Whether the patient qualifies on the day of the start: alive, not in hospice care, not out of coverage, with the
 * conditions that the programme wants. What comes later refuses nothing.
 */
export function judgePatient(proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const references = judgeReferences(proposal, facts)
  const life = [...judgeLife(proposal, facts), ...judgeCoverage(proposal, facts)]
  const conditions = references.length > 0 ? [] : judgeConditions(proposal, facts)
  return [...references, ...life, ...conditions]
}

/**
 * The conditions that the programme rests on: those ticked (each of them, also one that only the clinician knows to be
 * chronic), else all that count by themselves.
 */
export function conditionsFor(proposal: Proposal, facts: EnrollmentFacts): readonly RecognizedCondition[] {
  const recognized = recognizeConditions(facts.conditions, proposal.startDay, facts.practice.timeZone)
  if (proposal.conditions.length === 0) return recognized.filter(({ standing }) => standing === 'counts')
  const ticked = tickedOf(proposal)
  const own = withOwnWord(recognized, facts.conditions, { ticked, on: proposal.startDay }, facts.practice.timeZone)
  return own.filter(({ reference }) => ticked.has(reference))
}

/** The ticked conditions, as `Condition/id`. */
function tickedOf(proposal: Proposal): ReadonlySet<string> {
  return new Set(proposal.conditions.flatMap((reference) => literalOf(reference) ?? []))
}

function judgeReferences(proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const conditions = new Set(facts.conditions.map(referenceTo))
  const encounters = new Set(facts.encounters.map(referenceTo))
  const unknown = proposal.conditions
    .filter((reference) => !conditions.has(literalOf(reference) ?? ''))
    .map((reference) => ({ reference, expression: proposal.at.condition }))
  const visit = proposal.initiatingVisit
  if (visit !== undefined && !encounters.has(literalOf(visit) ?? ''))
    unknown.push({ reference: visit, expression: proposal.at.initiatingVisit })
  return unknown.map(({ reference, expression }) => ({
    status: 422,
    rule: 'unknown-reference',
    message: `${reference} is not in this patient’s chart.`,
    expression,
  }))
}

function judgeLife(proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const { startDay, at } = proposal
  const { timeZone } = facts.practice
  if (isDeadOn(facts.patient, startDay, timeZone))
    return [{ status: 422, rule: 'deceased', message: `The patient was dead on ${startDay}.`, expression: at.start }]
  const hospice = hospiceSince(facts, startDay, timeZone)
  if (hospice === undefined) return []
  const message = `The patient has been in hospice care since ${hospice}.`
  return [{ status: 422, rule: 'hospice', message, expression: at.start }]
}

/** A coverage that is known to have ended; an unknown payer blocks billing, not enrolling. */
function judgeCoverage(proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  if (payerOn(facts.coverages, proposal.startDay, facts.practice.timeZone).kind !== 'none') return []
  const message = `None of the coverages on file is in force on ${proposal.startDay}.`
  return [{ status: 422, rule: 'coverage-ended', message, expression: proposal.at.start }]
}

function judgeConditions(proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const conditions = conditionsFor(proposal, facts)
  const confirmed = tickedOf(proposal)
  if (countChronic(conditions, confirmed).count >= CONDITIONS_NEEDED[proposal.program]) return []
  const recognized = recognizeConditions(facts.conditions, proposal.startDay, facts.practice.timeZone)
  const judged = proposal.conditions.length > 0 ? conditions : recognized
  const { reasons } = assessProgram(proposal.program, { conditions: judged, confirmed, qmb: false, assumed: false })
  return [{ status: 422, rule: 'not-eligible', message: reasons.join(' '), expression: proposal.at.condition }]
}
