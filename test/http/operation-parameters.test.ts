import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectIssue } from '../support/bundles.ts'
import { aPatient, putAll } from '../support/chart.ts'
import { enrollParameters } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let admin: TestClient

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  await putAll(admin, [aPatient('p', 'Parameters')])
})
afterAll(() => app.stop())

describe('a parameter that an operation does not define is refused, and named', () => {
  test.each([
    '/Patient/p/$ccm-eligibility',
    '/Patient/p/$ccm-enroll',
    '/Patient/p/$ccm-enroll-draft',
    '/Patient/p/$ccm-keep-enroll-draft',
    '/EpisodeOfCare/e/$ccm-end',
    '/Task/t/$ccm-beat',
    '/Task/$ccm-stop-timer',
    '/Patient/p/$ccm-month',
    '/Patient/p/$ccm-simulate',
    '/$ccm-close-month',
    '/$ccm-reopen-month',
    '/Patient/p/$ccm-reopen-month',
    '/$ccm-panel',
    '/$ccm-report',
    '/Patient/p/$ccm-audit',
    '/Patient/p/$everything',
    '/Patient/$validate',
    '/Patient/p/$validate',
    '/PlanDefinition/x/$apply',
    '/ValueSet/$expand',
    '/ValueSet/ccm-program/$expand',
    '/ValueSet/$validate-code',
    '/CodeSystem/$validate-code',
    '/CodeSystem/$lookup',
  ])('%s', async (path) => {
    const json = { resourceType: 'Parameters', parameter: [{ name: 'mnoth', valueString: '2026-03' }] }
    const answer = await admin(path, { method: 'POST', json })
    expectIssue(answer, 400, { severity: 'error' })
    expect(answer.text).toContain('mnoth')
  })

  test('in the query too', async () => {
    const answer = await admin('/Patient/p/$ccm-month?month=2026-03&polcy=specific')
    expectIssue(answer, 400, { code: 'not-supported', expression: ['polcy'] })
    expect(answer.text).toContain('It takes month, program, policy.')
    expect((await admin('/Patient/p/$ccm-month?month=2026-03&_format=json&_pretty=true')).status).toBe(200)
  })

  test('in a part', async () => {
    const consent = { name: 'consent', part: [{ name: 'methd', valueCode: 'verbal' }] }
    const answer = await admin('/Patient/p/$ccm-enroll', { method: 'POST', json: enrollParameters(consent) })
    expectIssue(answer, 400, { code: 'not-supported', expression: ['consent.methd'] })
  })

  test('and so is a body that is no Parameters resource', async () => {
    const answer = await admin('/Patient/p/$ccm-enroll', { method: 'POST', json: aPatient('p', 'X') })
    expectIssue(answer, 400, { code: 'invalid' })
  })
})
