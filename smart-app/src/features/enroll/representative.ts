import type { Reference, RelatedPerson } from '@medplum/fhirtypes'
import { personName } from '#domain/fhir/names.ts'
import { newKey, REQUEST_SYSTEM } from '../../fhir/create-by-key.ts'
import type { OurServer, Stored } from '../../fhir/our-server.ts'
import type { EnrollDraft } from './enroll-draft.ts'

/** Who speaks for the patient, as they are on file. */
export interface Representative {
  readonly reference: Reference<RelatedPerson>
  /** The consent stands, and who gave it stays on file. */
  readonly keep: () => void
  /** No consent was written: a person who was put on file for it is taken off again; one who was there before stays. */
  readonly takeBack: () => Promise<void>
}

/** Under which key a person was put on file for a consent that is not written yet, by the words that were sent. */
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
): Promise<Representative | undefined> {
  const [name, relation] = [draft.speaker.trim(), draft.relation.trim()]
  if (draft.givenBy === 'patient' || name === '') return undefined
  const known = await server.search<RelatedPerson>('RelatedPerson', `patient=${patient}`)
  const person = known.find((one) => sameName(one, name)) ?? (await makePerson(server, patient, { name, relation }))
  const reference = `RelatedPerson/${person.id}`
  const madeBy = [...keys].filter(([, key]) => isMadeBy(person, key)).map(([words]) => words)
  const keep = () => {
    for (const words of madeBy) keys.delete(words)
  }
  return {
    reference: { reference, display: relation === '' ? name : `${name} (${relation})` },
    keep,
    takeBack: async () => {
      if (madeBy.length === 0) return
      // One who cannot be taken off now is found under the same name at the next attempt.
      await server.send('DELETE', reference).then(keep, () => undefined)
    },
  }
}

function isMadeBy({ identifier = [] }: RelatedPerson, key: string): boolean {
  return identifier.some(({ system, value }) => system === REQUEST_SYSTEM && value === key)
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
