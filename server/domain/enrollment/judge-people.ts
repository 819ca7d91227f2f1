import type { RuleRefusal } from '../refusal.ts'
import { mayBillOn, roleOn, type StaffDirectory } from '../staff/staff-directory.ts'
import type { EnrollmentFacts, Proposal } from './enrollment-facts.ts'

/** Who bills and who manages the care: known to the practice, and the one may bill on the day of the start. */
export function judgePeople(proposal: Proposal, facts: EnrollmentFacts): readonly RuleRefusal[] {
  return [
    ...judgeBiller(proposal, facts.staff),
    ...judgeKnown(proposal.careManager, proposal.at.careManager, facts.staff),
  ]
}

function judgeBiller(proposal: Proposal, staff: StaffDirectory): readonly RuleRefusal[] {
  const { billingPractitioner: reference, startDay } = proposal
  const expression = proposal.at.billingPractitioner
  if (reference === undefined)
    return [
      {
        status: 422,
        rule: 'no-billing-practitioner',
        message: 'Name the practitioner who bills for the program.',
        expression,
      },
    ]
  const unknown = judgeKnown(reference, expression, staff)
  const member = staff.memberOf(reference)
  if (unknown.length > 0 || mayBillOn(member, startDay)) return unknown
  const isBiller = roleOn(member, startDay) === 'billing-practitioner'
  const why = isBiller ? 'has no NPI on file' : `is not a billing practitioner of this practice on ${startDay}`
  return [
    { status: 422, rule: 'not-a-billing-practitioner', message: `${member?.name ?? reference} ${why}.`, expression },
  ]
}

/** A person of the practice. */
export function judgeKnown(
  reference: string | undefined,
  expression: string,
  staff: StaffDirectory,
): readonly RuleRefusal[] {
  if (reference === undefined || staff.memberOf(reference)) return []
  return [{ status: 422, rule: 'unknown-reference', message: `${reference} is not on file.`, expression }]
}
