import { describe, expect, test } from 'vitest'
import { accessOf, compartmentOf, permits, type ParseConstraint, type Rights } from '../../server/auth/access-of.ts'
import type { Principal } from '../../server/auth/principal.ts'
import { createRolePolicy } from '../../server/auth/roles.ts'
import { parseScopes } from '../../server/auth/scopes.ts'

const parse: ParseConstraint = (_type, param, value) => ({ kind: 'token', param, values: [{ code: value }] })
const rights: Rights = { policy: createRolePolicy('demo'), parse }

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
    expect(permits(principal('user/*.cruds'), rights, 'c', 'CarePlan')).toBe(true)
    expect(permits(principal('user/*.rs'), rights, 'c', 'CarePlan')).toBe(false)
    expect(permits(principal('user/*.cruds', { role: 'auditor' }), rights, 'c', 'CarePlan')).toBe(false)
    expect(permits(principal('user/Goal.rs'), rights, 'r', 'CarePlan')).toBe(false)
    expect(permits(principal(''), rights, 'r', 'CarePlan')).toBe(false)
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

  test('a scope whose constraint a type cannot meet is none for that type', () => {
    const picky: ParseConstraint = (type, name, value) => (type === 'CarePlan' ? parse(type, name, value) : undefined)
    const caller = principal('user/*.cruds?category=a user/Condition.r?code=b user/Goal.r')
    const all = { ...rights, parse: picky }
    expect(permits(caller, all, 'u', 'CarePlan')).toBe(true)
    expect(permits(caller, all, 'r', 'Condition')).toBe(false)
    expect(permits(caller, all, 'r', 'Goal')).toBe(true)
    expect(permits(caller, all, 's', 'Goal')).toBe(false)
    const { narrowed } = accessOf(caller, 'r', picky)
    expect(narrowed?.get('CarePlan')).toHaveLength(1)
    expect(narrowed?.get('Condition')).toEqual([])
    expect(narrowed?.has('Goal')).toBe(false)
  })

  test('a wider scope beside it lifts a constraint, for its own permissions only', () => {
    const caller = principal('user/Condition.rs?category=a user/*.r')
    expect(accessOf(caller, 'r', parse).narrowed).toBeUndefined()
    expect(accessOf(caller, 's', parse).narrowed?.get('Condition')).toHaveLength(1)
  })
})
