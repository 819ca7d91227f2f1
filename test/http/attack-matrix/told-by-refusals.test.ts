import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'
import { CALLED } from './called-operations.ts'

/** Refusals that could tell of what the caller may not read. */
let app: TestApp
let admin: TestClient

const visit = (id: string, patient: string) => ({
  resourceType: 'Encounter' as const,
  id,
  status: 'finished' as const,
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: `Patient/${patient}` },
})

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  await putAll(admin, [
    aPatient('p1', 'One'),
    aPatient('p2', 'Two'),
    visit('own-visit', 'p1'),
    visit('visit-of-another', 'p2'),
  ])
})
afterAll(() => app.stop())

describe('$apply for a visit', () => {
  const needed = (context: string) =>
    (CALLED['$apply']?.needs ?? []).map(([letter, type]) => `${context}/${type}.${letter}`).join(' ')
  const apply = (client: TestClient, encounter: string) =>
    client('/PlanDefinition/ccm-plan-hypertension/$apply', {
      method: 'POST',
      json: {
        resourceType: 'Parameters',
        parameter: [
          { name: 'subject', valueString: 'Patient/p1' },
          { name: 'encounter', valueReference: { reference: `Encounter/${encounter}` } },
        ],
      },
    })
  const nurse = (scope: string) =>
    app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', patient: 'p1', scope })

  test.each(['user', 'patient'])(
    'tells whoever may not read visits the same of one that is there and of none: %s',
    async (context) => {
      for (const more of ['', ` ${context}/Encounter.s`, ` ${context}/Encounter.rs?status=planned`]) {
        const client = await nurse(needed(context) + more)
        const [there, none] = [await apply(client, 'own-visit'), await apply(client, 'no-visit')]
        expect([there.status, there.text.replaceAll('own-visit', 'no-visit')], more).toEqual([422, none.text])
      }
    },
  )

  test('takes the patient’s own visit, and no other patient’s', async () => {
    for (const context of ['user', 'patient']) {
      const client = await nurse(`${needed(context)} ${context}/Encounter.r`)
      expect((await apply(client, 'visit-of-another')).status).toBe(422)
      const { status, text } = await apply(client, 'own-visit')
      expect(status, text).toBe(200)
    }
  })
})

describe('a version that is not current', () => {
  const path = '/Patient/p2'

  test.each(['user/Patient.u', 'user/Patient.cud', 'user/Patient.cruds'])(
    'is refused without a word on which one is: %s',
    async (scope) => {
      for (let time = 0; time < 7; time++) await admin(path, { method: 'PUT', json: aPatient('p2', `Two${time}`) })
      const { body } = await admin(path)
      const client = await app.client({ role: 'clinical-staff', scope })
      const headers = { 'if-match': 'W/"2"' }
      const put = { method: 'PUT', headers, json: aPatient('p2', 'Other') }
      const entry = {
        resource: aPatient('p2', 'Other'),
        request: { method: 'PUT', url: 'Patient/p2', ifMatch: 'W/"2"' },
      }
      const refused = [await client(path, put)]
      for (const type of ['transaction', 'batch'])
        refused.push(await client('/', { method: 'POST', json: { resourceType: 'Bundle', type, entry: [entry] } }))
      if (scope.includes('d')) refused.push(await client(path, { method: 'DELETE', headers }))
      for (const { text } of refused) {
        expect(text).toContain('Patient/p2 is not at version 2')
        expect(text).not.toMatch(new RegExp(`version\\W+${body.meta.versionId}\\b|W/\\\\*"${body.meta.versionId}`))
      }
      expect(refused[0]?.status).toBe(412)
      expect(refused[0]?.headers.get('etag')).toBeNull()
      expect((await admin(path)).body.meta.versionId).toBe(body.meta.versionId)
    },
  )
})
