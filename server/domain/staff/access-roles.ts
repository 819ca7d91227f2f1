import type { PractitionerRole } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { codingsOf } from '../fhir/codings.ts'
import { heldDays } from './staff-directory.ts'

/** What a PractitionerRole lets its person sign in as: the roles of a token that staff have. */
export const ACCESS_ROLES = ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor'] as const

export type AccessRole = (typeof ACCESS_ROLES)[number]

/** Who decides on minutes and codes is of the first system, who runs the practice and its money of the second. */
const CODES: Readonly<Record<AccessRole, string>> = {
  administrator: codeSystem('ccm-role'),
  biller: codeSystem('ccm-role'),
  auditor: codeSystem('ccm-role'),
  'billing-practitioner': codeSystem('ccm-staff-role'),
  'clinical-staff': codeSystem('ccm-staff-role'),
}

/**
 * The roles that a person may sign in with on a day (`2026-03-05`, of the practice's calendar). A PractitionerRole that is
 * not active gives none, also within its period: minutes of then still count, but the person is out.
 */
export function accessRolesOn(held: readonly PractitionerRole[], day: string): readonly AccessRole[] {
  const today = held.filter((role) => {
    const { from = day, to = day } = heldDays(role)
    return role.active !== false && from <= day && day <= to
  })
  const codings = today.flatMap(({ code }) => codingsOf(code))
  return ACCESS_ROLES.filter((role) => codings.some(({ system, code }) => code === role && system === CODES[role]))
}
