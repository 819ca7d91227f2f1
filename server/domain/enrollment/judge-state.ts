import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { dayOf } from '../calendar.ts'
import { extensionOf } from '../fhir/extensions.ts'
import type { RuleRefusal } from '../refusal.ts'
import { programOf } from './enrollment.ts'
import type { EnrollmentFacts } from './enrollment-facts.ts'
import { isCurrent, mayFollow, stateOf, statusFits, type EnrollmentState } from './enrollment-state.ts'
import { consentOnFile } from './judge-consent.ts'

/** Whether an EpisodeOfCare may go from its state to the next one, and what the next one wants to be told. */
export function judgeState(
  previous: EpisodeOfCare | undefined,
  next: EpisodeOfCare,
  facts: EnrollmentFacts,
): readonly RuleRefusal[] {
  const from = previous && stateOf(previous)
  const to = stateOf(next)
  if (to === undefined) return []
  return [...judgeStatus(next, to), ...(from === to ? [] : judgeChange(previous, next, { from, to }, facts))]
}

function judgeStatus(next: EpisodeOfCare, to: EnrollmentState): readonly RuleRefusal[] {
  if (statusFits(next.status, to)) return []
  return [refusal(`An enrollment that is ${to} cannot have the status ${next.status}.`, 'EpisodeOfCare.status')]
}

interface StateChange {
  readonly from: EnrollmentState | undefined
  readonly to: EnrollmentState
}

function judgeChange(
  previous: EpisodeOfCare | undefined,
  next: EpisodeOfCare,
  change: StateChange,
  facts: EnrollmentFacts,
): readonly RuleRefusal[] {
  const { from, to } = change
  if (from !== undefined && !mayFollow(from, to)) return [refusal(`An enrollment that is ${from} cannot become ${to}.`)]
  if (to === 'declined' && !extensionOf(next, 'ccm-state-reason')?.valueString)
    return [refusal('Say why the patient declined (ccm-state-reason).')]
  if (to === 'withdrawn' && isCurrent(from) && consentHolds(next, facts))
    return [refusal('The consent still holds: withdraw it with $ccm-end, so that no later minute counts.')]
  return isAskedAgain(change) ? judgeAsking(previous, facts) : []
}

/** Who declined before is on the list again. */
function isAskedAgain({ from, to }: StateChange): boolean {
  return from === 'declined' && (to === 'to-contact' || to === 'attempted')
}

/** Who declined is left alone until the day they named. */
function judgeAsking(previous: EpisodeOfCare | undefined, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const until = previous && extensionOf(previous, 'ccm-do-not-ask-until')?.valueDate
  if (until === undefined || until <= dayOf(facts.now, facts.practice.timeZone)) return []
  return [refusal(`The patient does not want to be asked before ${until}.`)]
}

function consentHolds(episode: EpisodeOfCare, facts: EnrollmentFacts): boolean {
  const program = programOf(episode)
  const billingPractitioner = extensionOf(episode, 'ccm-billing-practitioner')?.valueReference?.reference
  return program !== undefined && consentOnFile({ program, billingPractitioner }, facts) !== undefined
}

function refusal(message: string, expression = 'EpisodeOfCare.extension'): RuleRefusal {
  return { status: 422, rule: 'enrollment-state', message, expression }
}
