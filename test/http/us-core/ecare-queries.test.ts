import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STRICT } from '../advertised/advertised-server.ts'
import { fulfils } from './matching.ts'
import { read, type Held } from './read-elements.ts'
import { matchesOf, present, startSyntheaServer, type SyntheaServer } from './synthea-server.ts'

/** What the eCare Plan apps of the MCC project ask a server for each patient. */
const QUERIES = [
  'CarePlan?_sort=-date&_count=100',
  'CarePlan?status=active&category=assess-plan',
  'CarePlan?status=active&category=38717003,736271009,assess-plan',
  'CarePlan?category=38717003',
  'CareTeam?category=longitudinal',
  'CareTeam?_include=CareTeam:participant',
  'Goal?lifecycle-status=active,completed,cancelled',
  'Goal?',
  'Condition?category=problem-list-item,health-concern,LG41762-2&clinical-status=active',
  'Condition?category=http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item&_revinclude=Provenance:target',
  'Condition?category=http://hl7.org/fhir/us/core/CodeSystem/condition-category|health-concern&_revinclude=Provenance:target',
  'ServiceRequest?status=active&_include=ServiceRequest:requester',
  'ServiceRequest?category=409073007',
  'ServiceRequest?category=409063005',
  'ServiceRequest?category=440379008,3457005',
  'Procedure?category=409073007,311401005',
  'MedicationRequest?status=active&_include=MedicationRequest:requester',
  'MedicationRequest?status=active&authoredon=ge2005-01-01',
  'Observation?category=laboratory&date=ge2000-01-01',
  'Observation?category=survey,functional-mental-status',
  'Observation?code=http://loinc.org|29463-7&_sort=-date&_count=1',
  'Observation?code=http://loinc.org|29463-7&_sort=-date&_count=5',
  'QuestionnaireResponse?questionnaire=http://example.org/Questionnaire/phq-9&status=completed,amended,in-progress&_sort=-authored&_count=1',
  'Immunization?status=completed',
  'DiagnosticReport?date=ge2000-01-01',
]

let server: SyntheaServer

beforeAll(async () => {
  if (present) server = await startSyntheaServer()
}, 120_000)

afterAll(async () => {
  if (present) await server.app.stop()
})

interface Asked {
  readonly type: string
  readonly criteria: readonly (readonly [string, string])[]
  readonly sort: string | undefined
  readonly count: number
  readonly includes: readonly (readonly [kind: string, value: string])[]
}

function understood(query: string): Asked {
  const [type = '', rest = ''] = query.split('?')
  const pairs =
    rest === ''
      ? []
      : rest.split('&').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const)
  const valueOf = (name: string) => pairs.find(([each]) => each === name)?.[1]
  return {
    type,
    criteria: pairs.filter(([name]) => !name.startsWith('_')),
    sort: valueOf('_sort'),
    count: Number(valueOf('_count') ?? 50),
    includes: pairs.filter(([name]) => name === '_include' || name === '_revinclude'),
  }
}

/** The matches in their order, as far as the query gives one. */
async function expected({ type, criteria, sort, count }: Asked): Promise<readonly Held[]> {
  const found = (await server.all(type)).filter((one) =>
    [['patient', server.patient] as const, ...criteria].every(([name, value]) => fulfils(one, name, value)),
  )
  if (sort === undefined) return found
  const begin = (one: Held) => {
    const [value] = read(one, sort.replace('-', ''))
    return value?.kind === 'date' ? value.from : -Infinity
  }
  return found.toSorted((one, other) => begin(other) - begin(one)).slice(0, count)
}

/** What the includes bring with some matches. */
async function broughtWith(matches: readonly Held[], { type, includes }: Asked): Promise<readonly string[]> {
  const names = new Set(matches.map(({ id }) => `${type}/${id}`))
  const brought = await Promise.all(
    includes.map(async ([kind, value]) => {
      if (kind === '_revinclude')
        return (await server.all('Provenance'))
          .filter(({ target }) => (target as { reference: string }[]).some(({ reference }) => names.has(reference)))
          .map(({ id }) => `Provenance/${id}`)
      const element = value.split(':')[1] ?? ''
      const texts = matches.map((one) => JSON.stringify(one[element] ?? {}))
      return texts.flatMap((text) =>
        [...text.matchAll(/"reference":"([^"]+)"/g)].map(([, reference = '']) => reference),
      )
    }),
  )
  return [...new Set(brought.flat())].toSorted()
}

describe.skipIf(!present)('what the eCare Plan apps ask', () => {
  test.each(QUERIES)('%s', async (query) => {
    const asked = understood(query)
    const { type } = asked
    const rest = query.slice(query.indexOf('?') + 1)
    const path = `/${type}?patient=${server.patient}${rest === '' ? '' : `&${rest}`}${rest.includes('_count') ? '' : '&_count=1000'}`
    const answer = await server.ask(path, STRICT)
    const matches = matchesOf(answer)
    const wanted = await expected(asked)
    expect(wanted.length, 'the sample data have an answer').toBeGreaterThan(0)
    const order = (all: readonly Held[]) => all.map(({ id }) => id)
    if (asked.sort === undefined) expect(order(matches).toSorted()).toEqual(order(wanted).toSorted())
    else expect(order(matches)).toEqual(order(wanted))
    const included = (answer.body.entry ?? []).flatMap(({ search, resource }) =>
      search?.mode === 'include' ? `${resource.resourceType}/${resource.id}` : [],
    )
    expect(included.toSorted()).toEqual(await broughtWith(matches, asked))
  })

  test('Linkage?item=Patient/…', async () => {
    const found = matchesOf(await server.ask(`/Linkage?item=Patient/${server.patient}`, STRICT))
    expect(found.map(({ id }) => id)).toEqual(['uc-linkage'])
  })

  test('CarePlan?subject=… and Goal?subject=… ask the same as patient=…', async () => {
    for (const type of ['CarePlan', 'Goal']) {
      const bySubject = matchesOf(await server.ask(`/${type}?subject=Patient/${server.patient}`, STRICT))
      const byPatient = matchesOf(await server.ask(`/${type}?patient=${server.patient}`, STRICT))
      expect(bySubject.length).toBeGreaterThan(3)
      expect(bySubject).toEqual(byPatient)
    }
  })
})
