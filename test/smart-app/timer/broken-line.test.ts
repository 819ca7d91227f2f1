import type { Parameters, Task } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Unreachable, type OurServer, type Stored } from '../../../smart-app/src/fhir/our-server.ts'
import { changeTimer } from '../../../smart-app/src/timer/api/time-task.ts'
import { createTimerStore } from '../../../smart-app/src/timer/store.ts'
import { versionedServer } from '../support/versioned-server.ts'

const SECOND = 1_000
const START = Date.UTC(2026, 10, 27, 15)

/** What becomes of a request: it is answered, never arrives, or is carried out and its answer is lost. */
type Fate = 'answered' | 'not-sent' | 'answer-lost'

/** A server with time entries behind a line that fails as told, and holds from then on. */
function behindABrokenLine(fates: readonly Fate[]) {
  const { server, all, now } = versionedServer([])
  const waiting = [...fates]
  const tasks = () => all() as Stored<Task>[]
  const over = async <T>(request: () => Promise<T>): Promise<T> => {
    const fate = waiting.shift() ?? 'answered'
    if (fate === 'not-sent') throw new Unreachable('No connection.')
    const answer = await request()
    if (fate === 'answer-lost') throw new Unreachable('No connection.')
    return answer
  }
  const beat = (path: string, sent: Parameters): Promise<Parameters> => {
    const attested = sent.parameter?.find(({ name }) => name === 'attested')
    const status = { name: 'status', valueCode: now<Task>(path.split('/')[1]!).status }
    return Promise.resolve({ resourceType: 'Parameters', parameter: [status, ...(attested ? [attested] : [])] })
  }
  const line: OurServer = {
    ...server,
    get: (path) => over(() => server.get(path)),
    update: (resource) => over(() => server.update(resource)),
    create: (resource, options) =>
      over(() => {
        const asked = options?.headers?.['if-none-exist']?.split('|')[1]
        const there = tasks().find(({ identifier }) => identifier?.some(({ value }) => value === asked))
        return there ? Promise.resolve(there as never) : server.create(resource)
      }),
    search: () => over(() => Promise.resolve(tasks().filter(({ status }) => status === 'in-progress') as never)),
    post: (path, body) => over(() => beat(path, body as Parameters) as never),
  }
  return { line, server, tasks }
}

function timerOver(server: OurServer) {
  const store = createTimerStore({
    server,
    subject: { patient: 'Patient/ruiz', person: 'Practitioner/whitfield' },
    policy: () => ({ askAfter: 120 * SECOND, stopAfter: 600 * SECOND }),
    now: () => Date.now(),
    announce: () => undefined,
    trouble: () => undefined,
    written: () => undefined,
  })
  store.send({ is: 'allowed' })
  return store
}

/** Goes on for some seconds as the app does: a tick each second, an input every twenty. */
async function work(store: ReturnType<typeof timerOver>, seconds: number): Promise<void> {
  for (let second = 1; second <= seconds; second++) {
    await vi.advanceTimersByTimeAsync(SECOND)
    store.send({ is: 'tick', at: Date.now() })
    if (second % 20 === 0) store.send({ is: 'input', at: Date.now() })
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: START })
})
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

const fates = fc.array(fc.constantFrom<Fate>('answered', 'not-sent', 'answer-lost'), { maxLength: 20 })

test('whatever becomes of the requests: one Task, from the start to the stop, to the second', async () => {
  await fc.assert(
    fc.asyncProperty(fates, fc.integer({ min: 1, max: 100 }), async (fate, seconds) => {
      vi.setSystemTime(START)
      const { line, tasks } = behindABrokenLine(fate)
      const store = timerOver(line)
      store.send({ is: 'start', at: START, activity: 'care-coordination' })
      await work(store, seconds)
      store.send({ is: 'stop', at: Date.now() })
      const end = Date.now()
      await vi.advanceTimersByTimeAsync(200 * SECOND)
      expect(store.state()).toMatchObject({ kind: 'saved', seconds })
      expect(tasks()).toHaveLength(1)
      expect(tasks()[0]).toMatchObject({ status: 'completed', executionPeriod: { start: '2026-11-27T15:00:00Z' } })
      expect(Date.parse(tasks()[0]!.executionPeriod!.end!)).toBe(end)
    }),
    { numRuns: 100 },
  )
})

test('a note that is written while the time ends costs neither', async () => {
  const { line, server, tasks } = behindABrokenLine([])
  const store = timerOver(line)
  store.send({ is: 'start', at: START, activity: 'care-coordination' })
  await work(store, 30)
  const noting = changeTimer(server, tasks()[0]!.id, (task) => ({ ...task, note: [{ text: 'Refill arranged' }] }))
  store.send({ is: 'stop', at: Date.now() })
  await noting
  await vi.advanceTimersByTimeAsync(10 * SECOND)
  expect(store.state().kind).toBe('saved')
  expect(tasks()).toMatchObject([{ status: 'completed', note: [{ text: 'Refill arranged' }] }])
})
