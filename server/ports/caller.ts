import type { Tenant } from './access.ts'

/** What a person or program is to the practice (DESIGN section 7). `auth/roles.ts` says what each may do. */
export const ROLES = [
  'administrator',
  'billing-practitioner',
  'clinical-staff',
  'biller',
  'auditor',
  'payer',
  'patient',
] as const

export type Role = (typeof ROLES)[number]

/** Who asks, as far as the programme's rules care. */
export interface Caller {
  readonly tenant: Tenant
  readonly role: Role
  /** `Practitioner/x` or `Patient/x`; absent for a program that acts by itself. */
  readonly user?: string
  /** The OAuth client. */
  readonly client: string
}
