import type { Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOurServer } from '../../smart-app/src/fhir/our-server.ts'
import { createTimerStore, type TimerStore } from '../../smart-app/src/timer/store.ts'
import { aTimeEntry, enrollPatient, putChronicPatient } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

/** The app's timer against the real server. Its clock begins half an hour ago: the server takes no beats of the future. */
let app: TestApp
let administrator: TestClient
let token: string
let now: number
/** Whether the network is there, and which requests were answered. */
let online = true
let troubles: string[] = []
let answered: { readonly url: string; readonly keepalive: boolean }[] = []

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  token = await app.token({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  for (const [patient, mbi] of [
    ['ada', '1EG4TE5MK72'],
    ['ben', '2EG4TE5MK72'],
  ] as const) {
    await putChronicPatient(administrator, patient, { mbi })
    await enrollPatient(administrator, patient)
  }
})
afterAll(() => app.stop())

beforeEach(async () => {
  const before = await administrator('/Task?status=in-progress,completed&_count=100')
  for (const { resource } of before.body.entry ?? []) await administrator(`/Task/${resource.id}`, { method: 'DELETE' })
  now = Math.floor(Date.now() / 1000) * 1000 - 1_800_000
  online = true
  answered = []
  troubles = []
})

/** A window of the app. Reading a chart takes longer than other work before it asks: this practice has decided so. */
function window(patient = 'ada'): TimerStore {
  const server = createOurServer(app.fhir, async (url, init) => {
    if (!online) throw new TypeError('offline')
    const headers = { ...(init?.headers as object), authorization: `Bearer ${token}` }
    const answer = await fetch(url, { ...init, headers })
    answered.push({ url, keepalive: init?.keepalive === true })
    return answer
  })
  const store = createTimerStore({
    server,
    subject: { patient: `Patient/${patient}`, person: 'Practitioner/whitfield' },
    now: () => now,
    policy: (activity) =>
      activity === 'record-review'
        ? { askAfter: 300_000, stopAfter: 900_000 }
        : { askAfter: 120_000, stopAfter: 600_000 },
    announce: () => undefined,
    trouble: (message) => troubles.push(message),
    written: () => undefined,
  })
  store.send({ is: 'allowed' })
  return store
}

/** Starts a timer and waits until the server has it. */
async function started(activity = 'care-coordination'): Promise<{ store: TimerStore; id: string }> {
  const store = window()
  store.send({ is: 'start', at: now, activity })
  await expect
    .poll(() => store.state())
    .toMatchObject({ kind: 'running', run: { task: expect.any(String) as unknown } })
  return { store, id: runOf(store)?.task ?? '' }
}

function runOf(store: TimerStore) {
  const state = store.state()
  return 'run' in state ? state.run : undefined
}

/** Time passes with somebody at the keys, or with nobody. */
function pass(store: TimerStore, seconds: number, working = true): void {
  now += seconds * 1000
  if (working) store.send({ is: 'input', at: now })
  store.send({ is: 'tick', at: now })
}

const beats = () => answered.filter(({ url }) => url.endsWith('/$ccm-beat')).length

/** Lets a beat go out and waits for its answer. */
async function beaten(store: TimerStore, seconds = 30): Promise<void> {
  const before = beats()
  pass(store, seconds)
  await expect.poll(beats).toBe(before + 1)
}

async function read(id: string): Promise<Task> {
  return (await administrator(`/Task/${id}`)).body as unknown as Task
}

/** Ends the Task beside the window so many seconds ago: as the server does, with its reason, or as another window does. */
async function endBeside(id: string, ago: number, by: 'server' | 'window'): Promise<void> {
  const task = await read(id)
  const end = new Date(now - ago * 1000).toISOString()
  const json = {
    ...task,
    status: 'completed',
    executionPeriod: { ...task.executionPeriod, end },
    ...(by === 'server' ? { statusReason: { text: 'Ended by the server at the last beat of the timer.' } } : {}),
  }
  const answer = await administrator(`/Task/${id}`, { method: 'PUT', json })
  expect(answer.status, answer.text).toBe(200)
}

const seconds = (task: Task) =>
  (Date.parse(task.executionPeriod?.end ?? '') - Date.parse(task.executionPeriod?.start ?? '')) / 1000

