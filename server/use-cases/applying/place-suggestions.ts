import type { CarePlan } from '@medplum/fhirtypes'
import {
  applySuggestions,
  type AppliedPlan,
  type PlanOnFile,
  type SuggestionIds,
} from '#domain/care-plan/apply/apply-suggestions.ts'
import type { Chart } from '#domain/care-plan/apply/chart-variables.ts'
import type { DraftContext } from '#domain/care-plan/apply/draft-context.ts'
import { responsibleIn } from '#domain/care-plan/apply/responsible-people.ts'
import type { Suggestions } from '#domain/care-plan/apply/suggestion.ts'
import { conditionsFor, type Template } from '#domain/care-plan/apply/template.ts'
import { suggestedVersions } from '#domain/care-plan/plan-provenance.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { derivedId } from '../derived-id.ts'
import { ofType } from '../read-patient.ts'
import { parseStored } from '../stored.ts'
import { authorOf, patientReference, type Applying } from './applying.ts'

/** What is placed. */
interface Placing {
  readonly plan: CarePlan
  readonly suggested: Suggestions
  readonly templates: readonly Template[]
  readonly facts: Chart
}

/** The suggestions where they lie, beside what is on file there already. */
export async function placeSuggestions(applying: Applying, placing: Placing): Promise<AppliedPlan> {
  const { plan, suggested, templates, facts } = placing
  const reference = referenceTo(plan)
  const ids: SuggestionIds = {
    goal: ({ key }) => derivedId('suggestion', reference, 'Goal', key),
    activity: ({ key }) => derivedId('suggestion', reference, key),
  }
  const onFile = await readOnFile(applying, placing, [
    ...suggested.goals.map((goal) => `Goal/${ids.goal(goal)}`),
    ...suggested.activities.map((activity) => `${activity.definition.kind ?? ''}/${ids.activity(activity)}`),
  ])
  return applySuggestions(suggested, onFile, ids, {
    context: contextOf(applying, placing),
    templates: templates.map((template) => template.plan),
    addresses: templates
      .flatMap((template) => conditionsFor(template.plan, facts.conditions))
      .map(({ reference: condition, name }) => ({ reference: condition, display: name })),
  })
}

/** What lies where suggestions go, locked, and what the plan holds. */
async function readOnFile(
  { tx, chart }: Applying,
  { plan, facts }: Placing,
  references: readonly string[],
): Promise<PlanOnFile> {
  const stored = new Map((await tx.readForUpdate(references)).map((one) => [`${one.type}/${one.id}`, one]))
  const untouched = suggestedVersions(ofType(chart, 'Provenance'), referenceTo(plan))
  const held = [...(plan.goal ?? []), ...(plan.activity ?? []).flatMap((one) => one.reference ?? [])]
  return {
    plan,
    items: held.flatMap((item) => facts.record.find(item) ?? []),
    find: (reference) => {
      const one = stored.get(reference)
      if (!one) return undefined
      const asSuggested = untouched.has(`${reference}/_history/${one.version}`)
      return one.deleted ? { asSuggested } : { resource: parseStored(one), asSuggested }
    },
  }
}

function contextOf(
  { request, patient, now, timeZone }: Applying,
  { plan, facts }: Placing,
): Omit<DraftContext, 'goal'> {
  const author = authorOf(request)
  return {
    plan: referenceTo(plan),
    patient: patientReference(patient),
    today: facts.today,
    now: new Date(now).toISOString(),
    timeZone,
    ...(author && { author }),
    observations: facts.record.all('Observation'),
    responsible: responsibleIn((plan.careTeam ?? []).flatMap((team) => facts.record.findA('CareTeam', team) ?? [])),
  }
}
