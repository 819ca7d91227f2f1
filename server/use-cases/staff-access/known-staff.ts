import type { Practitioner } from '@medplum/fhirtypes'
import { dayOf } from '#domain/calendar.ts'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { FhirReader, FhirTransaction } from '#ports/fhir-store.ts'
import { NotStaff, type VouchedPerson } from '#ports/staff-access.ts'
import type { AdmissionDeps } from '../ehr/admission-deps.ts'
import { holdersOf, valuesIn, withIdentifier } from '../ehr/identifiers.ts'
import { readAll } from '../stored.ts'

/** A Practitioner as it is stored. */
export type Person = Practitioner & { id: string }

/**
 * The Practitioner whom a provider vouches for: by issuer and subject, else by the NPI or the verified e-mail. Nobody is
 * made: whom the practice does not have, an administrator adds.
 * @throws NotStaff
 */
export async function knownStaff(reader: FhirReader, vouched: VouchedPerson, now: number): Promise<Person> {
  const byLogin = await holdersOf<Person>(reader, 'Practitioner', [loginOf(vouched)])
  const person = theOne(byLogin.length > 0 ? byLogin : await foundByMark(reader, vouched, now), vouched)
  if (!person) throw new NotStaff('unknown-person')
  if (hasOtherLogin(person, vouched)) throw new NotStaff('identity-conflict')
  return person
}

/** What people are known by before they have come by a login. */
type Marks = Pick<VouchedPerson, 'npi' | 'email'>

/**
 * The Practitioner who has this NPI or e-mail, whoever asks.
 * @throws NotStaff where they lead to several people, or to one who has left
 */
export async function staffByMark(reader: FhirReader, marks: Marks, now: number): Promise<Person | undefined> {
  return theOne(await foundByMark(reader, marks, now), marks)
}

function theOne([person, ...others]: readonly Person[], { npi }: Marks): Person | undefined {
  if (others.length > 0) throw new NotStaff('ambiguous')
  if (person?.active === false) throw new NotStaff('inactive')
  const numbers = person ? valuesIn(person, SYSTEM.npi, '') : []
  if (npi !== undefined && numbers.length > 0 && !numbers.includes(npi)) throw new NotStaff('identity-conflict')
  return person
}

/** Issuer and subject: the login's key (OpenID Connect Core 1.0 section 5.7). */
function loginOf({ issuer, subject }: VouchedPerson) {
  return { system: issuer, value: subject }
}

/** Somebody who has not come by this login before. Number and e-mail must not lead to two people. */
async function foundByMark(reader: FhirReader, { npi, email }: Marks, now: number): Promise<readonly Person[]> {
  const [byNpi, byEmail] = [
    await holdersOf<Person>(reader, 'Practitioner', npi === undefined ? [] : [{ system: SYSTEM.npi, value: npi }]),
    email === undefined ? [] : await reachedAt(reader, email, dayOf(now, 'UTC')),
  ]
  const [one, other] = [byNpi[0], byEmail[0]]
  if (one && other && one.id !== other.id) throw new NotStaff('identity-conflict')
  return byNpi.length > 0 ? byNpi : byEmail
}

/** Everybody who has this e-mail today, in whichever case it is written. */
async function reachedAt(reader: FhirReader, email: string, day: string): Promise<readonly Person[]> {
  const address = email.trim().toLowerCase()
  const found = await readAll<Person>(reader, 'Practitioner', [
    { kind: 'token', param: 'email', values: [{ code: address }] },
  ])
  return found.filter(({ telecom = [] }) =>
    telecom.some(
      ({ system, value, use, period }) =>
        system === 'email' &&
        use !== 'old' &&
        !(period?.end !== undefined && period.end < day) &&
        value?.trim().toLowerCase() === address,
    ),
  )
}

/** The login of this provider is another's: an e-mail is given to somebody else when its owner leaves. */
function hasOtherLogin({ identifier = [] }: Person, { issuer, subject }: VouchedPerson): boolean {
  const logins = identifier.filter(({ system }) => system === issuer)
  return logins.length > 0 && !logins.some(({ value }) => value === subject)
}

interface Linking {
  readonly person: Person
  readonly vouched: VouchedPerson
  readonly note: AuditNote
}

/** Keeps the login of somebody who was found by another mark: from then on it alone says who comes. */
export async function linkLogin(
  { preparer }: AdmissionDeps,
  tx: FhirTransaction,
  { person, vouched, note }: Linking,
): Promise<void> {
  const login = loginOf(vouched)
  if (person.identifier?.some(({ system, value }) => system === login.system && value === login.value)) return
  const resource = preparer.prepare(withIdentifier(person, login))
  const agent = { ...note.agent, user: `Practitioner/${person.id}` }
  await tx.write([{ kind: 'put', resource, ifVersion: Number(person.meta?.versionId) }], { ...note, agent })
}
