import type { Task } from '@medplum/fhirtypes'
import { dayOf, MINUTE } from '../calendar.ts'
import { extensionOf } from '../fhir/extensions.ts'
import { daysOf, spanOf } from '../fhir/instants.ts'
import type { RuleRefusal } from '../refusal.ts'
import { MANUAL_MINUTES } from '../time/time-entry.ts'
import type { TimeEntryFacts } from './time-entry-facts.ts'

const LONGEST = 24 * 60 * MINUTE

/** Clocks of clients go ahead by a little; a stopped timer is not lost for it. */
const SKEW = MINUTE

const PERIOD = 'Task.executionPeriod'

/** Whether a Task says when the time was, and whether it can have been. */
export function judgeTimes(task: Task, facts: TimeEntryFacts): readonly RuleRefusal[] {
  const minutes = extensionOf(task, 'ccm-minutes')
  if (task.status === 'in-progress') return judgeTimer(task, facts)
  return minutes === undefined ? judgeClock(task, facts) : judgeManual(task, minutes.valuePositiveInt, facts)
}

function judgeTimer(task: Task, facts: TimeEntryFacts): readonly RuleRefusal[] {
  const start = clockOf(task.executionPeriod?.start, facts.timeZone)
  if (start === undefined) return [incomplete('A timer says when it was started, to the second.', `${PERIOD}.start`)]
  const ended = task.executionPeriod?.end !== undefined
  return [
    ...(ended ? [incomplete('A running timer has no end: complete the entry to stop it.', `${PERIOD}.end`)] : []),
    ...(start > facts.now + SKEW ? [future('A timer cannot have been started in the future.', `${PERIOD}.start`)] : []),
  ]
}

function judgeClock(task: Task, facts: TimeEntryFacts): readonly RuleRefusal[] {
  const start = clockOf(task.executionPeriod?.start, facts.timeZone)
  const end = clockOf(task.executionPeriod?.end, facts.timeZone)
  if (start === undefined)
    return [incomplete('Say when the work began, to the second, or how many minutes it took.', `${PERIOD}.start`)]
  if (end === undefined)
    return [incomplete('Say when the work ended, to the second, or how many minutes it took.', `${PERIOD}.end`)]
  return [
    ...judgeLength(start, end),
    ...(end > facts.now + SKEW ? [future('The work ends in the future.', PERIOD)] : []),
  ]
}

function judgeLength(start: number, end: number): readonly RuleRefusal[] {
  const expression = `${PERIOD}.end`
  if (end < start)
    return [{ status: 422, rule: 'end-before-start', message: 'The work ends before it begins.', expression }]
  if (end - start <= LONGEST) return []
  return [{ status: 422, rule: 'longer-than-24h', message: 'No work lasts longer than 24 hours.', expression }]
}

function judgeManual(task: Task, minutes: number | undefined, facts: TimeEntryFacts): readonly RuleRefusal[] {
  const within = minutes !== undefined && minutes >= 1 && minutes <= MANUAL_MINUTES
  return [
    ...judgeDay(task.executionPeriod?.start, facts),
    ...(isClock(task.executionPeriod?.end)
      ? [incomplete('Minutes stand instead of an end: an entry has the one or the other.', `${PERIOD}.end`)]
      : []),
    ...(within
      ? []
      : [
          incomplete(
            `An entry without clock times has 1 to ${MANUAL_MINUTES} minutes; longer work says when it began and ended.`,
            'Task.extension',
          ),
        ]),
  ]
}

function judgeDay(start: string | undefined, { now, timeZone }: TimeEntryFacts): readonly RuleRefusal[] {
  const expression = `${PERIOD}.start`
  const days = daysOf(start, timeZone)
  if (days?.first !== days?.last || days === undefined)
    return [incomplete('Say on which day the work was done.', expression)]
  return days.first > dayOf(now + SKEW, timeZone) ? [future('The day of the work lies in the future.', expression)] : []
}

/** Whether a date has a time of day. */
function isClock(text: string | undefined): boolean {
  return text?.includes('T') === true
}

/** A full instant; a day says nothing of the clock. */
function clockOf(text: string | undefined, timeZone: string): number | undefined {
  const span = spanOf(text, timeZone)
  return span !== undefined && span.start === span.end ? span.start : undefined
}

function future(message: string, expression: string): RuleRefusal {
  return { status: 422, rule: 'future', message, expression }
}

function incomplete(message: string, expression: string): RuleRefusal {
  return { status: 422, rule: 'entry-unclear', message, expression }
}
