import type { Resource, StructureDefinition } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { claiming, EXAMPLES, PROFILES } from './support/guide.ts'
import {
  faultsOf,
  hasPackages,
  US_CORE_VERSIONS,
  usCore,
  validatorWith,
  type UsCoreVersion,
} from './support/us-core.ts'

const VERSIONS = Object.keys(US_CORE_VERSIONS) as readonly UsCoreVersion[]

/** Which profile of US Core an instance of ours also meets; absent: US Core has none for such. */
const IMPOSED: Readonly<Record<string, string>> = {
  'ccm-care-plan': 'us-core-careplan',
  'ccm-care-plan-document': 'us-core-documentreference',
  'ccm-care-team': 'us-core-careteam',
  'ccm-condition': 'us-core-condition-problems-health-concerns',
  'ccm-coverage': 'us-core-coverage',
  'ccm-goal': 'us-core-goal',
}

/** What 3.1.1 called it. */
const FORMER: Readonly<Record<string, string>> = { 'ccm-condition': 'us-core-condition' }

/** US Core 3.1.1 knows no caregivers in a team: a team that has one meets 6.1.0 and later. */
const WITH_CAREGIVER = { '3.1.1': ['ada-team'] } as Readonly<Partial<Record<UsCoreVersion, readonly string[]>>>

const IMPOSE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile'
const urlOf = (id: string) => `http://hl7.org/fhir/us/core/StructureDefinition/${id}`

test('every profile declares what of US Core its instances also meet', () => {
  const declared = PROFILES.flatMap(({ id = '', extension = [] }) =>
    extension.flatMap(({ url, valueCanonical }) => (url === IMPOSE ? [[id, valueCanonical]] : [])),
  )
  const expected = Object.entries(IMPOSED).map(([id, imposed]) => [id, urlOf(imposed)])
  expect(declared.toSorted()).toEqual(expected.toSorted())
})

describe.skipIf(!hasPackages).each(VERSIONS)(
  'US Core %s (skipped where its package does not lie beside)',
  (version) => {
    const definitions = usCore(version)
    const validator = validatorWith(definitions)
    const exceptions = WITH_CAREGIVER[version] ?? []
    const meets = (resource: Resource, profiles: readonly string[] = []) =>
      faultsOf(validator, resource, profiles).map((fault) => `${resource.id ?? ''} ${fault}`)
    const known = (url: string) => definitions.some((one) => (one as StructureDefinition).url === url)

    test('examples of the guide are valid beside it, by what they claim and what that imposes', () => {
      expect(EXAMPLES.filter(({ id = '' }) => !exceptions.includes(id)).flatMap((one) => meets(one))).toEqual([])
    })

    test.each(Object.keys(IMPOSED))('%s: its examples meet the profile that it imposes', (id) => {
      const imposed = urlOf((version === '3.1.1' ? FORMER[id] : undefined) ?? IMPOSED[id] ?? '')
      if (!known(imposed)) {
        expect(`${version} ${id}`).toBe('3.1.1 ccm-coverage')
        return
      }
      const profile = PROFILES.find((one) => one.id === id)
      const examples = profile ? claiming(EXAMPLES, profile) : []
      expect(examples.length).toBeGreaterThanOrEqual(2)
      const ordinary = examples.filter((one) => !exceptions.includes(one.id ?? ''))
      expect(ordinary.flatMap((one) => meets(one, [imposed]))).toEqual([])
    })

    test.runIf(exceptions.length > 0)('a team with a caregiver differs from it in that alone', () => {
      const teams = EXAMPLES.filter(({ id = '' }) => exceptions.includes(id))
      expect(teams.flatMap((one) => meets(one))).toEqual([
        'ada-team CareTeam.participant[3].member: CareTeam.participant[3].member must lead to Patient, Practitioner or Organization, not RelatedPerson.',
      ])
    })

    test('what it imposes is checked: a plan without its category fails beside it as well', () => {
      const [plan] = EXAMPLES.filter(({ resourceType }) => resourceType === 'CarePlan')
      const without = { ...plan, meta: { profile: [urlOf('us-core-careplan')] }, category: [] } as unknown as Resource
      expect(meets(without)).not.toEqual([])
    })
  },
)
