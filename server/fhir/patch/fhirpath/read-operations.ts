import { isMembers, type Members } from '../json-document.ts'
import type { PatchLimits } from '../patch.ts'
import { malformedPatch, tooManyOperations, type NamedOperation } from '../patch-fault.ts'

/** One operation of a FHIRPath Patch. */
export interface FhirpathOperation extends NamedOperation {
  readonly type: OperationType
  readonly path: string
  /** Of an `add`: the element. */
  readonly name?: string
  /** Of an `insert`. */
  readonly index?: number
  /** Of a `move`. */
  readonly source?: number
  readonly destination?: number
  /** The part of the Parameters that holds the value, and the same with its numbers as they were written. */
  readonly value?: readonly [plain: Members, exact: Members]
}

const TYPES = ['add', 'insert', 'delete', 'replace', 'move'] as const

type OperationType = (typeof TYPES)[number]

/** What each kind of operation needs besides its path. */
const NEEDS: Readonly<Record<OperationType, readonly PartName[]>> = {
  add: ['name', 'value'],
  insert: ['index', 'value'],
  delete: [],
  replace: ['value'],
  move: ['source', 'destination'],
}

const PARTS = ['type', 'path', 'name', 'value', 'index', 'source', 'destination'] as const

type PartName = (typeof PARTS)[number]

/**
 * Reads a FHIRPath Patch. https://hl7.org/fhir/R4/fhirpatch.html
 * @param plain a Parameters resource
 * @param exact the same with its numbers as they were written
 * @throws FhirError 400
 */
export function readFhirpathPatch(
  plain: unknown,
  exact: unknown,
  { patchOperations }: PatchLimits,
): readonly FhirpathOperation[] {
  const parameters = listIn(plain, 'parameter')
  const written = listIn(exact, 'parameter')
  if (parameters.length > patchOperations) throw tooManyOperations(parameters.length, patchOperations)
  return parameters.map((parameter, at) => readOperation(parameter, written[at], at))
}

function readOperation(parameter: Members, exact: Members | undefined, at: number): FhirpathOperation {
  const place = `Parameters.parameter[${at}]`
  if (parameter['name'] !== 'operation') throw malformedPatch(`${place} must have the name “operation”`)
  const parts = partsOf(parameter, place)
  const given = parts.get('type')
  const type = TYPES.find((known) => given && valueOf(given) === known)
  if (!type) throw malformedPatch(`${place} needs a part “type”, one of ${TYPES.join(', ')}`)
  const path = textOf(parts, 'path', place)
  for (const need of NEEDS[type])
    if (!parts.has(need)) throw malformedPatch(`${place} is of type ${type} and needs a part “${need}”`)
  const value = parts.get('value')
  const written = exact && partsOf(exact, place).get('value')
  return {
    at,
    what: `${type} ${path}`,
    type,
    path,
    ...(parts.has('name') ? { name: textOf(parts, 'name', place) } : {}),
    ...numbersOf(parts, place),
    ...(value ? { value: [value, written ?? value] as const } : {}),
  }
}

function partsOf(parameter: Members, place: string): ReadonlyMap<PartName, Members> {
  const parts = new Map<PartName, Members>()
  for (const part of listIn(parameter, 'part')) {
    const name = PARTS.find((known) => known === part['name'])
    if (!name) throw malformedPatch(`${place} has a part that is none of ${PARTS.join(', ')}`)
    if (parts.has(name)) throw malformedPatch(`${place} has the part “${name}” twice`)
    parts.set(name, part)
  }
  return parts
}

function textOf(parts: ReadonlyMap<PartName, Members>, name: 'path' | 'name', place: string): string {
  const part = parts.get(name)
  const text = part && valueOf(part)
  if (typeof text === 'string' && text.trim() !== '') return text
  throw malformedPatch(`${place} needs a part “${name}” with a valueString`)
}

function numbersOf(
  parts: ReadonlyMap<PartName, Members>,
  place: string,
): Pick<FhirpathOperation, 'index' | 'source' | 'destination'> {
  const numbers: { index?: number; source?: number; destination?: number } = {}
  for (const name of ['index', 'source', 'destination'] as const) {
    const part = parts.get(name)
    if (!part) continue
    const value = valueOf(part)
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
      throw malformedPatch(`“${name}” of ${place} must be a valueInteger from 0 on`)
    numbers[name] = value
  }
  return numbers
}

/** The value of a part, whatever primitive type it came as. */
function valueOf(part: Members): unknown {
  const key = Object.keys(part).find((name) => name.startsWith('value'))
  return key === undefined ? undefined : part[key]
}

/** @throws FhirError 400 where something else than a list of objects stands there */
function listIn(value: unknown, name: 'parameter' | 'part'): readonly Members[] {
  const list = isMembers(value) ? (value[name] ?? []) : undefined
  if (Array.isArray(list) && list.every(isMembers)) return list
  throw malformedPatch(`“${name}” must be a list of objects`)
}
