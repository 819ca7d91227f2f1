import type { Observation } from '@medplum/fhirtypes'
import { dayOf, monthOf, type ServiceMonth } from '../calendar.ts'
import type { EnrollmentCaller } from '../enrollment/enrollment-facts.ts'
import { codeSystem } from '../fhir/canonicals.ts'
import { hasCode } from '../fhir/codings.ts'
import { instantOf } from '../fhir/instants.ts'
import type { RuleRefusal } from '../refusal.ts'
import { roleOn, type StaffDirectory } from '../staff/staff-directory.ts'

/** What a decision about recording complexity depends on. */
export interface ComplexityFacts {
  /** Whoever may attest may judge complexity (DESIGN section 7). */
  readonly caller: EnrollmentCaller
  readonly staff: StaffDirectory
  readonly timeZone: string
  /** The patient's months that are closed, by care: `2026-03 ccm`. */
  readonly closed: ReadonlySet<string>
}

/** Whether an Observation says how complex the month's medical decision making was. */
export function isComplexity(observation: Observation): boolean {
  return hasCode(observation.code, codeSystem('ccm-observation'), 'mdm-level')
}

/** The month that a level of complexity is dated in. */
export function monthOfComplexity(observation: Observation, timeZone: string): ServiceMonth | undefined {
  const instant = effectiveOf(observation, timeZone)
  return instant === undefined ? undefined : monthOf(instant, timeZone)
}

/**
 * Judges a write of a level of complexity: a billing practitioner's own judgement, in a month that has not been closed.
 * @param next undefined for a delete
 */
export function checkComplexity(
  previous: Observation | undefined,
  next: Observation | undefined,
  facts: ComplexityFacts,
): readonly RuleRefusal[] {
  const versions = [previous, next].filter((version) => version !== undefined).filter(isComplexity)
  if (versions.length === 0) return []
  return [
    ...(facts.caller.mayAttest ? [] : [notYours('Only a billing practitioner records medical decision making.')]),
    ...(next && isComplexity(next) && next.status !== 'entered-in-error' ? judgePerformer(next, facts) : []),
    ...closedMonths(versions, facts),
  ]
}

function judgePerformer(
  observation: Observation,
  { caller, staff, timeZone }: ComplexityFacts,
): readonly RuleRefusal[] {
  const instant = effectiveOf(observation, timeZone)
  const performers = (observation.performer ?? []).flatMap(({ reference }) => staff.personOf(reference) ?? [])
  if (!caller.mayAttest || instant === undefined) return []
  const day = dayOf(instant, timeZone)
  const bills = (person: string | undefined) => roleOn(staff.memberOf(person), day) === 'billing-practitioner'
  if (!performers.some(bills)) return [notYours('The performer has to be the billing practitioner who judged it.')]
  const own = !bills(caller.person) || performers.includes(caller.person ?? '')
  return own ? [] : [notYours('A billing practitioner records their own judgement only.')]
}

function notYours(message: string): RuleRefusal {
  return { status: 403, rule: 'not-your-complexity', message, expression: 'Observation.performer' }
}

function closedMonths(versions: readonly Observation[], { closed, timeZone }: ComplexityFacts): readonly RuleRefusal[] {
  const months = new Set(versions.flatMap((version) => monthOfComplexity(version, timeZone) ?? []))
  return [...months]
    .filter((month) => [...closed].some((name) => name.startsWith(`${month} `)))
    .map((month) => ({
      status: 409,
      rule: 'month-closed',
      message: `${month} is closed for this patient: have it reopened to correct it.`,
      expression: 'Observation.effective',
    }))
}

function effectiveOf(observation: Observation, timeZone: string): number | undefined {
  const { effectiveDateTime, effectiveInstant, effectivePeriod } = observation
  return instantOf(effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.start, timeZone)
}
