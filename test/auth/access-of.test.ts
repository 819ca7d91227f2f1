import { describe, expect, test } from 'vitest'
import { accessOf, compartmentOf, permits, type ParseConstraint } from '../../server/auth/access-of.ts'
import type { Principal } from '../../server/auth/principal.ts'
import { createRolePolicy } from '../../server/auth/roles.ts'
import { parseScopes } from '../../server/auth/scopes.ts'

const parse: ParseConstraint = (_type, param, value) => ({ kind: 'token', param, values: [{ code: value }] })
const policy = createRolePolicy('demo')

function principal(scope: string, more: Partial<Principal> = {}): Principal {
  return {
    tenant: { key: 1, slug: 'demo' },
    role: 'clinical-staff',
    client: 'test',
    scopes: parseScopes(scope),
    expires: Number.MAX_SAFE_INTEGER,
    tokenId: 't',
    ...more,
  }
}

describe('what a caller may touch', () => {
  test('role and scope must both allow it', () => {
    expect(permits(principal('user/*.cruds'), policy, 'c', 'CarePlan')).toBe(true)
    expect(permits(principal('user/*.rs'), policy, 'c', 'CarePlan')).toBe(false)
    expect(permits(principal('user/*.cruds', { role: 'auditor' }), policy, 'c', 'CarePlan')).toBe(false)
    expect(permits(principal('user/Goal.rs'), policy, 'r', 'CarePlan')).toBe(false)
    expect(permits(principal(''), policy, 'r', 'CarePlan')).toBe(false)
  })

  test.each([
    ['user scopes', principal('user/*.rs', { patient: 'p1' }), 'unrestricted'],
    ['patient scopes', principal('patient/*.rs', { patient: 'p1' }), { patients: ['p1'] }],
    ['patient scopes without a patient', principal('patient/*.rs'), { patients: [] }],
    ['one patient scope among others', principal('user/*.rs patient/Goal.r', { patient: 'p1' }), { patients: ['p1'] }],
    [
      'a patient, whatever the scopes say',
      principal('user/*.rs', { role: 'patient', patient: 'p1' }),
      { patients: ['p1'] },
    ],
    ['a payer', principal('system/*.rs', { role: 'payer', members: ['p1', 'p2'] }), { patients: ['p1', 'p2'] }],
    ['a payer without members', principal('system/*.rs', { role: 'payer' }), { patients: [] }],
    [
      'a payer with a patient who is no member',
      principal('patient/*.rs', { role: 'payer', members: ['p2'], patient: 'p1' }),
      { patients: [] },
    ],
  ])('%s', (_what, caller, expected) => {
    expect(compartmentOf(caller)).toEqual(expected)
  })

  test('search constraints narrow a type, one alternative a scope', () => {
    const access = accessOf(
      principal('user/Condition.rs?category=a&code=b user/Condition.rs?category=c user/Goal.rs'),
      's',
      parse,
    )
    expect([...(access.narrowed ?? [])]).toEqual([
      [
        'Condition',
        [[parse('Condition', 'category', 'a'), parse('Condition', 'code', 'b')], [parse('Condition', 'category', 'c')]],
      ],
    ])
  })

  test('a constraint on all types holds for each of them', () => {
    const { narrowed } = accessOf(principal('user/*.rs?_tag=a user/Goal.r'), 'r', parse)
    expect(narrowed?.get('Patient')).toEqual([[parse('Patient', '_tag', 'a')]])
    expect(narrowed?.get('Goal')).toBeUndefined()
    expect(accessOf(principal('user/*.rs?_tag=a user/Goal.r'), 's', parse).narrowed?.get('Goal')).toHaveLength(1)
  })

  test('a wider scope beside it lifts a constraint, for its own permissions only', () => {
    const caller = principal('user/Condition.rs?category=a user/*.r')
    expect(accessOf(caller, 'r', parse).narrowed).toBeUndefined()
    expect(accessOf(caller, 's', parse).narrowed?.get('Condition')).toHaveLength(1)
  })
})
