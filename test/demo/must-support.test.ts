import { readdirSync, readFileSync } from 'node:fs'
import type { Resource, StructureDefinition } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { structures } from '#definitions/structures.ts'
import { seedDemo } from '../../server/demo/seed-demo.ts'
import { STORIES } from '../../server/demo/stories.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import { checkCarePlan } from '../../server/use-cases/check-care-plan.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { demoSeeding } from '../support/demo-seeding.ts'
import { searchAll } from '../support/search-all.ts'
import { isSeen } from './element-in.ts'
import { shows, US_CORE_ELEMENTS } from './us-core-elements.ts'

const NOVEMBER = Date.parse('2026-11-27T02:00:00Z')
const COMPILED = new URL('../../profiles/fsh-generated/resources/', import.meta.url)

/** Must-support elements that the demo has no use for, each with the reason. */
const EXCUSED: Readonly<Record<string, readonly string[]>> = {
  // The copy itself is kept (data): there is no place of its own where it would lie.
  'ccm-care-plan-document': ['content.attachment.url'],
}

/** Types of which the practice has resources beside those that profiles of ours are about. */
const OTHERS = [
  'AllergyIntolerance',
  'ClinicalImpression',
  'CommunicationRequest',
  'Encounter',
  'Endpoint',
  'List',
  'Location',
  'MedicationRequest',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Provenance',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Specimen',
] as const

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition'

/** They ask for what every Observation has. */
const VITAL_SIGNS = ['us-core-body-weight', 'us-core-heart-rate', 'us-core-vital-signs']

const profiles = readdirSync(COMPILED)
  .filter((name) => name.startsWith('StructureDefinition-'))
  .map((name) => JSON.parse(readFileSync(new URL(name, COMPILED), 'utf8')) as StructureDefinition)
  .filter(({ kind, type }) => kind === 'resource' && type !== 'Extension' && type !== 'ChargeItemDefinition')

const held = new Map<string, readonly Resource[]>()
let db: TestDatabase
let demo: Awaited<ReturnType<typeof demoSeeding>>

beforeAll(async () => {
  db = await createTestDatabase()
  demo = await demoSeeding(db.database, NOVEMBER)
  await seedDemo(demo)
  const types = new Set<string>([...profiles.map(({ type }) => type), ...OTHERS])
  for (const type of types) held.set(type, await searchAll(demo.repository, type as Resource['resourceType']))
})
afterAll(async () => {
  await db.drop()
})

