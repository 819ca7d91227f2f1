import type { Bundle, CarePlan, Extension } from '@medplum/fhirtypes'
import { planProvenance, type CarePlanActivity } from '#domain/care-plan/plan-provenance.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { planEntry } from '../plan-write.ts'

/** What somebody says when they publish a version of the plan. */
export interface Publication {
  /** One line of what changed. */
  readonly line: string
  /** A revision in substance. */
  readonly substantial: boolean
  /** Required elements that the plan is put into force without, and why. */
  readonly gaps?: { readonly elements: readonly string[]; readonly reason: string }
  /** `Practitioner/…`; absent for somebody who is not matched to one. */
  readonly by: string | undefined
  readonly name: string
  /** The instant as FHIR writes it. */
  readonly at: string
}

const GAPS = structureDefinition('ccm-activated-with-gaps')
const SUBSTANTIAL = structureDefinition('ccm-substantial-revision')

/**
 * A version of the plan and the Provenance that says what it did and why, in one transaction. A draft comes into force by
 * it; the decision to do without required elements stands in the plan.
 */
export function publicationOf(plan: Stored<CarePlan>, publication: Publication): Bundle {
  const { line, gaps, by, name, at } = publication
  const { id: _, ...provenance } = planProvenance({
    id: '',
    activity: activityOf(plan, publication),
    targets: [`CarePlan/${plan.id}/_history/${nextVersion(plan)}`],
    recorded: at,
    who: by === undefined ? undefined : { reference: by, display: name },
    client: name,
    onBehalfOf: undefined,
    sources: [],
    reason: gaps ? `${line}; ${gaps.reason}` : line,
  })
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      planEntry(publishedPlan(plan, publication)),
      { resource: provenance, request: { method: 'POST', url: 'Provenance' } },
    ],
  }
}

/** The version that is written next over this one. */
export function nextVersion({ meta }: CarePlan): string {
  return String(Number(meta?.versionId ?? 0) + 1)
}

function activityOf({ status }: CarePlan, { gaps, substantial }: Publication): CarePlanActivity {
  if (status === 'draft') return gaps ? 'activated-with-gaps' : 'activated'
  return substantial ? 'substantially-revised' : 'revised'
}

function publishedPlan(plan: Stored<CarePlan>, publication: Publication): Stored<CarePlan> {
  const { by, at } = publication
  const made = decisionsOf(publication)
  const others = (plan.extension ?? []).filter(({ url }) => !made.some((one) => one.url === url))
  const extension = [...others, ...made]
  const contributor = contributorsOf(plan, publication)
  return {
    ...plan,
    ...(extension.length > 0 && { extension }),
    status: 'active',
    period: { ...plan.period, start: plan.period?.start ?? at },
    ...(by !== undefined && { contributor }),
  }
}

/** What is decided with a version: to do without elements, and that it is a revision in substance. */
function decisionsOf({ gaps, substantial, by, at }: Publication): readonly Extension[] {
  const accepted = gaps && {
    url: GAPS,
    extension: [
      ...gaps.elements.map((element) => ({ url: 'element', valueCode: element })),
      { url: 'reason', valueString: gaps.reason },
      ...(by === undefined ? [] : [{ url: 'by', valueReference: { reference: by } }]),
    ],
  }
  return [...(accepted ? [accepted] : []), ...(substantial ? [{ url: SUBSTANTIAL, valueDateTime: at }] : [])]
}

function contributorsOf(
  { contributor = [] }: CarePlan,
  { by, name }: Publication,
): NonNullable<CarePlan['contributor']> {
  const known = by === undefined || contributor.some(({ reference }) => reference === by)
  return known ? contributor : [...contributor, { reference: by, display: name }]
}
