import { isDeepStrictEqual } from 'node:util'
import type { Structure, StructureElement } from '../../../server/definitions/structure.ts'

/** Base types by name. */
export type BaseTypes = ReadonlyMap<string, ReadonlyMap<string, StructureElement>>

/** The elements of base types, for looking them up by path. */
export function baseTypes(structures: readonly Structure[]): BaseTypes {
  return new Map(
    structures.map(({ type, elements }) => [type, new Map(elements.map((element) => [element.id, element]))]),
  )
}

/** Id of a slice: of its element, and the slice's own name. */
const SLICE = /^(.*):[^.:]*$/

/**
 * Leaves of a profile's snapshot only what goes beyond its type: an instance is checked against the type first, so that
 * a rule which stands there too would be checked twice. How a list is sliced stays where the profile has slices of it.
 */
export function profileDifference(profile: Structure, bases: BaseTypes): Structure {
  const sliced = new Set(profile.elements.flatMap(({ id }) => SLICE.exec(id)?.[1] ?? []))
  const elements = profile.elements.map((element) => {
    const left = difference(element, baseElement(profile, element, bases))
    return element.slicing && sliced.has(element.id) ? { ...left, slicing: element.slicing } : left
  })
  const kept = elements.filter((element) => Object.keys(element).some((key) => key !== 'id' && key !== 'list'))
  return { ...profile, elements: kept }
}

/** The element of the base type that a profile's element constrains: walked down from type to type. */
function baseElement(profile: Structure, element: StructureElement, bases: BaseTypes): StructureElement | undefined {
  const names = element.id
    .replace(/:[^.]*/g, '')
    .split('.')
    .slice(1)
  let type = profile.type
  let path = type
  let found = bases.get(type)?.get(type)
  for (const name of names) {
    if (found?.content !== undefined) path = found.content
    let next = lookUp(bases, type, `${path}.${name}`)
    if (!next) {
      type = pathType(found, path) ?? ''
      path = type
      next = lookUp(bases, type, `${path}.${name}`)
    }
    if (!next) return undefined
    found = next
    path = next.id
  }
  return found
}

/** A choice may be written by its concrete name (`valueQuantity`). */
function lookUp(bases: BaseTypes, type: string, path: string): StructureElement | undefined {
  return bases.get(type)?.get(path) ?? bases.get(type)?.get(`${path}[x]`)
}

function pathType(element: StructureElement | undefined, path: string): string | undefined {
  return element?.types?.[0]?.code ?? (path.includes('.') ? undefined : path)
}

/** What a profile's element repeats of its base when it says nothing new. */
const REPEATED = ['types', 'binding', 'maxLength', 'slicing', 'min', 'max'] as const

function difference(element: StructureElement, base: StructureElement | undefined): StructureElement {
  if (!base) return element
  const slice = SLICE.test(element.id)
  const known = new Set((base.constraints ?? []).map(({ key, expression }) => `${key} ${expression}`))
  const constraints = element.constraints?.filter(({ key, expression }) => !known.has(`${key} ${expression}`)) ?? []
  const repeated = REPEATED.filter(
    (name) => isDeepStrictEqual(element[name], base[name]) && !(slice && (name === 'min' || name === 'max')),
  )
  const dropped = new Set<string>([...repeated, 'constraints', 'content', 'modifier', 'summary'])
  const kept = Object.fromEntries(Object.entries(element).filter(([name]) => !dropped.has(name)))
  return { ...kept, id: element.id, ...(constraints.length > 0 ? { constraints } : {}) }
}
