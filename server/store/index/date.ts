import type { IndexSink } from './index-sink.ts'
import { isObject, list, text, type JsonObject } from './json.ts'

/** Instants `from <= t < to` in milliseconds since 1970; an open side is absent. */
export interface InstantRange {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/
const MINUTE = 60_000

/** Indexes a value of a date parameter. */
export function indexDate(sink: IndexSink, param: number, value: unknown, datatype: string): void {
  const range = dateRangeOf(value, datatype)
  if (range) sink.date({ param, ...defined(range) })
}

/** What a date, dateTime, instant, Period or Timing covers: a month is all of the month. Without a zone, UTC. */
export function dateRangeOf(value: unknown, datatype: string): InstantRange | undefined {
  if (typeof value === 'string') return parseDate(value)
  if (!isObject(value)) return undefined
  return datatype === 'Timing' ? timingRange(value) : periodRange(value)
}

/** The instants that a FHIR date or dateTime of any precision means. */
function parseDate(value: string): { readonly from: number; readonly to: number } | undefined {
  const match = DATE.exec(value)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)]
  if (month === undefined) return between(utc(y, 0, 1), utc(y + 1, 0, 1))
  if (day === undefined) return between(utc(y, m, 1), utc(y, m + 1, 1))
  if (hour === undefined) return between(utc(y, m, d), utc(y, m, d + 1))
  const start = utc(y, m, d) + (Number(hour) * 60 + Number(minute)) * MINUTE - offset(zone)
  if (second === undefined) return between(start, start + MINUTE)
  const digits = (fraction ?? '').slice(0, 3)
  const from = start + Number(second) * 1000 + Number(digits.padEnd(3, '0'))
  return between(from, from + 10 ** (3 - digits.length))
}

/** `Date.UTC` takes years below 100 as 1900 and later. */
function utc(year: number, month: number, day: number): number {
  const date = new Date(0)
  return date.setUTCFullYear(year, month, day)
}

function between(from: number, to: number) {
  return Number.isNaN(from) ? undefined : { from, to }
}

function offset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE
}

function periodRange(period: JsonObject): InstantRange | undefined {
  const start = parseDate(text(period, 'start') ?? '')
  const end = parseDate(text(period, 'end') ?? '')
  return start || end ? { from: start?.from, to: end?.to } : undefined
}

/** Of a Timing only the outer limits count (https://hl7.org/fhir/R4/search.html#date). */
function timingRange(timing: JsonObject): InstantRange | undefined {
  const events = list(timing['event']).flatMap((event) => parseDate(String(event)) ?? [])
  if (events.length > 0)
    return { from: Math.min(...events.map(({ from }) => from)), to: Math.max(...events.map(({ to }) => to)) }
  const bounds = isObject(timing['repeat']) ? timing['repeat']['boundsPeriod'] : undefined
  return isObject(bounds) ? periodRange(bounds) : undefined
}

function defined({ from, to }: InstantRange): { readonly from?: number; readonly to?: number } {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
