import type { Condition } from '@medplum/fhirtypes'
import { SYSTEM } from '../fhir/canonicals.ts'
import { codeIn } from '../fhir/codings.ts'
import { daysOf } from '../fhir/instants.ts'

/** Whether a condition was in force on a day, as far as the chart tells. */
export interface ConditionStatus {
  readonly inForce: boolean
  /** In force, but somebody has to confirm it: why. */
  readonly doubt?: string
  /** Local day of onset, the earliest that the chart allows. */
  readonly onset?: string
}

const ACTIVE = ['active', 'recurrence', 'relapse']
const OVER = ['inactive', 'remission', 'resolved']
const UNTRUE = ['refuted', 'entered-in-error']
const UNSURE = ['unconfirmed', 'provisional', 'differential']

/**
 * A condition that has ended since was still in force before the day of its abatement; one that began later was not yet.
 * Without a clinical status it is in force and in doubt: a diagnosis of some encounter, not a problem of the list.
 */
export function statusOn(condition: Condition, on: string, timeZone: string): ConditionStatus {
  const begun = daysOf(condition.onsetDateTime ?? condition.onsetPeriod?.start, timeZone)
  const onset = begun && { onset: begun.first }
  const verification = codeIn(condition.verificationStatus, SYSTEM.conditionVerification)
  const clinical = codeIn(condition.clinicalStatus, SYSTEM.conditionClinical)
  const untrue = verification !== undefined && UNTRUE.includes(verification)
  const later = begun !== undefined && begun.first > on
  if (untrue || later || isOver(condition, clinical, on, timeZone)) return { inForce: false, ...onset }
  const doubt = doubtOf(clinical, verification)
  return { inForce: true, ...(doubt && { doubt }), ...onset }
}

/** Over by the given day: by the day of abatement, and where that does not tell, by the status. */
function isOver(condition: Condition, clinical: string | undefined, on: string, timeZone: string): boolean {
  const abated = daysOf(condition.abatementDateTime ?? condition.abatementPeriod?.end, timeZone)
  if (abated && abated.first > on) return false
  if (abated && abated.last <= on) return true
  return abatedSomehow(condition) || (clinical !== undefined && OVER.includes(clinical))
}

function abatedSomehow(condition: Condition): boolean {
  return (condition.abatementAge ?? condition.abatementRange ?? condition.abatementString) !== undefined
}

function doubtOf(clinical: string | undefined, verification: string | undefined): string | undefined {
  if (verification !== undefined && UNSURE.includes(verification)) return `the diagnosis is ${verification}`
  if (clinical === undefined) return 'the chart does not say whether it is active'
  return ACTIVE.includes(clinical) || OVER.includes(clinical) ? undefined : `its status is ${clinical}`
}
