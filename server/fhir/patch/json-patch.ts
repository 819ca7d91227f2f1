import {
  copyJson,
  depthOf,
  isMembers,
  isSameJson,
  lengthOf,
  setMember,
  valuesIn,
  type Members,
} from './json-document.ts'
import { END, listIndex, parsePointer, pathOfPointer, type PointerSteps } from './json-pointer.ts'
import type { PatchLimits } from './patch.ts'
import {
  handlesTooMuch,
  inapplicable,
  malformedPatch,
  nestedTooDeep,
  resourceTooLong,
  testFailed,
  tooManyOperations,
  type NamedOperation,
} from './patch-fault.ts'

/** One operation of a JSON Patch. */
export type JsonPatchOperation = NamedOperation & { readonly path: PointerSteps } & (
    | { readonly op: 'add' | 'replace' | 'test'; readonly value: unknown }
    | { readonly op: 'remove' }
    | { readonly op: 'move' | 'copy'; readonly from: PointerSteps }
  )

const WITH_VALUE = ['add', 'replace', 'test'] as const
const WITH_FROM = ['move', 'copy'] as const

/**
 * Reads a JSON Patch. What it does not know in an operation it passes over, as the RFC asks.
 * https://www.rfc-editor.org/rfc/rfc6902
 * @throws FhirError 400
 */
export function readJsonPatch(document: unknown, { patchOperations }: PatchLimits): readonly JsonPatchOperation[] {
  if (!Array.isArray(document)) throw malformedPatch('a JSON Patch is a list of operations')
  if (document.length > patchOperations) throw tooManyOperations(document.length, patchOperations)
  return document.map(readOperation)
}

function readOperation(given: unknown, at: number): JsonPatchOperation {
  const place = `operation ${at + 1}`
  if (!isMembers(given)) throw malformedPatch(`${place} is no object`)
  const op = given['op']
  const path = readPointer(given, 'path', place)
  const named = { at, path, what: `${String(op)} ${String(given['path'])}` }
  if (op === 'remove') return { ...named, op }
  const withFrom = WITH_FROM.find((known) => known === op)
  if (withFrom) return { ...named, op: withFrom, from: readPointer(given, 'from', place) }
  const withValue = WITH_VALUE.find((known) => known === op)
  if (!withValue) throw malformedPatch(`op of ${place} must be one of add, remove, replace, move, copy and test`)
  if (!Object.hasOwn(given, 'value')) throw malformedPatch(`${place} (${named.what}) lacks its value`)
  return { ...named, op: withValue, value: given['value'] }
}

function readPointer(given: Members, name: 'path' | 'from', place: string): PointerSteps {
  const text = given[name]
  if (typeof text !== 'string') throw malformedPatch(`${place} lacks its ${name}`)
  const steps = parsePointer(text)
  if (steps) return steps
  throw malformedPatch(`${name} of ${place} is “${text}”, which is no JSON Pointer such as /name/0/given`)
}

/**
 * Applies operations one after the other. The document is changed.
 * @returns the document, which may be another value than before
 * @throws FhirError 409, 422, 400; the document is then of no more use
 */
export function applyJsonPatch(
  document: unknown,
  operations: readonly JsonPatchOperation[],
  limits: PatchLimits,
): unknown {
  const patching: Patching = { holder: { document }, limits, copied: 0, handled: 0 }
  for (const operation of operations) applyOperation(patching, operation)
  return patching.holder['document']
}

interface Patching {
  /** The document as the one member of an object: so the root has a parent too. */
  readonly holder: Members
  readonly limits: PatchLimits
  /** Characters that `copy` has made: copies of copies grow without end. */
  copied: number
  /** Texts, numbers, arrays and objects that were copied or moved: each of them is looked at each time. */
  handled: number
}

function applyOperation(patching: Patching, operation: JsonPatchOperation): void {
  switch (operation.op) {
    case 'add':
      add(patching, operation, copyJson(operation.value))
      return
    case 'remove':
      remove(patching, operation, operation.path)
      return
    case 'replace':
      replace(patching, operation, copyJson(operation.value))
      return
    case 'move':
      move(patching, operation, operation.from)
      return
    case 'copy':
      add(patching, operation, copied(patching, valueAt(patching, operation, operation.from)))
      return
    case 'test':
      if (!isSameJson(valueAt(patching, operation, operation.path), operation.value))
        throw testFailed(operation, 'the value there is another', expressionOf(patching, operation.path))
  }
}

/** A place in the document: what holds it, and the last step to it. */
interface Slot {
  readonly parent: unknown
  readonly step: string
}

