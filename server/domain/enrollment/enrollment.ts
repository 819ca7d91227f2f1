import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { codeIn } from '../fhir/codings.ts'
import { extensionOf, partOf } from '../fhir/extensions.ts'
import { spanOfPeriod } from '../fhir/instants.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import { isOutreach, stateOf, type EnrollmentState } from './enrollment-state.ts'
import { PROGRAMS, type Program } from './program.ts'

/** That the conditions last long enough and put the patient at risk: a clinician's word (ccm-rules §3.1). */
interface Attestation {
  readonly duration: boolean
  readonly risk: boolean
  /** Reference of who attested. */
  readonly by?: string
  readonly reason?: string
}

/** An EpisodeOfCare of ours as the rules read it. */
export interface Enrollment {
  /** `EpisodeOfCare/id`. */
  readonly reference: string
  readonly version?: string
  /** `Patient/id`. */
  readonly patient: string
  readonly program: Program
  readonly status: EpisodeOfCare['status']
  readonly state?: EnrollmentState
  /** Why it came to that state, in somebody's words. */
  readonly stateReason?: string
  /** Reference as written; ask the staff directory who it is. */
  readonly billingPractitioner?: string
  readonly careManager?: string
  /** Milliseconds since 1970. Absent: nobody was enrolled (outreach, or dropped before it began). */
  readonly start?: number
  /** The first instant after the period. Absent: open. */
  readonly end?: number
  /** Both words, of whoever `by` names; absent until given. */
  readonly attestation?: Attestation
  readonly initiatingVisit?: { readonly reference?: string; readonly day?: string }
  /** `Condition/id` references that were ticked, in the order of their rank. */
  readonly diagnoses: readonly string[]
  /** Times on hold, by statusHistory: milliseconds since 1970. */
  readonly pauses: readonly { readonly start: number; readonly end?: number }[]
  /** Waits for another practice's enrollment to end (`transfer`); one that has begun no longer does. */
  readonly transfer: boolean
}

/** Reads an EpisodeOfCare; undefined when its type is none of our programmes or it was entered in error. */
export function enrollmentOf(episode: EpisodeOfCare, timeZone: string): Enrollment | undefined {
  const program = programOf(episode)
  const patient = literalOf(episode.patient)
  if (program === undefined || patient === undefined || episode.status === 'entered-in-error') return undefined
  return {
    reference: referenceTo(episode),
    patient,
    program,
    status: episode.status,
    ...present({
      version: episode.meta?.versionId,
      state: stateOf(episode),
      stateReason: extensionOf(episode, 'ccm-state-reason')?.valueString,
      billingPractitioner: extensionOf(episode, 'ccm-billing-practitioner')?.valueReference?.reference,
      careManager: episode.careManager?.reference,
      attestation: attestationOf(episode),
      initiatingVisit: initiatingVisitOf(episode),
    }),
    ...(isStarted(episode) ? spanOfPeriod(episode.period, timeZone) : {}),
    diagnoses: diagnosesOf(episode),
    pauses: pausesOf(episode, timeZone),
    transfer: isWaiting(episode),
  }
}

/** An episode that has been, is, or is set to become an enrollment: its period is that of the enrollment. */
function isStarted(episode: EpisodeOfCare): boolean {
  return episode.status !== 'cancelled' && !isOutreach(stateOf(episode))
}

/** A transfer that has not begun: it holds no month yet. */
export function isWaiting(episode: EpisodeOfCare): boolean {
  return episode.status === 'planned' && extensionOf(episode, 'ccm-transfer')?.valueBoolean === true
}

/** The programme that an EpisodeOfCare's type names; undefined for an episode that is not ours. */
export function programOf(episode: EpisodeOfCare): Program | undefined {
  const code = codeIn(episode.type, PROGRAM_SYSTEM)
  return PROGRAMS.find((program) => program === code)
}

const PROGRAM_SYSTEM = codeSystem('ccm-program')

/** What a clinician attested, when the extension holds both words. */
function attestationOf(episode: EpisodeOfCare): Attestation | undefined {
  const extension = extensionOf(episode, 'ccm-attestation')
  if (!extension) return undefined
  return {
    duration: partOf(extension, 'duration')?.valueBoolean === true,
    risk: partOf(extension, 'risk')?.valueBoolean === true,
    ...present({
      by: partOf(extension, 'by')?.valueReference?.reference,
      reason: partOf(extension, 'reason')?.valueString,
    }),
  }
}

function initiatingVisitOf(episode: EpisodeOfCare): Enrollment['initiatingVisit'] {
  const extension = extensionOf(episode, 'ccm-initiating-visit')
  if (!extension) return undefined
  return present({
    reference: extension.valueReference?.reference,
    day: (extension.valueDate ?? extension.valueDateTime)?.slice(0, 10),
  })
}

/** Diagnoses by rank; those without one come last, in the order in which they stand. */
function diagnosesOf(episode: EpisodeOfCare): readonly string[] {
  return [...(episode.diagnosis ?? [])]
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
    .flatMap((diagnosis) => literalOf(diagnosis.condition) ?? [])
}

function pausesOf(episode: EpisodeOfCare, timeZone: string): Enrollment['pauses'] {
  return (episode.statusHistory ?? [])
    .filter((past) => past.status === 'onhold')
    .flatMap((past) => {
      const { start, end } = spanOfPeriod(past.period, timeZone)
      return start === undefined ? [] : [{ start, ...present({ end }) }]
    })
}

/** Whether the enrollment has been active at any instant of a window (start included, end not). */
export function enrolledWithin(enrollment: Enrollment, start: number, end: number): boolean {
  return enrollment.start !== undefined && enrollment.start < end && (enrollment.end ?? Infinity) > start
}
