/**
 * Days and months of the practice's time zone. A local day is written `2026-03-05`, so that days compare as text; an
 * instant is a number of milliseconds since 1970.
 */

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, made)
  return made
}

/** Milliseconds by which local clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const fields: Record<string, number> = {}
  for (const part of formatOf(timeZone).formatToParts(instant)) fields[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields
  const whole = Math.floor(instant / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}

/** The local day in which an instant falls. */
export function dayOf(instant: number, timeZone: string): string {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 10)
}

/** The first instant of a local day: midnight, or the moment clocks jump past it. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const before = utc - offsetAt(utc - DAY, timeZone)
  const after = utc - offsetAt(utc + DAY, timeZone)
  const first = Math.min(before, after)
  return dayOf(first, timeZone) === day ? first : Math.max(before, after)
}

/** The day `count` days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)
}

/** The last day of the month that a day (`2026-03-05`) or month (`2026-03`) names. */
export function lastDayOfMonth(dayOrMonth: string): string {
  const year = Number(dayOrMonth.slice(0, 4))
  const month = Number(dayOrMonth.slice(5, 7))
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
