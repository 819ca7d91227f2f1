import { expect } from 'vitest'
import type { Resource } from '@medplum/fhirtypes'
import { structures } from '../../../server/definitions/structures.ts'
import { createValidator } from '../../../server/fhir/validation/validator.ts'

const validator = createValidator(structures())

/** What the server would refuse a resource for: `path: words`. */
export function errorsOf(resource: Resource): readonly string[] {
  return validator
    .validate(structuredClone(resource))
    .filter(({ severity }) => severity === 'error')
    .map(({ expression, details }) => `${expression?.[0] ?? ''}: ${details?.text ?? ''}`)
}

/** Canonicals that it claims and that nobody knows here. */
export function unknownProfiles(resource: Resource): readonly string[] {
  const known = new Set(structures().profiles.map(({ url }) => url))
  return (resource.meta?.profile ?? []).filter((url) => url.includes('ccm-on-fhir.org') && !known.has(url))
}

/** Expects that the resource is refused at a path, in words that say so, and for little else. */
export function expectRefusedAt(resource: Resource, path: string, words: string): void {
  const errors = errorsOf(resource)
  expect(errors.filter((found) => found.startsWith(`${path}: `) && found.includes(words))).not.toEqual([])
  expect(errors.length).toBeLessThanOrEqual(2)
}
