import { exhaustive } from '#domain/exhaustive.ts'
import type { TimerPolicy } from '#domain/practice/timer-policy.ts'
import { end, ending, gapBetween, refusal, say, stay, type Live, type Of } from './ending.ts'
import {
  BEAT_EVERY,
  gapsOf,
  type Gap,
  type Run,
  type TimerEffect,
  type TimerEvent,
  type TimerState,
  type TimerStep,
} from './model.ts'

/** The next state and what to do. An event that means nothing in a state leaves it as it is, with nothing to do. */
export function step(state: TimerState, event: TimerEvent, policy: TimerPolicy): TimerStep {
  return anywhere(state, event) ?? within(state, event, policy)
}

/** What means the same in every state. */
function anywhere(state: TimerState, event: TimerEvent): TimerStep | undefined {
  if (event.is === 'count-gaps') return countGaps(state)
  if (event.is === 'drop-gaps') return stay(withoutGaps(state))
  if (event.is !== 'forbidden') return undefined
  return isLive(state) ? stay(state) : stay({ kind: 'unavailable', why: event.why })
}

function within(state: TimerState, event: TimerEvent, policy: TimerPolicy): TimerStep {
  switch (state.kind) {
    case 'starting':
    case 'running':
    case 'asking':
      return live(state, event, policy)
    case 'ending':
      return ending(state, event)
    case 'unavailable':
      return event.is === 'allowed' ? stay({ kind: 'off' }) : foundWhileResting(state, event)
    case 'elsewhere':
      return elsewhere(state, event)
    case 'off':
    case 'paused':
    case 'stopped':
    case 'saved':
    case 'refused':
      return resting(state, event)
    default:
      return exhaustive(state)
  }
}

function isLive(state: TimerState): state is Live {
  return state.kind === 'starting' || state.kind === 'running' || state.kind === 'asking'
}

/** Nothing runs here. */
function resting(state: TimerState, event: TimerEvent): TimerStep {
  switch (event.is) {
    case 'start':
      return begin(event.at, event.activity, gapsOf(state))
    case 'dismiss':
      return stay({ kind: 'off', gaps: gapsOf(state) })
    case 'choose':
      return choose(state, event.activity)
    default:
      return foundWhileResting(state, event)
  }
}

function choose(state: TimerState, activity: string): TimerStep {
  return state.kind === 'paused' ? stay({ ...state, activity }) : stay(state)
}

function foundWhileResting(state: TimerState, event: TimerEvent): TimerStep {
  if (event.is === 'found') return stay(resumed(event))
  if (event.is === 'found-elsewhere') return stay({ kind: 'elsewhere', since: event.since })
  return stay(state)
}

function resumed({ task, start, activity, attested }: Of<'found'>): TimerState {
  return { kind: 'running', run: { task, start, activity, attested, beat: 0, mirrored: false, others: 0, gaps: [] } }
}

function begin(at: number, activity: string, gaps: readonly Gap[]): TimerStep {
  const run: Run = { start: at, activity, attested: at, beat: at, mirrored: false, others: 0, gaps }
  return stay({ kind: 'starting', run }, { do: 'create', start: at, activity })
}

function elsewhere(state: Extract<TimerState, { kind: 'elsewhere' }>, event: TimerEvent): TimerStep {
  if (event.is === 'take-over') {
    const begun = begin(event.at, event.activity, [])
    return { state: begun.state, effects: [{ do: 'stop-elsewhere', at: event.at }, ...begun.effects] }
  }
  if (event.is === 'found-nothing') return stay({ kind: 'off' })
  return foundWhileResting(state, event)
}

/** A Task runs, or is about to. */
function live(state: Live, event: TimerEvent, policy: TimerPolicy): TimerStep {
  if ('at' in event && isOverdue(state, event, policy)) return tick(state, event.at, policy)
  switch (event.is) {
    case 'tick':
      return tick(state, event.at, policy)
    case 'input':
      return state.kind === 'asking' ? stay(state) : stay(attest(state, event.at))
    case 'yes':
      return state.kind === 'asking' ? stay({ ...attest(state, event.at), kind: 'running' }) : stay(state)
    case 'no':
      return state.kind === 'asking' ? end(state, state.run.attested, 'paused', event.at) : stay(state)
    case 'pause':
      return end(state, lastCounted(state, event.at), 'paused', event.at)
    case 'stop':
      return end(state, lastCounted(state, event.at), 'saved', event.at)
    case 'leaving':
      return stay(state, ...beat(state.run, event.at, true))
    case 'choose':
      return changeActivity(state, event.activity)
    default:
      return answered(state, event)
  }
}

/**
 * Ticks come late in a hidden tab, and not at all while a machine sleeps: the hand that comes back must not attest what
 * nobody was asked about. It is asked first.
 */
