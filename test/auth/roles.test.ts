import { describe, expect, test } from 'vitest'
import { createRolePolicy } from '../../server/auth/roles.ts'
import type { Role } from '../../server/ports/caller.ts'

const policy = createRolePolicy('demo')

/** Rows: type; then what each role may, in the order of the header. From DESIGN section 7. */
const HEADER: readonly Role[] = [
  'administrator',
  'billing-practitioner',
  'clinical-staff',
  'biller',
  'auditor',
  'payer',
  'patient',
]
const TABLE: readonly (readonly string[])[] = [
  ['Patient', 'cruds', 'cruds', 'cruds', 'rs', 'rs', 'rs', 'rs'],
  ['Condition', 'cruds', 'cruds', 'cruds', 'rs', 'rs', 'rs', 'rs'],
  ['CarePlan', 'cruds', 'cruds', 'cruds', 'rs', 'rs', 'rs', 'rs'],
  ['Goal', 'cruds', 'cruds', 'cruds', 'rs', 'rs', 'rs', 'rs'],
  ['Observation', 'cruds', 'cruds', 'cruds', 'rs', 'rs', '', 'rs'],
  ['Task', 'cruds', 'cruds', 'cruds', 'rus', 'rs', '', 'rs'],
  ['Coverage', 'cruds', 'cruds', 'cruds', 'cruds', 'rs', 'rs', 'rs'],
  ['Claim', 'cruds', 'rs', 'rs', 'cruds', 'rs', '', 'rs'],
  ['Practitioner', 'cruds', 'rs', 'rs', 'rs', 'rs', '', 'rs'],
  ['PractitionerRole', 'cruds', 'rs', 'rs', 'rs', 'rs', '', 'rs'],
  ['AuditEvent', 'cruds', '', '', '', 'rs', '', ''],
  ['Provenance', 'cruds', 'cruds', 'cruds', 'crs', 'rs', '', 'rs'],
]

describe('the roles in demo mode', () => {
  test.each(TABLE.flatMap(([type, ...cells]) => HEADER.map((role, at) => [role, type!, cells[at]!] as const)))(
    '%s may with %s: %j',
    (role, type, permissions) => {
      for (const permission of ['c', 'r', 'u', 'd', 's'] as const)
        expect(policy.may(role, permission, type), permission).toBe(permissions.includes(permission))
    },
  )

  test.each([
    ['ccm-close-month', 'administrator biller'],
    ['ccm-reopen-month', 'administrator biller'],
    ['ccm-enroll', 'administrator billing-practitioner clinical-staff'],
    ['ccm-enroll-draft', 'administrator billing-practitioner clinical-staff'],
    ['ccm-keep-enroll-draft', 'administrator billing-practitioner clinical-staff'],
    ['ccm-month', 'administrator billing-practitioner clinical-staff biller auditor'],
    ['ccm-simulate', 'administrator billing-practitioner clinical-staff biller auditor'],
    ['ccm-audit', 'administrator billing-practitioner clinical-staff biller auditor'],
  ])('$%s may be called by: %s', (operation, roles) => {
    expect(HEADER.filter((role) => policy.mayCall(role, operation)).join(' ')).toBe(roles)
  })
})

describe('the administrator in production', () => {
  const production = createRolePolicy('production')

  test.each([
    ['Patient', 'rs'],
    ['CarePlan', 'rs'],
    ['AuditEvent', 'rs'],
    ['Claim', 'rs'],
    ['Practitioner', 'cruds'],
    ['PractitionerRole', 'cruds'],
    ['Endpoint', 'cruds'],
  ])('may with %s: %s', (type, permissions) => {
    for (const permission of ['c', 'r', 'u', 'd', 's'] as const)
      expect(production.may('administrator', permission, type), permission).toBe(permissions.includes(permission))
  })

  test('enrolls nobody and closes no month', () => {
    expect(production.mayCall('administrator', 'ccm-enroll')).toBe(false)
    expect(production.mayCall('administrator', 'ccm-enroll-draft')).toBe(false)
    expect(production.mayCall('administrator', 'ccm-close-month')).toBe(false)
    expect(production.mayCall('biller', 'ccm-close-month')).toBe(true)
  })
})
