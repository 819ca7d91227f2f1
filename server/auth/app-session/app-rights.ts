import type { Role } from '#ports/caller.ts'
import type { RolePolicy } from '../roles.ts'

/** What the app offers a person (docs/security.md): what it leaves out, the server would refuse. */
export interface AppRights {
  /** Enroll, keep the plan and log own time. */
  readonly care: boolean
  /** Confirm duration and risk, put a plan into force. */
  readonly attest: boolean
  /** Close and reopen months, correct time. */
  readonly bill: boolean
  /** Set up the practice. */
  readonly setUp: boolean
}

const NONE: AppRights = { care: false, attest: false, bill: false, setUp: false }

/** What the table of roles lets a person do in the app. @param role absent: nobody has given one yet; they can read */
export function appRights(policy: RolePolicy, role: Role | undefined): AppRights {
  if (role === undefined) return NONE
  const care = policy.mayCall(role, 'ccm-enroll') && policy.may(role, 'u', 'CarePlan')
  return {
    care,
    attest: care && role !== 'clinical-staff',
    bill: policy.mayCall(role, 'ccm-close-month'),
    setUp: policy.may(role, 'u', 'Organization'),
  }
}
