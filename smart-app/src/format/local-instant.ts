import { clockTime, startOfDay } from '#domain/calendar.ts'

const MINUTE = 60_000

/**
 * The instant at which a local clock shows a time of a day, in milliseconds since 1970. On the two days of a year on
 * which clocks change, midnight plus the minutes would be an hour off: what the clock would show then is compared.
 * @param minutes since midnight
 */
export function localInstant(day: string, minutes: number, timeZone: string): number {
  const guess = startOfDay(day, timeZone) + minutes * MINUTE
  const shown = Date.parse(`${clockTime(guess, timeZone).replace(' ', 'T')}Z`)
  return guess + Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE - shown
}
