import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { patientCompartment } from '../../server/definitions/patient-compartment.ts'
import {
  isResourceType,
  resourceTypeName,
  resourceTypeNumber,
  resourceTypes,
} from '../../server/definitions/resource-types.ts'

test('R4 has 146 resource types, each with the number of its line in the committed list', () => {
  expect(resourceTypes).toHaveLength(146)
  const lines = readFileSync('profiles/numbers/resource-types.txt', 'utf8').trim().split('\n')
  for (const [index, name] of lines.entries()) {
    expect(resourceTypeNumber(name)).toBe(index + 1)
    expect(resourceTypeName(index + 1)).toBe(name)
  }
})

test('a name is a resource type only as R4 spells it', () => {
  expect(isResourceType('CarePlan')).toBe(true)
  expect(isResourceType('careplan')).toBe(false)
  expect(isResourceType('SubscriptionStatus')).toBe(false)
  expect(isResourceType('toString')).toBe(false)
})

test('the patient compartment names the references that put a resource into it', () => {
  const codes = (type: string): string[] => patientCompartment(type).map((parameter) => parameter.code)
  expect(codes('CarePlan')).toEqual(['patient', 'performer'])
  expect(codes('Task')).toEqual(['patient', 'focus'])
  expect(codes('EpisodeOfCare')).toEqual(['patient'])
  expect(codes('ChargeItem')).toEqual(['subject'])
  expect(codes('Practitioner')).toEqual([])
})
