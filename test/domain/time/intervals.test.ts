import { describe, expect, test } from 'vitest'
import { cutAt, measureOf, sharedWith, unionOf, without } from '#domain/time/intervals.ts'

const of = (...pairs: (readonly [number, number])[]) => pairs.map(([start, end]) => ({ start, end }))

describe('stretches of time', () => {
  test('their union is in order, joined where they touch, without empty ones', () => {
    expect(unionOf(of([5, 7], [1, 3], [3, 4], [6, 6], [2, 3]))).toEqual(of([1, 4], [5, 7]))
    expect(unionOf(of([1, 10], [2, 3]))).toEqual(of([1, 10]))
    expect(unionOf(of([4, 4]))).toEqual([])
    expect(unionOf(of([5, 4]))).toEqual([])
  })

  test('they measure as long as they are', () => {
    expect(measureOf(of([1, 4], [5, 7]))).toBe(5)
    expect(measureOf([])).toBe(0)
  })

  test('what a stretch shares with others, and what is left without them', () => {
    const [stretch] = of([10, 20])
    expect(sharedWith(stretch!, of([0, 5], [8, 12], [15, 16], [18, 30]))).toEqual(of([10, 12], [15, 16], [18, 20]))
    expect(without(stretch!, of([0, 5], [8, 12], [15, 16], [18, 30]))).toEqual(of([12, 15], [16, 18]))
    expect(without(stretch!, [])).toEqual([stretch])
    expect(without(stretch!, of([0, 30]))).toEqual([])
    expect(without(stretch!, of([12, 14]))).toEqual(of([10, 12], [14, 20]))
  })

  test('cuts inside a stretch divide it; those at its ends do not', () => {
    const [stretch] = of([10, 20])
    expect(cutAt(stretch!, [15, 5, 10, 20, 12, 12])).toEqual(of([10, 12], [12, 15], [15, 20]))
    expect(cutAt(stretch!, [])).toEqual([stretch])
    expect(cutAt({ start: 10, end: 10 }, [])).toEqual([])
  })
})
