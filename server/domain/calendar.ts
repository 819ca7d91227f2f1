/**
 * Days and months of the practice's time zone. A local day is written `2026-03-05` and a month `2026-03`, so that both
 * compare as text; an instant is a number of milliseconds since 1970.
 */

export const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A calendar month in the practice's time zone, the unit in which care management is billed: `2026-03`. */
export type ServiceMonth = string & { readonly __brand: 'ServiceMonth' }

const SERVICE_MONTH = /^[12]\d{3}-(0[1-9]|1[0-2])$/

/** Parses `YYYY-MM`; undefined for anything else. */
export function parseServiceMonth(text: string | undefined): ServiceMonth | undefined {
  return text !== undefined && SERVICE_MONTH.test(text) ? (text as ServiceMonth) : undefined
}

/** The month in which a local day lies. */
export function monthOfDay(day: string): ServiceMonth {
  return day.slice(0, 7) as ServiceMonth
}

/** The month in whose local days an instant falls. */
export function monthOf(instant: number, timeZone: string): ServiceMonth {
  return monthOfDay(dayOf(instant, timeZone))
}

/** The first local day of a month. */
export function firstDayOfMonth(month: ServiceMonth): string {
  return `${month}-01`
}

/** The month `count` months later, or earlier when negative. */
export function addMonths(month: ServiceMonth, count: number): ServiceMonth {
  const date = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + count, 1))
  return date.toISOString().slice(0, 7) as ServiceMonth
}

/** From the month's first instant to the first one after it: it is as long as the clocks of the zone make it. */
export function windowOfMonth(month: ServiceMonth, timeZone: string): { readonly start: number; readonly end: number } {
  return {
    start: startOfDay(firstDayOfMonth(month), timeZone),
    end: startOfDay(firstDayOfMonth(addMonths(month, 1)), timeZone),
  }
}

/** The last day of the month that a day (`2026-03-05`) or month (`2026-03`) names. */
export function lastDayOfMonth(dayOrMonth: string): string {
  const year = Number(dayOrMonth.slice(0, 4))
  const month = Number(dayOrMonth.slice(5, 7))
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** The day `count` days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)
}

/** The local day in which an instant falls. */
export function dayOf(instant: number, timeZone: string): string {
  return dayText(Math.floor((instant + offsetAt(instant, timeZone)) / DAY))
}

/** The first instant of a local day: midnight, or the moment clocks jump past it. */
export function startOfDay(day: string, timeZone: string): number {
  const { starts } = zoneOf(timeZone)
  const known = starts.get(day)
  if (known !== undefined) return known
  const utc = Date.parse(`${day}T00:00:00Z`)
  const before = utc - offsetAt(utc - DAY, timeZone)
  const after = utc - offsetAt(utc + DAY, timeZone)
  const first = Math.min(before, after)
  return remember(starts, day, dayOf(first, timeZone) === day ? first : Math.max(before, after))
}

/** Date and time on the practice's clock, `2026-03-05 14:02:30`, for people to read. */
export function clockTime(instant: number, timeZone: string): string {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 19).replace('T', ' ')
}

/** Whether the name is a time zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    zoneOf(name)
    return true
  } catch {
    return false
  }
}

/** What has been found out about a zone: asking `Intl` costs microseconds, and a month asks a hundred thousand times. */
interface Zone {
  readonly format: Intl.DateTimeFormat
  /** Offset by UTC day (days since 1970), where it is the same all day; null on a day when the clocks change. */
  readonly offsets: Map<number, number | null>
  /** First instant by local day. */
  readonly starts: Map<string, number>
}

const zones = new Map<string, Zone>()
const dayTexts = new Map<number, string>()

/** More days than any practice asks about at once; a map that grows past it starts anew. */
const MEMORY = 20_000

function remember<K, V>(map: Map<K, V>, key: K, value: V): V {
  if (map.size >= MEMORY) map.clear()
  map.set(key, value)
  return value
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return remember(zones, timeZone, { format, offsets: new Map(), starts: new Map() })
}

function dayText(day: number): string {
  return dayTexts.get(day) ?? remember(dayTexts, day, new Date(day * DAY).toISOString().slice(0, 10))
}

/** Milliseconds by which local clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const zone = zoneOf(timeZone)
  const day = Math.floor(instant / DAY)
  const known = zone.offsets.get(day)
  const offset = known === undefined ? remember(zone.offsets, day, offsetOfDay(day, zone.format)) : known
  return offset ?? askOffset(instant, zone.format)
}

function offsetOfDay(day: number, format: Intl.DateTimeFormat): number | null {
  const first = askOffset(day * DAY, format)
  return first === askOffset((day + 1) * DAY, format) ? first : null
}

function askOffset(instant: number, format: Intl.DateTimeFormat): number {
  const fields: Record<string, number> = {}
  for (const part of format.formatToParts(instant)) fields[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields
  const whole = Math.floor(instant / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}
