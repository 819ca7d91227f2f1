import type { CarePlan, CareTeam, ContactPoint, Reference } from '@medplum/fhirtypes'
import { extensionOf } from '../../fhir/extensions.ts'
import { present } from '../../present.ts'
import type { CareRecord } from '../care-record.ts'
import { localName, type LocalText } from '../local-text.ts'
import { roleOf, type ResponsibleRole } from '../responsible-role.ts'
import { memberName } from './member-name.ts'

/** Who cares for the patient, and whom to call. */
export interface TeamView {
  readonly members: readonly MemberView[]
  readonly practice?: string
  /** Telephone that is answered day and night. */
  readonly anyHour?: string
  /** Telephone in office hours, where it is another one. */
  readonly officeHours?: string
}

interface MemberView {
  /** As the team names them. */
  readonly reference: string
  readonly name: string
  /** As the team names it. */
  readonly role: LocalText
  /** The same as a role of the guide, which has plain words for it. */
  readonly plainRole?: ResponsibleRole
  readonly phone?: string
  /** A relative or friend. */
  readonly isCaregiver: boolean
  /** Belongs to another organization than the practice: an agency, or a specialist elsewhere. */
  readonly isOutside: boolean
}

/** Reads the plan's care teams. The patient is not listed: it is their plan. */
export function teamView(plan: CarePlan, record: CareRecord): TeamView {
  const teams = (plan.careTeam ?? []).flatMap((reference) => record.findA('CareTeam', reference) ?? [])
  const practice = practiceReference(teams, plan, record)
  const organization = record.findA('Organization', practice)
  const members = teams.flatMap((team) => membersOf(team, practice, record))
  const points = [...teams.flatMap((team) => team.telecom ?? []), ...(organization?.telecom ?? [])]
  return {
    members: members.filter((one, index) => members.findIndex((other) => other.name === one.name) === index),
    ...present({ practice: organization?.name ?? practice?.display }),
    ...phones(points),
  }
}

function phones(points: readonly ContactPoint[]) {
  const anyHour = phoneFor(points, 'always')
  const officeHours = phoneFor(points, 'office-hours') ?? points.find(isPhone)?.value
  return present({ anyHour, officeHours: officeHours === anyHour ? undefined : officeHours })
}

function practiceReference(teams: readonly CareTeam[], plan: CarePlan, record: CareRecord): Reference | undefined {
  const named = teams.flatMap((team) => team.managingOrganization ?? [])
  return named[0] ?? record.findA('Patient', plan.subject)?.managingOrganization
}

function membersOf(team: CareTeam, practice: Reference | undefined, record: CareRecord): readonly MemberView[] {
  return (team.participant ?? []).flatMap((participant) => {
    const member = participant.member
    const name = memberName(member, record)
    if (!member || name === undefined || /(^|\/)Patient\//.test(member.reference ?? '')) return []
    const phone = phoneOf(member, record)
    return [
      {
        reference: member.reference ?? '',
        name,
        role: localName(participant.role?.[0]),
        ...present({ plainRole: roleOf(participant) }),
        ...(phone && { phone }),
        isCaregiver: /(^|\/)RelatedPerson\//.test(member.reference ?? ''),
        isOutside: isOutside(member, participant.onBehalfOf, practice, record),
      },
    ]
  })
}

function isOutside(
  member: Reference,
  onBehalfOf: Reference | undefined,
  practice: Reference | undefined,
  record: CareRecord,
): boolean {
  const employer = record.findA('PractitionerRole', member)?.organization ?? onBehalfOf
  const organization = /(^|\/)Organization\//.test(member.reference ?? '') ? member : employer
  return organization?.reference !== undefined && organization.reference !== practice?.reference
}

function phoneOf(member: Reference, record: CareRecord): string | undefined {
  const found = record.find(member)
  if (!found || !('telecom' in found) || !Array.isArray(found.telecom)) return undefined
  return (found.telecom as readonly ContactPoint[]).find(isPhone)?.value
}

function isPhone(point: ContactPoint): boolean {
  return point.system === 'phone' && point.value !== undefined && point.use !== 'old'
}

function phoneFor(points: readonly ContactPoint[], hours: 'always' | 'office-hours'): string | undefined {
  return points.find((point) => isPhone(point) && extensionOf(point, 'ccm-contact-hours')?.valueCode === hours)?.value
}
