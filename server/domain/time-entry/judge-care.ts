import { consentsFor } from '../consent/consent-state.ts'
import { enrollmentOf, type Enrollment } from '../enrollment/enrollment.ts'
import { PROGRAM_NAMES } from '../enrollment/program.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { TimeEntry } from '../time/time-entry.ts'
import type { TimeEntryFacts } from './time-entry-facts.ts'

/**
 * Whether the patient is, was or will be in a programme that the time can be for, and has ever consented to it. Time
 * outside the enrollment's period, or before the consent, is kept and not counted: nobody loses what they logged.
 */
export function judgeCareOf(entry: TimeEntry, facts: TimeEntryFacts): readonly RuleRefusal[] {
  if (entry.patient?.startsWith('Patient/') !== true)
    return [{ status: 422, rule: 'entry-unclear', message: 'Say for which patient it was.', expression: 'Task.for' }]
  const enrollments = facts.episodes
    .flatMap((episode) => enrollmentOf(episode, facts.timeZone) ?? [])
    .filter((enrollment) => enrollment.patient === entry.patient && enrollment.start !== undefined)
  const fitting = enrollments.filter(({ reference }) => entry.episode === undefined || reference === entry.episode)
  if (fitting.length === 0) return [noEnrollment(entry, enrollments.length > 0)]
  return fitting.some((enrollment) => hasConsent(enrollment, facts)) ? [] : [noConsent(fitting)]
}

function noEnrollment({ episode }: TimeEntry, others: boolean): RuleRefusal {
  const named = `${episode ?? ''} is no enrollment of the patient`
  const message = others
    ? `${named}; name the one that the time is for.`
    : 'The patient has never been enrolled: enroll first.'
  const expression = episode === undefined ? 'Task.for' : 'Task.focus'
  return { status: 422, rule: 'no-enrollment', message, expression }
}

function hasConsent(enrollment: Enrollment, { consents, staff, timeZone }: TimeEntryFacts): boolean {
  const billingPractitioner = staff.personOf(enrollment.billingPractitioner)
  return consentsFor(consents, { program: enrollment.program, billingPractitioner, timeZone, staff }).length > 0
}

function noConsent([enrollment]: readonly Enrollment[]): RuleRefusal {
  const program = PROGRAM_NAMES[enrollment?.program ?? 'ccm']
  const message = `No consent of the patient to ${program} with the enrollment’s practitioner is on file: record it first.`
  return { status: 422, rule: 'no-consent', message, expression: 'Task.for' }
}
