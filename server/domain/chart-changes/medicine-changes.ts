import type { MedicationRequest } from '@medplum/fhirtypes'
import type { CareRecord } from '../care-plan/care-record.ts'
import { inLanguage, localText, type LocalText } from '../care-plan/local-text.ts'
import { medicineIdentity } from '../care-plan/medications/reconcile.ts'
import { isTaken, medicationName } from '../care-plan/medications/taken.ts'
import { localDate } from '../fhir/instants.ts'
import { referenceTo } from '../fhir/references.ts'
import { isWithin, type ChangesQuestion, type ChartChange } from './chart-change.ts'
import { dayWhen, type Histories } from './histories.ts'

/**
 * Medicines that were begun, stopped, or are to be taken otherwise. An order that only says again what an earlier one said
 * is no change.
 */
export function medicineChanges(
  record: CareRecord,
  histories: Histories,
  question: ChangesQuestion,
): readonly ChartChange[] {
  const orders = record
    .all('MedicationRequest')
    .filter((order) => isOrder(order) && medicationName(order, record) !== '')
  return orders.flatMap((order) => {
    const identity = medicineIdentity(order, record)
    const others = orders.filter((other) => other !== order && medicineIdentity(other, record) === identity)
    const told = { order, others, name: medicationName(order, record) }
    return isTaken(order)
      ? [...ordered(told, question), ...rewritten(told, histories, question)]
      : stopped(told, histories, question)
  })
}

interface Told {
  readonly order: MedicationRequest
  /** Other orders of the same medicine. */
  readonly others: readonly MedicationRequest[]
  readonly name: string
}

/** A new order: of a new medicine, or of one that is to be taken otherwise from now on. */
function ordered({ order, others, name }: Told, question: ChangesQuestion): readonly ChartChange[] {
  const on = orderedOn(order, question)
  if (!isWithin(on, question)) return []
  const earlier = others
    .filter((other) => (orderedOn(other, question) ?? '') < on)
    .toSorted((one, other) => (one.authoredOn ?? '').localeCompare(other.authoredOn ?? ''))
    .at(-1)
  const about = { on, what: { text: name }, references: [order, ...(earlier ? [earlier] : [])].map(referenceTo) }
  if (!earlier) return [{ kind: 'medicine-new', ...about, ...said('after', dosage(order)) }]
  return isSameDosage(earlier, order) ? [] : [{ kind: 'medicine-changed', ...about, ...fromTo(earlier, order) }]
}

/** The same order, written anew with another dosage. */
function rewritten({ order, name }: Told, histories: Histories, question: ChangesQuestion): readonly ChartChange[] {
  const versions = histories.of(order)
  const at = versions.findLastIndex(
    (version, index) => index > 0 && !isSameDosage(versions[index - 1] ?? version, version),
  )
  const [before, after] = [versions[at - 1], versions[at]]
  const on = localDate(after?.meta?.lastUpdated, question.timeZone)
  if (!before || !after || !isWithin(on, question)) return []
  return [
    {
      kind: 'medicine-changed',
      on,
      what: { text: name },
      references: [referenceTo(order)],
      ...fromTo(before, after),
    },
  ]
}

function stopped(
  { order, others, name }: Told,
  histories: Histories,
  question: ChangesQuestion,
): readonly ChartChange[] {
  const on = dayWhen(histories.of(order), (version) => !isTaken(version), question.timeZone)
  if (!isWithin(on, question) || others.some(isTaken)) return []
  const why = order.statusReason?.text
  const about = { on, what: { text: name }, references: [referenceTo(order)], ...(why !== undefined && { why }) }
  return [{ kind: 'medicine-stopped', ...about, ...said('before', dosage(order)) }]
}

function isOrder({ intent, status }: MedicationRequest): boolean {
  return !['proposal', 'plan', 'option'].includes(intent) && status !== 'entered-in-error' && status !== 'draft'
}

function orderedOn({ authoredOn }: MedicationRequest, { timeZone }: ChangesQuestion): string | undefined {
  return localDate(authoredOn, timeZone)
}

function dosage({ dosageInstruction }: MedicationRequest): LocalText | undefined {
  const [first] = dosageInstruction ?? []
  return localText(first, 'patientInstruction') ?? localText(first, 'text')
}

function isSameDosage(one: MedicationRequest, other: MedicationRequest): boolean {
  return dosage(one)?.text === dosage(other)?.text
}

function fromTo(before: MedicationRequest, after: MedicationRequest) {
  return { ...said('before', dosage(before)), ...said('after', dosage(after)) }
}

function said(side: 'before' | 'after', words: LocalText | undefined): Pick<ChartChange, 'before' | 'after'> {
  return words === undefined ? {} : { [side]: (language: 'en' | 'es') => inLanguage(words, language) }
}
