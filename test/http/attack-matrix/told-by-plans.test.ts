import type { CarePlan } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCondition, aPatient, putAll } from '../../support/chart.ts'
import { enrollPatient, putChronicPatient } from '../../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

/** A problem of the plan's patient, and one of another. */
const OWN = 'E11.9'
const OTHERS = 'Secret of another'

let app: TestApp
let plan: CarePlan

beforeAll(async () => {
  app = await startTestApp()
  const administrator = await app.client({ role: 'administrator' })
  await putChronicPatient(administrator, 'own')
  await enrollPatient(administrator, 'own')
  await putAll(administrator, [
    aPatient('other', 'Other'),
    { ...aCondition('others', 'other', 'J45'), code: { text: OTHERS } },
  ])
  const found = await administrator('/CarePlan?patient=own')
  plan = found.body.entry?.[0]?.resource as unknown as CarePlan
})
afterAll(() => app.stop())

const withScope = (scope: string) => app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope })

const put = (client: TestClient, more: Partial<CarePlan>) =>
  client(`/CarePlan/${plan.id}`, { method: 'PUT', json: { ...plan, ...more } })

test('who may write plans and not read them is shown no narrative, also in a transaction', async () => {
  const writer = await withScope('user/CarePlan.cu')
  const changed = await put(writer, { title: 'Changed' })
  expect([changed.status, changed.text]).toEqual([200, ''])
  const entry = [
    { resource: { ...plan, title: 'Again' }, request: { method: 'PUT' as const, url: `CarePlan/${plan.id}` } },
  ]
  const together = await writer('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
  expect(together.status, together.text).toBe(200)
  expect(together.text).not.toContain(OWN)

  const reader = await withScope('user/CarePlan.rs')
  expect((await reader(`/CarePlan/${plan.id}`)).text).toContain(OWN)
})

test('a plan tells nothing of another patient, whatever it names', async () => {
  const client = await withScope('user/CarePlan.crus')
  const addresses = [...(plan.addresses ?? []), { reference: 'Condition/others' }]
  const { status, body, text } = await put(client, { title: 'Of two', addresses })
  expect(status, text).toBe(200)
  const { div } = (body as unknown as CarePlan).text ?? {}
  expect(div).toContain(OWN)
  expect(div).toContain('Of two')
  expect(div).not.toContain(OTHERS)
})