test('beats every half minute, and when the page is left', async () => {
  const { store } = await started()
  pass(store, 20)
  expect(beats()).toBe(0)
  await beaten(store, 10)
  store.send({ is: 'leaving', at: now })
  await expect.poll(() => answered.filter(({ keepalive }) => keepalive).length).toBe(1)
  expect(answered.at(-1)).toMatchObject({ url: expect.stringContaining('$ccm-beat') as unknown, keepalive: true })
})

test('shows how many others time the patient, and what was attested in another window', async () => {
  const { store } = await started()
  const alvarez = await app.client({ role: 'billing-practitioner', user: 'Practitioner/alvarez' })
  const start = new Date(now).toISOString()
  const theirs = aTimeEntry('ada', start, start, {
    status: 'in-progress',
    owner: { reference: 'Practitioner/alvarez' },
    executionPeriod: { start },
  })
  expect((await alvarez('/Task', { method: 'POST', json: theirs })).status).toBe(201)
  const other = window()
  await other.look()
  await beaten(other)
  const attested = now
  store.send({ is: 'tick', at: now })
  await expect.poll(() => runOf(store)).toMatchObject({ others: 1, attested, mirrored: true })
})

test('goes on with a new Task, and offers the time between, when the server ended it while the network was away', async () => {
  const { store, id } = await started()
  await beaten(store)
  await expect.poll(() => runOf(store)?.others).toBe(0)
  const last = now
  online = false
  for (let at = 0; at < 5; at++) pass(store, 30)
  await expect.poll(() => runOf(store)?.unsentSince).toBeDefined()
  await endBeside(id, 150, 'server')
  online = true
  pass(store, 30)
  await expect.poll(() => runOf(store)?.task ?? id).not.toBe(id)
  expect(runOf(store)).toMatchObject({ start: now, gaps: [{ task: id, from: last, to: now }] })
  store.send({ is: 'count-gaps' })
  await expect.poll(async () => seconds(await read(id))).toBe(210)
})

test('stays ended when the person has ended it in another window', async () => {
  const { store, id } = await started()
  await beaten(store)
  await expect.poll(() => store.state().kind).toBe('running')
  pass(store, 10)
  await endBeside(id, 0, 'window')
  pass(store, 20)
  await expect.poll(() => store.state()).toMatchObject({ kind: 'paused', task: id, seconds: 40 })
  expect((await read(id)).meta?.versionId).toBe('2')
  expect((await administrator('/Task?patient=ada&status=in-progress')).body.entry ?? []).toEqual([])
})

test('a stop adds the worked minutes that the server had not heard of, with the reason', async () => {
  const { store, id } = await started()
  await beaten(store)
  online = false
  for (let at = 0; at < 5; at++) pass(store, 30)
  await endBeside(id, 150, 'server')
  online = true
  store.send({ is: 'stop', at: now })
  await expect.poll(() => store.state()).toMatchObject({ kind: 'saved', seconds: 180 })
  const task = await read(id)
  expect(seconds(task)).toBe(180)
  expect(task.statusReason?.text).toContain('were worked')
})

test('a stop adds nothing to what the server ended when nobody had been at the keys since', async () => {
  const { store, id } = await started()
  await beaten(store)
  online = false
  for (let at = 0; at < 3; at++) pass(store, 30, false)
  await endBeside(id, 90, 'server')
  online = true
  store.send({ is: 'stop', at: now })
  // What is shown is what the server keeps; the rest is offered.
  const gap = { task: id, from: now - 90_000, to: now }
  await expect.poll(() => store.state()).toMatchObject({ kind: 'saved', seconds: 30, gaps: [gap] })
  expect(seconds(await read(id))).toBe(30)
  store.send({ is: 'dismiss' })
  store.send({ is: 'count-gaps' })
  await expect.poll(async () => seconds(await read(id))).toBe(120)
  expect(store.state()).toEqual({ kind: 'off', gaps: [] })
})

test('work that the server had not heard of and that is too long to be added unasked is offered, through a second cut too', async () => {
  const { store, id } = await started()
  await beaten(store)
  online = false
  for (let at = 0; at < 24; at++) pass(store, 30)
  await endBeside(id, 720, 'server')
  online = true
  pass(store, 30)
  await expect.poll(() => runOf(store)?.task ?? id).not.toBe(id)
  const second = runOf(store)?.task ?? ''
  await beaten(store)
  online = false
  for (let at = 0; at < 24; at++) pass(store, 30)
  await endBeside(second, 720, 'server')
  online = true
  store.send({ is: 'stop', at: now })
  await expect.poll(() => store.state().kind).toBe('saved')
  expect(store.state()).toMatchObject({ seconds: 30, gaps: [{ task: id }, { task: second }] })
  store.send({ is: 'count-gaps' })
  await expect.poll(async () => [seconds(await read(id)), seconds(await read(second))]).toEqual([780, 750])
})

