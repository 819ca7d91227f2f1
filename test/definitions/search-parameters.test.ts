import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { describe, expect, test } from 'vitest'
import { readBaseStructures, readSearchParameters } from '../../profiles/build/r4-definitions.ts'
import { StructureIndex } from '../../profiles/build/search/structure-index.ts'
import { US_CORE_PARAMETERS } from '../../profiles/build/search/us-core.ts'
import { resourceTypes } from '../../server/definitions/resource-types.ts'
import { searchParameter, searchParameters, searchParametersOf } from '../../server/definitions/search-parameters.ts'
import { namesIn, randomResource, seeded, type JsonObject } from './random-resource.ts'
import { select } from './select.ts'

const structures = readBaseStructures()
const index = new StructureIndex(structures)
const sources = new Map([...readSearchParameters(), ...US_CORE_PARAMETERS].map((source) => [source.url, source]))

const compiled = new Map<string, (resource: JsonObject) => unknown[]>()

/** The same by HL7's expression, with references told apart by their text instead of `resolve()`. */
function evaluate(expression: string, resource: JsonObject): unknown[] {
  const text = expression
    .replace(/resolve\(\) is (\w+)/g, "reference.startsWith('$1/')")
    .replace('DateTime)', 'dateTime)')
  const run = compiled.get(text) ?? (fhirpath.compile(text, r4) as (resource: JsonObject) => unknown[])
  compiled.set(text, run)
  return run(resource)
}

/** As a set: a FHIRPath union leaves duplicates out. */
const plain = (values: unknown[]): string[] => [...new Set(values.map((value) => JSON.stringify(value)))].sort()

/** Expressions that end in a choice with types that such a parameter cannot index: the row selects the others only. */
const PARTLY_INDEXABLE = new Set([
  'CarePlan.activity-date',
  'ConceptMap.target-uri',
  'ConceptMap.source-uri',
  'Consent.source-reference',
  'Immunization.date',
  'Procedure.date',
  'RiskAssessment.probability',
])

function differences(resource: JsonObject): string[] {
  const type = resource['resourceType'] as string
  const rows = [...searchParametersOf(type).values()].filter((row) => row.kind !== 'composite' && !row.otherwise)
  return rows.flatMap((row) => {
    const expression = sources.get(row.url)?.expression
    if (!expression) return []
    const expected = plain(evaluate(expression, resource))
    const found = plain(row.paths.flatMap((path) => select(resource, path)))
    const name = `${type}.${row.code}`
    const same = PARTLY_INDEXABLE.has(name)
      ? found.every((value) => expected.includes(value))
      : JSON.stringify(expected) === JSON.stringify(found)
    return same ? [] : [`${name}: ${expected.join()} ≠ ${found.join()}`]
  })
}

describe('every path of the table selects what the FHIRPath expression of its parameter selects', () => {
  const names = namesIn(structures)
  test.each(resourceTypes)('%s, filled at random', (type) => {
    for (let seed = 1; seed <= 6; seed++)
      expect(differences(randomResource(index, names, type, seeded(seed)))).toEqual([])
  })
})

const SYNTHEA = '../shared/data/synthea'

describe.skipIf(!existsSync(SYNTHEA))('the same on real records (skipped where the sample data are absent)', () => {
  const files = existsSync(SYNTHEA) ? readdirSync(SYNTHEA, { recursive: true, encoding: 'utf8' }) : []
  const bundles = files.filter((file) => file.endsWith('.json.gz')).slice(0, 4)

  test.each(bundles)('%s', (file) => {
    const bundle = JSON.parse(gunzipSync(readFileSync(`${SYNTHEA}/${file}`)).toString()) as Bundle
    const resources = bundle.entry.map((entry) => entry.resource)
    expect(resources.length).toBeGreaterThan(10)
    expect(resources.slice(0, 400).flatMap(differences)).toEqual([])
  })
})

interface Bundle {
  readonly entry: readonly { readonly resource: JsonObject }[]
}

describe('the table', () => {
  test('holds every parameter of R4, except those that the server cannot offer', () => {
    const missing = readSearchParameters().flatMap(({ base, code }) =>
      base.filter((type) => !searchParameter(type, code)).map((type) => `${type}.${code}`),
    )
    expect(missing.sort()).toEqual([
      // The audit trail has a form of its own.
      ...['agent-name', 'policy', 'site', 'source'].map((code) => `AuditEvent.${code}`),
      'Bundle.composition',
      'Bundle.message',
      'DomainResource._text',
      'Location.near',
      'MolecularSequence.chromosome-variant-coordinate',
      'MolecularSequence.chromosome-window-coordinate',
      'MolecularSequence.referenceseqid-variant-coordinate',
      'MolecularSequence.referenceseqid-window-coordinate',
      'Resource._content',
      'Resource._query',
    ])
  })

  test('gives each parameter the number of its line in the committed list', () => {
    const lines = readFileSync('profiles/numbers/search-parameters.txt', 'utf8').trim().split('\n')
    expect(new Set(lines).size).toBe(lines.length)
    for (const { type, code, number } of searchParameters) expect(lines[number - 1]).toBe(`${type}.${code}`)
  })

  test('names for every composite the components and where they lie', () => {
    const composites = searchParameters.filter((row) => row.kind === 'composite')
    expect(composites.length).toBeGreaterThan(40)
    for (const { components } of composites) {
      expect(components).not.toHaveLength(0)
      for (const component of components ?? []) expect(component.paths.length).toBeGreaterThan(0)
    }
    expect(searchParameter('Observation', 'code-value-quantity')).toMatchObject({
      paths: [{ steps: [] }],
      components: [
        { code: 'code', kind: 'token', paths: [{ steps: ['code'] }] },
        { code: 'value-quantity', kind: 'quantity', paths: [{ steps: ['valueQuantity'] }] },
      ],
    })
  })

  test('computes deceased: a date counts as true, nothing as false', () => {
    const row = searchParameter('Patient', 'deceased')!
    expect(row.otherwise).toBe('false')
    expect(row.paths.map((path) => [path.steps[0], path.datatype])).toEqual([
      ['deceasedBoolean', 'boolean'],
      ['deceasedDateTime', 'presence'],
    ])
  })

  test('says which types a reference may lead to, and nothing where that is any', () => {
    expect(searchParameter('CarePlan', 'patient')?.targets).toEqual(['Patient'])
    expect(searchParameter('Encounter', 'practitioner')?.targets).toEqual(['Practitioner'])
    expect(searchParameter('CareTeam', 'participant')?.targets).toContain('RelatedPerson')
    expect(searchParameter('Provenance', 'target')?.targets).toBeUndefined()
  })

  test('finds the shared parameters on every type', () => {
    for (const type of resourceTypes) expect(searchParameter(type, '_lastUpdated')?.number).toBeGreaterThan(0)
    expect(searchParameter('Patient', 'nonsense')).toBeUndefined()
  })
})
