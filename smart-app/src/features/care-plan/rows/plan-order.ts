import type { CarePlan } from '@medplum/fhirtypes'
import { literalOf } from '#domain/fhir/references.ts'
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

/** The plan with another goal or activity at the place of one; at the end where that is not there any more. */
export function inPlaceOf(plan: Stored<CarePlan>, from: string, to: string): Stored<CarePlan> {
  if (from.startsWith('Goal/')) {
    const goal = renamed(
      plan.goal ?? [],
      (one) => literalOf(one) === from,
      () => ({ reference: to }),
    )
    return { ...plan, goal }
  }
  const activity = renamed(
    plan.activity ?? [],
    ({ reference }) => literalOf(reference) === from,
    (one) => ({ ...one, reference: { reference: to } }),
  )
  return { ...plan, activity }
}

function renamed<T extends object>(all: readonly T[], isIt: (one: T) => boolean, named: (one: Partial<T>) => T): T[] {
  return all.some(isIt) ? all.map((one) => (isIt(one) ? named(one) : one)) : [...all, named({})]
}
