import type { AllergyIntolerance, CarePlan, Coding, List, Reference } from '@medplum/fhirtypes'
import { codingsOf, isCodedIn, nameOf } from '../../fhir/codings.ts'
import { literalOf, referenceTo } from '../../fhir/references.ts'
import { MEDICATION_LIST } from '../../terminology/generated/care-plan-codes.ts'
import { byKeys } from '../../by-keys.ts'
import type { CareRecord } from '../care-record.ts'
import { inLanguage, localName, type LocalText } from '../local-text.ts'
import { MedicineNames } from './allergen.ts'
import { isTaken, medicationConcept, medicationName, takenMedicines, type Medicine } from './taken.ts'

/** Something about the medicines that somebody has to look at. */
export interface Discrepancy {
  readonly kind: 'not-on-list' | 'stopped-in-chart' | 'duplicate' | 'allergy'
  /** What is wrong, in a clinician's words. */
  readonly message: LocalText
  /** The medicines and allergies concerned. */
  readonly references: readonly string[]
}

/**
 * The newest reconciled medication list: a current List with a code for medications, among the plan's supporting
 * information, else in the record.
 */
export function reconciliationOf(plan: CarePlan, record: CareRecord): List | undefined {
  const named = (plan.supportingInfo ?? []).flatMap((reference) => record.findA('List', reference) ?? [])
  return newest(named.filter(isMedicationList)) ?? newest(record.all('List').filter(isMedicationList))
}

function isMedicationList(list: List): boolean {
  return list.status === 'current' && isCodedIn(list.code, MEDICATION_LIST)
}

function newest(lists: readonly List[]): List | undefined {
  return [...lists].sort((a, b) => (a.date ?? '').localeCompare(b.date ?? '')).at(-1)
}

/**
 * Compares the reconciled list with the chart's medicines, and the medicines with each other and with the allergies.
 * Allergies are matched by code, by name and by the common classes of `allergen.ts`; interactions are not judged: that
 * takes a drug database and a pharmacist.
 */
export function reconcile(list: List | undefined, record: CareRecord): readonly Discrepancy[] {
  const medicines = takenMedicines(record)
  return [
    ...(list ? againstList(list, medicines, record) : []),
    ...duplicates(medicines, record),
    ...againstAllergies(medicines, record),
  ]
}

function againstList(list: List, medicines: readonly Medicine[], record: CareRecord): readonly Discrepancy[] {
  const kept = (list.entry ?? []).filter((entry) => entry.deleted !== true)
  const listed = new Set(kept.map((entry) => literalOf(entry.item)))
  const listedNames = new Set(kept.flatMap((entry) => nameOfItem(entry.item, record)))
  const missing = medicines.filter((medicine) => {
    const name = medicationName(medicine, record).toLowerCase()
    return !listed.has(referenceTo(medicine)) && !listedNames.has(name)
  })
  const stopped = kept.flatMap((entry) => {
    const item = record.find(entry.item)
    const isMedicine = item?.resourceType === 'MedicationRequest' || item?.resourceType === 'MedicationStatement'
    return isMedicine && !isTaken(item) ? [item] : []
  })
  return [
    ...missing.map((medicine) =>
      discrepancy('not-on-list', medicine, {
        text: 'is in the chart but not on the reconciled list',
        es: 'está en el expediente y no en la lista conciliada',
      }),
    ),
    ...stopped.map((medicine) =>
      discrepancy('stopped-in-chart', medicine, {
        text: 'is on the reconciled list but no longer active in the chart',
        es: 'está en la lista conciliada y ya no está activo en el expediente',
      }),
    ),
  ]

  function discrepancy(
    kind: Discrepancy['kind'],
    medicine: Medicine,
    what: Readonly<Record<'text' | 'es', string>>,
  ): Discrepancy {
    const name = medicationName(medicine, record)
    const message = { text: `${name} ${what.text}.`, es: `${name} ${what.es}.` }
    return { kind, message, references: [referenceTo(medicine)] }
  }
}

function nameOfItem(item: Reference, record: CareRecord): readonly string[] {
  const found = record.find(item)
  const isMedicine = found?.resourceType === 'MedicationRequest' || found?.resourceType === 'MedicationStatement'
  return isMedicine ? [medicationName(found, record).toLowerCase()] : []
}

function duplicates(medicines: readonly Medicine[], record: CareRecord): readonly Discrepancy[] {
  const byName = Map.groupBy(medicines, (medicine) => medicineIdentity(medicine, record))
  return [...byName].flatMap(([identity, same]) => {
    if (identity === '') return []
    const orders = same.filter((medicine) => medicine.resourceType === 'MedicationRequest')
    const first = orders[0]
    if (orders.length < 2 || !first) return []
    const name = medicationName(first, record)
    const times = String(orders.length)
    const message = { text: `${name} is ordered ${times} times.`, es: `${name} está indicado ${times} veces.` }
    return [{ kind: 'duplicate' as const, message, references: orders.map(referenceTo) }]
  })
}

/** What makes two orders the same medicine: its code, else its name. */
export function medicineIdentity(medicine: Medicine, record: CareRecord): string {
  const coding = codingsOf(medicationConcept(medicine, record))[0]
  return coding?.code ? `${coding.system ?? ''}|${coding.code}` : medicationName(medicine, record).toLowerCase()
}

/** So many medicines that meet an allergy are told: who reads them has enough to do. */
const MOST_MET = 1000

function againstAllergies(medicines: readonly Medicine[], record: CareRecord): readonly Discrepancy[] {
  const names = new MedicineNames(medicines, (medicine) => medicationName(medicine, record))
  const byCode = byKeys(medicines, (medicine) => codingsOf(medicationConcept(medicine, record)).map(codeKey))
  const met: Discrepancy[] = []
  for (const allergy of record.all('AllergyIntolerance').filter(isActiveAllergy)) {
    const sameCode = codingsOf(allergy.code).flatMap((coding) => byCode.get(codeKey(coding)) ?? [])
    for (const medicine of new Set([...sameCode, ...names.namedBy(nameOf(allergy.code))])) {
      if (met.length === MOST_MET) return met
      met.push(meeting(medicationName(medicine, record), medicine, allergy))
    }
  }
  return met
}

function codeKey({ system = '', code = '' }: Coding): string {
  return `${system}|${code}`
}

function meeting(name: string, medicine: Medicine, allergy: AllergyIntolerance): Discrepancy {
  const allergen = localName(allergy.code)
  const message = {
    text: `${name} is active, and the chart has an allergy: ${allergen.text}.`,
    es: `${name} está activo, y el expediente tiene una alergia: ${inLanguage(allergen, 'es')}.`,
  }
  return { kind: 'allergy', message, references: [referenceTo(medicine), referenceTo(allergy)] }
}

/** Whether an allergy is one to heed: active, neither refuted nor entered by mistake. */
export function isActiveAllergy(allergy: AllergyIntolerance): boolean {
  const clinical = allergy.clinicalStatus?.coding?.[0]?.code ?? 'active'
  const verification = allergy.verificationStatus?.coding?.[0]?.code
  return clinical === 'active' && verification !== 'refuted' && verification !== 'entered-in-error'
}
