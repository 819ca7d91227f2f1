import type { ParametersParameter, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aTimeEntry,
  enrollParameters,
  enrollPatient,
  putChronicPatient,
  rulesIn,
  writtenOf,
} from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'

let app: TestApp
let administrator: TestClient

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
})
afterAll(() => app.stop())

const lindgren = { name: 'billingPractitioner', valueReference: { reference: 'Practitioner/lindgren' } }

describe('one biller for a person', () => {
  const enroll = (patient: string, ...changed: readonly ParametersParameter[]) =>
    administrator(`/Patient/${patient}/$ccm-enroll`, { method: 'POST', json: enrollParameters(...changed) })

  test('a colleague who comes second meets both rules', async () => {
    await putChronicPatient(administrator, 'ada', { mbi: '1EG4TE5MK72' })
    await enrollPatient(administrator, 'ada')
    const second = await enroll('ada', lindgren)
    expect(second.status).toBe(409)
    expect(rulesIn(second)).toEqual(['already-enrolled', 'other-biller'])
    const same = await enroll('ada')
    expect(same.status).toBe(409)
    expect(rulesIn(same)).toEqual(['already-enrolled'])
  })

  test('holds for a second record of the person too, and a transfer waits', async () => {
    await putChronicPatient(administrator, 'bea', { mbi: '1EG4TE5MK73' })
    await putChronicPatient(administrator, 'bea-again', { mbi: '1EG4TE5MK73' })
    await enrollPatient(administrator, 'bea')
    const same = await enroll('bea-again')
    expect(same.status).toBe(409)
    expect(rulesIn(same)).toEqual(['already-enrolled'])
    const second = await enroll('bea-again', lindgren)
    expect(second.status).toBe(409)
    expect(rulesIn(second)).toEqual(['other-biller'])
    expect(second.text).not.toContain('alvarez')
    const transfer = await enroll('bea-again', lindgren, { name: 'transfer', valueBoolean: true })
    expect(transfer.status, transfer.text).toBe(200)
    expect(writtenOf(transfer.body, 'EpisodeOfCare')).toMatchObject({ status: 'planned' })
  })
})

describe('what our guide says more than R4', () => {
  beforeAll(async () => {
    await putChronicPatient(administrator, 'cy')
    await enrollPatient(administrator, 'cy')
  })
  const entry = (more: Partial<Task>) => aTimeEntry('cy', '2026-02-03', '2026-02-03', more)

  test.each([
    [
      'minutes beyond the hour',
      entry({
        executionPeriod: { start: '2026-02-03' },
        extension: [{ url: structureDefinition('ccm-minutes'), valuePositiveInt: 61 }],
      }),
    ],
    [
      'an activity that nobody knows',
      entry({ code: { coding: [{ system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity', code: 'golf' }] } }),
    ],
  ])('is 422 where it is not met: %s', async (_words, json) => {
    const answer = await administrator('/Task', { method: 'POST', json })
    expect(answer.status, answer.text).toBe(422)
  })

  test('a month’s Task is the engine’s, whatever else it lacks', async () => {
    const json = {
      resourceType: 'Task',
      meta: { profile: [structureDefinition('ccm-month')] },
      status: 'completed',
      intent: 'order',
      for: { reference: 'Patient/cy' },
    }
    const answer = await administrator('/Task', { method: 'POST', json })
    expect(answer.status, answer.text).toBe(403)
    expect(rulesIn(answer)).toEqual(['engine-only'])
  })
})
