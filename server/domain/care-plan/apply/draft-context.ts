import type {
  Annotation,
  Condition,
  Observation,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  RelatedPerson,
} from '@medplum/fhirtypes'
import type { ResponsibleRole } from '../responsible-role.ts'
import type { Reason } from './suggestion.ts'

/** Somebody who can be responsible for an activity. */
export type Responsible = Reference<Practitioner | PractitionerRole | Organization | RelatedPerson | Patient>

/** What drafts are made with, beside the suggestions. */
export interface DraftContext {
  /** `CarePlan/id`. */
  readonly plan: string
  readonly patient: Reference<Patient>
  /** The local day, the instant as FHIR writes it, and where that is. */
  readonly today: string
  readonly now: string
  readonly timeZone: string
  /** Who is behind the suggestions: they ask for what is ordered. */
  readonly author?: Reference<Practitioner | PractitionerRole>
  readonly observations: readonly Observation[]
  /** The person of the care team who has a role; undefined where the team has none. */
  readonly responsible: (role: ResponsibleRole | undefined) => Responsible | undefined
  /** Where the goal with this key lies, so that activities can name it. */
  readonly goal: (key: string) => string | undefined
}

/** Notes as annotations; nothing where there are none. */
export function annotated(notes: readonly string[]): { readonly note?: Annotation[] } {
  return notes.length > 0 ? { note: notes.map((text) => ({ text })) } : {}
}

/** The Conditions among the reasons. */
export function conditionsIn(reasons: readonly Reason[]): Reference<Condition>[] {
  return reasons.flatMap(({ condition }) => condition ?? [])
}
