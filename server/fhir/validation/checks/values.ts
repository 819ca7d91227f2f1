import type { Constraint, StructureElement } from '../../../definitions/structure.ts'
import { invariants } from '../invariants/invariants.ts'
import { contains, equal } from '../json.ts'
import type { Check } from '../rules/rule.ts'
import { checkInvariants } from './check-object.ts'

/** The longest text an element may hold. */
export function lengthCheck({ maxLength }: StructureElement): Check | undefined {
  if (maxLength === undefined) return undefined
  return (walk, value, path) => {
    if (typeof value === 'string' && value.length > maxLength)
      walk.report.error('too-long', path, `must not be longer than ${maxLength} characters`)
  }
}

/** The least and the greatest value, of numbers and of dates (compared as they are written). */
export function rangeCheck({ minimum, maximum }: StructureElement): Check | undefined {
  if (minimum === undefined && maximum === undefined) return undefined
  return (walk, value, path) => {
    if (minimum !== undefined && typeof value === typeof minimum && (value as typeof minimum) < minimum)
      walk.report.error('value', path, `must be ${minimum} or more`)
    if (maximum !== undefined && typeof value === typeof maximum && (value as typeof maximum) > maximum)
      walk.report.error('value', path, `must be ${maximum} or less`)
  }
}

/** A value that is given, whole (`fixed`) or in part (`pattern`). */
export function givenCheck({ fixed, pattern }: StructureElement): Check | undefined {
  if (fixed === undefined && pattern === undefined) return undefined
  return (walk, value, path) => {
    if (fixed !== undefined && !equal(value, fixed)) walk.report.error('value', path, `must be ${shown(fixed)}`)
    if (pattern !== undefined && !contains(value, pattern))
      walk.report.error('value', path, `must be or contain ${shown(pattern)}`)
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
}

/** The invariants of an element, tested on each of its values. */
export function invariantCheck(constraints: readonly Constraint[], path: string): Check | undefined {
  const distinct = new Map(constraints.map((constraint) => [constraint.key, constraint]))
  const compiled = invariants([...distinct.values()], path)
  if (compiled.length === 0) return undefined
  return (walk, value, at) => {
    checkInvariants(walk, compiled, value, at)
  }
}
