import type { Structure } from '../../../definitions/structure.ts'
import { bindingCheck } from '../checks/bindings.ts'
import { dataTypeProfileCheck } from '../checks/profiles.ts'
import { referenceCheck } from '../checks/references.ts'
import { givenCheck, invariantCheck, lengthCheck, rangeCheck } from '../checks/values.ts'
import { profileTree, type ProfileNode } from './profile-tree.ts'
import type { Check, ObjectRule, Overlay, ProfileRule, PropertyRule, RuleBook, Slice } from './rule.ts'
import { sliceTest } from './slice-test.ts'

/** Compiles what a profile adds to its type. Undefined where the type is not known. */
export function compileProfile(structure: Structure, book: RuleBook): ProfileRule | undefined {
  const rule = book.type(structure.type)
  if (!rule) return undefined
  const tree = profileTree(structure)
  return {
    url: structure.url,
    name: structure.name,
    type: structure.type,
    imposes: structure.imposes ?? [],
    contexts: structure.contexts ?? [],
    modifier: structure.modifier === true,
    root: compileNode(tree, { properties: [], owners: [rule], path: structure.type }, book),
  }
}

interface Place {
  /** The properties that hold the node's values; none at the root. */
  readonly properties: readonly PropertyRule[]
  /** What those values may be, as far as they are objects. */
  readonly owners: readonly ObjectRule[]
  readonly path: string
}

function compileNode(node: ProfileNode, place: Place, book: RuleBook): Overlay {
  const { element, slice } = node
  const kept = keptProperties(node, place)
  const owners = place.properties.length > 0 ? kept.flatMap((property) => ownersOf(property, book)) : place.owners
  const here: Place = { properties: kept, owners, path: place.path }
  return {
    element: kept[0]?.element ?? node.name,
    properties: kept,
    removed: slice === undefined ? place.properties.filter((property) => !kept.includes(property)) : [],
    min: element?.min ?? 0,
    max: element?.max,
    checks: compileChecks(node, here, book),
    typed: typedInvariants(node, here),
    children: [...node.children.values()].map((child) => compileNode(child, childPlace(child, here), book)),
    slices: compileSlices(node, here, book),
    closed: element?.slicing?.rules === 'closed',
  }
}

/** The types of a choice that the profile leaves. */
function keptProperties({ element }: ProfileNode, { properties }: Place): readonly PropertyRule[] {
  const types = element?.types
  if (!types || properties.length <= 1) return properties
  const allowed = new Set(types.map(({ code }) => code))
  return properties.filter(({ type }) => allowed.has(type))
}

/** What an element's values may be as objects: of primitives, the extensions beside them. */
function ownersOf(property: PropertyRule, book: RuleBook): ObjectRule[] {
  const rule = property.primitive
    ? book.type('Element')
    : property.type === 'Resource'
      ? book.type('DomainResource')
      : (property.object ??= book.type(property.type))
  return rule ? [rule] : []
}

/** Properties of that name in any of the owner's types; a choice has several, a choice's one type by its name one. */
function childPlace(child: ProfileNode, place: Place): Place {
  for (const owner of place.owners) {
    const properties = [...owner.properties.values()]
    const found = properties.filter(({ element, name }) => element === child.name || name === child.name)
    if (found.length > 0) return { properties: found, owners: [], path: `${owner.path}.${child.name}` }
  }
  throw new Error(`${place.path} has no element ${child.name}.`)
}

function compileChecks({ element }: ProfileNode, place: Place, book: RuleBook): Check[] {
  if (!element) return []
  const types = element.types ?? []
  const one = place.properties.length === 1
  const checks = [
    givenCheck(element),
    lengthCheck(element),
    rangeCheck(element),
    isChoice(place) ? undefined : invariantCheck(element.constraints ?? [], place.properties[0]?.path ?? place.path),
    element.binding === undefined ? undefined : bindingCheck(element.binding, book),
    ...types.map(({ code, targets }) => (code === 'Reference' && targets ? referenceCheck(targets) : undefined)),
    ...types.map(({ code, profiles }) => (one ? dataTypeProfileCheck(code, profiles) : undefined)),
  ]
  return checks.filter((check) => check !== undefined)
}

function isChoice({ properties }: Place): boolean {
  return properties[0]?.choice === true
}

/** Invariants of a choice, compiled for each of its types: `Observation.effectiveDateTime`, `Observation.effectivePeriod`. */
function typedInvariants({ element }: ProfileNode, place: Place): ReadonlyMap<PropertyRule, Check> {
  if (!isChoice(place)) return new Map()
  return new Map(
    place.properties.flatMap((property) => {
      const path = property.path.replace(/[^.]+$/, property.name)
      const check = invariantCheck(element?.constraints ?? [], path)
      return check ? [[property, check] as const] : []
    }),
  )
}

/** A list is only sliced for us where it can be told of each item which slice it is. */
function compileSlices(node: ProfileNode, place: Place, book: RuleBook): Slice[] {
  const discriminators = node.element?.slicing?.discriminators ?? []
  const slices = [...node.slices.values()].map((slice) => {
    const matches = sliceTest(slice, discriminators, book)
    return matches && { name: slice.slice ?? '', overlay: compileNode(slice, place, book), matches }
  })
  return slices.every((slice) => slice !== undefined) ? slices : []
}
