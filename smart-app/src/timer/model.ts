/**
 * The timer as a pure machine: a state, an event, the next state and what to do. Instants are milliseconds since 1970 on
 * the server's clock. The Task on the server is the truth; this machine decides what to ask of it.
 */

/** How often a timer tells the server that it lives, in milliseconds. */
export const BEAT_EVERY = 30_000

/** A stretch of time that the server did not receive and has not counted. */
export interface Gap {
  readonly task: string
  readonly from: number
  readonly to: number
}

/** A running Task. */
export interface Run {
  /** `Task.id`; absent until the server has taken it. */
  readonly task?: string
  readonly start: number
  readonly activity: string
  /** The last instant known to be this patient's work: the start, an input, a yes. */
  readonly attested: number
  /** When the last beat went out. */
  readonly beat: number
  /** Since when the server has not taken what was sent. */
  readonly unsentSince?: number
  /** Also open in another window. */
  readonly mirrored: boolean
  /** Other people who time this patient now. */
  readonly others: number
  readonly gaps: readonly Gap[]
}

/** What comes after a Task has been ended. */
type Afterwards = 'paused' | 'saved' | 'stopped'

/** Why the server said no to a start or a save. */
export interface TimerRefusal {
  readonly rule?: string
  readonly message: string
}

/**
 * Why there is no timer: a patient who has died (time of before is logged by hand), no consent, a role that only reads, or a
 * person who has not said yet that this is the right chart.
 */
export type NoTimer = 'deceased' | 'no-consent' | 'read-only' | 'unconfirmed'

export type TimerState =
  /** Nothing may run: no enrollment with a consent, or a reader who may not write. */
  | { readonly kind: 'unavailable'; readonly why: NoTimer }
  | { readonly kind: 'off'; readonly gaps?: readonly Gap[] }
  | { readonly kind: 'starting'; readonly run: Run }
  | { readonly kind: 'running'; readonly run: Run }
  /** Nothing was typed for a while: is this still the patient's work? */
  | { readonly kind: 'asking'; readonly run: Run }
  /** The end is on its way to the server. */
  | { readonly kind: 'ending'; readonly run: Run; readonly end: number; readonly then: Afterwards; readonly at: number }
  | {
      readonly kind: 'paused'
      readonly task: string
      readonly activity: string
      readonly seconds: number
      readonly gaps: readonly Gap[]
    }
  /** Idle too long: ended at the last attested second; `at` is when. */
  | {
      readonly kind: 'stopped'
      readonly task: string
      readonly activity: string
      readonly end: number
      readonly at: number
      readonly gaps: readonly Gap[]
    }
  | {
      readonly kind: 'saved'
      readonly task: string
      readonly activity: string
      readonly seconds: number
      readonly at: number
      readonly gaps: readonly Gap[]
    }
  /** This person's Task belongs to another patient; since when is known where this session may see it. */
  | { readonly kind: 'elsewhere'; readonly since?: number | undefined }
  | {
      readonly kind: 'refused'
      readonly refusal: TimerRefusal
      readonly activity: string
      readonly start: number
      readonly gaps: readonly Gap[]
    }

export type TimerEvent =
  | { readonly is: 'allowed' }
  | { readonly is: 'forbidden'; readonly why: NoTimer }
  /** What the server holds for this person, read at load and now and then. */
  | {
      readonly is: 'found'
      readonly task: string
      readonly start: number
      readonly activity: string
      /** The last instant that is known to be this patient's work. */
      readonly attested: number
      readonly at: number
    }
  | { readonly is: 'found-elsewhere'; readonly since?: number }
  | { readonly is: 'found-nothing' }
  | { readonly is: 'start'; readonly at: number; readonly activity: string }
  | { readonly is: 'take-over'; readonly at: number; readonly activity: string }
  | { readonly is: 'choose'; readonly activity: string }
  | { readonly is: 'input'; readonly at: number }
  | { readonly is: 'tick'; readonly at: number }
  | { readonly is: 'yes'; readonly at: number }
  | { readonly is: 'no'; readonly at: number }
  | { readonly is: 'pause'; readonly at: number }
  | { readonly is: 'stop'; readonly at: number }
  | { readonly is: 'leaving'; readonly at: number }
  /** The stretches that were not received are counted, or left out for good. */
  | { readonly is: 'count-gaps' }
  | { readonly is: 'drop-gaps' }
  | { readonly is: 'dismiss' }
  /** Answers of the server. */
  | { readonly is: 'created'; readonly task: string }
  /** As the server keeps it, to the second; `cut`: it ended by the server's own hand, because nothing had been heard. */
  | { readonly is: 'ended'; readonly start: number; readonly end: number; readonly cut: boolean }
  /** A change was taken that moves nothing here. */
  | { readonly is: 'done' }
  | { readonly is: 'beat-taken'; readonly attested: number; readonly others: number }
  /** The server had ended the Task meanwhile. */
  | { readonly is: 'beat-late'; readonly end: number; readonly at: number }
  | { readonly is: 'unsent'; readonly at: number }
  | { readonly is: 'refused'; readonly refusal: TimerRefusal }

/** What the runner has to do. `announce` is for screen readers. */
export type TimerEffect =
  | { readonly do: 'create'; readonly start: number; readonly activity: string }
  | {
      readonly do: 'beat'
      readonly task: string
      readonly at: number
      readonly attested: number
      readonly leaving: boolean
    }
  | { readonly do: 'end'; readonly task: string; readonly end: number }
  | { readonly do: 'change-activity'; readonly task: string; readonly activity: string }
  /** Ends the person's Task for another patient. */
  | { readonly do: 'stop-elsewhere'; readonly at: number }
  /** A correction with reason: the Task that the server ended goes on to `gap.to`. */
  | { readonly do: 'extend'; readonly gap: Gap }
  | { readonly do: 'announce'; readonly what: Announcement; readonly urgent: boolean }

export type Announcement =
  'started' | 'paused' | 'saved' | 'question' | 'stopped' | 'unsent' | 'refused' | 'five-minutes'

export interface TimerStep {
  readonly state: TimerState
  readonly effects: readonly TimerEffect[]
}

/** The run of a state that has one. */
export function runOf(state: TimerState): Run | undefined {
  return 'run' in state ? state.run : undefined
}

/** The stretches that the server did not receive and that nobody has decided about. */
export function gapsOf(state: TimerState): readonly Gap[] {
  return runOf(state)?.gaps ?? ('gaps' in state ? state.gaps : undefined) ?? []
}

/** Whole seconds that the dock shows. */
export function secondsShown(state: TimerState, now: number): number {
  if (state.kind === 'ending') return secondsBetween(state.run.start, state.end)
  if ('run' in state) return secondsBetween(state.run.start, now)
  return 'seconds' in state ? state.seconds : 0
}

/** Whole seconds of a Task that runs, or whose end is on its way: what no month counts yet. A paused or saved one has been counted. */
export function secondsRunning(state: TimerState, now: number): number {
  return 'run' in state ? secondsShown(state, now) : 0
}

/** Whole seconds from one instant to another, never negative. */
export function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / 1000))
}
