import type { SearchParameter } from '#definitions/search-parameter.ts'

/** Datatypes that carry words, which `:text` looks at, and those that carry a code of a system, which a value set can hold. */
const WITH_WORDS = new Set(['CodeableConcept', 'Coding', 'Identifier'])
const CODED = new Set(['CodeableConcept', 'Coding', 'code'])

/** MIME types: nobody can list them, so the server cannot tell which of them a value set means. */
const WITHOUT_END = 'urn:ietf:bcp:13'

/** What a kind of parameter takes whatever it looks at. */
const OF_KIND: Readonly<Record<SearchParameter['kind'], readonly string[]>> = {
  token: ['missing', 'not'],
  reference: ['missing'],
  string: ['missing', 'exact', 'contains'],
  uri: ['missing', 'above', 'below'],
  date: ['missing'],
  number: ['missing'],
  quantity: ['missing'],
  composite: [],
  special: [],
}

/** What the audit trail's parameters take besides `missing`. */
const OF_THE_TRAIL: Readonly<Partial<Record<SearchParameter['kind'], readonly string[]>>> = {
  token: ['not'],
  reference: ['[type]'],
}

/**
 * The modifiers that a parameter takes, as searches read them and the CapabilityStatement documents them; `[type]` stands
 * for the name of any type that a reference may lead to. https://hl7.org/fhir/R4/search.html#modifiers
 */
export function modifiersOf(parameter: SearchParameter): readonly string[] {
  const { type, code, kind } = parameter
  if (code === '_id') return []
  // The trail is kept in a form of its own.
  if (type === 'AuditEvent') return ['missing', ...(OF_THE_TRAIL[kind] ?? [])]
  // Each source stands by itself: what lies below one is not indexed.
  if (code === '_source') return ['missing', 'above']
  return [...OF_KIND[kind], ...byDatatype(parameter)]
}

function byDatatype({ kind, paths }: SearchParameter): readonly string[] {
  const holds = (types: ReadonlySet<string>) => paths.some(({ datatype }) => types.has(datatype))
  if (kind === 'reference') return holds(new Set(['Reference'])) ? ['identifier', '[type]'] : ['[type]']
  if (kind !== 'token') return []
  return [
    ...(holds(WITH_WORDS) ? ['text'] : []),
    ...(holds(new Set(['Identifier'])) ? ['of-type'] : []),
    ...(paths.some(mayBeInValueSet) ? ['in', 'not-in'] : []),
  ]
}

function mayBeInValueSet({ datatype, systems }: SearchParameter['paths'][number]): boolean {
  return CODED.has(datatype) && systems?.every((system) => system === WITHOUT_END) !== true
}
