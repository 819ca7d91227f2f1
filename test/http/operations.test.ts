import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [aPatient('p1', 'Quillfeather'), aCondition('c1', 'p1', 'I10'), aCondition('c2', 'p1', 'E11.9')])
})
afterAll(() => app.stop())

describe('an operation', () => {
  test('that only reads takes its parameters from the query or from a body', async () => {
    const read = await nurse('/Patient/p1/$ccm-eligibility?date=2026-03-05')
    expect(read.status, read.text).toBe(200)
    expect(read.body).toMatchObject({ resourceType: 'Parameters' })
    const sent = await nurse('/Patient/p1/$ccm-eligibility', {
      method: 'POST',
      json: { resourceType: 'Parameters', parameter: [{ name: 'date', valueDate: '2026-03-05' }] },
    })
    expect(sent.status, sent.text).toBe(200)
    expect(sent.body).toEqual(read.body)
    expect((await nurse('/Patient/p1/$ccm-eligibility', { method: 'POST' })).status).toBe(200)
  })

  test('of a patient who is not there is 404', async () => {
    expect((await nurse('/Patient/nobody/$ccm-eligibility')).status).toBe(404)
  })

  test('says which parameter it does not understand', async () => {
    const words = await nurse('/Patient/p1/$ccm-eligibility?date=tomorrow')
    expect(words.status).toBe(400)
    expect(words.body.issue[0]?.expression).toEqual(['date'])
    const twice = await nurse('/Patient/p1/$ccm-eligibility?date=2026-03-05&date=2026-03-06')
    expect(twice.status).toBe(400)
    expect(twice.body.issue[0]?.expression).toEqual(['date'])
  })

  test.each([
    ['a resource without a type', {}],
    ['a list', []],
    ['parameters that are no list', { resourceType: 'Parameters', parameter: {} }],
    ['a parameter without a name', { resourceType: 'Parameters', parameter: [{ valueDate: '2026-03-05' }] }],
  ])('refuses %s as its body', async (_what, json) => {
    const answer = await nurse('/Patient/p1/$ccm-eligibility', { method: 'POST', json })
    expect(answer.status, answer.text).toBe(400)
    expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome' })
  })

  test('that changes something is called by POST alone', async () => {
    const answer = await nurse('/Patient/p1/$ccm-enroll')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
    expect((await nurse('/EpisodeOfCare?patient=p1&_summary=count')).body.total).toBe(0)
  })

  test('is called where it belongs', async () => {
    const answer = await nurse('/Condition/c1/$ccm-eligibility')
    expect(answer.status).toBe(404)
    expect(answer.text).toContain('Patient/[id]')
  })

  test('names every parameter that is missing', async () => {
    const answer = await nurse('/Patient/p1/$ccm-enroll', { method: 'POST', json: { resourceType: 'Parameters' } })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body.issue.length).toBeGreaterThan(0)
  })
})

describe('a job', () => {
  const close = async (client: TestClient) => {
    const accepted = await client('/$ccm-close-month?month=2026-01&dryRun=true', {
      method: 'POST',
      headers: { prefer: 'respond-async' },
    })
    expect(accepted.status, accepted.text).toBe(202)
    const location = accepted.headers.get('content-location') ?? ''
    expect(location).toMatch(/^http:\/\/localhost:\d+\/fhir\/r4\/_jobs\/[0-9a-f-]{36}$/)
    return location
  }

  test('is polled until it is done, and then shows its result', async () => {
    const biller = await app.client({ role: 'biller', user: 'Practitioner/hale' })
    const location = await close(biller)
    let answer = await biller(location)
    while (answer.status === 202) {
      expect(answer.headers.get('x-progress')).toMatch(/\S/)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      await new Promise((resolve) => setTimeout(resolve, 50))
      answer = await biller(location)
    }
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'batch-response' })
    expect(answer.body.entry).toHaveLength(1)
    expect(answer.body.entry?.[0]).toMatchObject({
      resource: { resourceType: 'Parameters' },
      response: { status: '200 OK' },
    })
  })

  test('is nobody else’s business, and gone when its owner cancels it', async () => {
    const biller = await app.client({ role: 'biller', user: 'Practitioner/hale' })
    const location = await close(biller)
    const other = await app.client({ role: 'administrator' })
    expect((await other(location)).status).toBe(404)
    expect((await other(location, { method: 'DELETE' })).status).toBe(404)
    expect((await biller(location)).status).not.toBe(404)
    expect((await biller(location, { method: 'DELETE' })).status).toBe(202)
  })

  test('that is not there, or not of this kind of id, is 404', async () => {
    expect((await nurse('/_jobs/0190f0a0-0000-7000-8000-000000000000')).status).toBe(404)
    expect((await nurse('/_jobs/1')).status).toBe(404)
  })
})
