import type {
  CarePlan,
  CareTeam,
  EpisodeOfCare,
  Practitioner,
  Provenance,
  Reference,
  Resource,
} from '@medplum/fhirtypes'
import { carePlanNarrative } from '#domain/care-plan/narrative/care-plan-narrative.ts'
import { planProvenance, type CarePlanActivity } from '#domain/care-plan/plan-provenance.ts'
import { carePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import { applyPlan } from '../../use-cases/apply-plan.ts'
import { careRecordWith, readCareChart } from '../../use-cases/read-care-record.ts'
import { decideSuggestion } from '../plans/decide-suggestion.ts'
import type { DemoPlan } from '../plans/demo-plan.ts'
import { planDay, planResources, supporting } from '../plans/plan-resources.ts'
import { revisedItems, revisedPlan } from '../plans/revise-plan.ts'
import { wholeTeam } from '../plans/plan-team.ts'
import { DEMO_TIME_ZONE } from '../practice.ts'
import type { DemoStory } from '../stories/story.ts'
import { fileCopies, giveCopy } from './give-copies.ts'
import { putGoverned, putGovernedIn, type StorySeeding } from './story-seeding.ts'

/**
 * Completes a patient's care plan as the practitioner and the care manager would: suggestions by templates, decided one by
 * one; put into force without gaps; a copy given; revised, and a new copy given. What was done before a start was cut off
 * stays, and the rest follows.
 */
export async function seedPlan(seeding: StorySeeding, story: DemoStory, plan: DemoPlan): Promise<void> {
  const telling = asPractitioner(seeding, story)
  const { repository, calendar } = telling
  const patient = story.chart.person.id
  const written = planResources(story, plan, calendar)
  const chart = await readCareChart(repository, patient)
  const teams = chart.filter((one): one is CareTeam => one.resourceType === 'CareTeam')
  await putGoverned(telling, repository, [...written, ...teams.map((team) => wholeTeam(team, patient, plan))])
  const current = planIn(chart)
  if (current.status === 'draft') await putIntoForce(telling, { story, plan, written, draft: current })
  if (plan.copyBefore) await giveCopy(telling, story, plan, 'before')
  await revise(telling, patient, plan)
  await giveCopy(telling, story, plan, 'revised')
  await fileCopies(telling, story, plan)
}

/** The practitioner who answers for the plan is the one who writes. */
function asPractitioner(seeding: StorySeeding, { enrollments }: DemoStory): StorySeeding {
  const user = `Practitioner/${enrollments?.[0]?.by ?? 'alvarez'}`
  const role = 'billing-practitioner'
  return {
    ...seeding,
    caller: { ...seeding.caller, role, user },
    note: { ...seeding.note, agent: { role, client: 'demo', user } },
  }
}

function planIn(chart: readonly Resource[]): CarePlan {
  const plan = chart.find((one): one is CarePlan => one.resourceType === 'CarePlan')
  if (!plan) throw new Error('The enrollment of the demo made no care plan.')
  return plan
}

interface Drafted {
  readonly story: DemoStory
  readonly plan: DemoPlan
  readonly written: readonly Resource[]
  readonly draft: CarePlan
}

async function putIntoForce(telling: StorySeeding, { story, plan, written, draft }: Drafted): Promise<void> {
  const { repository, calendar, caller, note } = telling
  const patient = story.chart.person.id
  const day = planDay(calendar)
  const clock = { now: () => Date.parse(`${day}T16:00:00Z`) }
  const applied = await applyPlan({ ...telling, clock }, repository, {
    patient,
    carePlan: referenceTo(draft),
    caller,
    note,
  })
  if (applied.kind !== 'applied') throw new Error(`Templates were not applied to ${patient}: ${applied.kind}.`)
  await repository.transaction(async (tx) => {
    const chart = await readCareChart(tx, patient)
    const suggested = planIn(chart)
    const episode = chart.find((one): one is EpisodeOfCare => one.resourceType === 'EpisodeOfCare')
    const deciding = {
      plan,
      patient: `Patient/${patient}`,
      ownGoal: `Goal/${patient}-goal-own`,
      episode: episode && referenceTo(episode),
      day,
    }
    const items = itemsOf(suggested, chart).map((item) => decideSuggestion(item, deciding))
    const complete = completePlan(suggested, { story, plan, written, calendar })
    const told = provenance(complete, {
      activity: 'activated',
      day,
      reason: 'Gone through with the patient, goal by goal.',
    })
    await putGovernedIn(telling, tx, [...items, await narrated(tx, complete, overlaid(chart, items)), told])
  })
}

/** What people add to the plan and what they decide about it as a whole. */
function completePlan(
  applied: CarePlan,
  { story, plan, written, calendar }: Omit<Drafted, 'draft'> & Pick<StorySeeding, 'calendar'>,
): CarePlan {
  const { id } = story.chart.person
  const author = { reference: `Practitioner/${story.enrollments?.[0]?.by ?? 'alvarez'}` }
  const { notNeeded } = plan
  return {
    ...applied,
    status: 'active',
    author,
    goal: [{ reference: `Goal/${id}-goal-own` }, ...(applied.goal ?? [])],
    supportingInfo: [...(applied.supportingInfo ?? []), ...supporting(written)],
    note: [{ text: plan.note }],
    extension: [
      ...(applied.extension ?? []),
      { url: structureDefinition('ccm-review-date'), valueDate: calendar.dayBefore(-150) },
      ...(notNeeded
        ? [
            {
              url: structureDefinition('ccm-not-needed'),
              extension: [
                { url: 'element', valueCode: notNeeded.element },
                { url: 'reason', valueString: notNeeded.reason },
                { url: 'by', valueReference: author },
              ],
            },
          ]
        : []),
    ],
  }
}

async function revise(telling: StorySeeding, patient: string, plan: DemoPlan): Promise<void> {
  const { repository, calendar } = telling
  await repository.transaction(async (tx) => {
    const chart = await readCareChart(tx, patient)
    const current = planIn(chart)
    if (current.extension?.some(({ url }) => url === structureDefinition('ccm-substantial-revision'))) return
    const day = calendar.dayBefore(3)
    const shown = `Observation/${patient}-${plan.reached.shownBy}-5`
    const items = revisedItems(itemsOf(current, chart), { plan, day, shown })
    const revised = revisedPlan(current, { chart, plan, day, shown })
    const told = provenance(revised, { activity: 'substantially-revised', day, reason: plan.revision })
    await putGovernedIn(telling, tx, [...items, await narrated(tx, revised, overlaid(chart, items)), told])
  })
}

/** Who wrote the version that follows the plan's, and why. */
function provenance(
  plan: CarePlan,
  { activity, day, reason }: { readonly activity: CarePlanActivity; readonly day: string; readonly reason: string },
): Provenance {
  return planProvenance({
    id: `${plan.id ?? ''}-${activity}`,
    activity,
    targets: [`${referenceTo(plan)}/_history/${String(Number(plan.meta?.versionId) + 1)}`],
    recorded: `${day}T16:00:00Z`,
    who: plan.author as Reference<Practitioner>,
    client: 'demo',
    onBehalfOf: 'Organization/riverbend',
    sources: [],
    reason,
  })
}

/** Goals and activities of a plan. */
function itemsOf(plan: CarePlan, chart: readonly Resource[]): readonly Resource[] {
  const held = [...(plan.goal ?? []), ...(plan.activity ?? []).flatMap(({ reference }) => reference ?? [])]
  const named = new Set(held.map(literalOf))
  return chart.filter((resource) => named.has(referenceTo(resource)))
}

function overlaid(chart: readonly Resource[], items: readonly Resource[]): readonly Resource[] {
  const changed = new Map(items.map((item) => [referenceTo(item), item]))
  return chart.map((resource) => changed.get(referenceTo(resource)) ?? resource)
}

async function narrated(
  reader: Parameters<typeof careRecordWith>[0],
  plan: CarePlan,
  chart: readonly Resource[],
): Promise<CarePlan> {
  const record = await careRecordWith(reader, plan, chart)
  return { ...plan, text: carePlanNarrative(carePlanView(plan, record, DEMO_TIME_ZONE)) }
}
