import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, parseScope, parseScopes, printScope, type Permission, type Scope } from '../../server/auth/scopes.ts'

describe('a SMART scope', () => {
  test.each([
    ['patient/Observation.rs', 'patient', 'Observation', 'rs'],
    ['user/*.cruds', 'user', '*', 'cruds'],
    ['system/CarePlan.u', 'system', 'CarePlan', 'u'],
    ['patient/Observation.read', 'patient', 'Observation', 'rs'],
    ['user/Task.write', 'user', 'Task', 'cud'],
    ['system/*.*', 'system', '*', 'cruds'],
  ])('%s is read', (text, context, type, permissions) => {
    expect(parseScope(text)).toEqual({ context, type, permissions: permissions.split(''), constraints: [] })
  })

  test('keeps its search constraints, all of them', () => {
    const scope = parseScope(
      'patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|encounter-diagnosis&_security=N',
    )
    expect(scope?.constraints).toEqual([
      ['category', 'http://terminology.hl7.org/CodeSystem/condition-category|encounter-diagnosis'],
      ['_security', 'N'],
    ])
  })

  test.each([
    'openid',
    'launch/patient',
    'offline_access',
    'patient/Observation.',
    'patient/Observation.sr',
    'patient/Observation.rsx',
    'clinic/Observation.rs',
    'patient/Observation',
    'patient/Condition.rs?category',
    'patient/Condition.rs?',
    'patient/Condition.rs?=x',
    'Patient/Observation.rs',
    // They would tell of resources that the scope does not name.
    'patient/Observation.rs?patient.birthdate=1948-03-12',
    'patient/Observation.rs?category=laboratory&subject:Patient.name=ruiz',
    'patient/Patient.rs?_has:Condition:patient:code=F32.1',
    '',
  ])('%j is none', (text) => {
    expect(parseScope(text)).toBeUndefined()
  })

  test('a scope string gives its resource scopes and nothing else', () => {
    expect(parseScopes(' openid  fhirUser patient/Goal.rs launch\tuser/Task.c ').map(printScope)).toEqual([
      'patient/Goal.rs',
      'user/Task.c',
    ])
  })

  test('covers its own type and permissions, `*` covers all types', () => {
    const goal = parseScope('patient/Goal.r')!
    expect(covers(goal, 'r', 'Goal')).toBe(true)
    expect(covers(goal, 's', 'Goal')).toBe(false)
    expect(covers(goal, 'r', 'CarePlan')).toBe(false)
    expect(covers(parseScope('user/*.s')!, 's', 'CarePlan')).toBe(true)
  })

  test('printed and read again is itself', () => {
    const permissions: Permission[] = ['c', 'r', 'u', 'd', 's']
    const word = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text.isWellFormed())
    const scopes: fc.Arbitrary<Scope> = fc.record({
      context: fc.constantFrom('patient', 'user', 'system'),
      type: fc.constantFrom('*', 'Patient', 'CarePlan'),
      permissions: fc.subarray(permissions, { minLength: 1 }),
      constraints: fc.array(
        fc.tuple(
          word.filter((name) => !name.includes('.') && !name.startsWith('_has')),
          word,
        ),
        { maxLength: 3 },
      ),
    })
    fc.assert(
      fc.property(scopes, (scope) => {
        expect(parseScope(printScope(scope))).toEqual(scope)
        expect(printScope(scope)).not.toMatch(/\s/)
      }),
    )
  })
})
