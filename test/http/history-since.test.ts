import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectIssue } from '../support/bundles.ts'
import { aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient
let second: number

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [aPatient('p', 'One'), aPatient('p', 'Two'), aPatient('p', 'Three')])
  second = Date.parse((await nurse('/Patient/p/_history/2')).body.meta.lastUpdated)
})
afterAll(() => app.stop())

/** The instant, as a clock shows it that is this many hours ahead of UTC. */
function shown(instant: number, hours: number): string {
  const local = new Date(instant + hours * 3_600_000).toISOString().slice(0, -1)
  return `${local}${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`
}

const versionsSince = async (since: string) => {
  const answer = await nurse(`/Patient/p/_history?_since=${since}`)
  expect(answer.status, answer.text).toBe(200)
  return (answer.body.entry ?? []).map(({ resource }) => resource.meta.versionId)
}

test('a history says of each version what its request was answered with', async () => {
  await putAll(nurse, [aPatient('back', 'One'), aPatient('back', 'Two')])
  expect((await nurse('/Patient/back', { method: 'DELETE' })).status).toBe(204)
  expect((await nurse('/Patient/back', { method: 'PUT', json: aPatient('back', 'Again') })).status).toBe(201)
  await putAll(nurse, [aPatient('back', 'And again')])
  for (const path of ['/Patient/back/_history', '/Patient/_history?_count=5', '/_history?_count=5']) {
    const { body } = await nurse(path)
    const told = body.entry?.map(({ request, response }) => `${request?.method} ${response?.status}`)
    expect(told, path).toEqual(['PUT 200', 'PUT 201', 'DELETE 204', 'PUT 200', 'POST 201'])
  }
})

describe('_since', () => {
  test.each([
    ['in UTC', () => new Date(second).toISOString()],
    ['with an offset whose plus sign is escaped', () => encodeURIComponent(shown(second, 2))],
    ['with an offset whose plus sign is not', () => shown(second, 2)],
    ['west of Greenwich', () => shown(second, -6)],
  ])('%s leaves out what was before', async (_what, since) => {
    expect(await versionsSince(since())).toEqual(['3', '2'])
  })

  test('in the future finds nothing', async () => {
    expect(await versionsSince(shown(second + 86_400_000, 1))).toEqual([])
  })

  test.each([
    'yesterday',
    '2026-13-01',
    '2026-03-05T25:00:00Z',
    '2026-03-05T10:00:00+1:00',
    '05/03/2026',
    '1772704800000',
  ])('of %s is refused', async (since) => {
    for (const path of ['/Patient/p/_history', '/Patient/_history', '/_history'])
      expectIssue(await nurse(`${path}?_since=${since}`), 400, { code: 'value' })
  })

  test('goes on in the link to the next page', async () => {
    const first = await nurse(`/Patient/p/_history?_count=1&_since=${shown(second, 2)}`)
    const next = first.body.link.find(({ relation }) => relation === 'next')?.url ?? ''
    const page = await nurse(next.replace(/^.*\/fhir\/r4/, ''))
    expect(page.body.entry?.map(({ resource }) => resource.meta.versionId)).toEqual(['2'])
    expect(page.body.link.map(({ relation }) => relation)).toEqual(['self'])
  })
})
