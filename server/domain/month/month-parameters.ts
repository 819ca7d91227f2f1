import type { Coding, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import type { Charge, MonthDecision, PolicyCharges } from '../billing/month-decision.ts'
import { moneyOf } from '../money.ts'
import { isClosed, type MonthState } from './month-state.ts'

/** The answer of `$ccm-month` as Parameters (DESIGN section 3). */
export function monthParameters(decision: MonthDecision, state: MonthState | undefined): Parameters {
  const { program, otherPrograms, staffMinutes, practitionerMinutes, totalMinutes, next } = decision
  return {
    resourceType: 'Parameters',
    parameter: [
      ...(program ? [{ name: 'program', valueCode: program }] : []),
      ...otherPrograms.map((other) => ({ name: 'otherProgram', valueCode: other })),
      ...(state ? [{ name: 'state', valueCode: state }] : []),
      { name: 'clinicalStaffMinutes', valueInteger: staffMinutes },
      { name: 'practitionerMinutes', valueInteger: practitionerMinutes },
      { name: 'totalMinutes', valueInteger: totalMinutes },
      ...chargeParts(decision),
      ...(program ? [alternativePart(decision.alternative)] : []),
      ...decision.notCounted.map(({ task, code, minutes, seconds, message }) => ({
        name: 'notCounted',
        part: [
          { name: 'task', valueReference: { reference: task } },
          { name: 'code', valueCode: code },
          { name: 'minutes', valueInteger: minutes },
          { name: 'seconds', valueDecimal: seconds },
          { name: 'message', valueString: message },
        ],
      })),
      ...notGivenParts(decision.notGiven),
      ...(next
        ? [
            {
              name: 'next',
              part: [
                { name: 'code', valueCoding: codingOf(next) },
                { name: 'minutesNeeded', valuePositiveInt: next.minutesNeeded },
                { name: 'by', valueCode: next.by },
              ],
            },
          ]
        : []),
      ...reasonParts('blocker', decision.blockers),
      ...reasonParts('warning', decision.warnings),
    ],
  }
}

function alternativePart(alternative: PolicyCharges): ParametersParameter {
  return { name: 'alternative', part: [{ name: 'policy', valueCode: alternative.policy }, ...chargeParts(alternative)] }
}

/** `charge` parts: code, units, amount, service date, the time that earned it, and why. */
function chargeParts({ charges }: Pick<PolicyCharges, 'charges'>): ParametersParameter[] {
  return charges.map((charge) => ({ name: 'charge', part: [...chargePart(charge), ...evidencePart(charge)] }))
}

/** What is charged, without its evidence. */
export function chargePart(
  charge: Pick<Charge, 'code' | 'system' | 'units' | 'amount' | 'serviceDate'>,
): ParametersParameter[] {
  return [
    { name: 'code', valueCoding: codingOf(charge) },
    { name: 'units', valuePositiveInt: charge.units },
    { name: 'amount', valueMoney: moneyOf(charge.amount) },
    { name: 'serviceDate', valueDate: charge.serviceDate },
  ]
}

function evidencePart({ tasks, reason }: Charge): ParametersParameter[] {
  return [
    ...tasks.map((reference) => ({ name: 'task', valueReference: { reference } })),
    { name: 'reason', valueString: reason },
  ]
}

/** `notGiven` parts: a code, why it is not billed, and the rule that says so. */
export function notGivenParts(notGiven: MonthDecision['notGiven']): ParametersParameter[] {
  return notGiven.map(({ system, code, message, rule }) => ({
    name: 'notGiven',
    part: [
      { name: 'code', valueCoding: codingOf({ system, code }) },
      { name: 'message', valueString: message },
      { name: 'rule', valueCode: rule },
    ],
  }))
}

/** `blocker` and `warning` parts. */
export function reasonParts(name: string, reasons: MonthDecision['blockers']): ParametersParameter[] {
  return reasons.map(({ code, message }) => ({
    name,
    part: [
      { name: 'code', valueCode: code },
      { name: 'message', valueString: message },
    ],
  }))
}

/** A charge code as a Coding. */
export function codingOf({ system, code }: Pick<Charge, 'system' | 'code'>): Coding {
  return { system, code }
}

/**
 * The state of a month that is asked about: as stored where somebody has closed or reopened it, else by what the month
 * says now. Undefined where the patient was not enrolled in it.
 * @param ended the month has ended in the practice's time zone
 */
export function stateNow(
  decision: MonthDecision,
  stored: MonthState | undefined,
  ended: boolean,
): MonthState | undefined {
  if (isClosed(stored) || stored === 'reopened') return stored
  if (decision.program === undefined) return undefined
  if (!ended) return 'open'
  if (decision.blockers.length > 0) return 'needs-attention'
  return decision.charges.length > 0 ? 'ready' : 'open'
}
