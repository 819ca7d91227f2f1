import type {
  CarePlan,
  List,
  Medication,
  MedicationRequest,
  Observation,
  Parameters,
  Resource,
} from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { putAll } from '../support/chart.ts'
import { eligibleChart } from '../support/programme.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let doctor: TestClient

beforeAll(async () => {
  app = await startTestApp()
  doctor = await app.client({ role: 'administrator' })
  await putAll(doctor, eligibleChart('ada', '1EG4TE5MK73'))
})
afterAll(() => app.stop())

const put = (resource: Resource & { id: string }) =>
  doctor(`/${resource.resourceType}/${resource.id}`, { method: 'PUT', json: resource })

test('a finding, a list and a medicine that came later are not seen in the version before', async () => {
  const subject = { reference: 'Patient/ada' }
  const finding: Observation & { id: string } = {
    resourceType: 'Observation',
    id: 'ada-memory',
    status: 'final',
    code: { coding: [{ system: codeSystem('ccm-assessment'), code: 'cognitive' }] },
    subject,
    effectiveDateTime: '2026-02-01T15:00:00Z',
    valueString: 'No trouble',
  }
  const order: MedicationRequest & { id: string } = {
    resourceType: 'MedicationRequest',
    id: 'ada-metformin',
    status: 'active',
    intent: 'order',
    subject,
    medicationReference: { reference: 'Medication/metformin' },
    dosageInstruction: [{ text: 'One tablet' }],
  }
  const list: List & { id: string } = {
    resourceType: 'List',
    id: 'ada-medicines',
    status: 'current',
    mode: 'snapshot',
    code: { coding: [{ system: 'http://loinc.org', code: '10160-0' }] },
    subject,
    date: '2026-02-01T15:00:00Z',
    entry: [{ item: { reference: 'MedicationRequest/ada-metformin' } }],
  }
  const medicine: Medication & { id: string } = {
    resourceType: 'Medication',
    id: 'metformin',
    code: { text: 'Metformin' },
  }
  const applied = await doctor('/PlanDefinition/ccm-plan-diabetes/$apply?subject=Patient/ada', { method: 'POST' })
  const first = applied.body as unknown as CarePlan & { id: string }
  await putAll(doctor, [medicine, finding, order, list])
  const supportingInfo = [{ reference: 'Observation/ada-memory' }, { reference: 'List/ada-medicines' }]
  const plan = (await put({ ...first, supportingInfo })).body as unknown as CarePlan
  const told = async (query: string) => {
    const { body } = await doctor(`/CarePlan/${first.id}/$ccm-difference${query}`)
    return ((body as unknown as Parameters).parameter ?? []).flatMap(({ name, part = [] }) => {
      const words = (of: string) => part.find((one) => one.name === of)
      if (name !== 'change') return []
      return [
        [words('area')?.valueCode, words('kind')?.valueCode, words('what')?.valueString, words('after')?.valueString],
      ]
    })
  }
  expect(await told('?from=1&to=2')).toEqual([
    ['plan', 'changed', plan.title, 'February 1, 2026'],
    ['medication-management', 'added', 'Metformin', 'how to take it: One tablet'],
    ['cognitive-assessment', 'added', 'Memory and thinking', 'finding: No trouble'],
  ])
  expect(plan.text?.div).toContain('<h3>Medicines</h3><ul><li>Metformin: One tablet</li></ul>')
  expect((await put({ ...order, status: 'stopped' })).status).toBe(200)
  expect(await told('?from=2')).toEqual([['medication-management', 'removed', 'Metformin', undefined]])
})
