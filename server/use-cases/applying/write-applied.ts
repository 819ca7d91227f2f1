import type { CarePlan, Resource } from '@medplum/fhirtypes'
import type { AppliedPlan } from '#domain/care-plan/apply/apply-suggestions.ts'
import { titleOf, type Template } from '#domain/care-plan/apply/template.ts'
import { carePlanNarrative } from '#domain/care-plan/narrative/care-plan-narrative.ts'
import { isOwnNarrative } from '#domain/care-plan/narrative/own-narrative.ts'
import { planProvenance } from '#domain/care-plan/plan-provenance.ts'
import { carePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import type { Change, WriteResult } from '#ports/fhir-store.ts'
import { careRecordWith } from '../read-care-record.ts'
import { authorOf, type Applying } from './applying.ts'

/** Writes new and renewed suggestions; one that would not change is left as it is. */
export async function writeItems(
  { deps, tx, request }: Applying,
  { items }: AppliedPlan,
): Promise<readonly WriteResult[]> {
  const changes = items.map((item): Change => ({
    kind: 'put',
    resource: deps.preparer.prepare(item),
    unlessUnchanged: true,
  }))
  return changes.length > 0 ? tx.write(changes, request.note) : []
}

/** The plan with its narrative made anew; one that people or another system wrote stays. */
export async function withNarrative(
  { tx, timeZone }: Applying,
  plan: CarePlan,
  chart: readonly Resource[],
): Promise<CarePlan> {
  if (plan.text && !isOwnNarrative(plan.text)) return plan
  const record = await careRecordWith(tx, plan, chart)
  return { ...plan, text: carePlanNarrative(carePlanView(plan, record, timeZone)) }
}

/** Writes the plan, and who did it from what. */
export async function writePlan(
  { deps, tx, request, now }: Applying,
  plan: CarePlan,
  { changed, templates }: { readonly changed: readonly WriteResult[]; readonly templates: readonly Template[] },
): Promise<WriteResult> {
  const [stored] = await tx.write([{ kind: 'put', resource: deps.preparer.prepare(plan) }], request.note)
  if (!stored) throw new Error('The plan was not written.')
  const provenance = planProvenance({
    id: deps.ids.next(),
    activity: 'suggested',
    targets: [stored, ...changed].map(({ type, id, version }) => `${type}/${id}/_history/${version}`),
    recorded: new Date(now).toISOString(),
    who: authorOf({ caller: request.caller }) ?? authorOf(request),
    client: request.caller.client,
    onBehalfOf: request.organization,
    sources: templates.map(({ plan: template }) => ({
      reference: referenceTo(template),
      display: titleOf(template).text,
    })),
  })
  await tx.write([{ kind: 'create', resource: deps.preparer.prepare(provenance) }], request.note)
  return stored
}