function slotAt(patching: Patching, operation: JsonPatchOperation, path: PointerSteps): Slot {
  const steps = ['document', ...path]
  const last = steps.pop() ?? ''
  let parent: unknown = patching.holder
  for (const [at, step] of steps.entries()) {
    parent = child({ parent, step })
    if (parent === undefined) throw missing(patching, operation, path.slice(0, at))
  }
  return { parent, step: last }
}

/** What lies in a slot; undefined where nothing does. */
function child({ parent, step }: Slot): unknown {
  if (Array.isArray(parent)) {
    const index = listIndex(step)
    return index === undefined ? undefined : (parent as unknown[])[index]
  }
  return isMembers(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined
}

function valueAt(patching: Patching, operation: JsonPatchOperation, path: PointerSteps): unknown {
  const value = child(slotAt(patching, operation, path))
  if (value === undefined) throw missing(patching, operation, path)
  return value
}

function add(patching: Patching, operation: JsonPatchOperation, value: unknown): void {
  const { path } = operation
  requireShallow(patching, path, value)
  const { parent, step } = slotAt(patching, operation, path)
  if (Array.isArray(parent)) parent.splice(insertionIndex(patching, operation, { parent, step }), 0, value)
  else if (isMembers(parent)) setMember(parent, step, value)
  else throw inapplicable(operation, 'nothing can be put into a text, number or null', expressionOf(patching, path))
}

function insertionIndex(
  patching: Patching,
  operation: JsonPatchOperation,
  { parent, step }: { readonly parent: readonly unknown[]; readonly step: string },
): number {
  const { length } = parent
  const index = step === END ? length : listIndex(step)
  if (index !== undefined && index <= length) return index
  const problem = index === undefined ? `“${step}” is no index of a list` : `the list has ${length} items`
  throw inapplicable(operation, problem, expressionOf(patching, operation.path.slice(0, -1)))
}

function remove(patching: Patching, operation: JsonPatchOperation, path: PointerSteps): unknown {
  const { parent, step } = slotAt(patching, operation, path)
  const value = child({ parent, step })
  if (value === undefined) throw missing(patching, operation, path)
  if (path.length === 0) throw inapplicable(operation, 'the whole resource is taken away by a DELETE')
  if (Array.isArray(parent)) parent.splice(Number(step), 1)
  else Reflect.deleteProperty(parent as Members, step)
  return value
}

function replace(patching: Patching, operation: JsonPatchOperation, value: unknown): void {
  const { path } = operation
  requireShallow(patching, path, value)
  const slot = slotAt(patching, operation, path)
  if (child(slot) === undefined) throw missing(patching, operation, path)
  if (Array.isArray(slot.parent)) (slot.parent as unknown[])[Number(slot.step)] = value
  else setMember(slot.parent as Members, slot.step, value)
}

function move(patching: Patching, operation: JsonPatchOperation, from: PointerSteps): void {
  const { path } = operation
  const isWithin = from.length <= path.length && from.every((step, at) => step === path[at])
  if (isWithin && from.length < path.length) throw inapplicable(operation, 'a value cannot be moved into itself')
  const value = valueAt(patching, operation, from)
  if (isWithin) return
  handle(patching, value)
  remove(patching, operation, from)
  add(patching, operation, value)
}

function copied(patching: Patching, value: unknown): unknown {
  patching.copied += lengthOf(value)
  if (patching.copied > patching.limits.bodyBytes) throw resourceTooLong(patching.limits.bodyBytes)
  handle(patching, value)
  return copyJson(value)
}

function handle(patching: Patching, value: unknown): void {
  patching.handled += valuesIn(value)
  if (patching.handled > patching.limits.jsonValues) throw handlesTooMuch(patching.limits.jsonValues)
}

function requireShallow({ limits }: Patching, path: PointerSteps, value: unknown): void {
  if (path.length + depthOf(value) > limits.jsonDepth) throw nestedTooDeep(limits.jsonDepth)
}

function missing(patching: Patching, operation: JsonPatchOperation, path: PointerSteps): Error {
  const expression = expressionOf(patching, path)
  if (operation.op === 'test') return testFailed(operation, 'there is no such place', expression)
  return inapplicable(operation, `there is no ${expression}`, expression)
}

function expressionOf({ holder: { document } }: Patching, path: PointerSteps): string {
  const type = isMembers(document) ? document['resourceType'] : undefined
  return pathOfPointer(typeof type === 'string' ? type : 'Resource', path)
}