test('minutes that were logged by hand meanwhile are not counted again: the refusal is told, and the timer goes on', async () => {
  const { store, id } = await started()
  await beaten(store)
  online = false
  for (let at = 0; at < 5; at++) pass(store, 30)
  await endBeside(id, 150, 'server')
  const [from, to] = [now - 140_000, now - 20_000].map((instant) => new Date(instant).toISOString())
  const byHand = await administrator('/Task', { method: 'POST', json: aTimeEntry('ada', from ?? '', to ?? '') })
  expect(byHand.status, byHand.text).toBe(201)
  online = true
  pass(store, 30)
  await expect.poll(() => runOf(store)?.task ?? id).not.toBe(id)
  store.send({ is: 'count-gaps' })
  await expect.poll(() => troubles).toEqual([expect.stringContaining('overlap')])
  expect(store.state().kind).toBe('running')
  expect(seconds(await read(id))).toBe(30)
})

test('asks when the practice says so for the activity', async () => {
  const { store } = await started('record-review')
  pass(store, 130, false)
  expect(store.state().kind).toBe('running')
  pass(store, 170, false)
  expect(store.state().kind).toBe('asking')
  pass(store, 600, false)
  await expect.poll(() => store.state()).toMatchObject({ kind: 'stopped', end: now - 900_000 })
})

describe('a timer that runs for another patient is stopped and one begins here', () => {
  /** The app in Ben's chart begins a timer; in use, or with nobody at the keys, for so many seconds. */
  async function runsForBen(inUse: number, idle: number): Promise<string> {
    const ben = window('ben')
    ben.send({ is: 'start', at: now, activity: 'care-coordination' })
    await expect.poll(() => runOf(ben)?.task).toBeDefined()
    for (let at = 0; at < inUse; at += 30) await beaten(ben)
    for (let at = 0; at < idle; at += 30) {
      const before = beats()
      pass(ben, 30, false)
      await expect.poll(beats).toBe(before + 1)
    }
    return runOf(ben)?.task ?? ''
  }

  async function takenOver(store: TimerStore, id: string): Promise<number> {
    expect(store.state()).toMatchObject({ kind: 'elsewhere' })
    store.send({ is: 'take-over', at: now, activity: 'care-coordination' })
    await expect.poll(() => runOf(store)?.task).toBeDefined()
    const task = await read(id)
    expect(task.status).toBe('completed')
    return seconds(task)
  }

  async function lookedAt(): Promise<TimerStore> {
    const store = window()
    await store.look()
    return store
  }

  test('where it was in use it ends now', async () => {
    const id = await runsForBen(120, 0)
    expect(await takenOver(await lookedAt(), id)).toBe(120)
  })

  test('where it was idle it ends at the last sign of work', async () => {
    const id = await runsForBen(30, 180)
    expect(await takenOver(await lookedAt(), id)).toBe(30)
  })

  test('where its frame was lost before the first beat it ends at its start', async () => {
    const start = new Date(now - 2_700_000).toISOString()
    const more = { status: 'in-progress', executionPeriod: { start } } as const
    const made = await administrator('/Task', { method: 'POST', json: aTimeEntry('ben', start, start, more) })
    expect(made.status, made.text).toBe(201)
    expect(await takenOver(await lookedAt(), made.body.id)).toBe(0)
  })

  test('in a chart whose token does not show it, too', async () => {
    const id = await runsForBen(60, 0)
    const whole = token
    token = await app.token({
      role: 'clinical-staff',
      user: 'Practitioner/whitfield',
      patient: 'ada',
      scope: 'patient/*.cruds',
    })
    const store = await lookedAt()
    expect(store.state().kind).toBe('off')
    store.send({ is: 'start', at: now, activity: 'care-coordination' })
    await expect.poll(() => store.state().kind).toBe('elsewhere')
    expect(store.state()).toEqual({ kind: 'elsewhere', since: undefined })
    expect(await takenOver(store, id)).toBe(60)
    token = whole
  })
})
