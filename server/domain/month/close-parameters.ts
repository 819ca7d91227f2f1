import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import type { ServiceMonth } from '../calendar.ts'
import type { Charge, MonthDecision } from '../billing/month-decision.ts'
import { moneyOf } from '../money.ts'
import { programOfCare, type Care } from './care.ts'
import { chargePart, reasonParts } from './month-parameters.ts'
import type { MonthState } from './month-state.ts'

/** A charge without its evidence: ten thousand patients are told of in one answer. */
type BilledCode = Pick<Charge, 'code' | 'system' | 'units' | 'amount' | 'serviceDate'>

/** What a close did, or would do, for one patient's care. */
export interface ClosedPatient {
  /** `Patient/id`. */
  readonly patient: string
  readonly care: Care
  readonly state: MonthState
  /** It had been closed before, or stands as it stood: nothing was written. */
  readonly unchanged: boolean
  /** Undefined where an earlier close has decided. */
  readonly decision?: Pick<MonthDecision, 'total' | 'blockers' | 'warnings'> & {
    readonly charges: readonly BilledCode[]
    /** What the other policy would bill. */
    readonly alternative: Pick<MonthDecision['alternative'], 'policy' | 'total'>
  }
  /** `ChargeItem/id` of the charges that stand. */
  readonly charges: readonly string[]
}

/** A whole practice's close. */
export interface ClosedPractice {
  readonly month: ServiceMonth
  readonly dryRun: boolean
  readonly patients: readonly ClosedPatient[]
}

/** The result of `$ccm-close-month`: counts, totals, a part for each patient and programme. */
export function closeParameters({ month, dryRun, patients }: ClosedPractice): Parameters {
  const count = (holds: (patient: ClosedPatient) => boolean) => patients.filter(holds).length
  const made = patients.filter(({ state, unchanged }) => state === 'closed' && !unchanged)
  const total = made.reduce((sum, { decision }) => sum + (decision?.total ?? 0), 0)
  const charges = made.reduce((sum, { decision }) => sum + (decision?.charges.length ?? 0), 0)
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'month', valueString: month },
      { name: 'dryRun', valueBoolean: dryRun },
      { name: 'patients', valueInteger: new Set(patients.map(({ patient }) => patient)).size },
      { name: 'closed', valueInteger: made.length },
      { name: 'needsAttention', valueInteger: count(({ state }) => state === 'needs-attention') },
      { name: 'unchanged', valueInteger: count(({ unchanged }) => unchanged) },
      { name: 'charges', valueInteger: charges },
      { name: 'total', valueMoney: moneyOf(total) },
      ...alternativeParts(made),
      ...patients.map(patientPart),
    ],
  }
}

/** What the other policy would bill for the same patients: both are always shown. */
function alternativeParts(made: readonly ClosedPatient[]): ParametersParameter[] {
  const others = made.flatMap(({ decision }) => decision?.alternative ?? [])
  const [first] = others
  if (!first) return []
  const total = others.reduce((sum, other) => sum + other.total, 0)
  const part = [
    { name: 'policy', valueCode: first.policy },
    { name: 'total', valueMoney: moneyOf(total) },
  ]
  return [{ name: 'alternative', part }]
}

function patientPart({ patient, care, state, unchanged, decision, charges }: ClosedPatient): ParametersParameter {
  return {
    name: 'patient',
    part: [
      { name: 'patient', valueReference: { reference: patient } },
      { name: 'program', valueCode: programOfCare(care) },
      { name: 'state', valueCode: state },
      { name: 'unchanged', valueBoolean: unchanged },
      ...(decision?.charges ?? []).map((charge) => ({ name: 'charge', part: chargePart(charge) })),
      ...charges.map((reference) => ({ name: 'chargeItem', valueReference: { reference } })),
      ...reasonParts('blocker', decision?.blockers ?? []),
      ...reasonParts('warning', decision?.warnings ?? []),
    ],
  }
}
