import type { CarePlan } from '@medplum/fhirtypes'
import { nameOf } from '../../fhir/codings.ts'
import type { CareRecord } from '../care-record.ts'
import { localDate } from '../words/dates.ts'

/** A health problem that the plan addresses. */
export interface ProblemView {
  /** As the plan names it. */
  readonly reference: string
  readonly name: string
  /** Day, month or year of onset. */
  readonly since?: string
}

/** The problem list: the Conditions in `CarePlan.addresses`. */
export function problemViews(plan: CarePlan, record: CareRecord, timeZone: string): readonly ProblemView[] {
  return (plan.addresses ?? []).flatMap((reference) => {
    const condition = record.findA('Condition', reference)
    const name = condition ? nameOf(condition.code) : ''
    const shown = name === '' ? reference.display : name
    if (shown === undefined) return []
    const since = localDate(condition?.onsetDateTime ?? condition?.onsetPeriod?.start, timeZone)
    return [{ reference: reference.reference ?? '', name: shown, ...(since && { since }) }]
  })
}
