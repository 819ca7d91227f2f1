import type { Consent, EpisodeOfCare, Extension } from '@medplum/fhirtypes'
import { dayOf, lastDayOfMonth } from '../calendar.ts'
import { consentAt, consentsFor } from '../consent/consent-state.ts'
import { structureDefinition } from '../fhir/canonicals.ts'
import { endsBeforeStart, instantOf } from '../fhir/instants.ts'
import { referenceTo } from '../fhir/references.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import { instantText } from './drafts/draft-input.ts'
import { enrollmentOf, type Enrollment } from './enrollment.ts'
import { isCurrent, statusFor, type EnrollmentState } from './enrollment-state.ts'
import { nextEpisode, stateExtension } from './next-episode.ts'

/** Why an enrollment ends: the `reason` of `$ccm-end`. */
export type EndReason = 'withdrawn' | 'graduated' | 'moved' | 'transferred' | 'deceased' | 'other'

export const END_REASONS: readonly EndReason[] = ['withdrawn', 'graduated', 'moved', 'transferred', 'deceased', 'other']

/** The input of `$ccm-end`. */
export interface EndRequest {
  readonly reason: EndReason
  /** FHIR dateTime; absent: now (of a death: the one on file). */
  readonly dateTime?: string
  readonly note?: string
}

export interface EndFacts {
  readonly episode: EpisodeOfCare
  /** The patient's. */
  readonly consents: readonly Consent[]
  /** `Patient.deceasedDateTime`, where the patient has died. */
  readonly deceased?: string
  readonly timeZone: string
  readonly staff: StaffDirectory
  /** Milliseconds since 1970. */
  readonly now: number
}

export type EndDecision =
  | { readonly kind: 'refused'; readonly refusals: readonly RuleRefusal[] }
  | {
      readonly kind: 'ended'
      readonly episode: EpisodeOfCare
      /** Consents that the withdrawal made inactive. */
      readonly consents: readonly Consent[]
    }

/**
 * Decides `$ccm-end`. On withdrawal the consent ends at its instant, so that no later minute counts, and the episode at
 * the end of the month, as the patient was told (ccm-rules §5); what was earned by then stays billable. For every other
 * reason the episode ends at the instant given. One that never began is cancelled.
 */
export function endEnrollment(request: EndRequest, facts: EndFacts): EndDecision {
  const enrollment = enrollmentOf(facts.episode, facts.timeZone)
  const at = endAt(request, facts)
  const refusals = refusalsOf(enrollment, at, facts)
  if (!enrollment || refusals.length > 0) return { kind: 'refused', refusals }
  const withdrawn = request.reason === 'withdrawn'
  return {
    kind: 'ended',
    episode: nextEpisode(
      facts.episode,
      isAhead(enrollment, facts.now) ? droppedEpisode(request, facts) : endedEpisode(request, at, facts),
      at.text,
    ),
    consents: withdrawn ? coveringConsents(enrollment, at, facts).map((consent) => withdraw(consent, at.text)) : [],
  }
}

interface Instant {
  readonly text: string
  readonly instant: number
}

function endAt({ reason, dateTime }: EndRequest, facts: EndFacts): Instant {
  const text = dateTime ?? (reason === 'deceased' ? facts.deceased : undefined)
  const instant = instantOf(text, facts.timeZone) ?? facts.now
  return { text: text ?? instantText(instant), instant }
}

function refusalsOf(
  enrollment: Enrollment | undefined,
  at: Instant,
  { now, timeZone }: EndFacts,
): readonly RuleRefusal[] {
  if (!enrollment || !isCurrent(enrollment.state))
    return [{ status: 409, rule: 'not-enrolled', message: 'This is not an enrollment that could end.' }]
  const expression = 'dateTime'
  if (at.instant > now)
    return [
      { status: 422, rule: 'future', message: 'An enrollment ends when it is said, not in the future.', expression },
    ]
  if (!isAhead(enrollment, now) && endsBeforeStart(enrollment.start, at.text, timeZone))
    return [{ status: 422, rule: 'end-before-start', message: 'The enrollment began later than that.', expression }]
  return []
}

/** Enrolled for a day that has not come, or waiting for another to end: it never began and can only be dropped. */
function isAhead({ status, start, transfer }: Enrollment, now: number): boolean {
  return transfer || (status === 'planned' && start !== undefined && start > now)
}

const STATE_OF: Readonly<Record<EndReason, EnrollmentState>> = {
  withdrawn: 'withdrawn',
  graduated: 'graduated',
  moved: 'moved',
  transferred: 'transferred',
  deceased: 'deceased',
  other: 'ended',
}

function endedEpisode({ reason, note }: EndRequest, at: Instant, { episode, timeZone }: EndFacts): EpisodeOfCare {
  const state = STATE_OF[reason]
  const last = lastDayOfMonth(dayOf(at.instant, timeZone))
  return {
    ...episode,
    extension: withState(episode.extension ?? [], state, note),
    status: statusFor(state),
    period: { ...episode.period, end: reason === 'withdrawn' ? last : at.text },
  }
}

/** It never began: nothing of it is an enrollment's time. */
function droppedEpisode({ reason, note }: EndRequest, { episode }: EndFacts): EpisodeOfCare {
  const state = reason === 'graduated' ? 'ended' : STATE_OF[reason]
  return { ...episode, extension: withState(episode.extension ?? [], state, note), status: 'cancelled' }
}

/** The extensions with the state, and the reason of the change, in place of the ones before. */
function withState(extensions: readonly Extension[], state: EnrollmentState, reason?: string): Extension[] {
  const replaced = ['ccm-enrollment-state', 'ccm-state-reason'].map(structureDefinition)
  return [
    ...extensions.filter(({ url }) => !replaced.includes(url)),
    stateExtension(state),
    ...(reason === undefined ? [] : [{ url: structureDefinition('ccm-state-reason'), valueString: reason }]),
  ]
}

/** The consents that would cover the time after the withdrawal. */
function coveringConsents(enrollment: Enrollment, at: Instant, facts: EndFacts): readonly Consent[] {
  const records = consentsFor(facts.consents, {
    program: enrollment.program,
    billingPractitioner: facts.staff.personOf(enrollment.billingPractitioner),
    timeZone: facts.timeZone,
    staff: facts.staff,
  })
  const covering = records.filter((record) => consentAt([record], at.instant) ?? record.from > at.instant)
  const references = new Set(covering.map(({ reference }) => reference))
  return facts.consents.filter((consent) => consent.status === 'active' && references.has(referenceTo(consent)))
}

function withdraw(consent: Consent, at: string): Consent {
  const url = structureDefinition('ccm-consent-withdrawn')
  const others = (consent.extension ?? []).filter((extension) => extension.url !== url)
  return { ...consent, extension: [...others, { url, valueDateTime: at }], status: 'inactive' }
}
