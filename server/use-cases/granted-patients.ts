import type { Consent, Group, GroupMember } from '@medplum/fhirtypes'
import { wordOnDisclosure } from '#domain/consent/disclosure.ts'
import { spanOfPeriod } from '#domain/fhir/instants.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readPractice } from './read-practice.ts'
import { readAll, readCurrent } from './stored.ts'

/** Whose records a client of a payer or vendor may reach: its list of members, and the organization that it acts for. */
export interface Grant {
  /** Id of a Group; its members are granted. */
  readonly group?: string
  /** Id of an Organization; what patients said of it in their Consents grants and takes away. */
  readonly organization?: string
}

/**
 * The patients whom a client reaches: members of its Group and whoever permits it in a Consent, without those who deny it
 * or whose permit was withdrawn or is over. A patient's word counts before the Group.
 * @param now milliseconds since 1970
 * @returns ids of Patients
 */
export async function grantedPatients(
  reader: FhirReader,
  { group, organization }: Grant,
  now: number,
): Promise<readonly string[]> {
  const [members, consents] = await Promise.all([
    group === undefined ? [] : membersOf(reader, group, now),
    organization === undefined ? [] : consentsOn(reader, organization),
  ])
  const granted = new Set(members)
  if (organization === undefined || consents.length === 0) return [...granted]
  const { practice } = await readPractice(reader)
  const question = { organization: `Organization/${organization}`, now, timeZone: practice.timeZone }
  const spoken = Map.groupBy(consents, ({ patient }) => patientIn(patient?.reference))
  for (const [patient, said] of spoken) {
    const word = wordOnDisclosure(said, question)
    if (patient === undefined || word === 'silent') continue
    if (word === 'permitted') granted.add(patient)
    else granted.delete(patient)
  }
  return [...granted]
}

/**
 * The Patients who are in a Group at a time; of one that is not there, nobody. Who has left is marked so, or the period of the
 * membership is over. https://hl7.org/fhir/R4/group-definitions.html#Group.member.period
 * @param now milliseconds since 1970
 */
export async function membersOf(reader: FhirReader, id: string, now: number): Promise<readonly string[]> {
  const group = await readCurrent<Group>(reader, 'Group', id)
  if (group?.active === false) return []
  const members = (group?.member ?? []).filter(({ inactive }) => inactive !== true)
  const timed = members.some(({ period }) => period !== undefined)
  const { timeZone } = timed ? (await readPractice(reader)).practice : { timeZone: 'UTC' }
  return members
    .filter((member) => lasts(member, { now, timeZone }))
    .flatMap(({ entity }) => patientIn(entity.reference) ?? [])
}

function lasts(
  { period }: GroupMember,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): boolean {
  const { start = -Infinity, end = Infinity } = spanOfPeriod(period, timeZone)
  return start <= now && now < end
}

/** `recipient` is a search parameter of the guide: it finds whom exceptions to a consent name, too. */
function consentsOn(reader: FhirReader, id: string): Promise<readonly Consent[]> {
  return readAll<Consent>(reader, 'Consent', [
    { kind: 'reference', param: 'recipient', values: [{ type: 'Organization', id }] },
  ])
}

function patientIn(reference: string | undefined): string | undefined {
  const literal = literalOf(reference)
  return literal?.startsWith('Patient/') === true ? literal.slice('Patient/'.length) : undefined
}
