import type { ElementType, Structure, StructureElement } from '../../../definitions/structure.ts'
import { bindingCheck } from '../checks/bindings.ts'
import { codingCheck, identifierCheck } from '../checks/codings.ts'
import { extensionCheck } from '../checks/extensions.ts'
import { invariantCheck, lengthCheck, rangeCheck } from '../checks/values.ts'
import { PRIMITIVES } from '../checks/primitives.ts'
import { dataTypeProfileCheck } from '../checks/profiles.ts'
import { referenceCheck } from '../checks/references.ts'
import { nestedResourceCheck } from '../checks/resources.ts'
import { invariants } from '../invariants/invariants.ts'
import type { Check, ObjectRule, PropertyRule, RuleBook } from './rule.ts'

interface Compilation {
  readonly structure: Structure
  readonly book: RuleBook
  readonly children: ReadonlyMap<string, readonly StructureElement[]>
  readonly byPath: Map<string, ObjectRule>
  /** Properties whose content is that of another element of the type. */
  readonly references: { readonly property: PropertyRule; readonly content: string }[]
}

/** Compiles a base type: every element with what it may hold. */
export function compileType(structure: Structure, book: RuleBook): ObjectRule {
  const children = Map.groupBy(structure.elements, ({ id }) => id.slice(0, Math.max(0, id.lastIndexOf('.'))))
  const compilation: Compilation = { structure, book, children, byPath: new Map(), references: [] }
  const root = compileObject(compilation, structure.type, structure.type)
  for (const { property, content } of compilation.references) property.object = compilation.byPath.get(content)
  return root
}

function compileObject(compilation: Compilation, path: string, type: string): ObjectRule {
  const { structure } = compilation
  const isRoot = path === structure.type
  const elements = compilation.children.get(path) ?? []
  const bits = new Map(elements.filter(hasBit).map(({ id }, index) => [id, 1 << index]))
  if (bits.size > 31) throw new Error(`${path} has too many required elements and choices.`)
  const required = elements
    .filter(({ min }) => min !== undefined)
    .map(({ id }) => ({ bit: bits.get(id) ?? 0, name: nameOf(id).replace('[x]', '') }))
  const properties = elements.flatMap((element) => compileElement(compilation, element, bits.get(element.id) ?? 0))
  const rule: ObjectRule = {
    path,
    type,
    resource: isRoot && structure.kind === 'resource',
    properties: new Map(properties.map((property) => [property.name, property])),
    required,
    requiredBits: required.reduce((sum, { bit }) => sum | bit, 0),
    invariants: isRoot ? invariants(structure.elements[0]?.constraints ?? [], path) : [],
  }
  compilation.byPath.set(path, rule)
  return rule
}

/** Only where it matters whether an element is there: it must be, or it may be there once. */
function hasBit({ id, min }: StructureElement): boolean {
  return min !== undefined || id.endsWith('[x]')
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1)
}

function compileElement(compilation: Compilation, element: StructureElement, bit: number): PropertyRule[] {
  const name = nameOf(element.id)
  const choice = name.endsWith('[x]')
  const plain = name.replace('[x]', '')
  const types: readonly ElementType[] = element.types ?? [{ code: 'BackboneElement' }]
  return types.map((type) => {
    const property: PropertyRule = {
      name: choice ? `${plain}${type.code.charAt(0).toUpperCase()}${type.code.slice(1)}` : plain,
      element: plain,
      path: element.id,
      type: type.code,
      list: element.list === true,
      max: element.list ? element.max : undefined,
      choice,
      bit,
      primitive: PRIMITIVES.get(type.code),
      object: compilation.children.has(element.id) ? compileObject(compilation, element.id, type.code) : undefined,
      checks: compileChecks(compilation, element, type),
    }
    if (element.content !== undefined) compilation.references.push({ property, content: element.content })
    return property
  })
}

function compileChecks({ structure, book }: Compilation, element: StructureElement, type: ElementType): Check[] {
  const target = structure.elements.find(({ id }) => id === element.content)
  const checks = [
    lengthCheck(element),
    rangeCheck(element),
    invariantCheck([...(element.constraints ?? []), ...(target?.constraints ?? [])], target?.id ?? element.id),
    element.binding === undefined ? undefined : bindingCheck(element.binding, book),
    typeCheck(element.id, type),
    dataTypeProfileCheck(type.code, type.profiles),
  ]
  return checks.filter((check) => check !== undefined)
}

/** What only one type of data needs. */
function typeCheck(path: string, { code, targets }: ElementType): Check | undefined {
  if (code === 'Reference') return referenceCheck(targets)
  if (code === 'Extension') return extensionCheck(path)
  if (code === 'Coding' || code === 'Quantity') return codingCheck()
  if (code === 'Identifier') return identifierCheck()
  return code === 'Resource' ? nestedResourceCheck(path) : undefined
}
