import type {
  CodeSystem,
  CodeSystemConcept,
  Resource,
  ValueSet,
  ValueSetComposeInclude,
  ValueSetComposeIncludeFilter,
} from '@medplum/fhirtypes'
import type { Expansion } from '../../../server/definitions/structure.ts'

type CodesBySystem = Map<string, Set<string>>

/**
 * Expands value sets from code systems at hand: enumerated codes, whole systems, `is-a` and equality filters, nested sets
 * and exclusions. What it cannot tell exactly (MIME types, UCUM, systems of others) it does not expand at all.
 */
export class ValueSetExpander {
  readonly #valueSets = new Map<string, ValueSet>()
  readonly #codeSystems = new Map<string, CodeSystem>()

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      if (resource.resourceType === 'ValueSet' && resource.url) this.#valueSets.set(resource.url, resource)
      if (resource.resourceType === 'CodeSystem' && resource.url) this.#codeSystems.set(resource.url, resource)
    }
  }

  /** All codes of a value set, or undefined where they cannot be told. A version after `|` is not looked at. */
  expand(canonical: string): Expansion | undefined {
    const codes = this.#valueSet(canonical.replace(/\|.*$/, ''), new Set())
    return codes && Object.fromEntries([...codes].map(([system, members]) => [system, [...members]]))
  }

  #valueSet(url: string, within: ReadonlySet<string>): CodesBySystem | undefined {
    const compose = this.#valueSets.get(url)?.compose
    if (!compose || within.has(url)) return undefined
    const path = new Set([...within, url])
    const included = compose.include.map((include) => this.#include(include, path))
    const excluded = (compose.exclude ?? []).map((exclude) => this.#include(exclude, path))
    if ([...included, ...excluded].includes(undefined)) return undefined
    const result: CodesBySystem = new Map()
    each(included, (system, code) => result.set(system, (result.get(system) ?? new Set<string>()).add(code)))
    each(excluded, (system, code) => result.get(system)?.delete(code))
    return result
  }

  #include(include: ValueSetComposeInclude, within: ReadonlySet<string>): CodesBySystem | undefined {
    const sets = [
      ...(include.system === undefined ? [] : [this.#system(include, include.system)]),
      ...(include.valueSet ?? []).map((url) => this.#valueSet(url.replace(/\|.*$/, ''), within)),
    ]
    const known = sets.filter((set) => set !== undefined)
    if (known.length < sets.length || known.length === 0) return undefined
    return known.reduce(intersection)
  }

  #system(include: ValueSetComposeInclude, system: string): CodesBySystem | undefined {
    if (include.concept) return new Map([[system, new Set(include.concept.map((concept) => concept.code))]])
    const definition = this.#codeSystems.get(system)
    if (definition?.content !== 'complete') return undefined
    let codes = flatten(definition.concept ?? []).map(({ concept }) => concept.code)
    for (const filter of include.filter ?? []) {
      const kept = filtered(definition, filter)
      if (!kept) return undefined
      codes = codes.filter((code) => kept.has(code))
    }
    return new Map([[system, new Set(codes)]])
  }
}

interface Placed {
  readonly concept: CodeSystemConcept
  readonly ancestors: readonly string[]
}

function flatten(concepts: readonly CodeSystemConcept[], ancestors: readonly string[] = []): Placed[] {
  return concepts.flatMap((concept) => [
    { concept, ancestors },
    ...flatten(concept.concept ?? [], [...ancestors, concept.code]),
  ])
}

/** Codes that pass a filter; undefined for a filter that this expansion does not know. */
function filtered(system: CodeSystem, filter: ValueSetComposeIncludeFilter): Set<string> | undefined {
  const test = filterTest(filter)
  if (!test) return undefined
  return new Set(
    flatten(system.concept ?? [])
      .filter((placed) => test(withParents(placed, system)))
      .map(({ concept }) => concept.code),
  )
}

function filterTest({ property, op, value }: ValueSetComposeIncludeFilter): ((placed: Placed) => boolean) | undefined {
  if (op === 'is-a' && property === 'concept')
    return ({ concept, ancestors }) => concept.code === value || ancestors.includes(value)
  if (op === 'descendent-of' && property === 'concept') return ({ ancestors }) => ancestors.includes(value)
  if (op === '=') return ({ concept }) => propertyValue(concept, property) === value
  return undefined
}

/** Some systems say the hierarchy by the property `subsumedBy` or `parent` instead of by nesting. */
function withParents(placed: Placed, system: CodeSystem): Placed {
  const parents = (placed.concept.property ?? [])
    .filter(({ code }) => code === 'subsumedBy' || code === 'parent')
    .flatMap(({ valueCode }) => (valueCode === undefined ? [] : [valueCode]))
  const above = parents.flatMap((code) => {
    const parent = flatten(system.concept ?? []).find(({ concept }) => concept.code === code)
    return parent ? [code, ...withParents(parent, system).ancestors] : [code]
  })
  return { ...placed, ancestors: [...placed.ancestors, ...above] }
}

function propertyValue(concept: CodeSystemConcept, name: string): string | undefined {
  const property = concept.property?.find(({ code }) => code === name)
  return property?.valueCode ?? property?.valueString ?? property?.valueBoolean?.toString()
}

function each(sets: readonly (CodesBySystem | undefined)[], take: (system: string, code: string) => void): void {
  for (const set of sets) for (const [system, codes] of set ?? []) for (const code of codes) take(system, code)
}

function intersection(a: CodesBySystem, b: CodesBySystem): CodesBySystem {
  const shared = ([system, codes]: [string, Set<string>]): [string, Set<string>] => [
    system,
    new Set([...codes].filter((code) => b.get(system)?.has(code))),
  ]
  return new Map([...a].map(shared))
}
