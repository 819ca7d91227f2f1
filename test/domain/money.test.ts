import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centsOf, dollars, moneyOf } from '../../server/domain/money.ts'

describe('money in whole cents', () => {
  test.each([
    [60.49, 6049, '$60.49'],
    [1060.49, 106049, '$1,060.49'],
    [0, 0, '$0.00'],
    [0.07, 7, '$0.07'],
    [1234567.8, 123456780, '$1,234,567.80'],
  ])('%s', (amount, cents, words) => {
    expect(centsOf(amount)).toBe(cents)
    expect(dollars(cents)).toBe(words)
    expect(moneyOf(cents)).toEqual({ value: amount, currency: 'USD' })
  })

  test('there and back, and the JSON shows two decimals at most', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), (cents) => {
        expect(centsOf(moneyOf(cents).value ?? 0)).toBe(cents)
        expect(JSON.stringify(moneyOf(cents).value)).toMatch(/^\d+(\.\d{1,2})?$/)
      }),
    )
  })
})
