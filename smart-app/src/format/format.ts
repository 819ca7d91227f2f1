import { dayOf, monthOfDay, type ServiceMonth } from '#domain/calendar.ts'
import { localDate } from '#domain/fhir/instants.ts'
import { dollars } from '#domain/money.ts'
import type { Language } from '../say/say.ts'

/**
 * How dates, times and amounts are written. Days (`2026-11-24`) are the practice's and are not moved; instants are
 * milliseconds since 1970 or FHIR text and are shown on the practice's clock. Where a day is wanted, a FHIR dateTime is
 * the day on which it falls there.
 */
export interface Format {
  readonly language: Language
  readonly timeZone: string
  /** `11/24/2026`; of a date that names less than a day what it names. */
  day(day: string): string
  /** `11/24` */
  shortDay(day: string): string
  /** `Tue 11/24`, `mar 11/24` */
  weekday(day: string): string
  /** `November 24, 2026`, for everything that a patient reads. */
  longDay(day: string): string
  /** `November 2026` */
  month(month: string): string
  /** `November`, `noviembre`: as it stands within a sentence. */
  monthName(month: string): string
  /** `10:44 am` on the practice's clock. */
  time(instant: number | string): string
  /** The local day in which an instant falls; a day is itself. */
  dayOf(instant: number | string): string
  /** The local month in which an instant falls. */
  monthOf(instant: number | string): ServiceMonth
  /** Name of the practice's zone: `Central time`. */
  zoneName(): string
  /** Cents: `$66.13`. */
  money(cents: number): string
  /** `1,060` */
  count(value: number): string
}

const LOCALE: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' }

/** Noon in UTC: a day written this way stays the same day in the zone `UTC`. */
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

const instantOf = (value: number | string) => (typeof value === 'number' ? value : Date.parse(value))

/** With its first letter as at the beginning of a line. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** `2026-11-24` as `11/24/2026`, `2026-11` as `11/2026`, `11-24` as `11/24`. */
function inUsOrder(date: string): string {
  const [year = '', ...rest] = date.split('-')
  return year.length === 4 ? [...rest, year].join('/') : date.replace('-', '/')
}

/** Writes in a language and a practice's time zone. */
export function createFormat(language: Language, timeZone: string): Format {
  const locale = LOCALE[language]
  const localDay = (date: number | string) =>
    typeof date === 'number' ? dayOf(date, timeZone) : (localDate(date, timeZone) ?? date)
  const inDay = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (date: string) => format.format(noon(localDay(date)))
  }
  const weekday = inDay({ weekday: 'short' })
  const longDay = inDay({ year: 'numeric', month: 'long', day: 'numeric' })
  const month = inDay({ year: 'numeric', month: 'long' })
  const monthName = inDay({ month: 'long' })
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' })
  const count = new Intl.NumberFormat('en-US')
  const shortDay = (date: string) => inUsOrder(localDay(date).slice(5))
  return {
    language,
    timeZone,
    day: (date) => inUsOrder(localDay(date)),
    shortDay,
    weekday: (date) => `${weekday(date).replace(/[.,]/g, '')} ${shortDay(date)}`,
    longDay,
    month: (text) => capital(month(`${text.slice(0, 7)}-15`)),
    monthName: (text) => monthName(`${text.slice(0, 7)}-15`),
    time: (instant) => spoken(clock.format(instantOf(instant))),
    dayOf: localDay,
    monthOf: (instant) => monthOfDay(localDay(instant)),
    zoneName: () => zoneName(locale, timeZone),
    money: dollars,
    count: (value) => count.format(value),
  }
}

/** `10:44 AM` with a narrow space becomes `10:44 am`. */
function spoken(clock: string): string {
  return clock.replace(/\s/g, ' ').toLowerCase()
}

function zoneName(locale: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
  return capital((parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone).replace(' Time', ' time'))
}

/** Seconds as a running clock: `04:12`, from an hour on `1:04:12`. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** Seconds as a duration in a list: `4:25`, `1:04:25`. Never rounded. */
export function durationText(seconds: number): string {
  return clockText(seconds).replace(/^0(\d)/, '$1')
}

/** Whole years on a day. */
export function ageOn(birthDay: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDay.slice(0, 4))
  return day.slice(5) < birthDay.slice(5) ? years - 1 : years
}
