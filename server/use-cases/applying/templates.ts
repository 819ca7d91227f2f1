import type { ActivityDefinition, PlanDefinition } from '@medplum/fhirtypes'
import { carePlanTemplates } from '#definitions/care-plan-templates.ts'
import { idIn } from '#domain/fhir/ids.ts'
import {
  canonicalOf,
  conditionsFor,
  focusOf,
  leafActions,
  withoutVersion,
  type Template,
} from '#domain/care-plan/apply/template.ts'
import type { RecognizedCondition } from '#domain/eligibility/chronic-conditions.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { Criterion } from '#ports/search.ts'
import { readAll, readCurrent } from '../stored.ts'

/**
 * The template behind `PlanDefinition/id` or a canonical URL, with or without its version: the guide's, else the
 * practice's own. Undefined where there is none of that name and version.
 */
export async function readTemplate(reader: FhirReader, name: string): Promise<Template | undefined> {
  const plan = guidePlan(name) ?? (await practicePlan(reader, name))
  return plan && { plan, activities: await activitiesOf(reader, plan) }
}

/** The guide's templates for a patient's conditions, and those for everybody. */
export function matchingTemplates(conditions: readonly RecognizedCondition[]): readonly Template[] {
  const { plans, activities } = carePlanTemplates()
  return [...plans.values()]
    .filter((plan) => focusOf(plan).length === 0 || conditionsFor(plan, conditions).length > 0)
    .map((plan) => ({ plan, activities }))
}

function guidePlan(name: string): PlanDefinition | undefined {
  const { plans } = carePlanTemplates()
  const id = idIn('PlanDefinition', name)
  return id === undefined ? [...plans.values()].find((plan) => isNamed(plan, name)) : plans.get(id)
}

async function practicePlan(reader: FhirReader, name: string): Promise<PlanDefinition | undefined> {
  const id = idIn('PlanDefinition', name)
  if (id !== undefined) return readCurrent<PlanDefinition>(reader, 'PlanDefinition', id)
  const found = await readAll<PlanDefinition>(reader, 'PlanDefinition', [urlIs(name)])
  return found.find((plan) => isNamed(plan, name))
}

function urlIs(canonical: string): Criterion {
  return { kind: 'uri', param: 'url', values: [withoutVersion(canonical)] }
}

function isNamed(definition: PlanDefinition | ActivityDefinition, canonical: string): boolean {
  return canonical === definition.url || canonical === canonicalOf(definition)
}

async function activitiesOf(
  reader: FhirReader,
  plan: PlanDefinition,
): Promise<ReadonlyMap<string, ActivityDefinition>> {
  const named = leafActions(plan).flatMap(({ action }) => action.definitionCanonical ?? [])
  const found = await Promise.all(
    [...new Set(named)].map(async (canonical) => [canonical, await activity(reader, canonical)] as const),
  )
  return new Map(found.flatMap(([canonical, definition]) => (definition ? [[canonical, definition]] : [])))
}

async function activity(reader: FhirReader, canonical: string): Promise<ActivityDefinition | undefined> {
  const known = carePlanTemplates().activities.get(withoutVersion(canonical))
  if (known && isNamed(known, canonical)) return known
  const found = await readAll<ActivityDefinition>(reader, 'ActivityDefinition', [urlIs(canonical)])
  return found.find((definition) => isNamed(definition, canonical))
}
