import type { Encounter, HumanName, Patient } from '@medplum/fhirtypes'
import { dayOf } from '#domain/calendar.ts'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { personName } from '#domain/fhir/names.ts'
import { literalOf } from '#domain/fhir/references.ts'
import { present } from '#domain/present.ts'
import { NotAdmitted, type AdmittedPatient, type Arrival } from '#ports/ehr-admission.ts'
import type { FhirReader, FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import type { PreparedResource } from '#ports/prepare.ts'
import { derivedId } from '../derived-id.ts'
import type { AdmissionDeps } from './admission-deps.ts'
import { holdersOf, valuesIn, withIdentifier, type Identified, type Named } from './identifiers.ts'
import { prepared } from './prepared.ts'

type Known = Patient & { id: string }

/**
 * Our patient for the one that an EHR has in context: by the EHR's own id, which we keep as an identifier; else by the MBI or
 * a medical record number of a configured system, provided that the birth date is the same; else taken over, with the
 * demographic elements alone. Where anything contradicts, nobody is taken in: a wrong patient is worse than none.
 * @throws NotAdmitted
 */
export function admitPatient(
  deps: AdmissionDeps,
  repository: FhirRepository,
  arrival: Arrival,
  { patient: theirs, encounter }: { readonly patient: Known; readonly encounter?: Encounter },
): Promise<AdmittedPatient> {
  const key: Named = { system: `${arrival.ehr.fhirBase}/Patient`, value: theirs.id }
  const numbers = numbersOf(theirs, arrival, dayOf(deps.clock.now(), 'UTC'))
  return repository.transaction(async (tx) => {
    await tx.lock([key, ...numbers].map(({ system, value }) => `patient ${system}|${value}`))
    const ours = await knownPatient(tx, { key, numbers, theirs })
    const patient = ours
      ? await linked(deps, tx, { ours, key, arrival })
      : await made(deps, tx, { theirs, key, arrival })
    return { patient, ...present({ encounter: await visitOf(tx, { patient, encounter, arrival }) }) }
  })
}

/** What identifies a patient beyond one EHR, in the systems that were registered for it. */
function numbersOf(theirs: Known, { ehr }: Arrival, day: string): readonly Named[] {
  return [...new Set([SYSTEM.mbi, ...ehr.patientSystems])].flatMap((system) =>
    valuesIn(theirs, system, day).map((value) => ({ system, value })),
  )
}

interface Wanted {
  readonly key: Named
  readonly numbers: readonly Named[]
  readonly theirs: Known
}

async function knownPatient(tx: FhirReader, { key, numbers, theirs }: Wanted): Promise<Known | undefined> {
  const byKey = await holdersOf<Known>(tx, 'Patient', [key])
  const byNumber = await holdersOf<Known>(tx, 'Patient', numbers)
  const people = new Map([...byKey, ...byNumber].map((patient) => [patient.id, patient]))
  if (people.size > 1) throw new NotAdmitted('patient', byKey.length === 1 ? 'identity-conflict' : 'ambiguous')
  const [ours] = people.values()
  if (ours) requireSame(ours, { key, numbers, theirs }, byKey.length === 1)
  return ours
}

function requireSame(ours: Known, { key, theirs }: Wanted, linkedBefore: boolean): void {
  if (ours.active === false || ours.link?.some(({ type }) => type === 'replaced-by') === true)
    throw new NotAdmitted('patient', 'inactive')
  const others = ours.identifier?.some(({ system, value }) => system === key.system && value !== key.value) === true
  if (contradicts(ours, theirs, linkedBefore) || (others && !linkedBefore))
    throw new NotAdmitted('patient', 'identity-conflict')
}

/** A birth date that differs. Where only a number says who it is, one that is missing says nothing either. */
function contradicts(ours: Known, theirs: Known, linkedBefore: boolean): boolean {
  if (linkedBefore && (ours.birthDate === undefined || theirs.birthDate === undefined)) return false
  return ours.birthDate === undefined || ours.birthDate !== theirs.birthDate
}

async function linked(
  deps: AdmissionDeps,
  tx: FhirTransaction,
  { ours, key, arrival }: { readonly ours: Known; readonly key: Named; readonly arrival: Arrival },
): Promise<string> {
  if (ours.identifier?.some(({ system, value }) => system === key.system && value === key.value)) return ours.id
  const resource = prepared(deps, 'patient', withIdentifier(ours, key))
  await tx.write([{ kind: 'put', resource, ifVersion: Number(ours.meta?.versionId) }], arrival.note)
  return ours.id
}

async function made(
  deps: AdmissionDeps,
  tx: FhirTransaction,
  { theirs, key, arrival }: { readonly theirs: Known; readonly key: Named; readonly arrival: Arrival },
): Promise<string> {
  const id = derivedId('ehr-patient', key.system, key.value)
  // The id follows from the EHR's: a record that the practice has removed does not come back by it.
  if (await tx.read('Patient', id)) throw new NotAdmitted('patient', 'inactive')
  const day = dayOf(deps.clock.now(), 'UTC')
  const core: Known = {
    ...present({ name: spokenNames(theirs), gender: theirs.gender, birthDate: theirs.birthDate }),
    resourceType: 'Patient',
    id,
    meta: { source: `${key.system}/${key.value}` },
    identifier: [key, ...numbersOf(theirs, arrival, day)],
  }
  const { name, telecom, deceasedBoolean, deceasedDateTime, address, communication } = theirs
  const rest = present({ name, telecom, deceasedBoolean, deceasedDateTime, address, communication })
  const resource = preparedEither(deps, { ...core, ...rest }, core)
  await tx.write([{ kind: 'create', resource }], arrival.note)
  return id
}

/** EHRs send telephone numbers without a system and the like: what breaks FHIR there does not keep the patient out. */
function preparedEither(deps: AdmissionDeps, whole: Known, core: Known): PreparedResource {
  try {
    return prepared(deps, 'patient', whole)
  } catch (error) {
    if (error instanceof NotAdmitted) return prepared(deps, 'patient', core)
    throw error
  }
}

function spokenNames({ name = [] }: Known): HumanName[] | undefined {
  const spoken = name.flatMap((each) => personName(each) ?? [])
  return spoken.length > 0 ? spoken.map((text) => ({ text })) : undefined
}

/** The visit in context, where we have it as this patient's. */
async function visitOf(
  tx: FhirReader,
  {
    patient,
    encounter,
    arrival,
  }: { readonly patient: string; readonly encounter: Encounter | undefined; readonly arrival: Arrival },
): Promise<string | undefined> {
  if (encounter?.id === undefined) return undefined
  const key = { system: `${arrival.ehr.fhirBase}/Encounter`, value: encounter.id }
  const visits = await holdersOf<Encounter & Identified>(tx, 'Encounter', [key])
  return visits.find(({ subject }) => literalOf(subject) === `Patient/${patient}`)?.id
}
