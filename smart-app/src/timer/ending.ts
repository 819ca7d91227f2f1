import { exhaustive } from '#domain/exhaustive.ts'
import {
  secondsBetween,
  type Gap,
  type Run,
  type TimerEffect,
  type TimerEvent,
  type TimerState,
  type TimerStep,
} from './model.ts'

/** An event of a kind. */
export type Of<K extends TimerEvent['is']> = Extract<TimerEvent, { is: K }>
/** A Task runs, or is about to. */
export type Live = Extract<TimerState, { kind: 'starting' | 'running' | 'asking' }>

/** A state, and what to do in it. */
export function stay(state: TimerState, ...effects: TimerEffect[]): TimerStep {
  return { state, effects }
}

/** Something for screen readers. */
export const say = (what: Extract<TimerEffect, { do: 'announce' }>['what'], urgent = false): TimerEffect => ({
  do: 'announce',
  what,
  urgent,
})

/** Ends the Task at an instant; `now` is when that is decided. */
export function end(state: Live, at: number, then: 'paused' | 'saved' | 'stopped', now: number): TimerStep {
  const next: TimerState = { kind: 'ending', run: state.run, end: Math.max(at, state.run.start), then, at: now }
  return stay(next, ...endEffect(next))
}

function endEffect(state: Extract<TimerState, { kind: 'ending' }>): TimerEffect[] {
  return state.run.task === undefined ? [] : [{ do: 'end', task: state.run.task, end: state.end }]
}

/** Whole seconds that lie between; none where there are none. */
export function gapBetween(task: string, from: number, to: number): readonly Gap[] {
  return secondsBetween(from, to) > 0 ? [{ task, from, to }] : []
}

/** The state after the server's no. */
export function refusal(run: Run, event: Of<'refused'>): TimerState {
  return { kind: 'refused', refusal: event.refusal, activity: run.activity, start: run.start, gaps: run.gaps }
}

/** The end is on its way. */
export function ending(state: Extract<TimerState, { kind: 'ending' }>, event: TimerEvent): TimerStep {
  switch (event.is) {
    case 'created': {
      const next = { ...state, run: { ...state.run, task: event.task } }
      return stay(next, ...endEffect(next))
    }
    case 'ended':
      return afterwards(state, event)
    case 'unsent':
      return state.run.unsentSince === undefined
        ? stay({ ...state, run: { ...state.run, unsentSince: event.at } }, say('unsent', true))
        : stay(state)
    case 'refused':
      return stay(refusal(state.run, event), say('refused', true))
    default:
      return stay(state)
  }
}

/** What is shown is what the server keeps, not what was asked for. */
function afterwards(state: Extract<TimerState, { kind: 'ending' }>, { start, end: at, cut }: Of<'ended'>): TimerStep {
  const { run, then } = state
  const task = run.task ?? ''
  const seconds = secondsBetween(start, at)
  const gaps = [...run.gaps, ...(cut ? gapBetween(task, at, state.end) : [])]
  switch (then) {
    case 'paused':
      return stay({ kind: 'paused', task, activity: run.activity, seconds, gaps }, say('paused'))
    case 'saved':
      return stay({ kind: 'saved', task, activity: run.activity, seconds, at: state.at, gaps }, say('saved'))
    case 'stopped':
      return stay({ kind: 'stopped', task, activity: run.activity, end: at, at: state.at, gaps }, say('stopped'))
    default:
      return exhaustive(then)
  }
}
