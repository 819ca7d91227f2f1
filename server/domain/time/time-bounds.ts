import type { Patient } from '@medplum/fhirtypes'
import { clockTime } from '../calendar.ts'
import { consentAt, type ConsentRecord } from '../consent/consent-state.ts'
import type { Enrollment } from '../enrollment/enrollment.ts'
import { localDate, spanOf } from '../fhir/instants.ts'
import { reasonFor, type NotCountedReason } from './not-counted-reason.ts'

/** Between which instants time can count: consent, enrollment, life. */
export interface TimeBounds {
  /** Why nothing counts at an instant (milliseconds since 1970); undefined where it may. */
  reasonAt(instant: number): NotCountedReason | undefined
  /** The instants at which the answer changes. */
  readonly cuts: readonly number[]
}

/** What bounds the time of one enrollment. */
export interface BoundingFacts {
  readonly patient: Patient
  /** The enrollment, and those of the same programme and practitioner around it: together they are one care. */
  readonly enrollments: readonly Enrollment[]
  /** The consents that fit the programme and practitioner, earliest first. */
  readonly consents: readonly ConsentRecord[]
  readonly timeZone: string
}

/**
 * The bounds of an enrollment's time (ccm-rules §10.3). Death comes before consent, and consent before enrollment: it is
 * the reason that says most. A pause of the enrollment bounds nothing, the patient has consented and is in the
 * programme: its minutes count, and the month says so (`paused`).
 */
export function timeBoundsOf(facts: BoundingFacts): TimeBounds {
  const death = instantOfDeath(facts.patient, facts.timeZone)
  return {
    reasonAt: (instant) =>
      deathReason(death, instant, facts) ?? consentReason(instant, facts) ?? enrollmentReason(instant, facts),
    cuts: [
      ...(death === undefined ? [] : [death]),
      ...facts.consents.flatMap(({ from, until }) => [from, until ?? from]),
      ...facts.enrollments.flatMap(({ start, end }) => [start, end]).filter((cut) => cut !== undefined),
    ],
  }
}

/**
 * The instant after which nobody was cared for: that of death, or the end of its day where only a day is known. Of a
 * month or year the first instant: nothing says that it was later.
 */
function instantOfDeath(patient: Patient, timeZone: string): number | undefined {
  const text = patient.deceasedDateTime
  const span = spanOf(text, timeZone)
  return text?.length === 10 ? span?.end : span?.start
}

function deathReason(
  death: number | undefined,
  instant: number,
  { patient, timeZone }: BoundingFacts,
): NotCountedReason | undefined {
  if (death === undefined || instant < death) return undefined
  return reasonFor('after-death', `The patient died on ${localDate(patient.deceasedDateTime, timeZone) ?? ''}.`)
}

function consentReason(instant: number, { consents, timeZone }: BoundingFacts): NotCountedReason | undefined {
  if (consentAt(consents, instant)) return undefined
  const ended = consents.findLast(({ until }) => until !== undefined && until <= instant)?.until
  if (ended !== undefined && Number.isFinite(ended))
    return reasonFor('after-withdrawal', `The patient withdrew consent on ${minute(ended, timeZone)}.`)
  if (ended !== undefined) return reasonFor('after-withdrawal', 'The consent on file is not in force.')
  const first = consents[0]?.from
  if (first === undefined)
    return reasonFor('before-consent', 'No consent of the patient to this program and practitioner is on file.')
  return reasonFor('before-consent', `The patient consented on ${minute(first, timeZone)}, later than this.`)
}

function enrollmentReason(instant: number, { enrollments, timeZone }: BoundingFacts): NotCountedReason | undefined {
  const holds = enrollments.some(
    ({ start, end }) => start !== undefined && start <= instant && instant < (end ?? Infinity),
  )
  if (holds) return undefined
  const ended = enrollments.findLast(({ end }) => end !== undefined && end <= instant)?.end
  if (ended !== undefined) return reasonFor('after-end', `The enrollment ended on ${minute(ended, timeZone)}.`)
  const start = enrollments.find((enrollment) => (enrollment.start ?? -Infinity) > instant)?.start
  return reasonFor(
    'before-start',
    start === undefined ? 'No enrollment has begun.' : `The enrollment began on ${minute(start, timeZone)}.`,
  )
}

/** `2026-03-05 14:02` on the practice's clock. */
function minute(instant: number, timeZone: string): string {
  return clockTime(instant, timeZone).slice(0, 16)
}
