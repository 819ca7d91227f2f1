import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anObservation, aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let admin: TestClient

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  await putAll(admin, [aPatient('p', 'Head'), anObservation('o', 'p', '2026-03-01')])
})
afterAll(() => app.stop())

/** What HEAD must answer as GET does. */
const headOf = ({ status, headers }: TestAnswer) => [
  status,
  ...['content-type', 'content-length', 'etag', 'last-modified', 'location'].map((name) => headers.get(name)),
]

describe('HEAD answers what GET does, without a body', () => {
  test.each([
    ['a read', '/Patient/p'],
    ['a read of a version', '/Patient/p/_history/1'],
    ['the history of a resource', '/Patient/p/_history'],
    ['the history of a type', '/Patient/_history'],
    ['the history of the practice', '/_history?_count=2'],
    ['a search of a type', '/Observation?patient=p'],
    ['a search at _search', '/Observation/_search?patient=p'],
    ['a search of everything', '/?_type=Patient'],
    ['a search in a compartment', '/Patient/p/Observation'],
    ['an operation', '/Patient/p/$ccm-eligibility?date=2026-03-05'],
    ['a record', '/Patient/p/$everything'],
    ['the CapabilityStatement', '/metadata'],
    ['a summary of it', '/metadata?_summary=true'],
    ['what is not there', '/Patient/nobody'],
    ['what means nothing', '/Patient/p/q/r'],
    ['a job that is nobody’s', '/_jobs/0198c0de-0000-7000-8000-000000000000'],
  ])('%s', async (_what, path) => {
    const [get, head] = [await admin(path), await admin(path, { method: 'HEAD' })]
    expect(head.text).toBe('')
    expect(headOf(head)).toEqual(headOf(get))
  })

  test('a read of what the client has', async () => {
    const headers = { 'if-none-match': 'W/"1"' }
    expect((await admin('/Patient/p', { method: 'HEAD', headers })).status).toBe(304)
  })

  test.each([
    ['an operation that changes something', '/Patient/p/$ccm-enroll'],
    ['an instance without a method of it', '/Patient/p/_search'],
  ])('not %s', async (_what, path) => {
    expect((await admin(path, { method: 'HEAD' })).status).toBeGreaterThanOrEqual(400)
  })
})
