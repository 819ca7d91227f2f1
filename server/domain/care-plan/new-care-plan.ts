import type {
  CarePlan,
  CareTeam,
  EpisodeOfCare,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
} from '@medplum/fhirtypes'
import { programOf } from '../enrollment/enrollment.ts'
import { structureDefinition } from '../fhir/canonicals.ts'
import { paragraph } from '../fhir/narrative.ts'
import { referenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import { ownNarrative } from './narrative/own-narrative.ts'
import { PLAN_CATEGORIES } from './plan-categories.ts'

/** What a new plan is made of. */
interface NewPlan {
  readonly id: string
  readonly patient: Reference<Patient>
  /** The instant as FHIR writes it. */
  readonly now: string
  readonly author: Reference<Practitioner | PractitionerRole> | undefined
  readonly encounter: string | undefined
  /** The patient's: those of an enrollment are named in the plan. */
  readonly teams: readonly CareTeam[]
  readonly episodes: readonly EpisodeOfCare[]
}

const TEAM = structureDefinition('ccm-care-team')

/** An empty draft (profile `ccm-care-plan`) for a patient who has no plan: team and enrollment are those on file. */
export function newCarePlan({ id, patient, now, author, encounter, teams, episodes }: NewPlan): CarePlan {
  const careTeam = teams
    .filter(({ status, meta }) => status === 'active' && meta?.profile?.includes(TEAM))
    .map((team) => ({ reference: referenceTo(team) }))
  const enrollments = episodes
    .filter((episode) => programOf(episode) !== undefined && ['active', 'planned', 'onhold'].includes(episode.status))
    .map((episode) => ({ reference: referenceTo(episode) }))
  return {
    resourceType: 'CarePlan',
    id,
    meta: { profile: [structureDefinition('ccm-care-plan')] },
    text: ownNarrative(paragraph('A care plan that is still to be written.')),
    status: 'draft',
    intent: 'plan',
    category: [...PLAN_CATEGORIES],
    title: 'Care plan',
    subject: patient,
    created: now,
    ...present({
      encounter: encounter === undefined ? undefined : { reference: encounter },
      author,
      contributor: author && [author],
      careTeam: careTeam.length > 0 ? careTeam : undefined,
      supportingInfo: enrollments.length > 0 ? enrollments : undefined,
    }),
  }
}
