import type { TimerPolicy } from '#domain/practice/timer-policy.ts'
import { FhirRefusal, type OurServer } from '../fhir/our-server.ts'
import { forgetAttested, keepAttested, readAttested } from './api/attested.ts'
import {
  activityOf,
  ACTIVITY_SYSTEM,
  changeTimer,
  createTimer,
  endOf,
  endTimer,
  findRunning,
  isCutShort,
  secondText,
  sendBeat,
  startOf,
  stopElsewhere,
  timerTask,
  UNHEARD,
  type BeatAnswer,
  type TimerSubject,
} from './api/time-task.ts'
import { runOf, type Run, type TimerEffect, type TimerEvent, type TimerState } from './model.ts'
import { step } from './step.ts'

export interface TimerParts {
  readonly server: OurServer
  readonly subject: TimerSubject
  /** The practice's policy for an activity. */
  readonly policy: (activity: string | undefined) => TimerPolicy
  /** Milliseconds since 1970 on the server's clock. */
  readonly now: () => number
  readonly announce: (effect: Extract<TimerEffect, { do: 'announce' }>) => void
  /** The server refused a change that leaves the timer as it is: its words. */
  readonly trouble: (message: string) => void
  /** A Task was written: what counts has changed. */
  readonly written: () => void
}

/** The timer of one frame: the machine, and the calls that carry out what it decides. */
export interface TimerStore {
  state(): TimerState
  subscribe(listener: () => void): () => void
  send(event: TimerEvent): void
  /** Reads what the server holds for this person. */
  look(): Promise<void>
}

/** The server ends a Task of which it has heard nothing for so long. */
const SILENCE = 120_000

/** How long a call that did not get through waits before it is tried again. */
const RETRY = 5_000

/** Makes the timer; it begins `unavailable` until `allowed` says otherwise. */
export function createTimerStore(parts: TimerParts): TimerStore {
  const listeners = new Set<() => void>()
  let state: TimerState = { kind: 'unavailable', why: 'no-consent' }
  /** Effects run one after another: a Task must be ended before the next may begin. */
  let queue: Promise<void> = Promise.resolve()

  /** When the server took the last beat of a Task. */
  const heard = new Map<string, number>()

  const send = (event: TimerEvent) => {
    const next = step(state, event, parts.policy(runOf(state)?.activity))
    const changed = next.state !== state
    state = next.state
    for (const effect of next.effects) run(effect)
    if (changed) for (const listener of listeners) listener()
  }
  const run = (effect: TimerEffect) => {
    if (effect.do === 'announce') parts.announce(effect)
    else if (effect.do === 'beat') void carryOut(effect)
    else queue = queue.then(() => untilTaken(effect))
  }
  const carryOut = (effect: Exclude<TimerEffect, { do: 'announce' }>) =>
    perform({ ...parts, heard, run: () => runOf(state) }, effect, send)

  /** Writes are tried until the server answers, with yes or no. */
  const untilTaken = async (effect: Exclude<TimerEffect, { do: 'announce' }>): Promise<void> => {
    while (!(await carryOut(effect))) await new Promise((resolve) => setTimeout(resolve, RETRY))
  }

  return {
    state: () => state,
    send,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    look: async () => {
      if (runOf(state)?.unsentSince !== undefined || state.kind === 'ending') return
      const found = await findRunning(parts.server, parts.subject.person).catch(() => 'unknown' as const)
      if (found === 'unknown') return
      send(await foundEvent(found, parts))
    },
  }
}

/**
 * What a beat's answer means here: the Task lives, the server ended it because nothing was heard of it, or the person ended
 * it in another window, where it stays ended. An answer of a Task that is no longer the one of this frame moves nothing.
 */
function beatEvent({ heard, run, now }: Running, { task, at }: SentBeat, answer: BeatAnswer): TimerEvent {
  if (run()?.task !== task) return { is: 'done' }
  const { status, end, attested, others } = answer
  const last = heard.get(task)
  if (status === 'in-progress') {
    heard.set(task, Math.max(last ?? 0, at))
    return { is: 'beat-taken', attested: keepAttested(task, attested), others }
  }
  forgetAttested(task)
  if (end !== undefined && last !== undefined && at - last > SILENCE) return { is: 'beat-late', end, at: now() }
  return { is: 'pause', at: end ?? at }
}

