import type { InterventionKind } from '#domain/care-plan/view/intervention-view.ts'
import type { PlanReading } from '../../data/plan.ts'

/** An intervention of a kind that somebody wants to add; `at` tells one wish from the next. */
export interface WantedWork {
  readonly kind: InterventionKind
  readonly at: number
}

/** Elements that interventions of a kind fill. */
const KINDS: Readonly<Record<string, InterventionKind>> = {
  'symptom-management': 'symptom-management',
  'preventive-care': 'preventive-care',
  'community-services': 'community-service',
  interventions: 'self-management',
}

/**
 * Goes to what fills an element of the plan, or to where it is added: `problem:Condition/…` to a problem.
 * @param want opens a new intervention of a kind
 */
export function useGoTo({ view }: PlanReading, want: (wanted: WantedWork) => void): (element: string) => void {
  return (element) => {
    const kind = KINDS[element]
    if (kind === undefined) {
      show(document.getElementById(idOf(element)))
      return
    }
    const there = view.interventions.find((one) => element === 'interventions' || one.kind === kind)
    if (there) show(document.querySelector(`[data-plan-row="${CSS.escape(there.reference)}"]`))
    else want({ kind, at: Date.now() })
  }

  function idOf(element: string): string {
    if (element === 'measurable-goals') return 'plan-group-0'
    const problem = view.problems.findIndex(({ reference }) => `problem:${reference}` === element)
    if (problem >= 0) return `plan-group-${problem}`
    return element === 'problem-list' && view.problems.length > 0 ? 'plan-group-0' : `plan-${element}`
  }
}

const WAY_IN = 'textarea, input, select, button'

function show(found: Element | null): void {
  if (!(found instanceof HTMLElement)) return
  found.scrollIntoView({ block: 'start' })
  const field = found.tagName === 'SECTION' ? null : found.querySelector<HTMLElement>(WAY_IN)
  ;(field ?? found).focus({ preventScroll: true })
}
