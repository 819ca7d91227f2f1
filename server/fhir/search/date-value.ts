import type { DateValue } from '#ports/search.ts'
import { splitPrefix } from './prefix.ts'

const DAY = /^\d{4}(-\d\d(-\d\d)?)?$/
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?$/

const MINUTE = 60_000
const DAY_LENGTH = 24 * 60 * MINUTE

/** Half-open, in milliseconds. */
type Span = readonly [from: number, to: number]

/**
 * Reads a date of a search as the range of instants that it means: `2026-03` is all of March, in UTC where no zone is
 * given. Undefined for what is no date. https://hl7.org/fhir/R4/search.html#date
 *
 * `ap` reaches a tenth of the distance between the date and `now` further at each side.
 */
export function parseDateValue(text: string, now: number): DateValue | undefined {
  const [prefix, rest] = splitPrefix(text)
  const range = dateRange(rest)
  if (!range) return undefined
  const [from, to] = prefix === 'ap' ? approximately(range, now) : range
  return { prefix, from, to }
}

/** The half-open range of instants of a date, dateTime or instant of FHIR, in milliseconds since 1970. */
export function dateRange(text: string): Span | undefined {
  const [day = '', time, ...more] = text.split('T')
  const days = more.length === 0 ? daySpan(day) : undefined
  if (!days || time === undefined) return days
  const within = timeSpan(time)
  if (!within || days[1] - days[0] !== DAY_LENGTH || day.length !== 10) return undefined
  return [days[0] + within[0], days[0] + within[1]]
}

function daySpan(text: string): Span | undefined {
  if (!DAY.test(text)) return undefined
  const [year = 0, month, day] = text.split('-').map(Number)
  if (month === undefined) return [utc(year, 0), utc(year + 1, 0)]
  if (month < 1 || month > 12) return undefined
  if (day === undefined) return [utc(year, month - 1), utc(year, month)]
  const from = utc(year, month - 1, day)
  return new Date(from).getUTCDate() === day ? [from, from + DAY_LENGTH] : undefined
}

/** A time of day with its zone, UTC where it has none, relative to midnight in UTC. */
function timeSpan(text: string): Span | undefined {
  // A plus sign that was not escaped in a query arrives as a blank.
  const match = TIME.exec(text.replace(/ (\d\d:\d\d)$/, '+$1'))
  if (!match) return undefined
  const [, hour, minute, second, fraction, zone] = match
  const minutes = Number(hour) * 60 + Number(minute)
  const seconds = Number(second ?? 0)
  const offset = offsetOf(zone ?? 'Z')
  if (Number(hour) > 23 || Number(minute) > 59 || seconds > 60 || offset === undefined) return undefined
  const from = minutes * MINUTE + seconds * 1000 + Number((fraction ?? '').slice(0, 3).padEnd(3, '0')) - offset
  return [from, from + (second === undefined ? MINUTE : fractionLength(fraction))]
}

/** How long a second with this many decimals lasts: the index knows milliseconds and nothing finer. */
function fractionLength(fraction: string | undefined): number {
  return fraction === undefined ? 1000 : Math.max(1, 1000 / 10 ** fraction.length)
}

function offsetOf(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number)
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999; this takes them as they are. */
function utc(year: number, month: number, day = 1): number {
  return new Date(0).setUTCFullYear(year, month, day)
}

function approximately([from, to]: Span, now: number): Span {
  const margin = Math.round(Math.abs(now - (from + to) / 2) / 10)
  return [from - margin, to + margin]
}