async function foundEvent(task: Awaited<ReturnType<typeof findRunning>>, parts: TimerParts): Promise<TimerEvent> {
  if (!task) return { is: 'found-nothing' }
  const start = startOf(task)
  if (task.for?.reference !== parts.subject.patient) return { is: 'found-elsewhere', since: start }
  const attested = await attestedOf(parts, task.id, start)
  return { is: 'found', task: task.id, start, activity: activityOf(task), attested, at: parts.now() }
}

/** The last instant that any window, of any browser, knows to be this patient's work: the server keeps the greatest. */
async function attestedOf({ server, now }: TimerParts, task: string, start: number): Promise<number> {
  const kept = readAttested(task) ?? start
  const answer = await sendBeat(server, { task, at: now(), attested: kept, leaving: false }).catch(() => undefined)
  return Math.max(kept, answer?.attested ?? 0)
}

/** What calls need to know of the timer beside its parts. */
interface Running extends TimerParts {
  readonly heard: Map<string, number>
  readonly run: () => Run | undefined
}

type Work = Exclude<TimerEffect, { do: 'announce' }>
type SentBeat = Extract<Work, { do: 'beat' }>

/** Makes one call. False: it did not get through and may be tried again. */
async function perform(parts: Running, work: Work, send: (event: TimerEvent) => void): Promise<boolean> {
  try {
    send(await call(parts, work))
    if (work.do !== 'beat') parts.written()
    return true
  } catch (error) {
    if (error instanceof FhirRefusal && error.status < 500 && error.status !== 429) {
      await refused(parts, work, error, send)
      return true
    }
    send({ is: 'unsent', at: parts.now() })
    return false
  }
}

async function call(parts: Running, work: Work): Promise<TimerEvent> {
  const { server, subject } = parts
  switch (work.do) {
    case 'create': {
      const request = `${subject.person}-${String(work.start)}`
      const task = await createTimer(server, { task: timerTask(subject, work.start, work.activity, request), request })
      return { is: 'created', task: task.id }
    }
    case 'beat':
      return beatEvent(
        parts,
        work,
        await sendBeat(server, { ...work, attested: keepAttested(work.task, work.attested) }),
      )
    case 'end':
      return endHere(parts, work)
    case 'stop-elsewhere':
      await stopElsewhere(server, work.at)
      return { is: 'done' }
    case 'change-activity':
      await changeTimer(server, work.task, (task) => ({
        ...task,
        code: { coding: [{ system: ACTIVITY_SYSTEM, code: work.activity }] },
      }))
      return { is: 'done' }
    case 'extend':
      await changeTimer(server, work.gap.task, (task) => ({
        ...task,
        executionPeriod: { ...task.executionPeriod, end: secondText(work.gap.to) },
        statusReason: { text: UNHEARD },
      }))
      return { is: 'done' }
  }
}

async function endHere(parts: Running, { task: id, end }: Extract<Work, { do: 'end' }>): Promise<TimerEvent> {
  const run = parts.run()
  const task = await endTimer(parts.server, id, {
    end,
    attested: run?.attested,
    policy: parts.policy(run?.activity),
  })
  forgetAttested(id)
  return { is: 'ended', start: startOf(task), end: endOf(task), cut: isCutShort(task) }
}

/** A no of the server. `timer-running` means that this person's Task is for another patient. */
async function refused(
  parts: Running,
  work: Work,
  error: FhirRefusal,
  send: (event: TimerEvent) => void,
): Promise<void> {
  if (work.do === 'create' && error.rule === 'timer-running') {
    // Inside one patient's chart the Task of another cannot be seen.
    const running = await findRunning(parts.server, parts.subject.person).catch(() => undefined)
    send(running ? await foundEvent(running, parts) : { is: 'found-elsewhere' })
    return
  }
  if (work.do === 'beat') {
    send({ is: 'unsent', at: parts.now() })
    return
  }
  if (work.do === 'extend' || work.do === 'change-activity' || work.do === 'stop-elsewhere') {
    parts.announce({ do: 'announce', what: 'refused', urgent: true })
    parts.trouble(error.message)
    return
  }
  send({
    is: 'refused',
    refusal: { message: error.message, ...(error.rule !== undefined && { rule: error.rule }) },
  })
}
