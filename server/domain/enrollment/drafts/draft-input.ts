import type { Organization, Patient, Practitioner, PractitionerRole, Reference } from '@medplum/fhirtypes'
import type { RecognizedCondition } from '../../eligibility/chronic-conditions.ts'
import { personName } from '../../fhir/names.ts'
import { referenceTo } from '../../fhir/references.ts'
import type { EnrollmentFacts } from '../enrollment-facts.ts'
import type { EnrollmentRequest } from '../enrollment-request.ts'

/**
 * References of the new resources, as the drafts name each other: `urn:uuid:…` in a transaction Bundle, or `Type/id`
 * where the caller has made the ids. A draft has an id in the latter case.
 */
export interface NewReferences {
  readonly episode: string
  readonly consent: string
  readonly careTeam: string
  readonly carePlan: string
}

/** A person of the practice, as people or as somebody in a role. */
export type StaffReference = Reference<Practitioner | PractitionerRole>

/** Everything that an accepted enrollment is written from. */
export interface DraftInput {
  readonly request: EnrollmentRequest
  readonly facts: EnrollmentFacts
  readonly references: NewReferences
  readonly patient: Reference<Patient>
  readonly billingPractitioner: StaffReference
  readonly careManager: StaffReference | undefined
  readonly conditions: readonly RecognizedCondition[]
  /** FHIR dateTime. */
  readonly start: string
  /** Begins later, or waits for another practitioner. */
  readonly planned: boolean
  /** Another practitioner's enrollment is in the way until it ends. */
  readonly waits: boolean
}

/** A reference to a person of the practice, with the name that people know. */
export function staffReference(reference: string, facts: EnrollmentFacts): StaffReference {
  const name = facts.staff.memberOf(reference)?.name
  return { reference, ...(name && { display: name }) }
}

/** A reference to the patient. */
export function patientReference(facts: EnrollmentFacts): Reference<Patient> {
  const name = personName(facts.patient.name?.[0])
  return { reference: referenceTo(facts.patient), ...(name && { display: name }) }
}

/** A reference to the practice, where it is stored. */
export function practiceReference(facts: EnrollmentFacts): Reference<Organization> | undefined {
  const { reference, name } = facts.practice
  return reference === undefined ? undefined : { reference, ...(name && { display: name }) }
}

/** The id in a `Type/id` reference; none for a `urn:uuid:`. */
export function idOf(reference: string): { id: string } | undefined {
  const [type, id] = reference.split('/')
  return id === undefined || type?.startsWith('urn:') ? undefined : { id }
}

/** A FHIR instant in UTC. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString()
}
