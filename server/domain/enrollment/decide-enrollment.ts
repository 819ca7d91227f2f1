import type { CarePlan, CareTeam, Consent, EpisodeOfCare } from '@medplum/fhirtypes'
import { dayOf } from '../calendar.ts'
import { instantOf } from '../fhir/instants.ts'
import type { RuleRefusal } from '../refusal.ts'
import { mayBillOn } from '../staff/staff-directory.ts'
import { draftCarePlan } from './drafts/draft-care-plan.ts'
import { draftCareTeam } from './drafts/draft-care-team.ts'
import { draftConsent } from './drafts/draft-consent.ts'
import { draftEpisode } from './drafts/draft-episode.ts'
import {
  instantText,
  patientReference,
  staffReference,
  type DraftInput,
  type NewReferences,
} from './drafts/draft-input.ts'
import { programOf } from './enrollment.ts'
import type { EnrollmentFacts, Proposal } from './enrollment-facts.ts'
import type { EnrollmentRequest } from './enrollment-request.ts'
import { isOutreach, stateOf } from './enrollment-state.ts'
import { judgeAttestation } from './judge-attestation.ts'
import { consentOnFile, judgeConsentOnFile, judgeGivenConsent } from './judge-consent.ts'
import { judgeOverlap, type Overlap } from './judge-overlap.ts'
import { conditionsFor, judgePatient } from './judge-patient.ts'
import { judgePeople } from './judge-people.ts'
import { PROGRAM_NAMES } from './program.ts'

/** Something that does not stand in the way and that the caller should know. */
export interface EnrollmentWarning {
  readonly rule: string
  readonly message: string
}

export type EnrollmentDecision =
  | { readonly kind: 'refused'; readonly refusals: readonly RuleRefusal[] }
  | {
      readonly kind: 'enrolled'
      /** New, or the next version of `outreach`. */
      readonly episode: EpisodeOfCare
      /** The episode in which the patient was asked, which goes on as the enrollment. */
      readonly outreach?: EpisodeOfCare
      /** Absent when a consent was on file. */
      readonly consent?: Consent
      readonly careTeam: CareTeam
      readonly carePlan: CarePlan
      /** The enrollment waits for another practitioner's to end (`transfer`). */
      readonly waits: boolean
      readonly warnings: readonly EnrollmentWarning[]
    }

/**
 * Decides `$ccm-enroll` (DESIGN sections 3 and 4): all refusals at once, judged on the day of the start, or the drafts
 * that make the enrollment, ready for one transaction.
 */
export function decideEnrollment(
  request: EnrollmentRequest,
  facts: EnrollmentFacts,
  references: NewReferences,
): EnrollmentDecision {
  const outreach = outreachOf(request, facts)
  const proposal = proposalOf(request, facts, outreach)
  const overlap = judgeOverlap(proposal, facts)
  const refusals = [
    ...judgeConsent(request, proposal, facts),
    ...judgePeople(proposal, facts),
    ...judgePatient(proposal, facts),
    ...overlap.refused,
    ...judgeWord(request, proposal, facts),
  ]
  if (refusals.length > 0 || proposal.billingPractitioner === undefined) return { kind: 'refused', refusals }
  const input = draftInput(request, { proposal, overlap, biller: proposal.billingPractitioner }, facts, references)
  const continued = outreach ? { ...input, references: { ...references, episode: proposal.self ?? '' } } : input
  return {
    kind: 'enrolled',
    episode: draftEpisode(continued, outreach),
    ...(outreach && { outreach }),
    ...(request.consent && { consent: draftConsent(continued, request.consent) }),
    careTeam: draftCareTeam(continued),
    carePlan: draftCarePlan(continued),
    waits: overlap.waits,
    warnings: warningsOf(request, overlap),
  }
}

/** The episode in which the patient is or was being asked to take part in the programme. */
function outreachOf(request: EnrollmentRequest, facts: EnrollmentFacts): EpisodeOfCare | undefined {
  return facts.episodes.find(
    (episode) =>
      programOf(episode) === request.program && episode.status !== 'entered-in-error' && isOutreach(stateOf(episode)),
  )
}

function proposalOf(request: EnrollmentRequest, facts: EnrollmentFacts, outreach: EpisodeOfCare | undefined): Proposal {
  const billingPractitioner = request.billingPractitioner ?? callerWhoBills(facts)
  const { timeZone } = facts.practice
  const consented = instantOf(request.consent?.dateTime, timeZone)
  const onFile = () => consentOnFile({ program: request.program, billingPractitioner }, facts)?.from
  const start = instantOf(request.start, timeZone) ?? consented ?? onFile() ?? facts.now
  return {
    program: request.program,
    start,
    startDay: dayOf(start, timeZone),
    billingPractitioner,
    careManager: request.careManager,
    conditions: request.conditions,
    initiatingVisit: request.initiatingVisit?.reference,
    transfer: request.transfer,
    self: outreach?.id === undefined ? undefined : `EpisodeOfCare/${outreach.id}`,
    at: {
      start: 'start',
      billingPractitioner: 'billingPractitioner',
      careManager: 'careManager',
      condition: 'condition',
      initiatingVisit: 'initiatingVisit',
    },
  }
}

function callerWhoBills({ caller, staff, now, practice }: EnrollmentFacts): string | undefined {
  const member = staff.memberOf(caller.person)
  return mayBillOn(member, dayOf(now, practice.timeZone)) ? caller.person : undefined
}

function judgeConsent(
  request: EnrollmentRequest,
  { program, billingPractitioner }: Proposal,
  facts: EnrollmentFacts,
): readonly RuleRefusal[] {
  return request.consent
    ? judgeGivenConsent(request.consent, facts)
    : judgeConsentOnFile({ program, billingPractitioner }, facts)
}

function judgeWord(request: EnrollmentRequest, { startDay }: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  return request.attestation ? judgeAttestation(request.attestation.by, 'attestation.by', startDay, facts) : []
}

function draftInput(
  request: EnrollmentRequest,
  judged: { readonly proposal: Proposal; readonly overlap: Overlap; readonly biller: string },
  facts: EnrollmentFacts,
  references: NewReferences,
): DraftInput {
  const { proposal, overlap, biller } = judged
  return {
    request,
    facts,
    references,
    patient: patientReference(facts),
    billingPractitioner: staffReference(biller, facts),
    careManager: request.careManager === undefined ? undefined : staffReference(request.careManager, facts),
    conditions: conditionsFor(proposal, facts),
    start: request.start ?? request.consent?.dateTime ?? instantText(proposal.start),
    planned: overlap.waits || proposal.start > facts.now,
    waits: overlap.waits,
  }
}

function warningsOf(request: EnrollmentRequest, { beside, waits }: Overlap): readonly EnrollmentWarning[] {
  const others = beside.map(({ program }) => ({
    rule: 'beside-other-program',
    message: `Another practitioner bills ${PROGRAM_NAMES[program]} for the patient: the programs must be for different conditions.${request.reason === undefined ? ' Record the reason.' : ''}`,
  }))
  const waiting = waits
    ? [{ rule: 'other-biller', message: 'Planned: another practitioner’s enrollment has to end first.' }]
    : []
  return [...others, ...waiting]
}
