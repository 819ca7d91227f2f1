import type { PropertyRule } from '../../validation/rules/rule.ts'
import { depthOf } from '../json-document.ts'
import type { PatchLimits } from '../patch.ts'
import { inapplicable, malformedPatch, nestedTooDeep } from '../patch-fault.ts'
import { entriesAt, putEntries, type Holder } from './element-list.ts'
import { contentAt, placeAt, propertiesNamed, type ElementPlace } from './element-place.ts'
import { typedValue, type TypedValue } from './parameter-value.ts'
import { splitPath, type PatchPath, type PatchPaths, type PathStep } from './patch-path.ts'
import type { FhirpathOperation } from './read-operations.ts'

/** An operation whose path has been compiled: of an insert or move, the path to what holds the list. */
export interface ReadyOperation {
  readonly operation: FhirpathOperation
  readonly path?: PatchPath
  /** Of an add, insert or move: the element within. */
  readonly name: string
}

/**
 * Compiles the paths of operations.
 * @throws FhirError 400
 */
export function readyOperations(operations: readonly FhirpathOperation[], paths: PatchPaths): ReadyOperation[] {
  return operations.map((operation) => {
    const { type, path, name = '' } = operation
    if (type !== 'insert' && type !== 'move') return { operation, path: paths.compile(path), name }
    const split = splitPath(path)
    if (!split) throw malformedPatch(`the path of an ${type} must end with the name of a list; it is “${path}”`)
    return { operation, name: split.name, ...(split.base === undefined ? {} : { path: paths.compile(split.base) }) }
  })
}

/** The resource in two forms that are changed alike: for FHIRPath, and with its numbers as they were written. */
export type TwoForms = readonly [plain: unknown, exact: unknown]

interface Patching {
  readonly forms: TwoForms
  readonly paths: PatchPaths
  readonly limits: PatchLimits
  readonly ready: ReadyOperation
}

/**
 * Applies operations one after the other. Both forms are changed.
 * @throws FhirError 422, 400; the forms are then of no more use
 */
export function applyOperations(
  forms: TwoForms,
  operations: readonly ReadyOperation[],
  { paths, limits }: { readonly paths: PatchPaths; readonly limits: PatchLimits },
): void {
  for (const ready of operations) applyOperation({ forms, paths, limits, ready })
}

function applyOperation(patching: Patching): void {
  switch (patching.ready.operation.type) {
    case 'add':
      add(patching)
      return
    case 'insert':
      insert(patching)
      return
    case 'delete':
      remove(patching)
      return
    case 'replace':
      replace(patching)
      return
    case 'move':
      move(patching)
  }
}

function add(patching: Patching): void {
  const { forms } = patching
  const { holder, properties } = contentNamed(patching)
  for (const property of properties)
    if (!property.list && entriesAt(forms[0], { holder, property }).length > 0)
      throw refused(patching, `${property.element} is there already, and may stand there once`)
  for (const [form, { property, entry }] of values(patching, { holder, properties }))
    putEntries(form, { holder, property }, [...entriesAt(form, { holder, property }), entry])
}

function insert(patching: Patching): void {
  const { holder, properties } = contentNamed(patching)
  const { index = 0 } = patching.ready.operation
  if (!properties.every(({ list }) => list)) throw refused(patching, 'it is no list; add to it')
  for (const [form, { property, entry }] of values(patching, { holder, properties })) {
    const entries = entriesAt(form, { holder, property })
    if (index > entries.length) throw refused(patching, `the list has ${entries.length} items`)
    putEntries(form, { holder, property }, entries.toSpliced(index, 0, entry))
  }
}

function remove(patching: Patching): void {
  const place = singlePlace(patching)
  // What is not there need not be deleted: the table of operations says "if found".
  if (!place) return
  for (const form of patching.forms) putEntries(form, place, entriesAt(form, place).toSpliced(place.index, 1))
}

function replace(patching: Patching): void {
  const place = singlePlace(patching)
  if (!place) throw refused(patching, 'the path leads to nothing')
  const { holder, rule, property, index } = place
  const properties = propertiesNamed(rule, property.element)
  for (const [form, made] of values(patching, { holder, properties }))
    if (made.property === property) putEntries(form, place, entriesAt(form, place).toSpliced(index, 1, made.entry))
    else {
      // In this order: what holds them is taken away when it is empty.
      putEntries(form, { holder, property: made.property }, [made.entry])
      putEntries(form, place, [])
    }
}

function move(patching: Patching): void {
  const { holder, properties } = contentNamed(patching)
  const { source = 0, destination = 0 } = patching.ready.operation
  const [property] = properties
  if (!property?.list) throw refused(patching, 'it is no list')
  for (const form of patching.forms) {
    const entries = entriesAt(form, { holder, property })
    const moved = entries[source]
    if (!moved || destination >= entries.length) throw refused(patching, `the list has ${entries.length} items`)
    putEntries(form, { holder, property }, entries.toSpliced(source, 1).toSpliced(destination, 0, moved))
  }
}

/** Properties of an element that an operation is about: of a choice one for each type. */
interface Named {
  readonly holder: Holder
  readonly properties: readonly PropertyRule[]
}

/** The operation's value for each form of the resource. */
function values(patching: Patching, { holder, properties }: Named): readonly (readonly [unknown, TypedValue])[] {
  const { forms, ready, limits } = patching
  return forms.map((form, which) => {
    const made = typedValue(ready.operation.value?.[which] ?? {}, properties)
    if (typeof made === 'string') throw refused(patching, made)
    // An element is two levels deeper than its list, at most.
    if (2 * holder.length + 2 + depthOf(made.entry.value) > limits.jsonDepth) throw nestedTooDeep(limits.jsonDepth)
    return [form, made]
  })
}

/** What an add, insert or move works on: within the element that the path leads to, what its name says. */
function contentNamed(patching: Patching): Named {
  const { forms, ready } = patching
  const steps = ready.path ? singleSteps(patching, ready.path) : []
  if (!steps) throw refused(patching, 'the path leads to nothing')
  const content = contentAt(forms[0], steps)
  const properties = content ? propertiesNamed(content.rule, ready.name) : []
  if (content && properties.length > 0) return { holder: content.holder, properties }
  throw refused(patching, `${content?.rule.path ?? 'the element'} has no element “${ready.name}”`)
}

function singlePlace(patching: Patching): ElementPlace | undefined {
  const { forms, ready } = patching
  const steps = ready.path && singleSteps(patching, ready.path)
  if (!steps) return undefined
  const place = placeAt(forms[0], steps)
  if (place) return place
  throw refused(patching, steps.length === 0 ? 'the path leads to the whole resource' : 'R4 knows no such element')
}

/** @throws FhirError 422 where there are several, or the path leads to something else than an element */
function singleSteps(patching: Patching, path: PatchPath): readonly PathStep[] | undefined {
  const found = patching.paths.find(path, patching.forms[0])
  if (!found) throw refused(patching, 'the path does not lead to an element of the resource')
  if (found.length > 1) throw refused(patching, `the path leads to ${found.length} elements; it must lead to one`)
  return found[0]
}

function refused({ ready: { operation } }: Patching, problem: string): Error {
  return inapplicable(operation, problem, operation.path)
}
