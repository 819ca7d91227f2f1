import { textOf } from '../../server/http/site/demo-reader.ts'
import type { CapabilityStatement } from '@medplum/fhirtypes'
import { beforeAll, describe, expect, test } from 'vitest'
import { searchParametersOf, sharedSearchParametersOf } from '../../server/definitions/search-parameters.ts'
import { structures } from '../../server/definitions/structures.ts'
import { resourceTypes } from '../../server/definitions/resource-types.ts'
import { ccmOperations } from '../support/operations.ts'
import { chartResources } from '../../server/demo/chart.ts'
import { demoCalendar } from '../../server/demo/demo-calendar.ts'
import { practiceResources } from '../../server/demo/practice-resources.ts'
import { STORIES } from '../../server/demo/stories.ts'
import { oauthUris } from '../../server/auth/provider/smart-configuration.ts'
import { createCapability } from '../../server/fhir/routes/capability.ts'
import { ROUTES } from '../../server/fhir/routes/route-table.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'

const capability = createCapability({
  base: 'http://localhost/fhir/r4',
  version: '9.9.9',
  oauth: oauthUris('http://localhost'),
  clock: { now: () => Date.UTC(2026, 2, 5) },
  operations: ccmOperations,
})

describe('CapabilityStatement', () => {
  let text = ''
  let statement: CapabilityStatement
  beforeAll(() => {
    text = textOf(capability({ headers: {}, query: '' }).body ?? '')
    statement = JSON.parse(text) as CapabilityStatement
  })

  test('is a valid resource of R4', () => {
    const issues = createValidator(structures()).validate(JSON.parse(text))
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('names every resource type with exactly the search parameters that searches know', () => {
    const rest = statement.rest?.[0]
    expect(rest?.resource?.map(({ type }) => type)).toEqual(resourceTypes)
    for (const { type = '', searchParam } of rest?.resource ?? []) {
      const known = [...searchParametersOf(type).keys(), ...sharedSearchParametersOf(type).map(({ code }) => code)]
      expect(searchParam?.map(({ name }) => name).toSorted(), type).toEqual(known.toSorted())
    }
  })

  test('claims an interaction if and only if a route serves it', () => {
    const carePlan = statement.rest?.[0]?.resource?.find(({ type }) => type === 'CarePlan')
    const claims = (code: string) => carePlan?.interaction?.some((interaction) => interaction.code === code) ?? false
    const serves = (kind: string, method: string) =>
      ROUTES.some((route) => route.kind === kind && route.method === method)
    expect(claims('read')).toBe(serves('instance', 'GET'))
    expect(claims('vread')).toBe(serves('version', 'GET'))
    expect(claims('create')).toBe(serves('type', 'POST'))
    expect(claims('update')).toBe(serves('instance', 'PUT'))
    expect(claims('patch')).toBe(serves('instance', 'PATCH'))
    expect(claims('delete')).toBe(serves('instance', 'DELETE'))
    expect(carePlan?.conditionalUpdate).toBe(serves('type', 'PUT'))
    const system = statement.rest?.[0]?.interaction?.map(({ code }) => code) ?? []
    expect(system.includes('transaction')).toBe(serves('system', 'POST'))
  })

  test('says that nobody writes AuditEvents', () => {
    const trail = statement.rest?.[0]?.resource?.find(({ type }) => type === 'AuditEvent')
    expect(trail?.interaction?.map(({ code }) => code)).toEqual(['read', 'vread', 'search-type'])
  })

  test('claims no search of AuditEvents that does not work', () => {
    const resources = new Map(statement.rest?.[0]?.resource?.map((resource) => [resource.type, resource]))
    const trail = resources.get('AuditEvent')
    expect(trail?.searchParam?.map(({ name }) => name)).not.toContain('agent-name')
    expect(trail?.searchInclude).toBeUndefined()
    expect(resources.get('Patient')?.searchRevInclude).toContain('Condition:patient')
    expect(resources.get('Patient')?.searchRevInclude).not.toContain('AuditEvent:patient')
  })

  test('names operations where they can be called, and our profiles', () => {
    const resources = new Map(statement.rest?.[0]?.resource?.map((resource) => [resource.type, resource]))
    expect(resources.get('Patient')?.operation?.map(({ name }) => name)).toContain('ccm-eligibility')
    expect(resources.get('CarePlan')?.operation).toBeUndefined()
    expect(resources.get('CarePlan')?.supportedProfile).toContain(
      'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-care-plan',
    )
  })

  test('claims the profiles of US Core that charts of the demo or profiles of ours claim, and no others', () => {
    const calendar = demoCalendar('2026-11-24')
    const charts = [
      ...practiceResources(),
      ...STORIES.flatMap(({ chart }, at) => chartResources(chart, at + 1, calendar)),
    ]
    const shown = charts.flatMap(({ resourceType, meta }) =>
      (meta?.profile ?? []).map((url) => `${resourceType} ${url}`),
    )
    const imposed = structures().profiles.flatMap(({ type, imposes = [] }) => imposes.map((url) => `${type} ${url}`))
    const claimed = (statement.rest?.[0]?.resource ?? []).flatMap(({ type, supportedProfile = [] }) =>
      supportedProfile.map((url) => `${type} ${url}`),
    )
    const ofUsCore = (names: readonly string[]) =>
      [...new Set(names.filter((name) => name.includes('/us/core/')))].toSorted()
    expect(ofUsCore(claimed)).toEqual(ofUsCore([...shown, ...imposed]))
    expect(claimed).toEqual([...new Set(claimed)])
    expect(claimed).toContain('Patient http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient')
    expect(ofUsCore(claimed).length).toBeGreaterThan(15)
    expect(statement.instantiates).toContain('http://hl7.org/fhir/us/core/CapabilityStatement/us-core-server')
  })

  test('answers 304 to who has it, and refuses what it cannot write', () => {
    const { etag = '' } = capability({ headers: {}, query: '' }).headers
    expect(capability({ headers: { 'if-none-match': etag }, query: '' }).status).toBe(304)
    expect(() => capability({ headers: { accept: 'application/fhir+xml' }, query: '' })).toThrow('cannot be served')
    expect(() => capability({ headers: {}, query: '_format=xml' })).toThrow('cannot be served')
    expect(textOf(capability({ headers: {}, query: '_pretty=true' }).body ?? '')).toContain('\n  "resourceType"')
  })
})
