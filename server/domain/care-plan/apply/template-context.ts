import type { PlanDefinition } from '@medplum/fhirtypes'
import type { Chart, Variables } from './chart-variables.ts'
import type { Reason } from './suggestion.ts'
import { categoryOf, conditionsFor, focusOf } from './template.ts'

/** What one template's suggestions are worked out with. */
export interface TemplateContext {
  /** The template's title, in English. */
  readonly title: string
  readonly chart: Chart
  readonly variables: Variables
  /** Why the template is applied: the patient's conditions of its kind; none where it is for everybody. */
  readonly reasons: readonly Reason[]
  /** What a FHIRPath expression gives; nothing, and a fault noted, where it cannot be evaluated. */
  readonly ask: (expression: string, variables: Variables) => readonly unknown[]
}

/** Why a template is applied to this patient. */
export function reasonsFor(plan: PlanDefinition, chart: Chart): readonly Reason[] {
  const conditions = conditionsFor(plan, chart.conditions)
  if (conditions.length > 0)
    return conditions.map(({ reference, name }) => ({ name, condition: { reference, display: name } }))
  return focusOf(plan).flatMap((concept) => {
    const category = categoryOf(concept)
    return category ? [{ name: category.display ?? '', category }] : []
  })
}
