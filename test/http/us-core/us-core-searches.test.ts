import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STRICT } from '../advertised/advertised-server.ts'
import { fulfils } from './matching.ts'
import { read, type Held } from './read-elements.ts'
import { matchesOf, present, startSyntheaServer, type SyntheaServer } from './synthea-server.ts'

let server: SyntheaServer

beforeAll(async () => {
  if (present) server = await startSyntheaServer()
}, 120_000)

afterAll(async () => {
  if (present) await server.app.stop()
})

/** The parameters of a search, the values of some of them where they are not taken from a resource. */
type Combination = readonly [type: string, params: string, fixed?: Readonly<Record<string, string>>]

const PROBLEM = { category: 'problem-list-item' }
const DIAGNOSIS = { category: 'encounter-diagnosis' }
const PLAN = { category: 'assess-plan' }

/** The searches that US Core 6.1.0 and 7.0.0 say a server SHALL and SHOULD have, in the order of the Inferno kit. */
const COMBINATIONS: readonly Combination[] = [
  ['Patient', '_id'],
  ['Patient', 'identifier'],
  ['Patient', 'name'],
  ['Patient', 'birthdate+name'],
  ['Patient', 'gender+name'],
  ['Patient', 'birthdate+family'],
  ['Patient', 'family+gender'],
  ['Patient', 'death-date+family'],
  ['Condition', 'patient'],
  ['Condition', 'patient+category', PROBLEM],
  ['Condition', 'patient+category', { category: 'health-concern' }],
  ['Condition', 'patient+clinical-status'],
  ['Condition', 'patient+category+clinical-status', PROBLEM],
  ['Condition', 'patient+category+encounter', PROBLEM],
  ['Condition', 'patient+code'],
  ['Condition', 'patient+onset-date'],
  ['Condition', 'patient+abatement-date'],
  ['Condition', 'patient+asserted-date'],
  ['Condition', 'patient+recorded-date'],
  ['Condition', 'patient+_lastUpdated'],
  ['Condition', 'patient+category', DIAGNOSIS],
  ['Condition', 'patient+category+clinical-status', DIAGNOSIS],
  ['Condition', 'patient+category+encounter', DIAGNOSIS],
  ['CarePlan', 'patient+category', PLAN],
  ['CarePlan', 'patient+category+status', PLAN],
  ['CarePlan', 'patient+category+date', PLAN],
  ['CarePlan', 'patient+category+status+date', PLAN],
  ['CareTeam', 'patient+status'],
  ['CareTeam', 'role'],
  ['CareTeam', 'patient+role'],
  ['Goal', 'patient'],
  ['Goal', 'patient+lifecycle-status'],
  ['Goal', 'patient+target-date'],
  ['Goal', 'patient+description'],
  ['Practitioner', 'identifier'],
  ['Practitioner', 'name'],
  ['Practitioner', '_id'],
  ['PractitionerRole', 'practitioner'],
  ['PractitionerRole', 'specialty'],
  ['Organization', 'name'],
  ['Organization', 'address'],
  ['Coverage', 'patient'],
  ['RelatedPerson', '_id'],
  ['RelatedPerson', 'patient'],
  ['RelatedPerson', 'name'],
  ['RelatedPerson', 'patient+name'],
  ['Observation', 'patient+code'],
  ['Observation', 'patient+category', { category: 'laboratory' }],
  ['Observation', 'patient+category', { category: 'vital-signs' }],
  ['Observation', 'patient+category+date', { category: 'laboratory' }],
  ['Observation', 'patient+code+date'],
  ['Observation', 'patient+category+status', { category: 'vital-signs' }],
  ['Encounter', 'patient'],
  ['Encounter', '_id'],
  ['Encounter', 'identifier'],
  ['Encounter', 'patient+date'],
  ['Encounter', 'patient+class'],
  ['Encounter', 'patient+status'],
  ['Encounter', 'patient+type'],
  ['MedicationRequest', 'patient+intent'],
  ['MedicationRequest', 'patient+intent+status'],
  ['MedicationRequest', 'patient+intent+encounter'],
  ['MedicationRequest', 'patient+intent+authoredon'],
  ['AllergyIntolerance', 'patient'],
  ['Procedure', 'patient'],
  ['Procedure', 'patient+date'],
  ['Procedure', 'patient+status'],
  ['Procedure', 'patient+code+date'],
  ['Immunization', 'patient'],
  ['Immunization', 'patient+date'],
  ['Immunization', 'patient+status'],
  ['DocumentReference', '_id'],
  ['DocumentReference', 'patient'],
  ['DocumentReference', 'patient+category'],
  ['DocumentReference', 'patient+category+date'],
  ['DocumentReference', 'patient+type'],
  ['DocumentReference', 'patient+type+period'],
  ['DocumentReference', 'patient+status'],
  ['DiagnosticReport', 'patient+category'],
  ['DiagnosticReport', 'patient+code'],
  ['DiagnosticReport', 'patient+category+date'],
  ['DiagnosticReport', 'patient+code+date'],
  ['DiagnosticReport', 'patient+status'],
  ['ServiceRequest', '_id'],
  ['ServiceRequest', 'patient'],
  ['ServiceRequest', 'patient+category'],
  ['ServiceRequest', 'patient+code'],
  ['ServiceRequest', 'patient+category+authored'],
  ['ServiceRequest', 'patient+code+authored'],
  ['ServiceRequest', 'patient+status'],
]

