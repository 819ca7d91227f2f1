import type { AllergyIntolerance, CarePlan, List } from '@medplum/fhirtypes'
import { isCodedIn } from '../../fhir/codings.ts'
import { referenceTo } from '../../fhir/references.ts'
import { NO_KNOWN_ALLERGY } from '../../terminology/generated/care-plan-codes.ts'
import type { CareRecord } from '../care-record.ts'
import { localName, localText, type LocalText } from '../local-text.ts'
import { isActiveAllergy, reconcile, reconciliationOf, type Discrepancy } from '../medications/reconcile.ts'
import { isTaken, medicationName, type Medicine } from '../medications/taken.ts'
import { localDate } from '../../fhir/instants.ts'
import { memberName } from './member-name.ts'
import { problemName } from './problem-view.ts'

/** What the patient takes and must not take. */
export interface MedicationsView {
  readonly medications: readonly MedicationView[]
  /** Those of them that the plan itself names: as activities, or by the list that was reconciled for it. */
  readonly planned: readonly MedicationView[]
  readonly allergies: readonly AllergyView[]
  /** Somebody looked and found no allergy. */
  readonly noKnownAllergies: boolean
  /** The last reconciliation on file. */
  readonly reconciliation?: { readonly reference: string; readonly on?: string; readonly by?: string }
  readonly discrepancies: readonly Discrepancy[]
}

export interface MedicationView {
  readonly reference: string
  readonly name: string
  readonly howToTake?: LocalText
  /** What it is for. */
  readonly reason?: LocalText
}

interface AllergyView {
  readonly reference: string
  /** With the reaction, where one is on file. */
  readonly name: LocalText
}

/** Reads the medication list and the allergies of the patient's record. */
export function medicationsView(plan: CarePlan, record: CareRecord, timeZone: string): MedicationsView {
  const list = reconciliationOf(plan, record)
  const on = localDate(list?.date, timeZone)
  const by = memberName(list?.source, record)
  const allergies = allergiesOf(record)
  return {
    medications: saidOnce([
      ...taken(record.all('MedicationRequest'), record),
      ...taken(record.all('MedicationStatement'), record),
    ]),
    planned: saidOnce(taken(plannedMedicines(plan, list, record), record)),
    allergies: allergies.filter((allergy) => !allergy.none).map(({ view }) => view),
    noKnownAllergies: allergies.length > 0 && allergies.every((allergy) => allergy.none),
    ...(list && { reconciliation: { reference: referenceTo(list), ...(on && { on }), ...(by && { by }) } }),
    discrepancies: reconcile(list, record),
  }
}

function plannedMedicines(plan: CarePlan, list: List | undefined, record: CareRecord): readonly Medicine[] {
  const named = [
    ...(plan.activity ?? []).flatMap(({ reference }) => reference ?? []),
    ...(list?.entry ?? []).flatMap(({ deleted, item }) => (deleted === true ? [] : [item])),
  ]
  return named.flatMap(
    (reference) => record.findA('MedicationRequest', reference) ?? record.findA('MedicationStatement', reference) ?? [],
  )
}

/** Each medicine once. What is ordered twice in different words stands there twice: neither may be lost. */
function saidOnce(medications: readonly MedicationView[]): readonly MedicationView[] {
  const told = new Set(medications.flatMap(({ name, howToTake }) => (howToTake === undefined ? [] : [name])))
  const said = new Set<string>()
  return medications.filter(({ name, howToTake }) => {
    if (howToTake === undefined && told.has(name)) return false
    const words = JSON.stringify([name, howToTake?.text])
    if (said.has(words)) return false
    said.add(words)
    return true
  })
}

/** How a medicine is taken, all of it: a dose in the morning and another at night are two instructions. */
function instructionsOf(medication: Medicine): LocalText | undefined {
  const doses = medication.resourceType === 'MedicationRequest' ? medication.dosageInstruction : medication.dosage
  const said = (doses ?? []).flatMap((dose) => localText(dose, 'patientInstruction') ?? localText(dose, 'text') ?? [])
  if (said.length === 0) return undefined
  const spanish = said.flatMap(({ es }) => es ?? [])
  const text = said.map((one) => one.text).join('; ')
  return spanish.length === said.length ? { text, es: spanish.join('; ') } : { text }
}

function taken(medications: readonly Medicine[], record: CareRecord): readonly MedicationView[] {
  return medications.filter(isTaken).flatMap((medication) => {
    const name = medicationName(medication, record)
    if (name === '') return []
    const howToTake = instructionsOf(medication)
    const reason = reasonOf(medication, record)
    return [
      {
        reference: referenceTo(medication),
        name,
        ...(howToTake && { howToTake }),
        ...(reason && { reason }),
      },
    ]
  })
}

/** Why a medicine is taken: its own word, else the problem that it names. */
function reasonOf({ reasonCode, reasonReference }: Medicine, record: CareRecord): LocalText | undefined {
  const said = localName(reasonCode?.[0])
  if (said.text !== '') return said
  const problem = record.findA('Condition', reasonReference?.[0])
  return problem && problemName(problem)
}

function allergyName({ code, reaction = [] }: AllergyIntolerance): LocalText {
  const name = localName(code)
  const shown = localName(reaction[0]?.manifestation[0])
  if (shown.text === '') return name
  const text = `${name.text} (${shown.text})`
  return name.es === undefined || shown.es === undefined ? { text } : { text, es: `${name.es} (${shown.es})` }
}

function allergiesOf(record: CareRecord): readonly { view: AllergyView; none: boolean }[] {
  return record
    .all('AllergyIntolerance')
    .filter(isActiveAllergy)
    .map((allergy) => {
      return {
        view: {
          reference: referenceTo(allergy),
          name: allergyName(allergy),
        },
        none: isCodedIn(allergy.code, NO_KNOWN_ALLERGY),
      }
    })
    .filter(({ view }) => view.name.text !== '')
}