function isOverdue(
  { kind, run }: Live,
  event: TimerEvent & { readonly at: number },
  { askAfter }: TimerPolicy,
): boolean {
  const byHand = event.is === 'input' || event.is === 'pause' || event.is === 'stop'
  return byHand && kind !== 'asking' && event.at - run.attested >= askAfter
}

/** Stopping is an input: it attests the time up to now, but not time about which a question stands open. */
function lastCounted(state: Live, at: number): number {
  return state.kind === 'asking' ? state.run.attested : at
}

function attest<S extends Live>(state: S, at: number): S {
  return { ...state, run: { ...state.run, attested: Math.max(state.run.attested, at) } }
}

function tick(state: Live, at: number, policy: TimerPolicy): TimerStep {
  const idle = at - state.run.attested
  if (idle >= policy.stopAfter && state.run.task !== undefined) return end(state, state.run.attested, 'stopped', at)
  const due = at - state.run.beat >= BEAT_EVERY
  const next: Live = due ? { ...state, run: { ...state.run, beat: at } } : state
  const beats = due ? beat(state.run, at, false) : []
  if (idle >= policy.askAfter && state.kind !== 'asking')
    return stay({ ...next, kind: 'asking' }, ...beats, say('question'))
  return stay(next, ...beats, ...fiveMinutes(state.run, at))
}

/** Every five minutes the elapsed time is spoken: at the beat that crosses them. */
function fiveMinutes(run: Run, at: number): TimerEffect[] {
  if (at - run.beat < BEAT_EVERY) return []
  const fives = (instant: number) => Math.floor((instant - run.start) / 300_000)
  return fives(at) > fives(run.beat) ? [say('five-minutes')] : []
}

function beat(run: Run, at: number, leaving: boolean): TimerEffect[] {
  if (run.task === undefined) return []
  return [{ do: 'beat', task: run.task, at, attested: run.attested, leaving }]
}

function changeActivity(state: Live, activity: string): TimerStep {
  const next = { ...state, run: { ...state.run, activity } }
  return state.run.task === undefined
    ? stay(next)
    : stay(next, { do: 'change-activity', task: state.run.task, activity })
}

function countGaps(state: TimerState): TimerStep {
  return stay(withoutGaps(state), ...gapsOf(state).map((gap): TimerEffect => ({ do: 'extend', gap })))
}

function withoutGaps(state: TimerState): TimerState {
  if (gapsOf(state).length === 0) return state
  return 'run' in state ? { ...state, run: { ...state.run, gaps: [] } } : ({ ...state, gaps: [] } as TimerState)
}

/** What the server said while a Task runs. */
function answered(state: Live, event: TimerEvent): TimerStep {
  switch (event.is) {
    case 'created':
      return created(state, event.task)
    case 'found':
      return stay({
        ...state,
        run: {
          ...state.run,
          task: event.task,
          start: event.start,
          mirrored: state.run.mirrored || (state.run.task !== undefined && state.run.task !== event.task),
        },
      })
    case 'beat-taken':
      return stay(taken(state, event))
    case 'beat-late':
      return late(state, event)
    case 'unsent':
      return unsent(state, event.at)
    case 'refused':
      return stay(refusal(state.run, event), say('refused', true))
    case 'found-elsewhere':
      return state.run.task === undefined ? stay({ kind: 'elsewhere', since: event.since }) : stay(state)
    default:
      return stay(state)
  }
}

function created(state: Live, task: string): TimerStep {
  const { unsentSince: _, ...run } = state.run
  const kind = state.kind === 'starting' ? 'running' : state.kind
  return stay({ kind, run: { ...run, task } }, say('started'))
}

/** An input in another window is one here too: the question is withdrawn when it answers it. */
function taken(state: Live, { attested, others }: Of<'beat-taken'>): Live {
  const { unsentSince: _, ...run } = state.run
  const newer = attested > run.attested
  const next: Run = { ...run, others, attested: Math.max(run.attested, attested), mirrored: run.mirrored || newer }
  return { kind: state.kind === 'asking' && newer ? 'running' : state.kind, run: next }
}

/** The server ended the Task at its last beat: a new one goes on from now, and the time between can be counted by hand. */
function late(state: Live, { end: ended, at }: Of<'beat-late'>): TimerStep {
  const { task, activity } = state.run
  if (task === undefined) return stay(state)
  const to = state.kind === 'asking' ? state.run.attested : at
  return begin(at, activity, [...state.run.gaps, ...gapBetween(task, ended, to)])
}

function unsent(state: Live, at: number): TimerStep {
  if (state.run.unsentSince !== undefined) return stay(state)
  return stay({ ...state, run: { ...state.run, unsentSince: at } }, say('unsent', true))
}
