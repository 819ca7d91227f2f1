import type {
  CareTeam,
  CareTeamParticipant,
  ContactPoint,
  Organization,
  Patient,
  Reference,
  RelatedPerson,
} from '@medplum/fhirtypes'
import { structureDefinition, SYSTEM } from '#domain/fhir/canonicals.ts'
import type { OurServer, Stored } from '../../../fhir/our-server.ts'
import { extensionOf } from '#domain/fhir/extensions.ts'
import { createOnce, postTogether } from '../create-once.ts'
import { isOutrun } from '../rows/write-merged.ts'

/** Somebody who helps the patient and is not of the practice. */
export interface Support {
  readonly kind: 'caregiver' | 'outside'
  readonly name: string
  /** What they are to the patient, or what they do. */
  readonly relation: string
  readonly phone: string
}

const ATTEMPTS = 4
const ROLES = {
  caregiver: { system: SYSTEM.snomed, code: '133932002', display: 'Caregiver' },
  outside: { system: SYSTEM.snomed, code: '224930009', display: 'Services' },
} as const

/** Reads a team anew and writes it; again where somebody else was faster. */
export async function changeTeam<T>(
  server: OurServer,
  id: string,
  write: (team: Stored<CareTeam>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const team = await server.get<Stored<CareTeam>>(`CareTeam/${id}`)
    try {
      return await write(team)
    } catch (error) {
      if (!isOutrun(error) || attempt === ATTEMPTS) throw error
    }
  }
}

/**
 * Puts somebody on the team: the person or the organization, and the team that names them, in one transaction.
 * @param key of the person or organization, the same each time it is tried
 */
export async function addSupport(server: OurServer, team: Stored<CareTeam>, support: Support, key: string) {
  const person = support.kind === 'caregiver' ? relativeOf(team, support) : organizationOf(support)
  const role = { coding: [ROLES[support.kind]], ...(support.relation !== '' && { text: support.relation }) }
  await createOnce<RelatedPerson | Organization>(server, person, key, (made, reference) =>
    changeTeam(server, team.id, (newest) =>
      postTogether(server, made, {
        resource: withMember(newest, { role: [role], member: { reference, display: support.name } }),
        request: { method: 'PUT', url: `CareTeam/${team.id}`, ifMatch: `W/"${newest.meta?.versionId ?? ''}"` },
      }),
    ),
  )
}

function withMember(team: Stored<CareTeam>, member: CareTeamParticipant): Stored<CareTeam> {
  return { ...team, participant: [...(team.participant ?? []), member] }
}

function relativeOf(team: CareTeam, { name, relation, phone }: Support): RelatedPerson {
  return {
    resourceType: 'RelatedPerson',
    active: true,
    patient: team.subject as Reference<Patient>,
    name: [{ text: name }],
    ...(relation !== '' && { relationship: [{ text: relation }] }),
    ...telecom(phone),
  }
}

function organizationOf({ name, phone }: Support): Organization {
  return { resourceType: 'Organization', active: true, name, ...telecom(phone) }
}

function telecom(phone: string): { telecom?: ContactPoint[] } {
  return phone === '' ? {} : { telecom: [{ system: 'phone', value: phone }] }
}

/** The team without a member. */
export function withoutMember(team: Stored<CareTeam>, reference: string): Stored<CareTeam> {
  return { ...team, participant: (team.participant ?? []).filter(({ member }) => member?.reference !== reference) }
}

/** The telephone of a team that is answered at any hour. */
export function anyHourOf(team: CareTeam): string {
  return (team.telecom ?? []).find(isAnyHour)?.value ?? ''
}

/** The team with a telephone that is answered at any hour; '' for none. */
export function withAnyHour(team: Stored<CareTeam>, phone: string): Stored<CareTeam> {
  const { telecom: points = [], ...rest } = team
  const extension = [{ url: structureDefinition('ccm-contact-hours'), valueCode: 'always' }]
  const made: ContactPoint[] =
    phone.trim() === '' ? [] : [{ extension, system: 'phone', value: phone.trim(), use: 'work' }]
  const next = [...made, ...points.filter((point) => !isAnyHour(point))]
  return { ...rest, ...(next.length > 0 && { telecom: next }) }
}

function isAnyHour(point: ContactPoint): boolean {
  return point.system === 'phone' && extensionOf(point, 'ccm-contact-hours')?.valueCode === 'always'
}
