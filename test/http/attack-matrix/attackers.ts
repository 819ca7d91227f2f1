import type { DemoTokenClaims } from '../../../server/auth/demo-tokens.ts'
import { HIDDEN, OWN, SOUTH } from './planted-practices.ts'

/** A token of the first practice, and whose records it must not notice. */
export interface Attacker {
  readonly name: string
  readonly claims: Omit<DemoTokenClaims, 'tenant'>
  readonly mustNotNotice: readonly string[]
}

const NURSE = { role: 'clinical-staff', user: 'Practitioner/whitfield' } as const
const EVERYBODY_ELSE = [HIDDEN, SOUTH]
const OTHER_PRACTICES = [SOUTH]

function confined(name: string, claims: Attacker['claims']): Attacker {
  return { name, claims: { patient: OWN, ...claims }, mustNotNotice: EVERYBODY_ELSE }
}

/** Scopes × roles: confined to a patient, narrowed by constraints, unconfined in one practice, and with no rights at all. */
export const ATTACKERS: readonly Attacker[] = [
  confined('a patient with patient/*.rs', { role: 'patient' }),
  confined('a patient whose app asked user/*.rs', { role: 'patient', scope: 'user/*.rs' }),
  confined('staff in a chart with patient/*.cruds', { ...NURSE, scope: 'patient/*.cruds' }),
  confined('staff in a chart with patient/*.read', { ...NURSE, scope: 'patient/*.read' }),
  confined('staff with patient/Observation.read patient/Patient.read', {
    ...NURSE,
    scope: 'patient/Observation.read patient/Patient.read',
  }),
  confined('staff with constrained patient scopes', {
    ...NURSE,
    scope:
      'patient/CarePlan.rs?category=assess-plan patient/Condition.cruds?category=problem-list-item patient/Observation.rs?category=laboratory patient/Patient.rs',
  }),
  confined('staff with a patient scope beside user scopes', { ...NURSE, scope: 'user/*.cruds patient/Observation.rs' }),
  {
    name: 'staff with patient scopes and no patient',
    claims: { ...NURSE, scope: 'patient/*.cruds' },
    mustNotNotice: EVERYBODY_ELSE,
  },
  confined('a biller in a chart', { role: 'biller', user: 'Practitioner/hale', scope: 'patient/*.cruds' }),
  confined('an administrator in a chart', { role: 'administrator', scope: 'patient/*.cruds' }),
  confined('an auditor in a chart', { role: 'auditor', scope: 'patient/*.rs' }),
  confined('a payer of one member', { role: 'payer' }),
  { name: 'a payer of nobody', claims: { role: 'payer' }, mustNotNotice: EVERYBODY_ELSE },
  { name: 'a token without scopes', claims: { ...NURSE, scope: '' }, mustNotNotice: EVERYBODY_ELSE },
  confined('a token with launch scopes alone', { ...NURSE, scope: 'openid fhirUser launch/patient offline_access' }),
  { name: 'staff with user/*.cruds', claims: { ...NURSE, scope: 'user/*.cruds' }, mustNotNotice: OTHER_PRACTICES },
  { name: 'staff with user/*.read', claims: { ...NURSE, scope: 'user/*.read' }, mustNotNotice: OTHER_PRACTICES },
  { name: 'a biller', claims: { role: 'biller', user: 'Practitioner/hale' }, mustNotNotice: OTHER_PRACTICES },
  { name: 'an auditor', claims: { role: 'auditor' }, mustNotNotice: OTHER_PRACTICES },
  { name: 'a program with system/*.cruds', claims: { role: 'administrator' }, mustNotNotice: OTHER_PRACTICES },
]
