import type { ValueSetComposeIncludeFilter } from '@medplum/fhirtypes'
import { fault } from '../fault.ts'
import { propertyText, type CodeTable, type Concept } from './code-table.ts'

type Test = (table: CodeTable, concept: Concept, filter: ValueSetComposeIncludeFilter) => boolean

const list = (value: string) => value.split(',').map((one) => one.trim())

/** Filters by operator. https://hl7.org/fhir/R4/valueset-filter-operator.html */
const TESTS: Readonly<Partial<Record<ValueSetComposeIncludeFilter['op'], Test>>> = {
  'is-a': (table, concept, { value }) => table.isA(concept, value),
  'descendent-of': (table, concept, { value }) => table.isBelow(concept, value),
  'is-not-a': (table, concept, { value }) => !table.isA(concept, value),
  generalizes: (table, concept, { value }) => {
    const below = table.find(value)
    return below !== undefined && table.isA(below, concept.code)
  },
  '=': (_table, concept, { property, value }) => valuesOf(concept, property).includes(value),
  in: (_table, concept, { property, value }) => valuesOf(concept, property).some((one) => list(value).includes(one)),
  'not-in': (_table, concept, { property, value }) =>
    !valuesOf(concept, property).some((one) => list(value).includes(one)),
  exists: (_table, concept, { property, value }) => String(valuesOf(concept, property).length > 0) === value,
}

const HIERARCHY: ReadonlySet<string> = new Set(['is-a', 'descendent-of', 'is-not-a', 'generalizes'])

/**
 * Whether a concept passes all filters of an include.
 * @throws FhirError 422 for a filter that cannot be told: an expression (`regex`), or a hierarchy other than the concepts'
 */
export function passesFilters(
  table: CodeTable,
  concept: Concept,
  filters: readonly ValueSetComposeIncludeFilter[],
): boolean {
  return filters.every((filter) => testOf(filter)(table, concept, filter))
}

function testOf({ property, op }: ValueSetComposeIncludeFilter): Test {
  const test = TESTS[op]
  if (test && (!HIERARCHY.has(op) || property === 'concept' || property === 'code')) return test
  throw fault(
    422,
    'not-supported',
    `The filter ${property} ${op} of a value set is not one that this server can apply.`,
  )
}

/** `parent` and `concept` are there without being listed as properties. */
function valuesOf(concept: Concept, property: string): readonly string[] {
  if (property === 'concept' || property === 'code') return [concept.code]
  if (property === 'display') return concept.display === undefined ? [] : [concept.display]
  if (property === 'parent') return [...concept.parents]
  const value = propertyText(concept, property)
  return value === undefined ? [] : [value]
}
