import { describe, expect, test } from 'vitest'
import { daysOf, instantOf, periodHasDay, spanOf, spanOfPeriod } from '../../../server/domain/fhir/instants.ts'
import { literalOf, typeOf } from '../../../server/domain/fhir/references.ts'
import { at, ZONE } from '../support/chart.ts'

describe('what a FHIR date or dateTime may mean', () => {
  test.each([
    ['2026', '2026-01-01', '2026-12-31'],
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2026-02-10', '2026-02-10', '2026-02-10'],
    ['2026-02-10T03:30:00Z', '2026-02-09', '2026-02-09'],
    ['2026-02-10T03:30:00-05:00', '2026-02-10', '2026-02-10'],
  ])('%s: %s to %s', (text, first, last) => {
    expect(daysOf(text, ZONE)).toEqual({ first, last })
  })

  test.each([
    ['2026', '2026-01-01T05:00:00Z', '2027-01-01T05:00:00Z'],
    ['2026-03', '2026-03-01T05:00:00Z', '2026-04-01T04:00:00Z'],
    ['2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['2026-03-08T10:00:00Z', '2026-03-08T10:00:00Z', '2026-03-08T10:00:00Z'],
  ])('%s spans %s to %s', (text, start, end) => {
    expect(spanOf(text, ZONE)).toEqual({ start: at(start), end: at(end) })
  })

  test.each([undefined, '', 'soon'])('%s means nothing', (text) => {
    expect(spanOf(text, ZONE)).toBeUndefined()
    expect(daysOf(text, ZONE)).toBeUndefined()
  })

  test('a Period is open where a side is absent; a day as its end is included whole', () => {
    expect(spanOfPeriod(undefined, ZONE)).toEqual({})
    expect(spanOfPeriod({ start: '2026-03-01', end: '2026-03-05' }, ZONE)).toEqual({
      start: at('2026-03-01T05:00:00Z'),
      end: at('2026-03-06T05:00:00Z'),
    })
    expect(instantOf('2026-03-05', ZONE)).toBe(at('2026-03-05T05:00:00Z'))
  })

  test.each([
    [undefined, true],
    [{}, true],
    [{ start: '2026-03-05' }, true],
    [{ start: '2026-03-06' }, false],
    [{ end: '2026-03-05' }, true],
    [{ end: '2026-03-04' }, false],
    [{ end: '2026-03-05T03:00:00Z' }, false],
    [{ start: '2026-03', end: '2026-03' }, true],
  ])('%j has 5 March: %s', (period, expected) => {
    expect(periodHasDay(period, '2026-03-05', ZONE)).toBe(expected)
  })
})

describe('literal references', () => {
  test.each([
    ['Patient/1', 'Patient/1'],
    ['Patient/1/_history/2', 'Patient/1'],
    ['http://a.b/fhir/Patient/1', 'Patient/1'],
    ['#1', undefined],
    ['urn:uuid:0190a1b2-0000-7000-8000-000000000000', undefined],
    ['Patient', undefined],
    [undefined, undefined],
  ])('%s: %s', (reference, literal) => {
    expect(literalOf(reference)).toBe(literal)
    expect(literalOf(reference === undefined ? undefined : { reference })).toBe(literal)
    expect(typeOf(literal)).toBe(literal?.split('/')[0])
  })
})
