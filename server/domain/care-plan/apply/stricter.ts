import type { GoalTarget, Quantity, Range } from '@medplum/fhirtypes'
import { nameOf } from '../../fhir/codings.ts'
import { quantityWords, rangeWords } from '../words/quantities.ts'

/** Where a measure should be. */
export type TargetDetail = Pick<GoalTarget, 'detailQuantity' | 'detailRange' | 'detailCodeableConcept'>

/** Of two targets for one measure: the stricter, the same, or one cannot say. */
export type Comparison = 'first' | 'second' | 'same' | 'unclear'

/** Which of two targets asks for more. */
export function stricter(first: TargetDetail, second: TargetDetail): Comparison {
  if (detailWords(first) === detailWords(second)) return 'same'
  if (first.detailQuantity && second.detailQuantity)
    return stricterQuantity(first.detailQuantity, second.detailQuantity)
  if (first.detailRange && second.detailRange) return stricterRange(first.detailRange, second.detailRange)
  return 'unclear'
}

/** A target in a clinician's words; '' for none. */
export function detailWords({ detailQuantity, detailRange, detailCodeableConcept }: TargetDetail): string {
  if (detailQuantity) return quantityWords(detailQuantity)
  return detailRange ? rangeWords(detailRange) : nameOf(detailCodeableConcept)
}

function stricterQuantity(first: Quantity, second: Quantity): Comparison {
  const [direction, other] = [first, second].map(({ comparator }) => comparator?.[0])
  if (direction === undefined || direction !== other || first.code !== second.code) return 'unclear'
  const [a, b] = [first.value, second.value]
  if (a === undefined || b === undefined) return 'unclear'
  if (a === b) return first.comparator === direction ? 'first' : 'second'
  return a < b === (direction === '<') ? 'first' : 'second'
}

function stricterRange(first: Range, second: Range): Comparison {
  if (within(first, second)) return 'first'
  return within(second, first) ? 'second' : 'unclear'
}

function within(inner: Range, outer: Range): boolean {
  const low = inner.low?.value ?? -Infinity
  const high = inner.high?.value ?? Infinity
  return low >= (outer.low?.value ?? -Infinity) && high <= (outer.high?.value ?? Infinity)
}
