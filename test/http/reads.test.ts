import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, anObservation, putAll } from '../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [
    aPatient('p1', 'First'),
    aPatient('p1', 'Second'),
    aPatient('gone', 'Gone'),
    anObservation('o1', 'p1', '2026-03-05'),
  ])
  await nurse('/Patient/gone', { method: 'DELETE' })
})
afterAll(() => app.stop())

describe('read', () => {
  test('answers the current version with its version and date', async () => {
    const { status, headers, body } = await nurse('/Patient/p1')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/fhir+json; charset=utf-8')
    expect(headers.get('etag')).toBe('W/"2"')
    expect(body).toMatchObject({ id: 'p1', meta: { versionId: '2' }, name: [{ family: 'Second' }] })
    const modified = Date.parse(headers.get('last-modified') ?? '')
    expect(modified).toBe(Math.floor(Date.parse(body.meta.lastUpdated) / 1000) * 1000)
  })

  test('HEAD answers the same without the body', async () => {
    const whole = await nurse('/Patient/p1')
    const head = await nurse('/Patient/p1', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.text).toBe('')
    for (const name of ['etag', 'last-modified', 'content-type', 'content-length'])
      expect(head.headers.get(name), name).toBe(whole.headers.get(name))
    expect((await nurse('/Patient/nobody', { method: 'HEAD' })).status).toBe(404)
  })

  test('answers 304 to who has that version', async () => {
    const known = (headers: Record<string, string>) => nurse('/Patient/p1', { headers })
    expect((await known({ 'if-none-match': 'W/"2"' })).status).toBe(304)
    expect((await known({ 'if-none-match': '"1", W/"2"' })).status).toBe(304)
    expect((await known({ 'if-none-match': 'W/"1"' })).status).toBe(200)
    const { headers } = await nurse('/Patient/p1')
    const modified = headers.get('last-modified') ?? ''
    expect((await known({ 'if-modified-since': modified })).status).toBe(304)
    expect((await known({ 'if-modified-since': new Date(Date.parse(modified) - 1000).toUTCString() })).status).toBe(200)
    const unchanged = await known({ 'if-none-match': 'W/"2"' })
    expect(unchanged.text).toBe('')
    expect(unchanged.headers.get('etag')).toBe('W/"2"')
  })

  test('of what is deleted says so', async () => {
    const { status, body } = await nurse('/Patient/gone')
    expect(status).toBe(410)
    expect(body).toMatchObject({ issue: [{ code: 'deleted' }] })
  })

  test('shows less or prettier when asked', async () => {
    const summary = await nurse('/Observation/o1?_summary=text')
    expect(summary.body).not.toHaveProperty('valueQuantity')
    expect(summary.body.meta.tag).toMatchObject([{ code: 'SUBSETTED' }])
    expect((await nurse('/Patient/p1?_elements=birthDate')).body).not.toHaveProperty('name')
    expect((await nurse('/Patient/p1?_pretty=true')).text).toContain('\n  "id": "p1"')
    expect((await nurse('/Patient/p1?_summary=most')).status).toBe(400)
  })
})

describe('versions', () => {
  test('each can be read', async () => {
    const first = await nurse('/Patient/p1/_history/1')
    expect(first.body.name).toEqual([{ family: 'First', given: ['Test'] }])
    expect(first.headers.get('etag')).toBe('W/"1"')
    expect((await nurse('/Patient/p1/_history/2')).body.name[0]?.family).toBe('Second')
    expect((await nurse('/Patient/gone/_history/1')).status).toBe(200)
    expect((await nurse('/Patient/gone/_history/2')).status).toBe(410)
  })

  test('the history of a resource is newest first, with what made each version', async () => {
    const { body } = await nurse('/Patient/p1/_history')
    expect(body).toMatchObject({ resourceType: 'Bundle', type: 'history' })
    expect(body.entry).toMatchObject([
      {
        fullUrl: `${body.entry?.[0]?.fullUrl}`,
        resource: { meta: { versionId: '2' } },
        request: { method: 'PUT', url: 'Patient/p1' },
        response: { etag: 'W/"2"' },
      },
      { resource: { meta: { versionId: '1' } }, response: { etag: 'W/"1"' } },
    ])
    expect(body.entry?.[0]?.fullUrl).toMatch(/\/fhir\/r4\/Patient\/p1$/)
  })

  test('a deletion is in the history, without a resource', async () => {
    const { body } = await nurse('/Patient/gone/_history')
    expect(body.entry?.[0]).toMatchObject({
      request: { method: 'DELETE', url: 'Patient/gone' },
      response: { status: '204' },
    })
    expect(body.entry?.[0]).not.toHaveProperty('resource')
    expect((await nurse('/Patient/nobody/_history')).status).toBe(404)
  })

  test('the history of a type and of the practice comes in pages that lead to each other', async () => {
    for (const path of ['/Patient/_history', '/_history']) {
      const seen: string[] = []
      let next: string | undefined = `${path}?_count=2`
      while (next !== undefined && seen.length < 200) {
        const { status, text, body } = await nurse(next)
        expect(status, text).toBe(200)
        for (const { fullUrl, response } of body.entry ?? []) seen.push(`${fullUrl} ${response?.etag ?? ''}`)
        next = body.link.find(({ relation }: { relation: string }) => relation === 'next')?.url
      }
      expect(new Set(seen).size, path).toBe(seen.length)
      const patients = seen.filter((version) => version.includes('/Patient/'))
      expect(patients, path).toHaveLength(4)
      if (path.startsWith('/Patient')) expect(seen).toHaveLength(4)
      else expect(seen.length).toBeGreaterThan(4)
    }
  })

  test('_since leaves out what was before', async () => {
    const { body } = await nurse('/Patient/p1')
    const since = encodeURIComponent(body.meta.lastUpdated)
    const later = await nurse(`/Patient/p1/_history?_since=${since}`)
    expect(later.body.entry?.map(({ resource }) => resource.meta.versionId)).toEqual(['2'])
    expect((await nurse('/Patient/p1/_history?_since=yesterday')).status).toBe(400)
  })
})
