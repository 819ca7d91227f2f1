import type { ActivityDefinition, PlanDefinition, Resource } from '@medplum/fhirtypes'
import { readGuide } from './guide.ts'

/** The guide's care-plan templates. */
export interface CarePlanTemplates {
  /** PlanDefinitions by id. */
  readonly plans: ReadonlyMap<string, PlanDefinition>
  /** ActivityDefinitions by URL. */
  readonly activities: ReadonlyMap<string, ActivityDefinition>
}

let templates: CarePlanTemplates | undefined

/** The guide's PlanDefinitions and the ActivityDefinitions that they name; read when first asked for. */
export function carePlanTemplates(): CarePlanTemplates {
  templates ??= readTemplates()
  return templates
}

function readTemplates(): CarePlanTemplates {
  const resources: readonly Resource[] = readGuide(['PlanDefinition', 'ActivityDefinition'])
  const plans = resources.filter((one): one is PlanDefinition => one.resourceType === 'PlanDefinition')
  const activities = resources.filter((one): one is ActivityDefinition => one.resourceType === 'ActivityDefinition')
  return {
    plans: new Map(plans.map((plan) => [plan.id ?? '', plan])),
    activities: new Map(activities.map((activity) => [activity.url ?? '', activity])),
  }
}
