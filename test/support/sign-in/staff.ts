import type { Organization, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { codeSystem, IDENTIFIER, SYSTEM, TIMEZONE_EXTENSION } from '../../../server/domain/fhir/canonicals.ts'

/** A practice of a test. */
export function aPractice(slug: string, name: string): Organization & { id: string } {
  return {
    resourceType: 'Organization',
    id: slug,
    active: true,
    extension: [{ url: TIMEZONE_EXTENSION, valueCode: 'America/Chicago' }],
    identifier: [{ system: IDENTIFIER.practice, value: slug }],
    name,
  }
}

/** Somebody of a practice. */
export function aPerson(
  id: string,
  marks: {
    readonly email?: string
    readonly npi?: string
    readonly login?: readonly [issuer: string, subject: string]
  },
  more: Partial<Practitioner> = {},
): Practitioner & { id: string } {
  const { email, npi, login } = marks
  const identifier = [
    ...(npi === undefined ? [] : [{ system: SYSTEM.npi, value: npi }]),
    ...(login ? [{ system: login[0], value: login[1] }] : []),
  ]
  return {
    resourceType: 'Practitioner',
    id,
    active: true,
    name: [{ family: id.charAt(0).toUpperCase() + id.slice(1), given: ['Test'] }],
    ...(identifier.length > 0 ? { identifier } : {}),
    ...(email === undefined ? {} : { telecom: [{ system: 'email', value: email }] }),
    ...more,
  }
}

/** A role of somebody, of the code system that it is from. */
export function aRole(
  person: string,
  role: string,
  more: Partial<PractitionerRole> = {},
): PractitionerRole & { id: string } {
  const system = codeSystem(
    role === 'billing-practitioner' || role === 'clinical-staff' ? 'ccm-staff-role' : 'ccm-role',
  )
  return {
    resourceType: 'PractitionerRole',
    id: `${person}-${role}`,
    active: true,
    practitioner: { reference: `Practitioner/${person}` },
    code: [{ coding: [{ system, code: role }] }],
    ...more,
  }
}
