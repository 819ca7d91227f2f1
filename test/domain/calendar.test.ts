import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  clockTime,
  dayOf,
  firstDayOfMonth,
  isTimeZone,
  lastDayOfMonth,
  monthOf,
  parseServiceMonth,
  startOfDay,
  windowOfMonth,
  type ServiceMonth,
} from '../../server/domain/calendar.ts'

const HOUR = 3_600_000
/** Zones with different ideas of summer time, and one that never has it. */
const ZONES = [
  'America/New_York',
  'America/Phoenix',
  'America/Los_Angeles',
  'Pacific/Honolulu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'America/Sao_Paulo',
  'UTC',
]
const zone = fc.constantFrom(...ZONES)
const instant = fc.integer({ min: Date.parse('2011-01-01T00:00:00Z'), max: Date.parse('2030-12-31T00:00:00Z') })

const formats = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  ]),
)

/** The local day by `Intl` alone. */
function brute(at: number, timeZone: string): string | undefined {
  return formats.get(timeZone)?.format(at)
}

describe('the month is the practice’s (DESIGN section 4)', () => {
  test.each([
    ['T37: 2026-02-01T04:30Z is still January in New York', '2026-02-01T04:30:00Z', 'America/New_York', '2026-01'],
    ['half an hour later it is February', '2026-02-01T05:00:00Z', 'America/New_York', '2026-02'],
    ['in Honolulu for five hours more', '2026-02-01T09:59:59Z', 'Pacific/Honolulu', '2026-01'],
    ['in Berlin it was February long before', '2026-01-31T23:00:00Z', 'Europe/Berlin', '2026-02'],
  ])('%s', (_words, at, timeZone, month) => {
    expect(monthOf(Date.parse(at), timeZone)).toBe(month)
  })

  test.each([
    ['2026-03', 'America/New_York', 31 * 24 - 1],
    ['2026-11', 'America/New_York', 30 * 24 + 1],
    ['2026-03', 'America/Phoenix', 31 * 24],
    ['2026-04', 'Australia/Lord_Howe', 30 * 24 + 0.5],
    ['2011-12', 'Pacific/Apia', 30 * 24],
  ])('%s in %s has %s hours', (month, timeZone, hours) => {
    const { start, end } = windowOfMonth(month as ServiceMonth, timeZone)
    expect((end - start) / HOUR).toBe(hours)
  })
})

describe('days where clocks change', () => {
  test('summer time begins in New York at 2026-03-08T07:00Z: the day has 23 hours', () => {
    const start = startOfDay('2026-03-08', 'America/New_York')
    expect(new Date(start).toISOString()).toBe('2026-03-08T05:00:00.000Z')
    expect(startOfDay('2026-03-09', 'America/New_York') - start).toBe(23 * HOUR)
  })

  test('where clocks jump at midnight the day begins with the first moment that exists', () => {
    expect(new Date(startOfDay('2018-11-04', 'America/Sao_Paulo')).toISOString()).toBe('2018-11-04T03:00:00.000Z')
    expect(clockTime(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe('2018-11-04 01:00:00')
  })

  test('where midnight comes twice the day begins with the first', () => {
    expect(new Date(startOfDay('2018-02-18', 'America/Sao_Paulo')).toISOString()).toBe('2018-02-18T03:00:00.000Z')
    expect(dayOf(Date.parse('2018-02-18T02:59:59Z'), 'America/Sao_Paulo')).toBe('2018-02-17')
  })
})

describe('properties', () => {
  test('the local day is what Intl says', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => dayOf(at, timeZone) === brute(at, timeZone)),
      { numRuns: 2000 },
    )
  })

  test('around every change of the clocks too', () => {
    const day = Date.parse('2026-01-01T00:00:00Z')
    for (const timeZone of ZONES)
      for (let hour = 0; hour < 365 * 24; hour++) {
        const at = day + hour * HOUR - 1
        if (dayOf(at, timeZone) !== brute(at, timeZone)) expect([timeZone, at]).toBeUndefined()
      }
  })

  test('a day begins with its first instant', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const day = dayOf(at, timeZone)
        const start = startOfDay(day, timeZone)
        expect(start).toBeLessThanOrEqual(at)
        expect(dayOf(start, timeZone)).toBe(day)
        expect(dayOf(start - 1, timeZone) < day).toBe(true)
      }),
    )
  })

  test('months follow each other without gap or overlap, and an instant lies in the window of its month', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const month = monthOf(at, timeZone)
        const { start, end } = windowOfMonth(month, timeZone)
        expect(start <= at && at < end).toBe(true)
        expect(windowOfMonth(addMonths(month, 1), timeZone).start).toBe(end)
        expect(monthOf(start - 1, timeZone)).toBe(addMonths(month, -1))
      }),
    )
  })

  test('counting days and months there and back', () => {
    const count = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(instant, count, (at, days) => {
        const day = dayOf(at, 'UTC')
        expect(addDays(addDays(day, days), -days)).toBe(day)
        const month = monthOf(at, 'UTC')
        expect(addMonths(addMonths(month, days), -days)).toBe(month)
        expect(addDays(lastDayOfMonth(month), 1)).toBe(firstDayOfMonth(addMonths(month, 1)))
      }),
    )
  })

  test('the clock is what Intl shows', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
        expect(clockTime(at, timeZone)).toBe(shown)
      }),
    )
  })
})

describe('reading', () => {
  test.each(['2026-03', '1999-12', '2026-01'])('%s is a month', (text) => {
    expect(parseServiceMonth(text)).toBe(text)
  })

  test.each(['2026-13', '2026-00', '2026-3', '26-03', '2026-03-01', '2026', '', ' 2026-03', '3026-03', undefined])(
    '%s is none',
    (text) => {
      expect(parseServiceMonth(text)).toBeUndefined()
    },
  )

  test.each([
    ['2024-02', '2024-02-29'],
    ['2026-02', '2026-02-28'],
    ['2100-02-07', '2100-02-28'],
    ['2026-12', '2026-12-31'],
  ])('the last day of %s is %s', (text, day) => {
    expect(lastDayOfMonth(text)).toBe(day)
  })

  test('zones that this runtime knows', () => {
    expect(isTimeZone('America/New_York')).toBe(true)
    expect(isTimeZone('America/Gotham')).toBe(false)
    expect(isTimeZone('')).toBe(false)
  })
})
