import { structures } from '#definitions/structures.ts'
import { createRuleBook } from '../../validation/rules/rule-book.ts'
import type { ObjectRule, PropertyRule, RuleBook } from '../../validation/rules/rule.ts'
import { isMembers } from '../json-document.ts'
import { entryAt, type Holder } from './element-list.ts'
import type { PathStep } from './patch-path.ts'

/** What an element may hold, and where its content lies. */
export interface ElementContent {
  readonly holder: Holder
  readonly rule: ObjectRule
}

/** An element of the resource: what holds it, and which of its properties it is. */
export interface ElementPlace extends ElementContent {
  readonly property: PropertyRule
  readonly index: number
}

let book: RuleBook | undefined

/** R4's rules of types, compiled as they are needed. */
export function ruleOfType(type: string): ObjectRule | undefined {
  book ??= createRuleBook(structures())
  return book.type(type)
}

/**
 * Follows steps through a resource to what an element holds: of a primitive, its id and extensions.
 * @returns undefined where R4 knows no such element
 */
export function contentAt(resource: unknown, steps: readonly PathStep[]): ElementContent | undefined {
  const type = isMembers(resource) ? resource['resourceType'] : undefined
  let rule = typeof type === 'string' ? ruleOfType(type) : undefined
  let holder: Holder = []
  for (const step of steps) {
    const place: ElementPlace | undefined = rule && placeIn(resource, { holder, rule }, step)
    if (!place) return undefined
    const { value } = entryAt(resource, place) ?? {}
    holder = [...holder, { property: place.property, index: place.index, beside: !isMembers(value) }]
    rule = contentRule(place.property, value)
  }
  return rule && { holder, rule }
}

/** The element that steps lead to; undefined for the resource itself, and where R4 knows no such element. */
export function placeAt(resource: unknown, steps: readonly PathStep[]): ElementPlace | undefined {
  const last = steps.at(-1)
  const content = last && contentAt(resource, steps.slice(0, -1))
  return content && placeIn(resource, content, last)
}

function placeIn(resource: unknown, content: ElementContent, { name, index = 0 }: PathStep): ElementPlace | undefined {
  const property = propertiesNamed(content.rule, name).find((each) =>
    entryAt(resource, { holder: content.holder, property: each, index }),
  )
  return property && { ...content, property, index }
}

/** The properties that an element can be: of a choice (`value`) one for each type. */
export function propertiesNamed(rule: ObjectRule, name: string): readonly PropertyRule[] {
  return [...rule.properties.values()].filter((property) => property.element === name || property.name === name)
}

/** What an element of this property holds. Primitives hold an id and extensions. */
function contentRule(property: PropertyRule, value: unknown): ObjectRule | undefined {
  if (property.object) return property.object
  if (property.primitive) return ruleOfType('Element')
  const type = property.type === 'Resource' && isMembers(value) ? value['resourceType'] : property.type
  return typeof type === 'string' ? ruleOfType(type) : undefined
}
