import type { StructureDefinition } from '@medplum/fhirtypes'
import type { ElementAt, StructureIndex } from '../../profiles/build/search/structure-index.ts'

export type Json = string | number | boolean | JsonObject | Json[]
export interface JsonObject {
  [name: string]: Json
}

/** A repeatable source of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const MAX_DEPTH = 6
const PRIMITIVES: Readonly<Record<string, (random: () => number) => Json>> = {
  boolean: (random) => random() < 0.5,
  integer: (random) => Math.floor(random() * 100),
  positiveInt: (random) => 1 + Math.floor(random() * 100),
  unsignedInt: (random) => Math.floor(random() * 100),
  decimal: (random) => Math.floor(random() * 1000) / 8,
  date: (random) => `20${String(10 + Math.floor(random() * 20))}-03-01`,
  dateTime: (random) => `20${String(10 + Math.floor(random() * 20))}-03-01T10:00:00Z`,
  instant: (random) => `20${String(10 + Math.floor(random() * 20))}-03-01T10:00:00Z`,
  time: () => '10:00:00',
}

/** Codes and URLs that search parameters filter by, so that filters find something and leave something out. */
const FAMOUS = ['email', 'phone', 'fax', 'composed-of', 'depends-on', 'derived-from', 'predecessor', 'successor']
const EXTENSIONS = [
  'http://hl7.org/fhir/StructureDefinition/condition-assertedDate',
  'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
  'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity',
  'http://hl7.org/fhir/us/core/StructureDefinition/us-core-genderIdentity',
  'https://example.org/else',
]
const TARGETS = ['Patient', 'Practitioner', 'Location', 'RelatedPerson', 'Group', 'Device', 'Organization']

/**
 * An object in the shape of a resource type, with most elements present, choices and lists filled at random. It is no
 * valid resource: it only has values where the definitions allow elements.
 */
export function randomResource(index: StructureIndex, names: NamesOf, type: string, random: () => number): JsonObject {
  return { ...element(index, names, { at: index.root(type)!, type, depth: 0 }, random), resourceType: type }
}

/** The names that structure definitions give. */
export function namesIn(structures: readonly StructureDefinition[]): NamesOf {
  const children = new Map<string, { name: string; list: boolean }[]>()
  for (const structure of structures)
    for (const { path, max } of structure.snapshot?.element ?? []) {
      const parent = path.slice(0, path.lastIndexOf('.'))
      if (!path.includes('.') || path.endsWith('.id')) continue
      const key = `${structure.type} ${parent}`
      children.set(key, [
        ...(children.get(key) ?? []),
        { name: path.slice(parent.length + 1).replace('[x]', ''), list: max !== '1' },
      ])
    }
  return (owner, path) => children.get(`${owner} ${path}`) ?? []
}

/** The names of an element's children, `[x]` left out; from the structure definitions. */
export type NamesOf = (owner: string, path: string) => readonly { name: string; list: boolean }[]

interface Spot {
  readonly at: ElementAt
  readonly type: string
  readonly depth: number
}

function element(index: StructureIndex, names: NamesOf, spot: Spot, random: () => number): JsonObject {
  if (spot.depth >= MAX_DEPTH) return {}
  const inline = names(spot.at.owner, spot.at.path)
  const children = inline.length > 0 ? inline : names(spot.type, spot.type)
  const made = children.map(({ name, list }): [string, Json] | undefined => {
    const at = index.child(spot.at, name, spot.type)
    if (!at || random() < (spot.depth < 2 ? 0.2 : 0.5) || !extensible(spot, name)) return undefined
    const type = pick(at.types, random)
    const one = (): Json => value(index, names, { at, type, depth: spot.depth + 1 }, random)
    const key = at.choice ? `${name}${type.charAt(0).toUpperCase()}${type.slice(1)}` : name
    return [key, list ? [one(), one()] : one()]
  })
  return Object.fromEntries(made.filter((entry) => entry !== undefined))
}

/** Extensions only where parameters look: on resources, and one deeper. */
function extensible(spot: Spot, name: string): boolean {
  return name !== 'extension' || spot.depth === 0 || (spot.type === 'Extension' && spot.depth === 1)
}

function value(index: StructureIndex, names: NamesOf, spot: Spot, random: () => number): Json {
  const primitive = PRIMITIVES[spot.type]
  if (primitive) return primitive(random)
  if (!/^[A-Z]/.test(spot.type)) return text(spot.at.path, random)
  const made = element(index, names, spot, random)
  if (spot.type === 'Reference') made['reference'] = `${pick(TARGETS, random)}/${Math.floor(random() * 9)}`
  return Object.keys(made).length > 0 ? made : { id: 'x' }
}

function text(path: string, random: () => number): string {
  if (path === 'Extension.url') return pick(EXTENSIONS, random)
  return random() < 0.5 ? pick(FAMOUS, random) : `text-${Math.floor(random() * 1000)}`
}

function pick(values: readonly string[], random: () => number): string {
  return values[Math.floor(random() * values.length)] ?? ''
}
