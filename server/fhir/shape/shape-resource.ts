import type { Shape } from '../search/shape.ts'
import { elementOf, type ElementSummary } from './element-summaries.ts'

const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
  display: 'subsetted',
}

type Json = Readonly<Record<string, unknown>>

/**
 * What `_summary` and `_elements` leave of a resource: always its type, id and meta, and what it cannot be without. It is
 * tagged SUBSETTED, so that nobody takes it for the whole. https://hl7.org/fhir/R4/search.html#summary
 */
export function shapeResource(resource: Json, shape: Shape): Json {
  const type = typeof resource['resourceType'] === 'string' ? resource['resourceType'] : ''
  const keep = keeper(type, shape)
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(resource)) {
    if (ALWAYS.has(name)) kept[name] = value
    else if (keep(name)) kept[name] = shape.summary === 'true' ? summaryOf(value, elementOf(type, bare(name))) : value
  }
  return { ...kept, meta: subsetted(resource['meta']) }
}

const ALWAYS = new Set(['resourceType', 'id', 'meta'])

function keeper(type: string, { summary, elements = [] }: Shape): (name: string) => boolean {
  const needed = (name: string) => elementOf(type, bare(name))?.required === true
  if (summary === 'data') return (name) => bare(name) !== 'text'
  if (summary === 'text') return (name) => bare(name) === 'text' || needed(name)
  if (summary === 'true') return (name) => elementOf(type, bare(name))?.summary === true || needed(name)
  const asked = new Set(elements.map((name) => (name.startsWith(`${type}.`) ? name.slice(type.length + 1) : name)))
  return (name) => asked.has(bare(name)) || asked.has(elementOf(type, bare(name))?.name ?? '') || needed(name)
}

/** `_birthDate` stands beside `birthDate`. */
function bare(name: string): string {
  return name.startsWith('_') ? name.slice(1) : name
}

/** Of an element with children of its own, those that are in the summary; of a data type, all. */
function summaryOf(value: unknown, element: ElementSummary | undefined): unknown {
  if (!element?.children) return value
  if (Array.isArray(value)) return value.map((item) => summaryOf(item, element))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).flatMap(([name, child]) => {
    const known = element.children?.get(bare(name))
    if (known && !known.summary && !known.required) return []
    return [[name, summaryOf(child, known)] as const]
  })
  return Object.fromEntries(kept)
}

function subsetted(meta: unknown): Json {
  const known: Json = typeof meta === 'object' && meta !== null ? (meta as Json) : {}
  const tags: readonly unknown[] = Array.isArray(known['tag']) ? known['tag'] : []
  return { ...known, tag: [...tags, SUBSETTED] }
}
