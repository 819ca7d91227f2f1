import { expect, test } from 'vitest'
import { appRights } from '../../server/auth/app-session/app-rights.ts'
import { createRolePolicy, type Mode } from '../../server/auth/roles.ts'
import type { Role } from '../../server/ports/caller.ts'

const NONE = { care: false, attest: false, bill: false, setUp: false }

test.each<[Mode, Role | undefined, object]>([
  ['demo', 'administrator', { care: true, attest: true, bill: true, setUp: true }],
  ['production', 'administrator', { ...NONE, setUp: true }],
  ['production', 'billing-practitioner', { ...NONE, care: true, attest: true }],
  ['production', 'clinical-staff', { ...NONE, care: true }],
  ['production', 'biller', { ...NONE, bill: true }],
  ['production', 'auditor', NONE],
  ['production', undefined, NONE],
])('in %s the app offers a %s what the table of roles lets them do', (mode, role, rights) => {
  expect(appRights(createRolePolicy(mode), role)).toEqual(rights)
})
