import type { Task } from '@medplum/fhirtypes'
import { MINUTE } from '../calendar.ts'
import type { TimerPolicy } from '../practice/timer-policy.ts'
import type { RuleRefusal } from '../refusal.ts'

/** No work lasts longer than 24 hours. */
const LONGEST = 24 * 60 * MINUTE

/** Clocks of clients go ahead by a little. */
const SKEW = MINUTE

/** What a frame says of the timer that it shows; instants are milliseconds since 1970. */
export interface TimerBeat {
  /** When the frame was alive. */
  readonly at: number
  /** The last sign that this is the patient's work: an input, or a yes to the question. */
  readonly attested: number
}

/** What is wrong with a beat as it was sent. */
export function judgeBeat({ at }: TimerBeat, now: number): readonly RuleRefusal[] {
  if (at <= now + SKEW) return []
  const message = 'The beat lies in the future: beat by the time of the server (the Date of its answers).'
  return [{ status: 422, rule: 'future', message, expression: 'at' }]
}

/**
 * A beat as it is believed: not after now, not before the timer was started. A clock that goes ahead does not make idle
 * time any shorter.
 */
export function believedBeat({ at, attested }: TimerBeat, start: number, now: number): TimerBeat {
  const idle = Math.max(0, at - attested)
  const believed = Math.max(start, Math.min(at, now))
  return { at: believed, attested: Math.max(start, believed - idle) }
}

/** Where a timer ends that is no longer heard of: at its last beat, or, when it was idle then, at its last attested instant. */
function endOfSilence(
  { at, attested }: TimerBeat,
  { askAfter }: TimerPolicy,
): { readonly end: number; readonly where: 'beat' | 'attested' } {
  return at - attested < askAfter ? { end: at, where: 'beat' } : { end: attested, where: 'attested' }
}

const REASONS = {
  beat: 'Ended by the server at the last beat of the timer: nothing was heard of it for two minutes.',
  attested:
    'Ended by the server where the work was last attested: nothing was heard of the timer for two minutes, and it had been idle by then.',
} as const

/** The Task of a timer that is no longer heard of, ended, to the second, with the reason. */
export function endSilentTimer(task: Task, beat: TimerBeat, policy: TimerPolicy): Task {
  const { end, where } = endOfSilence(beat, policy)
  return { ...endedAt(task, end), statusReason: { text: REASONS[where] } }
}

/**
 * The Task of a timer that its person stops without seeing it: at that instant where the work was attested less than
 * `askAfter` before, else where silence would have ended it, with the reason.
 * @param at milliseconds since 1970
 */
export function stopFromElsewhere<T extends Task>(task: T, beat: TimerBeat, policy: TimerPolicy, at: number): T {
  if (at - beat.attested < policy.askAfter) return endedAt(task, at)
  return { ...endedAt(task, endOfSilence(beat, policy).end), statusReason: { text: STOPPED_ELSEWHERE } }
}

const STOPPED_ELSEWHERE = 'Stopped by its person in another chart: it ends at its last sign of work.'

function endedAt<T extends Task>(task: T, end: number): T {
  const start = Date.parse(task.executionPeriod?.start ?? '')
  const kept = Number.isNaN(start) ? end : Math.min(Math.max(start, wholeSecond(end)), start + LONGEST)
  return { ...task, status: 'completed', executionPeriod: { ...task.executionPeriod, end: secondText(kept) } }
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000
}

/** A start to the millisecond stays the end that it is. */
function secondText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}
