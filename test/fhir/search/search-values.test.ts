import { describe, expect, test } from 'vitest'
import { dateRange, parseDateValue } from '../../../server/fhir/search/date-value.ts'
import { parseNumberValue, parseQuantityValue } from '../../../server/fhir/search/quantity-value.ts'

describe('a date means a range of instants', () => {
  test.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2026-03-08T10:00', '2026-03-08T10:00:00.000Z', '2026-03-08T10:01:00.000Z'],
    ['2026-03-08T10:00:30Z', '2026-03-08T10:00:30.000Z', '2026-03-08T10:00:31.000Z'],
    ['2026-03-08T10:00:30.25Z', '2026-03-08T10:00:30.250Z', '2026-03-08T10:00:30.260Z'],
    ['2026-03-08T10:00:30-05:00', '2026-03-08T15:00:30.000Z', '2026-03-08T15:00:31.000Z'],
    ['2026-03-08T10:00:30 02:00', '2026-03-08T08:00:30.000Z', '2026-03-08T08:00:31.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z', '2017-01-01T00:00:01.000Z'],
    ['2026-03-08T10:00:30.2899Z', '2026-03-08T10:00:30.289Z', '2026-03-08T10:00:30.290Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z', '0001-01-02T00:00:00.000Z'],
  ])('%s', (text, from, to) => {
    expect(dateRange(text)?.map((instant) => new Date(instant).toISOString())).toEqual([from, to])
  })

  test.each([
    '26',
    '2026-13',
    '2026-00',
    '2026-02-29',
    '2026-3-1',
    '2026-03-01T24:00',
    '2026-03-01T10',
    '2026-03T10:00',
  ])('%s is none', (text) => {
    expect(dateRange(text)).toBeUndefined()
  })

  test('approximately reaches a tenth of the distance to now', () => {
    const day = 86_400_000
    const now = Date.UTC(2026, 2, 15)
    expect(parseDateValue('ap2026-03-04', now)).toEqual({
      prefix: 'ap',
      from: Date.UTC(2026, 2, 4) - 1.05 * day,
      to: Date.UTC(2026, 2, 5) + 1.05 * day,
    })
  })
})

describe('a number means a range', () => {
  test.each([
    ['100', '100', '99.5', '100.5'],
    ['100.00', '100.00', '99.995', '100.005'],
    ['1e2', '100', '95', '105'],
    ['1.0e2', '100', '95', '105'],
    ['-0.5', '-0.5', '-0.55', '-0.45'],
    ['0', '0', '-0.5', '0.5'],
    ['ap40', '40', '36.0', '44.0'],
    ['5.40e-3', '0.00540', '0.005395', '0.005405'],
  ])('%s', (text, value, low, high) => {
    expect(parseNumberValue(text)).toMatchObject({ value, low, high })
  })

  test.each(['', 'x', '1.', '.5', '1e999', '--1', '1 2'])('%j is none', (text) => {
    expect(parseNumberValue(text)).toBeUndefined()
  })

  test('a quantity has a unit, with or without a system', () => {
    expect(parseQuantityValue('gt5.4|http://ucum|mg')).toMatchObject({
      prefix: 'gt',
      system: 'http://ucum',
      code: 'mg',
    })
    expect(parseQuantityValue('5.4||mg')).toEqual({ prefix: 'eq', value: '5.4', low: '5.35', high: '5.45', code: 'mg' })
  })
})
