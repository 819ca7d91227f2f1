import type { Resource, SearchParameter as FhirSearchParameter } from '@medplum/fhirtypes'
import type { SearchParameter } from '../../../server/definitions/search-parameter.ts'
import { locate, type Located } from './element-paths.ts'
import type { SearchParameterSource } from './search-parameter-source.ts'
import type { StructureIndex } from './structure-index.ts'
import { US_CORE_PARAMETERS } from './us-core.ts'

/** A row before it has its number. */
export type Row = Omit<SearchParameter, 'number'>

/** R4 parameters that have no place in the table, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  _text: 'full-text search is not offered',
  _content: 'full-text search is not offered',
  _query: 'named queries are not offered',
  near: 'geographic search is not offered',
  'Bundle.composition': 'leads to a resource inside the Bundle, not to a value',
  'Bundle.message': 'leads to a resource inside the Bundle, not to a value',
  'MolecularSequence.chromosome-variant-coordinate': 'a component lies outside its element',
  'MolecularSequence.chromosome-window-coordinate': 'composites of three parts are not offered',
  'MolecularSequence.referenceseqid-variant-coordinate': 'a component lies outside its element',
  'MolecularSequence.referenceseqid-window-coordinate': 'composites of three parts are not offered',
}

/**
 * `deceased` is the one token that is computed: true for a date or `true`, false for everybody else.
 * R4: `Patient.deceased.exists() and Patient.deceased != false`.
 */
const DECEASED: Pick<Row, 'paths' | 'otherwise'> = {
  paths: [
    { steps: ['deceasedBoolean'], datatype: 'boolean' },
    { steps: ['deceasedDateTime'], datatype: 'presence' },
  ],
  otherwise: 'false',
}

/** Rows for every resource type and its parameters: R4's, US Core's, then those of our guide. Sorted by type and code. */
export function searchRows(
  index: StructureIndex,
  r4: readonly FhirSearchParameter[],
  guide: readonly Resource[],
): readonly Row[] {
  const ours = guide.filter((resource) => resource.resourceType === 'SearchParameter')
  const sources: readonly SearchParameterSource[] = [...r4, ...US_CORE_PARAMETERS, ...ours]
  const byUrl = new Map(sources.map((source) => [source.url, source]))
  const rows = new Map<string, Row>()
  for (const source of sources)
    for (const type of source.base) {
      const row = rowOf(index, source, type, byUrl)
      if (row) rows.set(`${type}.${row.code}`, row)
    }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function rowOf(
  index: StructureIndex,
  source: SearchParameterSource,
  type: string,
  byUrl: ReadonlyMap<string, SearchParameterSource>,
): Row | undefined {
  if (LEFT_OUT[source.code] ?? LEFT_OUT[`${type}.${source.code}`]) return undefined
  const facts = { type, code: source.code, url: source.url, kind: source.type, description: describe(source, type) }
  if (type === 'Patient' && source.code === 'deceased') return { ...facts, ...DECEASED }
  if (source.type === 'composite') return { ...facts, ...composite(index, source, type, byUrl) }
  const element = index.root(type)
  if (!element || !source.expression) return undefined
  const { paths, targets } = locate(index, { type, element }, source.expression, source.type)
  if (paths.length === 0) return undefined
  return { ...facts, paths, ...(source.type === 'reference' ? reach(source, paths, targets) : {}) }
}

/** R4 lists every resource type where a reference may lead anywhere. */
const ANYWHERE = 100

/** The types a reference may lead to: what the path says, else what the parameter says, else what the element says. */
function reach(
  source: SearchParameterSource,
  paths: Located['paths'],
  targets: readonly string[],
): Pick<Row, 'targets'> {
  const named = paths.map((path) => path.target)
  const types = new Set<string>(named.every((target) => target !== undefined) ? named : (source.target ?? targets))
  return types.has('Resource') || types.size > ANYWHERE || types.size === 0 ? {} : { targets: [...types].sort() }
}

/** R4 gives each of this composite's parts the expression of the other. */
const SWAPPED = 'http://hl7.org/fhir/SearchParameter/DocumentReference-relationship'

function composite(
  index: StructureIndex,
  source: SearchParameterSource,
  type: string,
  byUrl: ReadonlyMap<string, SearchParameterSource>,
): Pick<Row, 'paths' | 'components'> {
  const root = index.root(type)
  if (!root || !source.expression) throw new Error(`${source.url} has no expression`)
  const { paths } = locate(index, { type, element: root }, source.expression, 'composite')
  const elements = paths.map((path) => path.steps.reduce((at, step) => index.child(at, step) ?? at, root))
  const parts = source.component ?? []
  const expressions = parts.map(({ expression }) => expression)
  if (source.url === SWAPPED) expressions.reverse()
  const components = parts.map((component, at) => {
    const definition = byUrl.get(component.definition)
    if (!definition) throw new Error(`${source.url}: ${component.definition} is not known`)
    const located = elements.map((element) => locate(index, { element }, expressions[at] ?? '', definition.type).paths)
    const distinct = new Map(located.flat().map((path) => [JSON.stringify(path), path]))
    return { code: definition.code, kind: definition.type, paths: [...distinct.values()] }
  })
  return { paths, components }
}

/** Parameters of several types describe each in a list: the line of the type, in one sentence without markup. */
function describe(source: SearchParameterSource, type: string): string {
  const text = source.description
  const line = text.split(/\r?\n/).find((candidate) => candidate.startsWith(`* [${type}](`))
  return (line?.replace(/^\* \[[^\]]*\]\([^)]*\): /, '') ?? text).replace(/\s+/g, ' ').trim()
}