type Pairs = readonly (readonly [name: string, value: string])[]

const printed = (pairs: Pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
const idsOf = (found: readonly Held[]) => found.map(({ id }) => id).toSorted()

/** What the resources themselves say is found. */
async function expected(type: string, pairs: Pairs): Promise<readonly string[]> {
  const all = await server.all(type)
  return idsOf(all.filter((one) => pairs.every(([name, value]) => fulfils(one, name, value))))
}

async function found(type: string, pairs: Pairs, further = '_count=1000'): Promise<readonly string[]> {
  return idsOf(matchesOf(await server.ask(`/${type}?${printed(pairs)}&${further}`, STRICT)))
}

/** A resource that has all of the parameters, and how they are searched for. */
async function sample([type, params, fixed = {}]: Combination): Promise<{ one: Held; names: readonly string[] }> {
  const names = params.split('+')
  const one = (await server.all(type)).find((each) =>
    names.every((name) => {
      const value = fixed[name]
      return value === undefined ? read(each, name).length > 0 : fulfils(each, name, value)
    }),
  )
  if (!one) throw new Error(`No ${type} of the sample data has ${params}.`)
  return { one, names }
}

/** How a value is written in a search: plainly, with its system, with its type, or with a comparison. */
function written(one: Held, name: string, form: 'plain' | 'full', fixed?: string): string {
  const values = read(one, name).filter(
    (value) => fixed === undefined || (value.kind === 'token' && value.code === fixed),
  )
  const [value] = values
  if (!value) throw new Error(`${one.resourceType}/${one.id} has no ${name}.`)
  if (value.kind === 'text') return value.text
  // A period is asked for as the kit does: by what begins after the minute before it.
  if (value.kind === 'date')
    return value.isPeriod === true ? `gt${new Date(value.from - 60_000).toISOString()}` : value.written
  if (value.kind === 'reference') return form === 'full' ? value.reference : value.reference.replace(/^\w+\//, '')
  return form === 'full' && value.system !== undefined ? `${value.system}|${value.code}` : value.code
}

const testName = ([type, params, fixed]: Combination) =>
  `us_core_v700_${type.toLowerCase()}_${params.replaceAll('+', '_').replaceAll('-', '_')}_search_test` +
  (fixed ? ` (${Object.values(fixed).join()})` : '')

describe.skipIf(!present)('the searches of US Core on real records', () => {
  test.each(COMBINATIONS.map((combination) => [testName(combination), combination] as const))(
    '%s',
    async (_name, combination) => {
      const [type, , fixed = {}] = combination
      const { one, names } = await sample(combination)
      const pairs = (form: 'plain' | 'full'): Pairs =>
        names.map((name) => [name, written(one, name, form, fixed[name])] as const)

      const plain = await expected(type, pairs('plain'))
      expect(plain).toContain(one.id)
      expect(await found(type, pairs('plain'))).toEqual(plain)

      // With Patient/ID and system|code.
      expect(await found(type, pairs('full'))).toEqual(await expected(type, pairs('full')))

      // By POST, as many.
      const body = printed(pairs('plain'))
      const posted = await server.ask(`/${type}/_search?_count=1000`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', prefer: 'handling=strict' },
      })
      expect(idsOf(matchesOf(posted))).toEqual(plain)
      expect(new Set((posted.body.entry ?? []).map(({ resource }) => resource.resourceType))).toEqual(new Set([type]))

      // A page after the other.
      const paged: string[] = []
      for (let next: string | undefined = `/${type}?${body}&_count=7`; next !== undefined;) {
        const page = await server.ask(next, STRICT)
        paged.push(...matchesOf(page).map(({ id }) => id))
        next = page.body.link.find(({ relation }) => relation === 'next')?.url
      }
      expect(paged.toSorted()).toEqual(plain)

      // Dates by comparison.
      for (const name of names.filter((each) => read(one, each)[0]?.kind === 'date' && each !== 'birthdate'))
        for (const prefix of ['gt', 'lt', 'ge', 'le']) {
          const compared = pairs('plain').map(
            ([each, value]) => [each, each === name ? prefix + value.replace(/^gt/, '') : value] as const,
          )
          expect(await found(type, compared), printed(compared)).toEqual(await expected(type, compared))
        }
    },
  )

  const OR: readonly (readonly [string, string, readonly string[]])[] = [
    ['CarePlan', `category=assess-plan&status`, ['active', 'completed', 'draft']],
    ['CareTeam', 'status', ['proposed', 'active', 'suspended', 'inactive', 'entered-in-error']],
    ['Goal', 'lifecycle-status', ['active', 'completed', 'cancelled']],
    ['Condition', 'category', ['problem-list-item', 'health-concern']],
    ['MedicationRequest', 'intent=order&status', ['active', 'stopped', 'completed']],
    ['Observation', 'code', ['8302-2', '29463-7', '8867-4']],
  ]

  test.each(OR)('us_core_v700_%s multiple-or: %s of several values', async (type, name, values) => {
    const before = name.split('&').map((part) => part.split('=') as [string, string?])
    const pairs = before.map(([each, value]) => [each, value ?? values.join(',')] as const)
    const asked: Pairs = [['patient', server.patient], ...pairs]
    const ids = await expected(type, asked)
    expect(ids.length).toBeGreaterThan(1)
    expect(await found(type, asked)).toEqual(ids)
  })
})

describe.skipIf(!present)('includes of US Core on real records', () => {
  const included = async (path: string) =>
    ((await server.ask(path, STRICT)).body.entry ?? []).flatMap(({ search, resource }) =>
      search?.mode === 'include' ? `${resource.resourceType}/${resource.id}` : [],
    )

  test.each(['Condition', 'CarePlan', 'CareTeam', 'Goal', 'Observation', 'Encounter', 'Procedure', 'Immunization'])(
    'us_core_v700_%s_provenance_revinclude_search_test',
    async (type) => {
      const own = (await server.all(type)).filter((one) => fulfils(one, 'patient', server.patient))
      const names = new Set(own.map(({ id }) => `${type}/${id}`))
      const about = (await server.all('Provenance')).filter((one) =>
        (one['target'] as { reference: string }[]).some(({ reference }) => names.has(reference)),
      )
      expect(about.length).toBeGreaterThan(0)
      const path = `/${type}?patient=${server.patient}&_revinclude=Provenance:target&_count=1000`
      expect((await included(path)).toSorted()).toEqual(about.map(({ id }) => `Provenance/${id}`).toSorted())
    },
  )

  test.each(['Practitioner', 'PractitionerRole', 'Patient', 'RelatedPerson'])(
    'us_core_v700_care_team _include=CareTeam:participant:%s',
    async (target) => {
      const team = (await server.all('CareTeam')).find(({ id }) => id === 'uc-team')
      const members = (team?.['participant'] as { member: { reference: string } }[]).map(
        ({ member }) => member.reference,
      )
      expect(await included(`/CareTeam?_id=uc-team&_include=CareTeam:participant:${target}`)).toEqual(
        members.filter((reference) => reference.startsWith(`${target}/`)),
      )
    },
  )

  test.each([
    ['practitioner', 'Practitioner/'],
    ['endpoint', 'Endpoint/uc-endpoint'],
  ])('us_core_v700_practitioner_role _include=PractitionerRole:%s', async (param, start) => {
    const found = await included(
      `/PractitionerRole?specialty=http://nucc.org/provider-taxonomy|207Q00000X&_include=PractitionerRole:${param}`,
    )
    expect(found).toEqual([expect.stringContaining(start)])
  })
})
