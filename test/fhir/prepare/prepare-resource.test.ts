import type { Patient, Resource, Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { InvalidResource } from '#ports/prepare-resource.ts'
import { prepareParts } from '../../../server/compose/prepare-parts.ts'
import { prepareResource } from '../../../server/fhir/prepare/prepare-resource.ts'
import { DEFAULT_LIMITS } from '../../../server/fhir/limits.ts'
import { receiveResource } from '../../../server/fhir/prepare/received-resource.ts'
import { timeEntry } from '../../support/programme.ts'

const parts = prepareParts('http://localhost/fhir/r4')
const NOW = Date.parse('2026-03-05T12:00:00.123Z')

const prepare = (resource: Resource, id = 'x', now = NOW) => prepareResource(parts, { resource, id, now })

function textOf(resource: Resource, version = 7): unknown {
  const { head, tail } = prepare(resource).prepared
  return JSON.parse(`${head}${version}${tail}`)
}

const patient: Patient = { resourceType: 'Patient', name: [{ family: 'First' }], birthDate: '1948-06-02' }

function refusalOf(resource: unknown): InvalidResource {
  try {
    prepare(resource as Resource)
  } catch (error) {
    if (error instanceof InvalidResource) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('a prepared resource', () => {
  test('has its text in two halves around the version', () => {
    expect(textOf(patient)).toEqual({
      ...patient,
      id: 'x',
      meta: { versionId: '7', lastUpdated: '2026-03-05T12:00:00.123Z' },
    })
  })

  test('keeps what the client said in meta, but for version and date', () => {
    const meta = { versionId: '99', lastUpdated: '2001-01-01T00:00:00Z', source: 'http://x', tag: [{ code: 'a' }] }
    expect(textOf({ ...patient, id: 'other', meta })).toMatchObject({
      id: 'x',
      meta: { versionId: '7', lastUpdated: '2026-03-05T12:00:00.123Z', source: 'http://x', tag: [{ code: 'a' }] },
    })
  })

  test('has the same digest exactly when nothing would change', () => {
    const digest = (resource: Resource, id?: string, now?: number) => prepare(resource, id, now).prepared.digest
    const meta = { versionId: '3', lastUpdated: '2001-01-01T00:00:00Z' }
    expect(digest({ ...patient, meta }, 'x', NOW + 5000)).toBe(digest(patient))
    expect(digest({ ...patient, active: true })).not.toBe(digest(patient))
    expect(digest({ ...patient, meta: { source: 'http://x' } })).not.toBe(digest(patient))
    expect(digest(patient, 'y')).not.toBe(digest(patient))
  })

  test('is kept itself only where the rules have something to say', () => {
    const task: Task = timeEntry('t', 'p', { start: '2026-03-02T15:00:00Z', minutes: 10 })
    expect(prepare(task).prepared.parsed).toMatchObject({ resourceType: 'Task', id: 'x' })
    expect(prepare(patient).prepared.parsed).toBeUndefined()
  })

  test('is indexed under its new id', () => {
    expect(prepare({ ...patient, id: 'old' }, 'new').prepared.index.patient).toBe('new')
  })

  test('keeps the digits of its numbers', () => {
    const body = JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'weight' },
      valueQuantity: { value: 0, unit: 'kg' },
    }).replace('"value":0', '"value":70.50')
    const received = receiveResource(parts, new TextEncoder().encode(body), 'Observation', {
      limits: DEFAULT_LIMITS,
      now: () => NOW,
    })
    const { head, tail } = received.prepare('o').prepared
    expect(head + '1' + tail).toContain('"value":70.50')
  })
})

describe('a resource at fault', () => {
  test('by the base definition is refused with 400 and every fault by its path', () => {
    const { status, issues } = refusalOf({ resourceType: 'Patient', birthDate: 'yesterday', nickname: 'x' })
    expect(status).toBe(400)
    expect(issues.flatMap(({ expression }) => expression)).toEqual(['Patient.birthDate', 'Patient.nickname'])
  })

  test('by a profile that it claims is refused with 422', () => {
    const meta = { profile: [structureDefinition('ccm-care-plan')] }
    const plan = { resourceType: 'CarePlan', status: 'active', intent: 'plan', subject: { reference: 'Patient/p' } }
    expect(() => prepare(plan as Resource)).not.toThrow()
    expect(refusalOf({ ...plan, meta }).status).toBe(422)
    expect(refusalOf({ ...plan, meta, status: 'odd' }).status).toBe(400)
  })

  test('by a profile that is not known here is taken, and it is said', () => {
    const meta = { profile: ['http://example.org/StructureDefinition/nobody'] }
    const { notices } = prepare({ ...patient, meta })
    expect(notices).toMatchObject([{ severity: 'information', expression: ['Patient.meta.profile[0]'] }])
  })
})
