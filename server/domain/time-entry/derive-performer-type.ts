import type { CodeableConcept, Task } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { roleOn, type StaffDirectory, type StaffRole } from '../staff/staff-directory.ts'
import { STAFF_ROLE_CODES } from '../terminology/generated/guide-names.ts'
import { timeEntryOf } from '../time/time-entry.ts'
import { dayOfEntry } from './entry-months.ts'

const ROLE_SYSTEM = codeSystem('ccm-staff-role')

/**
 * The Task with the `performerType` that the server derives: the owner's role on the entry's day, none where there is no
 * role. Nothing else of it is changed; one that says so already is given back as it is.
 */
export function derivePerformerType(task: Task, staff: StaffDirectory, timeZone: string): Task {
  const role = roleOfOwner(task, staff, timeZone)
  if (role === undefined ? task.performerType === undefined : says(task.performerType, role)) return task
  const derived = { ...task }
  delete derived.performerType
  if (role === undefined) return derived
  return {
    ...derived,
    performerType: [{ coding: [{ system: ROLE_SYSTEM, code: role, display: STAFF_ROLE_CODES[role] }] }],
  }
}

function roleOfOwner(task: Task, staff: StaffDirectory, timeZone: string): StaffRole | undefined {
  const entry = timeEntryOf(task, timeZone)
  const day = entry && dayOfEntry(entry, timeZone)
  return day === undefined ? undefined : roleOn(staff.memberOf(entry?.owner), day)
}

function says(types: readonly CodeableConcept[] | undefined, role: StaffRole): boolean {
  const [only, ...more] = types ?? []
  const coding = only?.coding?.[0]
  return more.length === 0 && coding?.system === ROLE_SYSTEM && coding.code === role
}
