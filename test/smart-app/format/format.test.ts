import { expect, test } from 'vitest'
import { createFormat } from '../../../smart-app/src/format/format.ts'

const format = createFormat('en', 'America/Chicago')

// 19:30 on November 27 in Chicago.
const EVENING = '2026-11-28T01:30:00Z'

test.each([
  [EVENING, '11/27/2026'],
  ['2026-11-28T00:00:00-06:00', '11/28/2026'],
  ['2026-11-28', '11/28/2026'],
  ['2026-11', '11/2026'],
  ['2026', '2026'],
])('%s is written %s in Chicago', (date, written) => {
  expect(format.day(date)).toBe(written)
})

test('an instant late in the evening is the day that it is there, however it is written', () => {
  expect(format.shortDay(EVENING)).toBe('11/27')
  expect(format.weekday(EVENING)).toBe('Fri 11/27')
  expect(format.longDay(EVENING)).toBe('November 27, 2026')
  expect(format.dayOf(EVENING)).toBe('2026-11-27')
  expect(format.dayOf(Date.parse(EVENING))).toBe('2026-11-27')
})

test('a day is not moved', () => {
  expect(format.dayOf('2026-11-28')).toBe('2026-11-28')
  expect(format.shortDay('2026-11-28')).toBe('11/28')
  expect(format.weekday('2026-11-28')).toBe('Sat 11/28')
  expect(createFormat('es', 'America/Chicago').longDay('2026-11-28')).toBe('28 de noviembre de 2026')
})

test('Spanish writes the names of days and months in small letters, as they stand within a sentence', () => {
  const spanish = createFormat('es', 'America/Chicago')
  expect(spanish.weekday('2026-11-30')).toBe('lun 11/30')
  expect(spanish.monthName('2026-10')).toBe('octubre')
  expect(spanish.month('2026-10')).toBe('Octubre de 2026')
})
