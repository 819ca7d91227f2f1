import type { Practitioner, Reference } from '@medplum/fhirtypes'
import { personName } from '../../fhir/names.ts'
import type { CareRecord } from '../care-record.ts'

/** What to call whom a reference leads to: a person, a person in a role, an organization; else the reference's display. */
export function memberName(reference: Reference | undefined, record: CareRecord): string | undefined {
  const name = nameIn(reference, record) ?? reference?.display
  return name === '' ? undefined : name
}

function nameIn(reference: Reference | undefined, record: CareRecord): string | undefined {
  const role = record.findA('PractitionerRole', reference)
  if (role) return memberName(role.practitioner, record)
  const practitioner = record.findA('Practitioner', reference)
  if (practitioner) return professionalName(practitioner)
  const person = record.findA('Patient', reference) ?? record.findA('RelatedPerson', reference)
  if (person) return personName(person.name?.find((name) => name.use !== 'old'))
  const group =
    record.findA('Organization', reference) ??
    record.findA('CareTeam', reference) ??
    record.findA('HealthcareService', reference)
  return group?.name
}

/** With degrees: Maria Alvarez, MD. */
function professionalName(practitioner: Practitioner): string | undefined {
  const name = practitioner.name?.find((one) => one.use !== 'old')
  const spoken = personName(name)
  return spoken === undefined ? undefined : [spoken, ...(name?.suffix ?? [])].join(', ')
}
