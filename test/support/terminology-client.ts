import type { Parameters, ParametersParameter, ValueSet, ValueSetExpansionContains } from '@medplum/fhirtypes'
import { expect } from 'vitest'
import { structures } from '../../server/definitions/structures.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import type { TestAnswer, TestClient } from './test-app.ts'

const validator = createValidator(structures())

/** Calls an operation by POST. */
export function callWith(client: TestClient, path: string, ...parameter: ParametersParameter[]): Promise<TestAnswer> {
  return client(path, { method: 'POST', json: { resourceType: 'Parameters', parameter } satisfies Parameters })
}

/** What an expansion lists. */
export function contained({ body }: TestAnswer): readonly ValueSetExpansionContains[] {
  return (body as unknown as ValueSet).expansion?.contains ?? []
}

/** The codes of an expansion, which is a valid ValueSet. */
export function codesIn(answer: TestAnswer): string[] {
  requireValid(answer)
  return contained(answer).map(({ code }) => code ?? '')
}

/** What a Parameters resource says, by name; it is a valid one. */
export function said(answer: TestAnswer): Record<string, unknown> {
  requireValid(answer)
  const { parameter = [] } = answer.body as unknown as Parameters
  return Object.fromEntries(parameter.map((one) => [one.name, one.valueBoolean ?? one.valueString]))
}

/** Properties that `$lookup` tells, each with its values. */
export function propertiesIn({ body }: TestAnswer): unknown[][] {
  const { parameter = [] } = body as unknown as Parameters
  return parameter
    .filter(({ name }) => name === 'property')
    .map(({ part = [] }) => part.map((one) => one.valueCode ?? one.valueString ?? one.valueBoolean))
}

function requireValid({ status, text, body }: TestAnswer): void {
  expect(status, text).toBe(200)
  expect(validator.validate(body).filter(({ severity }) => severity === 'error')).toEqual([])
}
