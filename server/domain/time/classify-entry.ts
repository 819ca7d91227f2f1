import { roleOn, type StaffDirectory } from '../staff/staff-directory.ts'
import { ACTIVITIES } from './generated/activities.ts'
import { reasonFor, type NotCountedReason } from './not-counted-reason.ts'
import type { TimeEntry } from './time-entry.ts'
import type { TimeKind } from './timesheet.ts'

/** Whose time an entry is on a day, or why it is nobody's that counts. */
export type EntryClass =
  | { readonly counts: true; readonly kind: TimeKind; readonly person: string }
  | { readonly counts: false; readonly reason: NotCountedReason }

/** What decides it. */
export interface ClassifyingFacts {
  readonly staff: StaffDirectory
  /** The person who bills. */
  readonly biller: string | undefined
  readonly countPriorAuthorization: boolean
  /** Whether the entry belongs to the enrollment that is counted. */
  readonly belongs: (entry: TimeEntry) => boolean
}

/**
 * Who did it and what it was (ccm-rules §7.2, §7.3). Only the enrollment's own billing practitioner makes practitioner's
 * minutes; a colleague with billing rights counts as staff.
 * @param day local, `2026-03-05`: a person's role may change
 */
export function classifyEntry(entry: TimeEntry, day: string, facts: ClassifyingFacts): EntryClass {
  const person = facts.staff.personOf(entry.owner)
  const role = roleOn(facts.staff.memberOf(person), day)
  const reason =
    roleReason(role, day) ?? activityReason(entry.activity, facts) ?? (facts.belongs(entry) ? undefined : ELSEWHERE)
  if (reason !== undefined || person === undefined) return { counts: false, reason: reason ?? roleless(day) }
  const own = person === facts.biller && role === 'billing-practitioner'
  return { counts: true, kind: own ? 'practitioner' : 'staff', person }
}

const ELSEWHERE = reasonFor(
  'other-program',
  'The time belongs to another program or enrollment: a minute serves one only.',
)

function roleless(day: string): NotCountedReason {
  return reasonFor(
    'unknown-role',
    `Whoever did this had no role in the practice on ${day}: it counts once an administrator gives one.`,
  )
}

function roleReason(role: ReturnType<typeof roleOn>, day: string): NotCountedReason | undefined {
  switch (role) {
    case 'billing-practitioner':
    case 'clinical-staff':
      return undefined
    case 'non-clinical':
      return reasonFor('non-clinical', 'Time of staff who are not clinical does not count.')
    case 'automation':
      return reasonFor(
        'automation',
        'Time of software and automatic calls is nobody’s: a person’s review of it counts.',
      )
    case undefined:
      return roleless(day)
  }
}

function activityReason(code: string, facts: ClassifyingFacts): NotCountedReason | undefined {
  const activity = ACTIVITIES[code]
  if (activity === undefined) return reasonFor('not-countable', `“${code}” is no activity that the program knows.`)
  switch (activity.countable) {
    case 'yes':
      return undefined
    case 'no':
      return reasonFor('not-countable', `${activity.display}: this kind of work does not count as care management.`)
    case 'practice':
      return facts.countPriorAuthorization
        ? undefined
        : reasonFor('not-countable', `${activity.display}: sources disagree; the practice has not switched it on.`)
  }
}
