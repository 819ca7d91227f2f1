import type { GoalTarget, Quantity, Range } from '@medplum/fhirtypes'
import { comparableValue } from './apply/comparable-value.ts'

/**
 * Whether a measured value is where a goal's target wants it. Undefined where one cannot say: a target in words, without a
 * direction, in a unit that cannot be converted, or a value that is itself a bound (`<5`).
 */
export function reachesTarget(
  { detailQuantity, detailRange }: Pick<GoalTarget, 'detailQuantity' | 'detailRange'>,
  measured: Quantity | undefined,
): boolean | undefined {
  if (measured?.value === undefined || measured.comparator !== undefined) return undefined
  return detailQuantity ? compares(measured, detailQuantity) : isInRange(measured, detailRange)
}

function isInRange(measured: Quantity, { low, high }: Range = {}): boolean | undefined {
  const sides = [low && { ...low, comparator: '>=' as const }, high && { ...high, comparator: '<=' as const }]
    .filter((side) => side?.value !== undefined)
    .map((side) => side && compares(measured, side))
  return sides.length === 0 || sides.includes(undefined) ? undefined : sides.every((side) => side === true)
}

const DIRECTIONS: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
}

function compares(measured: Quantity, wanted: Quantity): boolean | undefined {
  const value = comparableValue(measured, wanted.code ?? wanted.unit)
  const isReached = DIRECTIONS[wanted.comparator ?? '']
  return value === undefined || wanted.value === undefined ? undefined : isReached?.(value, wanted.value)
}
