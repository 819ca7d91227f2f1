import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import type { SupposedCharges, SupposedMonth } from '../billing/suppose-month.ts'
import { moneyOf } from '../money.ts'
import { codingOf, notGivenParts, reasonParts } from './month-parameters.ts'

/** The answer of `$ccm-simulate` as Parameters. */
export function supposeParameters({
  program,
  totalMinutes,
  outcomes,
  blockers,
  warnings,
  ...month
}: SupposedMonth): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      ...(program ? [{ name: 'program', valueCode: program }] : []),
      { name: 'totalMinutes', valueInteger: totalMinutes },
      ...outcomes.map((outcome) => ({ name: 'outcome', part: outcomeParts(outcome) })),
      ...notGivenParts(month.notGiven),
      ...reasonParts('blocker', blockers),
      ...reasonParts('warning', warnings),
    ],
  }
}

function outcomeParts({ policy, charges, total, difference }: SupposedCharges): ParametersParameter[] {
  return [
    { name: 'policy', valueCode: policy },
    { name: 'total', valueMoney: moneyOf(total) },
    { name: 'difference', valueMoney: moneyOf(difference) },
    ...charges.map((charge) => ({
      name: 'charge',
      part: [
        { name: 'code', valueCoding: codingOf(charge) },
        { name: 'units', valuePositiveInt: charge.units },
        { name: 'amount', valueMoney: moneyOf(charge.amount) },
      ],
    })),
  ]
}
