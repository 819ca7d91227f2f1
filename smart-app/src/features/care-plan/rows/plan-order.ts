import type { CarePlan } from '@medplum/fhirtypes'
import type { Stored } from '../../../fhir/our-server.ts'

/** A list of the plan whose order people choose. */
export type PlanList = 'goal' | 'activity'

/**
 * The plan with an item at the place of another one of the same list; the others move up or down. References as the plan
 * names them; unchanged where one is not there any more.
 */
export function withOrder(plan: Stored<CarePlan>, list: PlanList, item: string, place: string): Stored<CarePlan> {
  return list === 'goal'
    ? { ...plan, goal: moved(plan.goal ?? [], ({ reference }) => reference, item, place) }
    : { ...plan, activity: moved(plan.activity ?? [], ({ reference }) => reference?.reference, item, place) }
}

function moved<T>(all: readonly T[], nameOf: (one: T) => string | undefined, item: string, place: string): T[] {
  const [from, to] = [item, place].map((name) => all.findIndex((one) => nameOf(one) === name))
  if (from === undefined || to === undefined || from < 0 || to < 0) return [...all]
  const rest = all.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)]
}
