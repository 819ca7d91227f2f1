import { readFileSync } from 'node:fs'
import type {
  OperationDefinition,
  OperationDefinitionParameter,
  Parameters,
  ParametersParameter,
} from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { assessEligibility } from '../../server/domain/eligibility/assess-eligibility.ts'
import { eligibilityParameters } from '../../server/domain/eligibility/eligibility-parameters.ts'
import { supposeMonth } from '../../server/domain/billing/suppose-month.ts'
import { monthParameters } from '../../server/domain/month/month-parameters.ts'
import { supposeParameters } from '../../server/domain/month/suppose-parameters.ts'
import { ccmOperations } from '../../server/fhir/operations/ccm-operations.ts'
import { condition, coverage } from '../domain/support/chart.ts'
import { DIABETES, eligibilityFacts } from '../domain/support/practice.ts'
import { aPatientMonth, minutes } from '../support/patient-month.ts'
import { ENROLL, marchDecision } from './support/examples.ts'

/** The operations are looked at, not called. */
type Deps = Parameters0<typeof ccmOperations>
type Parameters0<F> = F extends (deps: infer D) => unknown ? D : never

const definitionOf = (name: string) =>
  JSON.parse(
    readFileSync(`profiles/fsh-generated/resources/OperationDefinition-${name}.json`, 'utf8'),
  ) as OperationDefinition

/** What of Parameters an OperationDefinition does not know: name, type, how often. */
function faultsOf(
  given: readonly ParametersParameter[],
  defined: readonly OperationDefinitionParameter[],
  at = '',
): readonly string[] {
  const unknown = given.filter(({ name }) => !defined.some((parameter) => parameter.name === name))
  const counted = defined.flatMap(({ name, min, max }) => {
    const count = given.filter((parameter) => parameter.name === name).length
    return count < min || (max !== '*' && count > Number(max)) ? [`${at}${name} stands ${count} times`] : []
  })
  const inside = given.flatMap((parameter) => {
    const definition = defined.find(({ name }) => name === parameter.name)
    return definition ? contentFaults(parameter, definition, `${at}${parameter.name}`) : []
  })
  return [...unknown.map(({ name }) => `${at}${name} is not defined`), ...counted, ...inside]
}

function contentFaults(
  given: ParametersParameter,
  { type, part, extension }: OperationDefinitionParameter,
  at: string,
): readonly string[] {
  if (part) return faultsOf(given.part ?? [], part, `${at}.`)
  const allowed = type === 'Element' ? (extension ?? []).map(({ valueUri }) => valueUri ?? '') : [type ?? '']
  const value =
    Object.keys(given)
      .find((key) => key.startsWith('value'))
      ?.slice('value'.length) ?? ''
  const fits = allowed.some((name) => name.toLowerCase() === value.toLowerCase())
  return fits ? [] : [`${at} is a ${value}, not ${allowed.join(' or ')}`]
}

function expectDefined(name: string, use: 'in' | 'out', { parameter }: Parameters): void {
  const defined = (definitionOf(name).parameter ?? []).filter((one) => one.use === use)
  expect(faultsOf(parameter ?? [], defined)).toEqual([])
}

describe('the OperationDefinitions say what the server does', () => {
  const operations = ccmOperations({} as Deps)

  test.each(operations.map((operation) => [operation.name, operation] as const))('$%s', (name, operation) => {
    const definition = definitionOf(name)
    expect(definition.url).toBe(operation.definition)
    expect(definition.code).toBe(name)
    expect(definition.affectsState).toBe(operation.affectsState)
    const levels = operation.at.map(({ level }) => level)
    expect([definition.system, definition.type, definition.instance]).toEqual([
      levels.includes('system'),
      levels.includes('type'),
      levels.includes('instance'),
    ])
    const types = operation.at.flatMap((place) => ('type' in place ? [place.type] : []))
    expect(definition.resource ?? []).toEqual([...new Set(types)])
  })

  test('what goes in: $ccm-enroll', () => {
    expectDefined('ccm-enroll', 'in', ENROLL)
  })

  test('what comes out: $ccm-eligibility', () => {
    const conditions = [DIABETES, condition({ icd10: 'E78.5' }), condition({ icd10: 'R73.03' })]
    const answer = eligibilityParameters(
      assessEligibility(eligibilityFacts({ conditions, coverages: [coverage('111')] })),
    )
    expectDefined('ccm-eligibility', 'out', answer)
  })

  test('what comes out: $ccm-month', () => {
    const answer = monthParameters(marchDecision(), 'ready')
    expect(answer.parameter?.some(({ name }) => name === 'charge')).toBe(true)
    expectDefined('ccm-month', 'out', answer)
  })

  test('what comes out: $ccm-simulate', () => {
    const answer = supposeParameters(
      supposeMonth(aPatientMonth({ tasks: minutes(34) }), { minutes: 6, program: 'apcm' }),
    )
    for (const name of ['outcome', 'notGiven']) expect(answer.parameter?.some((one) => one.name === name)).toBe(true)
    expectDefined('ccm-simulate', 'out', answer)
  })
})
