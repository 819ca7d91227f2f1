import type { ChargeItem, Observation, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSystem, IDENTIFIER } from '#domain/fhir/canonicals.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  ADMIN,
  approvePlan,
  BILLER,
  DOCTOR,
  eligibleChart,
  NURSE,
  openProgramme,
  practiceStaff,
  timeEntry,
  type Programme,
  type TestPractice,
} from '../support/programme.ts'
import { searchAll } from '../support/search-all.ts'

let db: TestDatabase
let programme: Programme
let practice: TestPractice

const MBIS = ['1EG4TE5MK73', '2EG4TE5MK73', '3EG4TE5MK73']
const START = '2025-03-03T15:00:00Z'

beforeAll(async () => {
  db = await createTestDatabase()
  programme = await openProgramme(db.database)
  practice = await programme.practice('time')
  await practice.chart(...practiceStaff('time'))
  for (const [index, id] of ['ada', 'ben', 'cyd'].entries()) {
    await practice.chart(...eligibleChart(id, MBIS[index]!))
    if (id !== 'cyd') await approvePlan(practice, (await practice.enroll(id))?.written ?? [])
  }
})

afterAll(async () => {
  await db.drop()
})

const refusal = (status: number, rule: string) => ({
  status,
  issues: expect.arrayContaining([expect.objectContaining({ rule })]) as unknown,
})

