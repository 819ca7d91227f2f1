import type { RuleRefusal } from '../refusal.ts'
import { roleOn } from '../staff/staff-directory.ts'
import type { EnrollmentFacts } from './enrollment-facts.ts'
import { judgeKnown } from './judge-people.ts'

/**
 * Whether the attestation is the caller's to give: a billing practitioner speaks for themself (ccm-rules §3.1). In the
 * demo the administrator may write down a billing practitioner's word.
 * @param by who is named as attesting, as written; absent: the caller
 * @param expression where `by` stands
 */
export function judgeAttestation(
  by: string | undefined,
  expression: string,
  day: string,
  facts: EnrollmentFacts,
): readonly RuleRefusal[] {
  const { caller, staff } = facts
  const notYours = (message: string): readonly RuleRefusal[] => [
    { status: 403, rule: 'not-your-attestation', message, expression },
  ]
  if (!caller.mayAttest) return notYours('Only a billing practitioner attests; leave it to them, it may come later.')
  const unknown = judgeKnown(by, expression, staff)
  if (by === undefined || unknown.length > 0) return unknown
  const callerBills = roleOn(staff.memberOf(caller.person), day) === 'billing-practitioner'
  if (callerBills && staff.personOf(by) !== staff.personOf(caller.person))
    return notYours('A billing practitioner attests in their own name only.')
  return roleOn(staff.memberOf(by), day) === 'billing-practitioner'
    ? []
    : notYours('Who attests has to be a billing practitioner.')
}
