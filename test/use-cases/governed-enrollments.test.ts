import type { Consent, EpisodeOfCare, Extension, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '#ports/fhir-store.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { consent, enrollment, extension } from '../support/patient-chart.ts'
import { omit } from '../support/patient-month.ts'
import {
  ADMIN,
  DOCTOR,
  eligibleChart,
  noteOf,
  NURSE,
  openProgramme,
  practiceStaff,
  timeEntry,
  type Programme,
  type TestCaller,
  type TestPractice,
} from '../support/programme.ts'
import { searchAll } from '../support/search-all.ts'

let db: TestDatabase
let programme: Programme
let practice: TestPractice
let other: TestPractice

beforeAll(async () => {
  db = await createTestDatabase()
  programme = await openProgramme(db.database)
  practice = await programme.practice('plain')
  other = await programme.practice('other')
  await practice.chart(...practiceStaff('plain'))
  await other.chart(...practiceStaff('other', { doc: '1003000126', colleague: '1003000134' }))
})

afterAll(async () => {
  await db.drop()
})

const refusal = (status: number, rule: string) => ({
  status,
  issues: expect.arrayContaining([expect.objectContaining({ rule })]) as unknown,
})

/** An enrollment of a patient as a client would PUT it. */
function episode(id: string, patient: string, over: Partial<EpisodeOfCare> = {}): EpisodeOfCare & { id: string } {
  const biller: Extension = extension('ccm-billing-practitioner', { valueReference: { reference: 'Practitioner/doc' } })
  const plain = enrollment({ start: '2025-03-01T15:00:00Z' })
  return {
    ...plain,
    patient: { reference: `Patient/${patient}` },
    diagnosis: ['diabetes', 'hypertension'].map((name) => ({
      condition: { reference: `Condition/${patient}-${name}` },
    })),
    extension: [biller],
    ...over,
    id,
  }
}

function consentOf(patient: string): Consent & { id: string } {
  const given = omit(consent({ given: '2025-02-20T15:00:00Z', program: 'ccm' }), 'meta')
  return {
    ...given,
    patient: { reference: `Patient/${patient}` },
    performer: [{ reference: `Patient/${patient}` }],
    policyRule: { text: 'opt in' },
    id: `${patient}-consent`,
  }
}

/** A whole request, as the FHIR surface hands it to the rules: what they govern, and what comes in beside it. */
async function request(resources: readonly (Resource & { id: string })[], who: TestCaller): Promise<void> {
  const { deps, governs } = programme
  const prepared = resources.map((resource) => deps.preparer.prepare(resource))
  const put = (index: number): Change => ({ kind: 'put', resource: prepared[index]! })
  const judged = resources.map((resource) => governs.governs(resource))
  await practice.repository.transaction(async (tx) => {
    const planned = resources.flatMap((resource, index): PlannedChange[] =>
      judged[index] ? [{ change: put(index), resource, expression: `Bundle.entry[${index}].resource` }] : [],
    )
    const beside = prepared.filter((_one, index) => !judged[index])
    const caller = { tenant: practice.tenant, client: 'test', role: who.role, ...(who.user ? { user: who.user } : {}) }
    const changes = await governs.check(tx, planned, caller, beside)
    await tx.write(
      [...changes, ...beside.map((resource): Change => ({ kind: 'put', resource }))],
      noteOf(who, 'transaction'),
    )
  })
}

describe('a plain write of an enrollment', () => {
  it('meets the constraints of $ccm-enroll', async () => {
    await practice.chart(...eligibleChart('ada', '4EG4TE5MK71'))
    await expect(practice.put(episode('e-ada', 'ada'), NURSE)).rejects.toMatchObject(refusal(422, 'no-consent'))
    await expect(practice.put(episode('e-x', 'nobody'), NURSE)).rejects.toMatchObject(refusal(422, 'unknown-reference'))
    await practice.put(consentOf('ada'), NURSE)
    await practice.put(episode('e-ada', 'ada'), NURSE)
    await expect(practice.put(episode('e-again', 'ada'), NURSE)).rejects.toMatchObject(refusal(409, 'already-enrolled'))
  })

  it('claims the person for the practitioner: another practice comes second', async () => {
    await other.chart(...eligibleChart('ada', '4EG4TE5MK71'))
    await expect(other.enroll('ada')).rejects.toMatchObject(refusal(409, 'other-biller'))
    const stored = await practice.read<EpisodeOfCare & { id: string }>('EpisodeOfCare', 'e-ada')
    await practice.put({ ...stored, status: 'entered-in-error' }, ADMIN)
    await other.enroll('ada')
    await expect(practice.put(stored, ADMIN)).rejects.toMatchObject(refusal(409, 'other-biller'))
  })

  it('gives the person back when it is deleted', async () => {
    await practice.chart(...eligibleChart('ben', '4EG4TE5MK72'))
    await practice.put(consentOf('ben'), NURSE)
    await practice.put(episode('e-ben', 'ben'), NURSE)
    await practice.remove('EpisodeOfCare', 'e-ben', ADMIN)
    await other.chart(...eligibleChart('ben', '4EG4TE5MK72'))
    await other.enroll('ben')
  })

  it('keeps attesting to billing practitioners, and its history to itself', async () => {
    await practice.chart(...eligibleChart('cyd', '4EG4TE5MK73'))
    await practice.put(consentOf('cyd'), NURSE)
    await practice.put(episode('e-cyd', 'cyd'), NURSE)
    const stored = await practice.read<EpisodeOfCare & { id: string }>('EpisodeOfCare', 'e-cyd')
    const words = [
      { url: 'duration', valueBoolean: true },
      { url: 'risk', valueBoolean: true },
    ]
    const attested = {
      ...stored,
      extension: [...stored.extension!, extension('ccm-attestation', { extension: words })],
    }
    await expect(practice.put(attested, NURSE)).rejects.toMatchObject(refusal(403, 'not-your-attestation'))
    await practice.put({ ...attested, statusHistory: [{ status: 'onhold', period: { start: '2020-01-01' } }] }, DOCTOR)
    const after = await practice.read<EpisodeOfCare>('EpisodeOfCare', 'e-cyd')
    expect(after.statusHistory?.map(({ status }) => status)).toEqual(['active'])
  })
})

describe('a request with everything in it', () => {
  it('is judged together: patient, consent, enrollment, time', async () => {
    const chart = eligibleChart('dov', '4EG4TE5MK74') as (Resource & { id: string })[]
    const time = timeEntry('t-dov', 'dov', {
      start: '2025-03-05T15:00:00Z',
      minutes: 20,
      focus: { reference: 'EpisodeOfCare/e-dov' },
    })
    await request([...chart, consentOf('dov'), episode('e-dov', 'dov'), time], NURSE)
    expect((await searchAll(practice.repository, 'Task')).map(({ id }) => id)).toContain('t-dov')
  })

  it('stands or falls together, and says where it is wrong', async () => {
    const chart = eligibleChart('eve', '4EG4TE5MK75') as (Resource & { id: string })[]
    const [patient, ...rest] = chart
    const onlyOne = [patient!, ...rest.filter(({ id }) => id !== 'eve-hypertension')]
    const all = [...onlyOne, consentOf('eve'), episode('e-eve', 'eve')]
    await expect(request(all, NURSE)).rejects.toMatchObject({
      status: 422,
      issues: expect.arrayContaining([
        expect.objectContaining({ expression: expect.stringMatching(/^Bundle\.entry\[\d\]\.resource\./) as unknown }),
      ]) as unknown,
    })
    expect(await practice.repository.read('Patient', 'eve')).toBeUndefined()
  })

  it('gives the reason of a correction by a Provenance', async () => {
    const biller: TestCaller = { role: 'biller', user: 'Practitioner/clerk' }
    const shorter = timeEntry('t-dov', 'dov', {
      start: '2025-03-05T15:00:00Z',
      minutes: 12,
      focus: { reference: 'EpisodeOfCare/e-dov' },
    })
    await expect(practice.put(shorter, biller)).rejects.toMatchObject(refusal(422, 'correction-without-reason'))
    const current = JSON.parse((await practice.repository.read('Task', 't-dov'))!.content) as Resource
    const { deps, governs } = programme
    const provenance: Resource & { id: string } = {
      resourceType: 'Provenance',
      id: 'why',
      target: [{ reference: 'Task/t-dov' }],
      recorded: '2025-04-10T15:00:00Z',
      reason: [{ text: 'The call was shorter' }],
      agent: [{ who: { reference: 'Practitioner/clerk' } }],
    }
    const plan = (resource: Resource, before?: Resource): PlannedChange => ({
      change: { kind: 'put', resource: deps.preparer.prepare(resource) },
      resource,
      ...(before ? { current: before } : {}),
      expression: resource.resourceType,
    })
    const caller = { tenant: practice.tenant, client: 'test', role: 'biller', user: 'Practitioner/clerk' } as const
    await practice.repository.transaction(async (tx) => {
      const changes = await governs.check(tx, [plan(shorter, current), plan(provenance)], caller)
      await tx.write(changes, noteOf(biller, 'transaction'))
    })
    expect((await practice.repository.read('Task', 't-dov'))?.version).toBe(2)
  })
})

describe('closing', () => {
  it('waits for the month’s end in the practice’s time zone', async () => {
    const running = refusal(422, 'month-running')
    programme.clock.time = Date.parse('2025-05-01T03:59:00Z')
    await expect(practice.close('2025-04')).rejects.toMatchObject(running)
    expect((await practice.close('2025-04', { dryRun: true })).patients.length).toBeGreaterThan(0)
    programme.clock.time = Date.parse('2025-05-01T04:00:00Z')
    const { patients } = await practice.close('2025-04')
    expect(patients.length).toBeGreaterThan(0)
    for (const { state, decision, charges } of patients)
      if (decision?.blockers.length) expect([state, charges]).toEqual(['needs-attention', []])
  })
})
