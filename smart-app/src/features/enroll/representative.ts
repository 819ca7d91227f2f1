import type { Reference, RelatedPerson } from '@medplum/fhirtypes'
import { personName } from '#domain/fhir/names.ts'
import { newKey, REQUEST_SYSTEM } from '../../fhir/create-by-key.ts'
import type { OurServer, Stored } from '../../fhir/our-server.ts'
import type { EnrollDraft } from './enroll-draft.ts'

/** By what a person is asked for: the same each time the same words are sent. */
const keys = new Map<string, string>()

/**
 * Who speaks for the patient, as a RelatedPerson of theirs: one who is on file under that name, else made anew and once.
 * Undefined: the patient speaks.
 * @param patient `Patient/…`
 */
export async function representativeOf(
  server: OurServer,
  patient: string,
  draft: Pick<EnrollDraft, 'givenBy' | 'speaker' | 'relation'>,
): Promise<Reference<RelatedPerson> | undefined> {
  const [name, relation] = [draft.speaker.trim(), draft.relation.trim()]
  if (draft.givenBy === 'patient' || name === '') return undefined
  const known = await server.search<RelatedPerson>('RelatedPerson', `patient=${patient}`)
  const person = known.find((one) => sameName(one, name)) ?? (await makePerson(server, patient, { name, relation }))
  return { reference: `RelatedPerson/${person.id}`, display: relation === '' ? name : `${name} (${relation})` }
}

function sameName({ name, active }: RelatedPerson, wanted: string): boolean {
  return active !== false && (personName(name?.[0]) ?? '').toLowerCase() === wanted.toLowerCase()
}

function makePerson(
  server: OurServer,
  patient: string,
  { name, relation }: { readonly name: string; readonly relation: string },
): Promise<Stored<RelatedPerson>> {
  const said = JSON.stringify([patient, name, relation])
  const key = keys.get(said) ?? newKey()
  keys.set(said, key)
  const person: RelatedPerson = {
    resourceType: 'RelatedPerson',
    identifier: [{ system: REQUEST_SYSTEM, value: key }],
    active: true,
    patient: { reference: patient },
    name: [{ text: name }],
    ...(relation !== '' && { relationship: [{ text: relation }] }),
  }
  return server.create(person, { headers: { 'if-none-exist': `identifier=${REQUEST_SYSTEM}|${key}` } })
}