describe('a person’s time', () => {
  it('is in one place: the second entry is refused, whoever the patient is', async () => {
    await practice.put(timeEntry('a', 'ada', { start: START, minutes: 20 }), NURSE)
    const beside = timeEntry('b', 'ben', { start: '2025-03-03T15:19:00Z', minutes: 20 })
    await expect(practice.put(beside, NURSE)).rejects.toMatchObject({ code: 'TIME_OVERLAP', rule: 'overlap' })
    await practice.put(
      { ...beside, executionPeriod: { start: '2025-03-03T15:20:00Z', end: '2025-03-03T15:30:00Z' } },
      NURSE,
    )
  })

  it('is the same person’s in a role', async () => {
    const inRole = {
      ...timeEntry('c', 'ben', { start: START, minutes: 5 }),
      owner: { reference: 'PractitionerRole/nurse-role' },
    }
    await expect(practice.put(inRole, NURSE)).rejects.toMatchObject({ code: 'TIME_OVERLAP' })
  })

  it('may be taken back: the moment is free again', async () => {
    const a = await practice.read<Task & { id: string }>('Task', 'a')
    await practice.put({ ...a, status: 'entered-in-error' }, NURSE)
    await practice.put(timeEntry('d', 'ben', { start: START, minutes: 5 }), NURSE)
    await expect(practice.put({ ...a, status: 'completed' }, NURSE)).rejects.toMatchObject({ code: 'TIME_OVERLAP' })
    await practice.remove('Task', 'd', NURSE)
    await practice.put({ ...a, status: 'completed' }, NURSE)
  })

  it('runs in one timer, which becomes the entry when it is stopped', async () => {
    const timer = (id: string, start: string): Task & { id: string } => ({
      ...timeEntry(id, 'ada', { start, minutes: 0 }),
      status: 'in-progress',
      executionPeriod: { start },
    })
    await practice.put(timer('run', '2025-04-10T14:00:00Z'), NURSE)
    await expect(practice.put(timer('run2', '2025-04-10T14:30:00Z'), NURSE)).rejects.toMatchObject({
      rule: 'timer-running',
    })
    const within = timeEntry('e', 'ben', { start: '2025-04-10T14:10:00Z', minutes: 5 })
    await expect(practice.put(within, NURSE)).rejects.toMatchObject({ rule: 'overlap' })
    await practice.put(
      {
        ...timer('run', START),
        status: 'completed',
        executionPeriod: { start: '2025-04-10T14:00:00Z', end: '2025-04-10T14:09:00Z' },
      },
      NURSE,
    )
    await practice.put(within, NURSE)
  })

  it('of a day without clock times overlaps nothing', async () => {
    const manual = (id: string) => {
      const extension = [{ url: 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-minutes', valuePositiveInt: 30 }]
      return {
        ...timeEntry(id, 'ada', { start: START, minutes: 0 }),
        extension,
        executionPeriod: { start: '2025-03-03' },
      }
    }
    await practice.put(manual('m1'), NURSE)
    await practice.put(manual('m2'), NURSE)
  })
})

describe('what is refused', () => {
  it('names its rule and its status', async () => {
    const put = (task: Partial<Task>, patient = 'ada') =>
      practice.put({ ...timeEntry('x', patient, { start: '2025-03-10T15:00:00Z', minutes: 5 }), ...task }, NURSE)
    await expect(put({}, 'cyd')).rejects.toMatchObject(refusal(422, 'no-enrollment'))
    await expect(put({}, 'nobody')).rejects.toMatchObject(refusal(422, 'no-enrollment'))
    await expect(put({ owner: { reference: 'Practitioner/nurse2' } })).rejects.toMatchObject(
      refusal(403, 'not-your-time'),
    )
    await expect(
      put({ executionPeriod: { start: '2025-04-10T15:30:00Z', end: '2025-04-10T15:40:00Z' } }),
    ).rejects.toMatchObject(refusal(422, 'future'))
    await expect(
      put({ executionPeriod: { start: '2025-03-10T15:30:00Z', end: '2025-03-10T15:00:00Z' } }),
    ).rejects.toMatchObject({
      status: 422,
      issues: [{ details: { coding: [{ code: 'end-before-start' }] }, expression: ['Task.executionPeriod.end'] }],
    })
    await expect(
      put({ executionPeriod: { start: '2025-03-10T15:30:00Z', end: '2025-03-12T15:00:00Z' } }),
    ).rejects.toMatchObject(refusal(422, 'longer-than-24h'))
    await expect(
      practice.put(timeEntry('x', 'ada', { start: '2025-03-10T15:00:00Z', minutes: 5 }), BILLER),
    ).rejects.toMatchObject(refusal(403, 'not-your-time'))
  })

  it('is the engine’s own, whoever asks', async () => {
    const charge: ChargeItem & { id: string } = {
      resourceType: 'ChargeItem',
      id: 'forged',
      status: 'billable',
      identifier: [{ system: IDENTIFIER.charge, value: 'forged' }],
      code: { text: 'forged' },
      subject: { reference: 'Patient/ada' },
    }
    await expect(practice.put(charge, ADMIN)).rejects.toMatchObject(refusal(403, 'engine-only'))
    const month: Task & { id: string } = {
      resourceType: 'Task',
      id: 'forged',
      status: 'completed',
      intent: 'order',
      code: { coding: [{ system: codeSystem('ccm-task'), code: 'month' }] },
    }
    await expect(practice.put(month, ADMIN)).rejects.toMatchObject(refusal(403, 'engine-only'))
    await practice.put({ ...charge, identifier: [{ system: 'urn:chart', value: '1' }] }, ADMIN)
    expect(await searchAll<ChargeItem>(practice.repository, 'ChargeItem')).toHaveLength(1)
  })

  it('is complexity by anybody but a billing practitioner', async () => {
    const mdm: Observation & { id: string } = {
      resourceType: 'Observation',
      id: 'mdm',
      status: 'final',
      code: { coding: [{ system: codeSystem('ccm-observation'), code: 'mdm-level' }] },
      subject: { reference: 'Patient/ada' },
      effectiveDateTime: '2025-03-10T15:00:00Z',
      performer: [{ reference: 'Practitioner/doc' }],
      valueCodeableConcept: { coding: [{ system: codeSystem('mdm-level'), code: 'moderate' }] },
    }
    await expect(practice.put(mdm, NURSE)).rejects.toMatchObject(refusal(403, 'not-your-complexity'))
    await expect(
      practice.put({ ...mdm, performer: [{ reference: 'Practitioner/colleague' }] }, DOCTOR),
    ).rejects.toMatchObject(refusal(403, 'not-your-complexity'))
    await expect(
      practice.put({ ...mdm, performer: [{ reference: 'Practitioner/nurse' }] }, ADMIN),
    ).rejects.toMatchObject(refusal(403, 'not-your-complexity'))
    await practice.put(mdm, DOCTOR)
    await expect(practice.remove('Observation', 'mdm', NURSE)).rejects.toMatchObject(
      refusal(403, 'not-your-complexity'),
    )
  })
})
