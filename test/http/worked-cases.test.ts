import type { CarePlan, Observation, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { inForce } from '../support/care-plans.ts'
import { aTimeEntry, enrollPatient, putChronicPatient } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let administrator: TestClient

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
})
afterAll(() => app.stop())

/** Worked cases of the rules (ccm-rules §10.5): minutes of staff and of the biller, complexity, then both policies. */
const CASES = [
  ['T02', 19, 0, undefined, '', ''],
  ['T03', 20, 0, undefined, '99490', '99490'],
  ['T08', 80, 0, 'low', '99490 99439×2', '99490 99439×2'],
  ['T11', 60, 0, 'moderate', '99487', '99490 99439×2'],
  ['T16', 390, 0, 'high', '99487 99489×10', '99487 99489×10'],
  ['T17', 0, 29, undefined, '99490', '99490'],
  ['T20', 0, 40, undefined, '99491', '99490 99439'],
  ['T22', 0, 60, undefined, '99491 99437', '99490 99439×2'],
  ['T26', 0, 90, 'high', '99487 99489', '99487 99489'],
  ['T29', 40, 30, undefined, '99490 99439', '99490 99439×2'],
  ['T32', 30, 30, 'moderate', '99487', '99490 99439×2'],
] as const

describe.each(CASES)(
  '%s: %i minutes of staff, %i of the biller, complexity %s',
  (name, ...[staff, biller, level, ...codes]) => {
    // Nobody is in two places: each case has a day of its own, the biller comes after the nurse.
    const day = String(CASES.findIndex(([each]) => each === name) + 3).padStart(2, '0')

    beforeAll(async () => {
      await putChronicPatient(administrator, name, { mbi: `1EG4TE5MK${day}` })
      await enrollPatient(administrator, name, attestation)
      const { body } = await administrator(`/CarePlan?patient=${name}`)
      const plan = body.entry?.[0]?.resource as unknown as CarePlan
      await put(`/CarePlan/${plan.id ?? ''}`, inForce(plan, { created: '2025-01-02' }))
    })

    test.each(['2025-02', '2026-02'])('in %s', async (month) => {
      const at = (minutes: number) =>
        `${month}-${day}T${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00-06:00`
      if (staff > 0) await post('/Task', aTimeEntry(name, at(0), at(staff)))
      const owner = { reference: 'Practitioner/alvarez' }
      if (biller > 0) await post('/Task', aTimeEntry(name, at(staff), at(staff + biller), { owner }))
      if (level !== undefined) await post('/Observation', complexity(name, level, `${month}-${day}`))
      expect(await chargesOf(`/Patient/${name}/$ccm-month?month=${month}`)).toBe(codes[0])
      expect(await chargesOf(`/Patient/${name}/$ccm-month?month=${month}&policy=max-payment`)).toBe(codes[1])
    })
  },
)

const attestation: ParametersParameter = {
  name: 'attestation',
  part: [
    { name: 'duration', valueBoolean: true },
    { name: 'risk', valueBoolean: true },
    { name: 'by', valueReference: { reference: 'Practitioner/alvarez' } },
  ],
}

async function post(path: string, json: unknown): Promise<void> {
  const answer = await administrator(path, { method: 'POST', json })
  expect(answer.status, answer.text).toBe(201)
}

async function put(path: string, json: unknown): Promise<void> {
  const answer = await administrator(path, { method: 'PUT', json })
  expect(answer.status, answer.text).toBe(200)
}

function complexity(patient: string, level: string, day: string): Observation {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: codeSystem('ccm-observation'), code: 'mdm-level' }] },
    subject: { reference: `Patient/${patient}` },
    performer: [{ reference: 'Practitioner/alvarez' }],
    effectiveDateTime: day,
    valueCodeableConcept: { coding: [{ system: codeSystem('mdm-level'), code: level }] },
  }
}

/** Codes with their units; fails where something stands in the way. */
async function chargesOf(path: string): Promise<string> {
  const { status, text, body } = await administrator(path)
  expect(status, text).toBe(200)
  const { parameter = [] } = body as unknown as Parameters
  expect(parameter.filter(({ name }) => name === 'blocker')).toEqual([])
  const charges = parameter.filter(({ name }) => name === 'charge').map(({ part }) => part ?? [])
  return charges.map((part) => codeWithUnits(part)).join(' ')
}

function codeWithUnits(part: readonly ParametersParameter[]): string {
  const code = part.find(({ name }) => name === 'code')?.valueCoding?.code ?? ''
  const units = part.find(({ name }) => name === 'units')?.valuePositiveInt ?? 0
  return units === 1 ? code : `${code}×${units}`
}
