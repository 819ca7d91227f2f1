import type { Parameters, Task } from '@medplum/fhirtypes'
import { codeIn } from '#domain/fhir/codings.ts'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import type { TimerPolicy } from '#domain/practice/timer-policy.ts'
import { REQUEST_SYSTEM } from '../../fhir/create-by-key.ts'
import { FhirRefusal, type OurServer, type Stored } from '../../fhir/our-server.ts'

/** Whose timer it is and what for. */
export interface TimerSubject {
  /** `Patient/…` */
  readonly patient: string
  /** `Practitioner/…` of the person at the screen. */
  readonly person: string
  /** `EpisodeOfCare/…`; absent: the server takes the patient's only one that fits. */
  readonly episode?: string
}

export const ACTIVITY_SYSTEM = codeSystem('ccm-activity')

/** FHIR text of an instant, to the second: a Task's time is kept to the second. */
export function secondText(instant: number): string {
  return `${new Date(Math.floor(instant / 1000) * 1000).toISOString().slice(0, 19)}Z`
}

/** A running timer as a Task. */
export function timerTask(subject: TimerSubject, start: number, activity: string, request: string): Task {
  return {
    resourceType: 'Task',
    meta: { profile: [structureDefinition('ccm-time-entry')] },
    identifier: [{ system: REQUEST_SYSTEM, value: request }],
    status: 'in-progress',
    intent: 'order',
    code: { coding: [{ system: ACTIVITY_SYSTEM, code: activity }] },
    for: { reference: subject.patient },
    ...(subject.episode !== undefined && { focus: { reference: subject.episode } }),
    owner: { reference: subject.person },
    executionPeriod: { start: secondText(start) },
  }
}

/** Creates the Task; asked again after a broken answer it finds the one that was made. */
export function createTimer(
  server: OurServer,
  { task, request }: { readonly task: Task; readonly request: string },
): Promise<Stored<Task>> {
  return server.create(task, { headers: { 'if-none-exist': `identifier=${REQUEST_SYSTEM}|${request}` } })
}

/** Reads the Task and writes it anew with a change; the version keeps two windows from overwriting each other. */
export function changeTimer(
  server: OurServer,
  id: string,
  change: (task: Stored<Task>) => Stored<Task>,
): Promise<Stored<Task>> {
  return overNewest(async () => server.update(change(await server.get<Stored<Task>>(`Task/${id}`))))
}

const ATTEMPTS = 3

/** Begins again where somebody was faster between reading and writing: a note, an activity and an end cost each other nothing. */
async function overNewest<T>(readAndWrite: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readAndWrite()
    } catch (error) {
      const outrun = error instanceof FhirRefusal && error.status === 412
      if (!outrun || attempt === ATTEMPTS) throw error
    }
  }
}

/** What is said of minutes that the server had not heard of. */
export const UNHEARD = 'The minutes after the last beat were worked; the connection was lost.'

/**
 * Ends a running Task. One that has ended already is left as it is, unless the server ended it for want of beats while the
 * person went on, some minutes ago: then it is corrected to the end, with that reason.
 * @param attested the last input; absent: nothing is known of any
 * @param policy how long work goes on after an input, and what a stop may add at most to what the server has heard of
 */
export function endTimer(
  server: OurServer,
  id: string,
  {
    end,
    attested,
    policy,
  }: { readonly end: number; readonly attested?: number | undefined; readonly policy: TimerPolicy },
): Promise<Stored<Task>> {
  return overNewest(async () => {
    const task = await server.get<Stored<Task>>(`Task/${id}`)
    const executionPeriod = { ...task.executionPeriod, end: secondText(end) }
    if (task.status === 'in-progress') return server.update({ ...task, status: 'completed', executionPeriod })
    if (!isCutShort(task) || attested === undefined || !isWork({ task, end, attested, policy })) return task
    return server.update({ ...task, executionPeriod, statusReason: { text: UNHEARD } })
  })
}

/** Whether the server, which says why, ended a Task for want of beats. */
export function isCutShort({ status, statusReason }: Task): boolean {
  return status === 'completed' && statusReason?.text !== undefined && statusReason.text !== UNHEARD
}

interface Stretch {
  readonly task: Task
  readonly end: number
  readonly attested: number
  readonly policy: TimerPolicy
}

/** Whether an input attests the work from where the server ended it up to its end. */
function isWork({ task, end, attested, policy }: Stretch): boolean {
  const ended = endOf(task)
  return attested > ended && end - attested < policy.askAfter && end - ended <= policy.stopAfter
}

/** When a Task began, in milliseconds since 1970. */
export function startOf(task: Task): number {
  return Date.parse(task.executionPeriod?.start ?? '')
}

/** When a Task has ended, in milliseconds since 1970; NaN where it has not. */
export function endOf(task: Task): number {
  return Date.parse(task.executionPeriod?.end ?? '')
}

/** This person's running Task, whichever patient it is for. */
export async function findRunning(server: OurServer, person: string): Promise<Stored<Task> | undefined> {
  const codes = `code=${encodeURIComponent(`${ACTIVITY_SYSTEM}|`)}`
  const found = await server.search<Task>('Task', `owner=${person}&status=in-progress&${codes}&_count=5`)
  return found[0]
}

/** The activity of a time entry. */
export function activityOf(task: Task): string {
  return codeIn(task.code, ACTIVITY_SYSTEM) ?? ''
}

/** What a beat answers. */
export interface BeatAnswer {
  readonly status: string
  readonly attested: number
  readonly others: number
  readonly end?: number
}

/** Tells the server that the timer lives. `leaving`: is sent even while the page goes away. */
export async function sendBeat(
  server: OurServer,
  beat: { readonly task: string; readonly at: number; readonly attested: number; readonly leaving: boolean },
): Promise<BeatAnswer> {
  const body: Parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'at', valueInstant: new Date(beat.at).toISOString() },
      { name: 'attested', valueInstant: new Date(beat.attested).toISOString() },
    ],
  }
  const answer = await server.post<Parameters>(`Task/${beat.task}/$ccm-beat`, body, { keepalive: beat.leaving })
  const part = (name: string) => answer.parameter?.find((parameter) => parameter.name === name)
  const end = part('end')?.valueInstant
  return {
    status: part('status')?.valueCode ?? 'in-progress',
    attested: Date.parse(part('attested')?.valueInstant ?? new Date(beat.attested).toISOString()),
    others: part('others')?.valueUnsignedInt ?? 0,
    ...(end !== undefined && { end: Date.parse(end) }),
  }
}

/** Ends this person's running timer, whichever chart it is of: the server knows it, where this session may not see it. */
export async function stopElsewhere(server: OurServer, at: number): Promise<void> {
  const parameter = [{ name: 'at', valueInstant: new Date(at).toISOString() }]
  await server.post<Parameters>('Task/$ccm-stop-timer', { resourceType: 'Parameters', parameter })
}
