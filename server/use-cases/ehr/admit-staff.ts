import type { HumanName, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { dayOf } from '#domain/calendar.ts'
import { codeSystem, SYSTEM } from '#domain/fhir/canonicals.ts'
import { nameOf } from '#domain/fhir/codings.ts'
import { personName } from '#domain/fhir/names.ts'
import { present } from '#domain/present.ts'
import { roleOn } from '#domain/staff/staff-directory.ts'
import { NotAdmitted, type AdmittedStaff, type Arrival, type EhrUser } from '#ports/ehr-admission.ts'
import type { Change, FhirReader, FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import type { ProposedRole } from '#ports/registered-ehr.ts'
import { derivedId } from '../derived-id.ts'
import { readPractice } from '../read-practice.ts'
import { readCurrent } from '../stored.ts'
import type { AdmissionDeps } from './admission-deps.ts'
import { holdersOf, valuesIn, withIdentifier } from './identifiers.ts'
import { prepared } from './prepared.ts'

type Person = Practitioner & { id: string }

/**
 * The member of staff whom an EHR vouches for: by the NPI, else by issuer and subject of the login, else made. Somebody
 * found by the NPI keeps the login as an identifier. The role is the one that a PractitionerRole gives on this day; only
 * administrators write those. Whoever is made has none: at most a role is proposed, not active, for an administrator to
 * confirm. Until then their minutes are kept and not counted (`unknown-role`).
 * @throws NotAdmitted
 */
export function admitStaff(
  deps: AdmissionDeps,
  repository: FhirRepository,
  arrival: Arrival,
  user: EhrUser,
): Promise<AdmittedStaff> {
  const now = deps.clock.now()
  const npi = user.practitioner && valuesIn(user.practitioner, SYSTEM.npi, dayOf(now, 'UTC'))[0]
  return repository.transaction(async (tx) => {
    await tx.lock([`login ${user.issuer} ${user.subject}`, ...(npi ? [`npi ${npi}`] : [])])
    const known = await knownPerson(tx, user, npi)
    const person = known
      ? await linked(deps, tx, { known, user, arrival })
      : await made(deps, tx, { user, npi, arrival })
    return standing(deps, tx, person)
  })
}

/**
 * Somebody as they stand today.
 * @throws NotAdmitted where the person has left the practice
 */
export async function standingOf(deps: AdmissionDeps, reader: FhirReader, user: string): Promise<AdmittedStaff> {
  const person = await readCurrent<Person>(reader, 'Practitioner', user.replace('Practitioner/', ''))
  if (!person || person.active === false) throw new NotAdmitted('staff', 'inactive')
  return standing(deps, reader, person)
}

async function standing({ clock }: AdmissionDeps, reader: FhirReader, person: Person): Promise<AdmittedStaff> {
  const user = `Practitioner/${person.id}`
  const { staff, practice } = await readPractice(reader, [user], [person])
  const member = staff.memberOf(user)
  const held = roleOn(member, dayOf(clock.now(), practice.timeZone))
  const role = held === 'billing-practitioner' || held === 'clinical-staff' ? held : undefined
  return { user, name: member?.name ?? '', ...present({ role }) }
}

async function knownPerson(tx: FhirTransaction, user: EhrUser, npi: string | undefined): Promise<Person | undefined> {
  const [byNpi, byLogin] = [
    await holdersOf<Person>(tx, 'Practitioner', npi ? [{ system: SYSTEM.npi, value: npi }] : []),
    await holdersOf<Person>(tx, 'Practitioner', [loginOf(user)]),
  ]
  const people = new Map([...byNpi, ...byLogin].map((person) => [person.id, person]))
  if (byNpi.length > 1 || byLogin.length > 1) throw new NotAdmitted('staff', 'ambiguous')
  if (people.size > 1) throw new NotAdmitted('staff', 'identity-conflict')
  const [person] = people.values()
  if (person) requireSame(person, npi)
  return person
}

function requireSame(person: Person, npi: string | undefined): void {
  if (person.active === false) throw new NotAdmitted('staff', 'inactive')
  const own = person.identifier?.filter(({ system }) => system === SYSTEM.npi) ?? []
  if (npi !== undefined && own.length > 0 && !own.some(({ value }) => value === npi))
    throw new NotAdmitted('staff', 'identity-conflict')
}

/** Issuer and subject: the login's key (OpenID Connect Core 1.0 section 5.7). */
function loginOf({ issuer, subject }: EhrUser) {
  return { system: issuer, value: subject }
}

async function linked(
  deps: AdmissionDeps,
  tx: FhirTransaction,
  { known, user, arrival }: { readonly known: Person; readonly user: EhrUser; readonly arrival: Arrival },
): Promise<Person> {
  const login = loginOf(user)
  if (known.identifier?.some(({ system, value }) => system === login.system && value === login.value)) return known
  const person = withIdentifier(known, login)
  const resource = prepared(deps, 'staff', person)
  await tx.write([{ kind: 'put', resource, ifVersion: Number(known.meta?.versionId) }], arrival.note)
  return person
}

async function made(
  deps: AdmissionDeps,
  tx: FhirTransaction,
  { user, npi, arrival }: { readonly user: EhrUser; readonly npi: string | undefined; readonly arrival: Arrival },
): Promise<Person> {
  const person = personOf(user, npi)
  // The id follows from the login: whom the practice has removed does not come back by it.
  if (await tx.read('Practitioner', person.id)) throw new NotAdmitted('staff', 'inactive')
  const proposed = arrival.ehr.roles.find((rule) => fits(rule, person, npi))
  const changes: Change[] = [{ kind: 'create', resource: prepared(deps, 'staff', person) }]
  if (proposed) changes.push({ kind: 'create', resource: prepared(deps, 'staff', proposalOf(person, proposed, user)) })
  await tx.write(changes, arrival.note)
  return person
}

function personOf(user: EhrUser, npi: string | undefined): Person {
  const { practitioner, name } = user
  return {
    resourceType: 'Practitioner',
    id: derivedId('ehr-staff', user.issuer, user.subject),
    active: true,
    identifier: [...(npi ? [{ system: SYSTEM.npi, value: npi }] : []), loginOf(user)],
    name: [writtenName(practitioner) ?? { text: name ?? 'Name not given by the EHR' }],
    ...present({ qualification: qualificationsOf(practitioner) }),
  }
}

function writtenName(practitioner: Practitioner | undefined): HumanName | undefined {
  const said = practitioner?.name?.find(({ use }) => use === 'official') ?? practitioner?.name?.[0]
  const text = personName(said)
  return said && text ? present({ text, family: said.family, given: said.given, suffix: said.suffix }) : undefined
}

/** Degrees and licences: their codes alone, without who issued them. */
function qualificationsOf(practitioner: Practitioner | undefined): Practitioner['qualification'] {
  const codes = practitioner?.qualification?.map(({ code }) => ({ code })) ?? []
  return codes.length > 0 ? codes : undefined
}

function fits({ npi: needsNpi, credentials }: ProposedRole, person: Person, npi: string | undefined): boolean {
  if (needsNpi !== undefined && needsNpi !== (npi !== undefined)) return false
  return credentials === undefined || credentialsOf(person).some((held) => credentials.includes(held))
}

function credentialsOf({ name, qualification }: Practitioner): readonly string[] {
  const degrees = (qualification ?? []).flatMap(({ code }) => [
    nameOf(code),
    ...(code.coding ?? []).map((c) => c.code ?? ''),
  ])
  return [...(name?.[0]?.suffix ?? []), ...degrees]
}

/** A role that does not hold yet: not active, and without an end, it is as if it were not there. */
function proposalOf(person: Person, { propose }: ProposedRole, user: EhrUser): PractitionerRole & { id: string } {
  return {
    resourceType: 'PractitionerRole',
    id: derivedId('ehr-staff-role', user.issuer, user.subject),
    active: false,
    practitioner: { reference: `Practitioner/${person.id}` },
    code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: propose }] }],
  }
}
