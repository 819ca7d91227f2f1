import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { dayOf } from '../calendar.ts'
import { extensionOf, partOf } from '../fhir/extensions.ts'
import { endsBeforeStart, instantOf } from '../fhir/instants.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import type { RuleRefusal } from '../refusal.ts'
import { isWaiting, programOf } from './enrollment.ts'
import type { EnrollmentFacts, Proposal } from './enrollment-facts.ts'
import { isCurrent, isEnded, stateOf } from './enrollment-state.ts'
import { judgeAttestation } from './judge-attestation.ts'
import { judgeConsentOnFile } from './judge-consent.ts'
import { judgeOverlap } from './judge-overlap.ts'
import { judgePatient } from './judge-patient.ts'
import { judgePeople } from './judge-people.ts'
import { judgeState } from './judge-state.ts'
import type { Program } from './program.ts'

/** Whether the rules have something to say about an EpisodeOfCare: it is of one of our programmes. */
export function isGovernedEpisode(episode: EpisodeOfCare | undefined): boolean {
  return episode !== undefined && programOf(episode) !== undefined
}

/**
 * Judges a plain write of an EpisodeOfCare of ours by the constraints of `$ccm-enroll` (DESIGN section 3): a new
 * enrollment, and one whose start or practitioner changes, as if it were enrolled; what stays the same is not judged
 * again. One that comes back from entered-in-error is new. Outreach is free, but states follow each other as they may.
 * @param previous the current version; undefined for a create
 * @param facts the patient of `next`; `consents` with those that the same request writes
 */
export function checkEpisodeWrite(
  previous: EpisodeOfCare | undefined,
  next: EpisodeOfCare,
  facts: EnrollmentFacts,
): readonly RuleRefusal[] {
  const program = programOf(next)
  if (next.status === 'entered-in-error') return []
  const identity = judgeIdentity(previous, next)
  if (program === undefined || identity.length > 0) return identity
  const proposal = proposalOf(program, next, facts)
  const before = previous?.status === 'entered-in-error' ? undefined : previous
  return [
    ...judgeState(before, next, facts),
    ...judgePeriod(next, facts.practice.timeZone),
    ...(isEnrolling(before, next) ? judgeAsEnrollment(proposal, facts) : []),
    ...(attestationChanged(previous, next) ? judgeWord(next, proposal, facts) : []),
  ]
}

/** Neither the patient nor the programme of an episode ever changes. */
function judgeIdentity(previous: EpisodeOfCare | undefined, next: EpisodeOfCare): readonly RuleRefusal[] {
  if (!previous || programOf(previous) === undefined) return []
  const changed: RuleRefusal[] = []
  if (programOf(previous) !== programOf(next))
    changed.push(fixed('The program of an enrollment never changes: end it and enroll anew.', 'EpisodeOfCare.type'))
  if (literalOf(previous.patient) !== literalOf(next.patient))
    changed.push(fixed('The patient of an enrollment never changes.', 'EpisodeOfCare.patient'))
  return changed
}

function fixed(message: string, expression: string): RuleRefusal {
  return { status: 422, rule: 'enrollment-fixed', message, expression }
}

function judgePeriod(next: EpisodeOfCare, timeZone: string): readonly RuleRefusal[] {
  const { start, end } = next.period ?? {}
  const expression = 'EpisodeOfCare.period'
  if (endsBeforeStart(instantOf(start, timeZone), end, timeZone))
    return [{ status: 422, rule: 'end-before-start', message: 'The enrollment ends before it begins.', expression }]
  if (isCurrent(stateOf(next)) && start === undefined)
    return [{ status: 422, rule: 'no-start', message: 'Say when the enrollment begins.', expression }]
  if (isEnded(stateOf(next)) && next.status === 'finished' && end === undefined)
    return [{ status: 422, rule: 'no-end', message: 'Say when the enrollment ended.', expression }]
  return []
}

/** Somebody is being enrolled: newly, from another day, with another practitioner, on other conditions, or no longer waiting. */
function isEnrolling(previous: EpisodeOfCare | undefined, next: EpisodeOfCare): boolean {
  if (!isCurrent(stateOf(next))) return false
  if (!previous || !isCurrent(stateOf(previous))) return true
  const begins = previous.status === 'planned' && next.status !== 'planned'
  return begins || factsOf(previous) !== factsOf(next)
}

/** What an enrollment was judged by. */
function factsOf(episode: EpisodeOfCare): string {
  return JSON.stringify([
    episode.period?.start,
    literalOf(extensionOf(episode, 'ccm-billing-practitioner')?.valueReference),
    (episode.diagnosis ?? []).map(({ condition }) => literalOf(condition)),
  ])
}

function judgeAsEnrollment(proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  return [
    ...judgeConsentOnFile(proposal, facts),
    ...judgePeople(proposal, facts),
    ...judgePatient(proposal, facts),
    ...judgeOverlap(proposal, facts).refused,
  ]
}

function attestationChanged(previous: EpisodeOfCare | undefined, next: EpisodeOfCare): boolean {
  const given = extensionOf(next, 'ccm-attestation')
  const before = previous && extensionOf(previous, 'ccm-attestation')
  return JSON.stringify(given) !== JSON.stringify(before)
}

function judgeWord(next: EpisodeOfCare, proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const by = partOf(extensionOf(next, 'ccm-attestation'), 'by')?.valueReference?.reference
  return judgeAttestation(by, 'EpisodeOfCare.extension', proposal.startDay, facts)
}

function proposalOf(program: Program, episode: EpisodeOfCare, facts: EnrollmentFacts): Proposal {
  const { timeZone } = facts.practice
  const start = instantOf(episode.period?.start, timeZone) ?? facts.now
  return {
    program,
    start,
    startDay: dayOf(start, timeZone),
    ...namedBy(episode),
    transfer: isWaiting(episode),
    self: episode.id === undefined ? undefined : referenceTo(episode),
    at: {
      start: 'EpisodeOfCare.period.start',
      billingPractitioner: 'EpisodeOfCare.extension',
      careManager: 'EpisodeOfCare.careManager',
      condition: 'EpisodeOfCare.diagnosis',
      initiatingVisit: 'EpisodeOfCare.extension',
    },
  }
}

function namedBy(
  episode: EpisodeOfCare,
): Pick<Proposal, 'billingPractitioner' | 'careManager' | 'conditions' | 'initiatingVisit'> {
  return {
    billingPractitioner: extensionOf(episode, 'ccm-billing-practitioner')?.valueReference?.reference,
    careManager: episode.careManager?.reference,
    conditions: (episode.diagnosis ?? []).flatMap(({ condition }) => condition.reference ?? []),
    initiatingVisit: extensionOf(episode, 'ccm-initiating-visit')?.valueReference?.reference,
  }
}
