import type { Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { isOnDay, readTime, secondsOnDay, type TimeEntry } from '../../smart-app/src/data/time-entries.ts'
import { createOurServer } from '../../smart-app/src/fhir/our-server.ts'
import { aTimeEntry, enrollPatient, putChronicPatient } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

/** What the app lists of a month and of a day, read from the real server. */
const timeZone = 'America/Chicago'
const MARCH = '2026-03' as ServiceMonth

let app: TestApp
let administrator: TestClient
let token: string

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  token = await app.token({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putChronicPatient(administrator, 'ada', { mbi: '1EG4TE5MK72' })
  await enrollPatient(administrator, 'ada')
})
afterAll(() => app.stop())

beforeEach(async () => {
  const before = await administrator('/Task?patient=ada&status=in-progress,completed')
  for (const { resource } of before.body.entry ?? []) await administrator(`/Task/${resource.id}`, { method: 'DELETE' })
})

async function log(start: string, end: string, more: Partial<Task> = {}): Promise<void> {
  const made = await administrator('/Task', { method: 'POST', json: aTimeEntry('ada', start, end, more) })
  expect(made.status, made.text).toBe(201)
}

function timeOf(month: ServiceMonth): Promise<readonly TimeEntry[]> {
  const server = createOurServer(app.fhir, (url, init) =>
    fetch(url, { ...init, headers: { ...(init?.headers as object), authorization: `Bearer ${token}` } }),
  )
  return readTime(server, 'patient=ada', { ...windowOfMonth(month, timeZone), timeZone })
}

const minutes = (valuePositiveInt: number): Partial<Task> => ({
  extension: [{ url: 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-minutes', valuePositiveInt }],
})

test('a month lists its own days alone, also days without an end', async () => {
  await log('', '', { executionPeriod: { start: '2026-02-12' }, ...minutes(5) })
  await log('', '', { executionPeriod: { start: '2026-03-12' }, ...minutes(7) })
  expect((await timeOf(MARCH)).map(({ day, seconds, start }) => ({ day, seconds, start }))).toEqual([
    { day: '2026-03-12', seconds: 420, start: undefined },
  ])
})

test('time over midnight stands on both days, each with its own part, to the second', async () => {
  // 11:50:10 pm on February 28 to 12:04:30 am on March 1, on the practice's clock.
  await log('2026-03-01T05:50:10Z', '2026-03-01T06:04:30Z')
  const [february, march] = [await timeOf('2026-02' as ServiceMonth), await timeOf(MARCH)]
  expect([february.length, march.length]).toEqual([1, 1])
  const [entry] = march
  const on = (day: string) => entry && isOnDay(entry, day, { now: 0, timeZone })
  expect(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'].map(on)).toEqual([false, true, true, false])
  const seconds = (day: string) => entry && secondsOnDay(entry, day, timeZone)
  expect([seconds('2026-02-28'), seconds('2026-03-01')]).toEqual([590, 270])
})

test('time that ends at midnight is of the day before', async () => {
  await log('2026-03-10T04:40:00Z', '2026-03-10T05:00:00Z')
  const [entry] = await timeOf(MARCH)
  const on = (day: string) => entry && isOnDay(entry, day, { now: 0, timeZone })
  expect([on('2026-03-09'), on('2026-03-10')]).toEqual([true, false])
})
