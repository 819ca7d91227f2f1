import type { Task } from '@medplum/fhirtypes'
import { extensionOf } from '../fhir/extensions.ts'
import type { RuleRefusal } from '../refusal.ts'
import { isTime, timeEntryOf, type TimeEntry } from '../time/time-entry.ts'
import { judgeCareOf } from './judge-care.ts'
import { judgeClosedMonths } from './judge-closed-months.ts'
import { judgeTimes } from './judge-times.ts'
import type { TimeEntryFacts } from './time-entry-facts.ts'

/** A Task that is, was or becomes somebody's time. */
export interface TimeEntryWrite {
  /** The current version; undefined for a create. */
  readonly previous: Task | undefined
  /** As sent; undefined for a delete. */
  readonly next: Task | undefined
}

/**
 * Judges a write of a time entry by the refusals of DESIGN section 3. What is merely not counted (before consent, on a day
 * in hospital …) is stored and refused by nobody. That one person's entries do not overlap is a constraint of the store.
 */
export function checkTimeEntry(write: TimeEntryWrite, facts: TimeEntryFacts): readonly RuleRefusal[] {
  const previous = timeIn(write.previous, facts)
  const next = timeIn(write.next, facts)
  if (!previous && !next) return []
  return [
    ...judgeCaller(write, { previous, next }, facts),
    ...judgeClosedMonths([previous, next], facts),
    ...(next && write.next ? judgeContent(next, write.next, facts) : []),
  ]
}

/** Reads a Task as time that counts or runs; what is planned, cancelled or mistaken is nobody's time. */
function timeIn(task: Task | undefined, { timeZone }: TimeEntryFacts): TimeEntry | undefined {
  const entry = task && timeEntryOf(task, timeZone)
  return entry && isTime(entry) ? entry : undefined
}

function judgeContent(entry: TimeEntry, task: Task, facts: TimeEntryFacts): readonly RuleRefusal[] {
  return [...judgeOwner(entry, facts), ...judgeTimes(task, facts), ...judgeCareOf(entry, facts)]
}

function judgeOwner({ owner }: TimeEntry, { staff }: TimeEntryFacts): readonly RuleRefusal[] {
  const expression = 'Task.owner'
  if (owner === undefined)
    return [{ status: 422, rule: 'entry-unclear', message: 'Say whose time it is: name the owner.', expression }]
  if (staff.personOf(owner) !== undefined) return []
  const message = `${owner} is no person of the practice: the owner is a Practitioner or a PractitionerRole on file.`
  return [{ status: 422, rule: 'unknown-reference', message, expression }]
}

interface Versions {
  readonly previous: TimeEntry | undefined
  readonly next: TimeEntry | undefined
}

/** People log and correct their own time; who bills may correct what others logged, and says why. */
function judgeCaller(write: TimeEntryWrite, versions: Versions, facts: TimeEntryFacts): readonly RuleRefusal[] {
  const { caller } = facts
  if (caller.writes === 'any') return []
  if (caller.writes === 'correct') return judgeCorrection(write, versions, facts)
  const people = [versions.previous, versions.next].flatMap((entry) => (entry ? [personOf(entry, facts)] : []))
  const own =
    caller.writes === 'own' && caller.person !== undefined && people.every((person) => person === caller.person)
  return own
    ? []
    : [notYours('You log and correct your own time only; a biller may correct that of others, with a reason.')]
}

function judgeCorrection(
  { previous: before, next: after }: TimeEntryWrite,
  { previous, next }: Versions,
  facts: TimeEntryFacts,
): readonly RuleRefusal[] {
  if (!before || !after || !previous)
    return [notYours('A biller corrects what has been logged; whoever did the work logs it.')]
  if (next && personOf(next, facts) !== personOf(previous, facts))
    return [notYours('A correction does not make it somebody else’s time.')]
  if (facts.reasonGiven || givesReason(before, after)) return []
  const message =
    'Say why the time is corrected: a Provenance with its reason in the same transaction, or the Task’s statusReason or extension ccm-correction-reason.'
  return [{ status: 422, rule: 'correction-without-reason', message, expression: 'Task.statusReason' }]
}

/** A reason that was there before is not this correction's. */
function givesReason(before: Task, after: Task): boolean {
  const said = (task: Task) => [task.statusReason?.text, extensionOf(task, 'ccm-correction-reason')?.valueString]
  const old = new Set(said(before))
  return said(after).some((text) => text !== undefined && text.trim() !== '' && !old.has(text))
}

function personOf({ owner }: TimeEntry, { staff }: TimeEntryFacts): string | undefined {
  return staff.personOf(owner)
}

function notYours(message: string): RuleRefusal {
  return { status: 403, rule: 'not-your-time', message, expression: 'Task.owner' }
}
