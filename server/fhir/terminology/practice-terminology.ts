import type { CodeSystem, ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes'
import type { FhirReader } from '#ports/fhir-store.ts'
import { fault } from '../fault.ts'
import type { WorkTime } from '../work-time.ts'
import { CodeTable } from './code-table.ts'
import { versioned } from './members.ts'
import { canonicalParts, chosen, terminologyLibrary, type TerminologySource } from './terminology-library.ts'

/** Of its own value sets and code systems a practice may draw so many into one question. */
const MOST_DRAWN = 50

/** Versions of one canonical that are looked at. */
const MOST_VERSIONS = 20

/** A canonical of what a practice keeps itself, or of the library. */
export async function findTerminology(
  reader: FhirReader,
  type: 'ValueSet',
  canonical: string,
): Promise<ValueSet | undefined>
export async function findTerminology(
  reader: FhirReader,
  type: 'CodeSystem',
  canonical: string,
): Promise<CodeSystem | undefined>
export async function findTerminology(
  reader: FhirReader,
  type: 'ValueSet' | 'CodeSystem',
  canonical: string,
): Promise<ValueSet | CodeSystem | undefined> {
  const library = terminologyLibrary()
  const known = type === 'ValueSet' ? library.valueSet(canonical) : library.codeSystem(canonical)?.system
  return known ?? ownTerminology(reader, type, canonical)
}

async function ownTerminology(
  reader: FhirReader,
  type: 'ValueSet' | 'CodeSystem',
  canonical: string,
): Promise<ValueSet | CodeSystem | undefined> {
  const { url, version } = canonicalParts(canonical)
  const { matches } = await reader.search({
    type,
    where: [{ kind: 'uri', param: 'url', values: [url] }],
    sort: [{ param: '_lastUpdated', descending: true }],
    count: MOST_VERSIONS,
    include: [],
    revinclude: [],
    total: 'none',
  })
  return chosen(
    matches.map(({ content }) => JSON.parse(content) as ValueSet | CodeSystem),
    version,
  )
}

/**
 * A source that has, besides the library, all of a practice's own value sets and code systems that a value set is made of,
 * directly or by way of others.
 * @throws FhirError 422 for a value set that is made of too many, or when their reading takes too long
 */
export async function sourceFor(reader: FhirReader, valueSet: ValueSet, time: WorkTime): Promise<TerminologySource> {
  const library = terminologyLibrary()
  const valueSets = new Map<string, ValueSet>()
  const tables = new Map<string, CodeTable>()
  const source: TerminologySource = {
    valueSet: (canonical) => library.valueSet(canonical) ?? valueSets.get(canonical),
    codeSystem: (canonical) => library.codeSystem(canonical) ?? tables.get(canonical),
  }
  const asked = new Set<string>()
  const waiting = [...drawnBy(valueSet)]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { type, canonical } = next
    const known = type === 'ValueSet' ? library.valueSet(canonical) : library.codeSystem(canonical)
    if (known || asked.has(`${type} ${canonical}`)) continue
    if (asked.add(`${type} ${canonical}`).size > MOST_DRAWN) throw tooMany()
    const found = await ownTerminology(reader, type, canonical)
    if (found?.resourceType === 'CodeSystem')
      tables.set(
        canonical,
        time.run(() => new CodeTable(found)),
      )
    if (found?.resourceType !== 'ValueSet') continue
    valueSets.set(canonical, found)
    waiting.push(...drawnBy(found))
  }
  return source
}

interface Drawn {
  readonly type: 'ValueSet' | 'CodeSystem'
  readonly canonical: string
}

function drawnBy({ compose }: ValueSet): readonly Drawn[] {
  return [...(compose?.include ?? []), ...(compose?.exclude ?? [])].flatMap(drawnByPart)
}

function drawnByPart({ system, version, valueSet = [] }: ValueSetComposeInclude): readonly Drawn[] {
  return [
    ...(system === undefined ? [] : [{ type: 'CodeSystem' as const, canonical: versioned(system, version) }]),
    ...valueSet.map((canonical) => ({ type: 'ValueSet' as const, canonical })),
  ]
}

function tooMany(): Error {
  return fault(422, 'too-costly', `The value set is made of more than ${MOST_DRAWN} others of the practice.`)
}
