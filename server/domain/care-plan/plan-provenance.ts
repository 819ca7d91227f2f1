import type { Practitioner, PractitionerRole, Provenance, Reference } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { codeIn } from '../fhir/codings.ts'
import { literalOf } from '../fhir/references.ts'
import { CARE_PLAN_ACTIVITIES } from '../terminology/generated/care-plan-codes.ts'

/** What happened to a care plan: a code of `[ig]/CodeSystem/ccm-care-plan-activity`. */
export type CarePlanActivity = keyof typeof CARE_PLAN_ACTIVITIES

const ACTIVITY_SYSTEM = codeSystem('ccm-care-plan-activity')

/** What a Provenance says. */
interface Told {
  readonly id: string
  readonly activity: CarePlanActivity
  /** Versions that were written: `Type/id/_history/n`. */
  readonly targets: readonly string[]
  /** The instant as FHIR writes it. */
  readonly recorded: string
  /** Who; a program that acts by itself is named by `client`. */
  readonly who: Reference<Practitioner | PractitionerRole> | undefined
  readonly client: string
  /** `Organization/id`. */
  readonly onBehalfOf: string | undefined
  /** What it was made from: `PlanDefinition/id` and its title. */
  readonly sources: readonly { readonly reference: string; readonly display: string }[]
  /** Why, in the words of whoever did it. */
  readonly reason?: string
}

/** Who made versions of a care plan and of what it holds, why, and from what. */
export function planProvenance(told: Told): Provenance & { id: string } {
  const { activity, who, client, onBehalfOf, sources, reason } = told
  return {
    resourceType: 'Provenance',
    id: told.id,
    target: told.targets.map((reference) => ({ reference })),
    recorded: told.recorded,
    ...(reason !== undefined && { reason: [{ text: reason }] }),
    activity: {
      coding: [{ system: ACTIVITY_SYSTEM, code: activity, display: CARE_PLAN_ACTIVITIES[activity].en }],
    },
    agent: [
      {
        type: {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
              code: 'author',
              display: 'Author',
            },
          ],
        },
        who: who ?? { display: client },
        ...(onBehalfOf !== undefined && { onBehalfOf: { reference: onBehalfOf } }),
      },
    ],
    ...(sources.length > 0 && { entity: sources.map((what) => ({ role: 'source' as const, what })) }),
  }
}

/** What a Provenance says happened to a care plan; undefined where it speaks of something else. */
export function activityOf({ activity }: Provenance): CarePlanActivity | undefined {
  const code = codeIn(activity, ACTIVITY_SYSTEM)
  return code !== undefined && code in CARE_PLAN_ACTIVITIES ? (code as CarePlanActivity) : undefined
}

/**
 * Versions that the server suggested for a plan, as its Provenances name them: an item whose current version is among
 * them has been written by nobody since.
 * @param plan `CarePlan/id`
 */
export function suggestedVersions(provenances: readonly Provenance[], plan: string): ReadonlySet<string> {
  const ours = provenances.filter(
    (provenance) => activityOf(provenance) === 'suggested' && provenance.target.some((one) => literalOf(one) === plan),
  )
  return new Set(ours.flatMap(({ target }) => target.flatMap(({ reference }) => reference ?? [])))
}