describe('the demo practice', () => {
  it.each(profiles.map((profile) => [profile.id ?? '', profile] as const))(
    'shows every element that %s must support',
    (id, profile) => {
      const claiming = (held.get(profile.type) ?? []).filter(({ meta }) =>
        meta?.profile?.some((claimed) => claimed.split('|', 1)[0] === profile.url),
      )
      expect(claiming.length).toBeGreaterThan(0)
      const elements = (profile.snapshot?.element ?? []).filter(({ mustSupport, max }) => mustSupport && max !== '0')
      expect(elements.length).toBeGreaterThan(0)
      const missing = elements
        .filter((element) => !claiming.some((resource) => isSeen(resource, element, profile)))
        .map((element) => (element.id ?? '').split('.').slice(1).join('.'))
      expect(missing).toEqual(EXCUSED[id] ?? [])
    },
  )

  it.each(Object.entries(US_CORE_ELEMENTS))('shows every element that US Core wants of %s', (id, elements) => {
    const claiming = [...held.values()].flat().filter(({ meta }) => meta?.profile?.includes(`${US_CORE}/${id}`))
    expect(claiming.length).toBeGreaterThan(0)
    expect(elements.filter((element) => !claiming.some((resource) => shows(resource, element)))).toEqual([])
  })

  it('claims no profile of US Core whose elements are not looked at here', () => {
    const claimed = [...held.values()].flat().flatMap(({ meta }) => meta?.profile ?? [])
    const known = claimed.filter((url) => url.startsWith(`${US_CORE}/`)).map((url) => url.slice(US_CORE.length + 1))
    expect([...new Set(known)].filter((id) => !(id in US_CORE_ELEMENTS)).toSorted()).toEqual(VITAL_SIGNS)
  })

  it('would miss a slice that nobody shows', () => {
    const profile = profiles.find(({ id }) => id === 'ccm-care-team')
    const element = profile?.snapshot?.element.find(({ id }) => id === 'CareTeam.participant:caregiver.member')
    const teams = (held.get('CareTeam') ?? []).filter((one) => one.resourceType === 'CareTeam')
    if (!profile || !element) throw new Error('The profile of the team is not what it was.')
    expect(teams.some((team) => isSeen(team, element, profile))).toBe(true)
    for (const team of teams) {
      const others = (team.participant ?? []).filter(({ member }) => !member?.reference?.startsWith('RelatedPerson/'))
      expect(isSeen({ ...team, participant: others }, element, profile)).toBe(false)
    }
  })

  it('holds nothing that is invalid', () => {
    const validator = createValidator(structures())
    const resources = [...held.values()].flat()
    expect(resources.length).toBeGreaterThan(900)
    const faults = resources.flatMap((resource) =>
      validator
        .validate(resource)
        .filter(({ severity }) => severity === 'error' || severity === 'fatal')
        .map(({ diagnostics, details, expression }) =>
          [resource.resourceType, resource.id, expression?.[0], diagnostics ?? details?.text].join(' '),
        ),
    )
    expect(faults).toEqual([])
  })

  it('names in what it holds nothing that is not there', () => {
    const known = new Set([...held.values()].flat().map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`))
    const named = [...JSON.stringify([...held.values()]).matchAll(/"reference":"([A-Z][A-Za-z]+\/[^"/]+)/g)]
    const missing = named
      .map(([, reference = '']) => reference)
      .filter((reference) => !reference.startsWith('PlanDefinition/') && !known.has(reference))
    expect([...new Set(missing)]).toEqual([])
  })
})

describe.each(STORIES.filter(({ plan }) => plan).map(({ chart }) => [chart.person.id] as const))(
  'the care plan of %s',
  (patient) => {
    const plans = () =>
      (held.get('CarePlan') ?? []).flatMap((one) =>
        one.resourceType === 'CarePlan' && one.subject.reference === `Patient/${patient}` ? [one] : [],
      )

    it('is in force and lacks nothing', async () => {
      expect(plans().map(({ status }) => status)).toEqual(['active'])
      const states = (await checkCarePlan(demo.repository, plans()[0]?.id ?? '')) ?? []
      expect(states.length).toBeGreaterThan(10)
      expect(states.filter(({ state }) => state === 'missing')).toEqual([])
    })

    it('has no suggestion that nobody decided about', () => {
      const references = plans().flatMap(({ goal = [], activity = [] }) => [
        ...goal.map(({ reference }) => reference),
        ...activity.map(({ reference }) => reference?.reference),
      ])
      const named = new Set(references)
      const items = [...held.values()].flat().filter(({ resourceType, id }) => named.has(`${resourceType}/${id ?? ''}`))
      expect(named.size).toBeGreaterThan(20)
      expect(items.length).toBe(named.size)
      expect(JSON.stringify(items)).not.toMatch(/"(lifecycleStatus|status)":"(proposed|draft)"/)
    })

    it('has a narrative of what it holds, a revision and no gap', () => {
      const [plan] = plans()
      const own = STORIES.find(({ chart }) => chart.person.id === patient)?.plan?.ownGoal.text
      expect(plan?.text?.div).toContain(own)
      const extensions = plan?.extension?.map(({ url }) => url.split('/').at(-1))
      expect(extensions).toContain('ccm-substantial-revision')
      expect(extensions).not.toContain('ccm-activated-with-gaps')
    })
  },
)
