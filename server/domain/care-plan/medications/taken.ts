import type { CodeableConcept, MedicationRequest, MedicationStatement, Reference, Resource } from '@medplum/fhirtypes'
import { nameOf } from '../../fhir/codings.ts'
import type { CareRecord } from '../care-record.ts'

/** A medicine in a chart, ordered or told. */
export type Medicine = MedicationRequest | MedicationStatement

/** Whether a medicine is one that the patient takes now, as far as the chart knows. */
export function isTaken(medication: Medicine): boolean {
  if (medication.resourceType === 'MedicationStatement')
    return medication.status === 'active' || medication.status === 'intended'
  return medication.status === 'active' && !['proposal', 'plan', 'option'].includes(medication.intent)
}

/** What a medicine is called: its own concept, or that of the Medication it points to. */
export function medicationName(medication: Medicine, record: CareRecord): string {
  const code = medicationConcept(medication, record)
  return nameOf(code) || (medication.medicationReference?.display ?? '')
}

/** The concept of a medicine, also where it stands in a Medication of its own, contained or stored. */
export function medicationConcept(
  medication: {
    readonly medicationCodeableConcept?: CodeableConcept | undefined
    readonly medicationReference?: Reference | undefined
    readonly contained?: readonly Resource[] | undefined
  },
  record: CareRecord,
): CodeableConcept | undefined {
  const { medicationCodeableConcept: concept, medicationReference: reference, contained } = medication
  const inner = contained?.find(({ id }) => id !== undefined && reference?.reference === `#${id}`)
  if (inner) return concept ?? (inner.resourceType === 'Medication' ? inner.code : undefined)
  return concept ?? record.findA('Medication', reference)?.code
}

/** All medicines that the patient takes now. */
export function takenMedicines(record: CareRecord): readonly Medicine[] {
  return [...record.all('MedicationRequest'), ...record.all('MedicationStatement')].filter(isTaken)
}
