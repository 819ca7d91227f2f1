import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { careRecordOf } from '../../server/domain/care-plan/care-record.ts'
import { completenessOf } from '../../server/domain/care-plan/completeness/completeness.ts'
import { carePlanView } from '../../server/domain/care-plan/view/care-plan-view.ts'
import { claiming, example, EXAMPLES, GUIDE, INSTANCE_PROFILES } from './support/guide.ts'
import { unshown } from './support/must-support.ts'
import { errorsOf, unknownProfiles } from './support/validate.ts'

const named = INSTANCE_PROFILES.map((profile) => [profile.id ?? '', profile] as const)

describe('examples of the guide', () => {
  test.each(named)('%s: at least two, which show every element that must be supported', (_id, profile) => {
    const examples = claiming(EXAMPLES, profile)
    expect(examples.length).toBeGreaterThanOrEqual(2)
    expect(unshown(profile, examples)).toEqual([])
  })

  test('are valid, and claim no profile of ours that does not exist', () => {
    const faults = EXAMPLES.flatMap((resource) => errorsOf(resource).map((error) => `${resource.id ?? ''} ${error}`))
    expect(faults).toEqual([])
    expect(EXAMPLES.flatMap(unknownProfiles)).toEqual([])
  })

  test('refer to nothing but examples and codes of the guide', () => {
    const known = new Set(EXAMPLES.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`))
    const versions = new Set(
      GUIDE.flatMap((one) => (one.resourceType === 'ChargeItemDefinition' ? [`${one.url}|${one.version ?? ''}`] : [])),
    )
    const referred = EXAMPLES.flatMap((resource) => referencesIn(resource).map((one) => [one, resource.id] as const))
    expect(referred.length).toBeGreaterThan(200)
    expect(referred.filter(([reference]) => !known.has(reference.replace(/\/_history\/\d+$/, '')))).toEqual([])
    const rules = EXAMPLES.flatMap((one) => (one.resourceType === 'ChargeItem' ? (one.definitionCanonical ?? []) : []))
    expect(rules.filter((rule) => !versions.has(rule))).toEqual([])
  })

  test('show a care plan in which every element of a comprehensive one has its place', () => {
    const plan = example('CarePlan/ada-plan')
    const states = completenessOf(carePlanView(plan, careRecordOf(EXAMPLES), 'America/Chicago'))
    expect(states.filter(({ state }) => state !== 'present')).toEqual([])
    expect(states.length).toBeGreaterThan(12)
  })
})

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  const { reference } = value as { reference?: unknown }
  const own = typeof reference === 'string' ? [reference] : []
  return [...own, ...Object.values(value as Resource).flatMap(referencesIn)]
}
