import type { Encounter } from '@medplum/fhirtypes'
import { SYSTEM } from '../fhir/canonicals.ts'
import { codingsOf } from '../fhir/codings.ts'
import { daysOf } from '../fhir/instants.ts'
import { literalOf } from '../fhir/references.ts'
import { mayBillOn, type StaffDirectory } from '../staff/staff-directory.ts'
import { EVALUATION_AND_MANAGEMENT, INITIATING_VISITS } from '../terminology/generated/visit-codes.ts'

/** Encounter classes that are face to face even where no procedure code says so. */
const FACE_TO_FACE_CLASSES = new Set(['AMB', 'HH', 'FLD', 'EMER', 'IMP', 'ACUTE', 'NONAC', 'OBSENC', 'SS'])

/** An evaluation and management code that staff report on their own: nobody saw the practitioner. */
const NURSE_VISIT = '99211'

/** Whose visits are asked for. */
export interface VisitQuestion {
  /** A person; undefined: anybody of the practice who may bill. */
  readonly billingPractitioner: string | undefined
  readonly staff: StaffDirectory
  readonly timeZone: string
}

/** Local day on which a visit began; undefined where the chart does not say. */
export function visitDay(encounter: Encounter, timeZone: string): string | undefined {
  return daysOf(encounter.period?.start, timeZone)?.first
}

/** The finished visits with the billing practitioner. */
export function visitsWith(encounters: readonly Encounter[], question: VisitQuestion): readonly Encounter[] {
  return encounters.filter((encounter) => isFinished(encounter) && isWith(encounter, question))
}

function isWith(encounter: Encounter, { billingPractitioner, staff, timeZone }: VisitQuestion): boolean {
  const day = visitDay(encounter, timeZone)
  return peopleOf(encounter, staff).some((person) =>
    billingPractitioner === undefined
      ? day !== undefined && mayBillOn(staff.memberOf(person), day)
      : person === billingPractitioner,
  )
}

/** The persons of an encounter. */
function peopleOf(encounter: Encounter, staff: StaffDirectory): readonly string[] {
  return (encounter.participant ?? []).flatMap(({ individual }) => staff.personOf(individual?.reference) ?? [])
}

/** A finished visit that the practice's own people made, or that names the practice as its provider. */
export function isServiceOfPractice(
  encounter: Encounter,
  practice: string | undefined,
  staff: StaffDirectory,
): boolean {
  if (!isFinished(encounter)) return false
  const byPractice = practice !== undefined && literalOf(encounter.serviceProvider) === practice
  return byPractice || peopleOf(encounter, staff).some((person) => (staff.memberOf(person)?.roles.length ?? 0) > 0)
}

/** Face to face with a practitioner: by its procedure codes where it carries some, else by its class. */
export function isFaceToFace(encounter: Encounter): boolean {
  const codes = procedureCodes(encounter)
  if (codes.length === 0) return FACE_TO_FACE_CLASSES.has(encounter.class.code ?? '')
  return codes.some(
    (code) => INITIATING_VISITS.has(code) || (EVALUATION_AND_MANAGEMENT.has(code) && code !== NURSE_VISIT),
  )
}

/** A visit at which care management can begin; without a procedure code the clinician's word stands for it. */
export function canInitiate(encounter: Encounter): boolean {
  const codes = procedureCodes(encounter)
  return codes.length === 0 ? isFaceToFace(encounter) : codes.some((code) => INITIATING_VISITS.has(code))
}

/** CPT and HCPCS codes in an Encounter's type. */
function procedureCodes(encounter: Encounter): readonly string[] {
  return codingsOf(encounter.type).flatMap(({ system, code }) =>
    code !== undefined && (system === SYSTEM.cpt || system === SYSTEM.hcpcs) ? [code] : [],
  )
}

function isFinished(encounter: Encounter): boolean {
  return encounter.status === 'finished'
}
