import type { Observation, Patient } from '@medplum/fhirtypes'
import { expect } from 'vitest'
import { FhirError } from '../../../server/fhir/fault.ts'
import type { Patch, PatchLimits } from '../../../server/fhir/patch/patch.ts'
import { readPatch } from '../../../server/fhir/patch/read-patch.ts'

export const LIMITS: PatchLimits = { bodyBytes: 100_000, jsonDepth: 50, jsonValues: 10_000, patchOperations: 100 }

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Reads a JSON Patch; a string is its text. */
export function jsonPatch(patch: unknown, limits = LIMITS): Patch {
  return readPatch('application/json-patch+json', new TextEncoder().encode(textOf(patch)), limits)
}

/** Reads a FHIRPath Patch of these operations. */
export function fhirpathPatch(operations: readonly object[], limits = LIMITS): Patch {
  return patchResource({ resourceType: 'Parameters', parameter: operations }, limits)
}

/** Reads a patch that is a resource; a string is its text. */
export function patchResource(resource: unknown, limits = LIMITS): Patch {
  return readPatch('application/fhir+json', new TextEncoder().encode(textOf(resource)), limits)
}

/** The document as a patch makes it; a string is its text. */
export function patched(patch: Patch, document: unknown): unknown {
  return JSON.parse(patch.apply(textOf(document)))
}

/** Status and words of what work throws. */
export function refusalOf(work: () => unknown): {
  readonly status: number
  readonly text: string
  readonly at?: string
} {
  try {
    work()
  } catch (error) {
    if (!(error instanceof FhirError)) throw error
    const at = error.issues[0]?.expression?.[0]
    return { status: error.status, text: error.message, ...(at === undefined ? {} : { at }) }
  }
  throw new Error('Nothing was refused.')
}

/** An operation of a FHIRPath Patch. */
export function operation(type: string, path: string, ...part: readonly object[]): object {
  return {
    name: 'operation',
    part: [{ name: 'type', valueCode: type }, { name: 'path', valueString: path }, ...part],
  }
}

export const named = (valueString: string): object => ({ name: 'name', valueString })
export const value = (given: object): object => ({ name: 'value', ...given })
export const at = (name: 'index' | 'source' | 'destination', valueInteger: number): object => ({ name, valueInteger })

/** Text that holds these words, to be compared with. */
export const saying = (words: string): string => expect.stringContaining(words) as string

/** What operations of a FHIRPath Patch make of a resource. */
export function applied(resource: unknown, ...operations: readonly object[]): unknown {
  return patched(fhirpathPatch(operations), resource)
}

/** Why they cannot be applied. */
export function refusing(resource: unknown, ...operations: readonly object[]): ReturnType<typeof refusalOf> {
  return refusalOf(() => applied(resource, ...operations))
}

export const patient: Patient & Record<string, unknown> = {
  resourceType: 'Patient',
  id: 'p',
  birthDate: '1950-01-01',
  _birthDate: { id: 'day', extension: [{ url: 'http://time', valueTime: '10:00:00' }] },
  multipleBirthInteger: 2,
  maritalStatus: { text: 'married' },
  name: [
    { use: 'official', family: 'Quill', given: ['Ada', 'Bo'] },
    { use: 'usual', given: ['A', 'B', 'C'], _given: [null, { id: 'b' }, null] } as object,
  ],
  contact: [{ name: { family: 'Kin' }, telecom: [{ value: '1' }, { value: '2' }] }],
}

export const observation: Observation = {
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  valueQuantity: { value: 5, unit: 'mg' },
  component: [{ code: { text: 'a' }, valueInteger: 1 }],
}
