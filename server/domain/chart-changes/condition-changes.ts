import type { Condition } from '@medplum/fhirtypes'
import type { CareRecord } from '../care-plan/care-record.ts'
import { problemName } from '../care-plan/view/problem-view.ts'
import { localDate } from '../fhir/instants.ts'
import { codingsOf, nameOf } from '../fhir/codings.ts'
import { referenceTo } from '../fhir/references.ts'
import { isWithin, type ChangesQuestion, type ChartChange } from './chart-change.ts'
import { dayWhen, type Histories } from './histories.ts'

/**
 * Conditions that were put on the chart, and those that are over. A diagnosis that a visit only says again is not new, and
 * nothing is over that stands in the chart elsewhere.
 */
export function conditionChanges(
  record: CareRecord,
  histories: Histories,
  question: ChangesQuestion,
): readonly ChartChange[] {
  const conditions = record.all('Condition').filter(isBelieved)
  return conditions.flatMap((condition) => {
    const same = conditions.filter((other) => other !== condition && isSame(other, condition))
    return isOver(condition) ? ended(condition, same, histories, question) : begun(condition, same, question)
  })
}

function begun(condition: Condition, same: readonly Condition[], question: ChangesQuestion): readonly ChartChange[] {
  const on = recordedOn(condition, question)
  const known = same.some((other) => (recordedOn(other, question) ?? '') < (on ?? ''))
  return isWithin(on, question) && !known ? [change('condition-new', condition, on)] : []
}

function ended(
  condition: Condition,
  same: readonly Condition[],
  histories: Histories,
  question: ChangesQuestion,
): readonly ChartChange[] {
  const { abatementDateTime, abatementPeriod } = condition
  const said = localDate(abatementDateTime ?? abatementPeriod?.end, question.timeZone)
  const on = said ?? dayWhen(histories.of(condition), isOver, question.timeZone)
  return isWithin(on, question) && same.every(isOver) ? [change('condition-resolved', condition, on)] : []
}

function change(kind: 'condition-new' | 'condition-resolved', condition: Condition, on: string): ChartChange {
  return { kind, on, what: problemName(condition), references: [referenceTo(condition)] }
}

function recordedOn({ recordedDate, onsetDateTime }: Condition, { timeZone }: ChangesQuestion): string | undefined {
  return localDate(recordedDate ?? onsetDateTime, timeZone)
}

function isBelieved(condition: Condition): boolean {
  const doubt = condition.verificationStatus?.coding?.[0]?.code
  return doubt !== 'refuted' && doubt !== 'entered-in-error' && nameOf(condition.code) !== ''
}

const OVER: ReadonlySet<string> = new Set(['inactive', 'remission', 'resolved'])

/** Whether a condition is over. */
export function isOver({ clinicalStatus }: Condition): boolean {
  return OVER.has(clinicalStatus?.coding?.[0]?.code ?? '')
}

function isSame(one: Condition, other: Condition): boolean {
  if (nameOf(one.code).toLowerCase() === nameOf(other.code).toLowerCase()) return true
  const codes = new Set(codingsOf(one.code).map(({ system = '', code = '' }) => `${system}|${code}`))
  return codingsOf(other.code).some(({ system = '', code = '' }) => codes.has(`${system}|${code}`))
}
