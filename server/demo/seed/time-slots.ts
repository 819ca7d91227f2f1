import type { StaffId } from '../practice.ts'

/** When the practice's day begins, and what lies between two entries of a person, in minutes of UTC. */
const OPENS = 14 * 60
const BETWEEN = 3

/** Gives people's work times of a day, one after the other: nobody is in two places, and no patient has two at once. */
export class TimeSlots {
  readonly #next = new Map<string, number>()

  /**
   * The next time of a local day that a person and a patient have free, of some minutes' length. Entries have odd seconds,
   * as real ones do, and their whole minutes are the length.
   */
  take(
    { who, patient }: { readonly who: StaffId; readonly patient: string },
    day: string,
    minutes: number,
  ): { readonly start: string; readonly end: string } {
    const both = [`staff ${who} ${day}`, `patient ${patient} ${day}`]
    const from = Math.max(...both.map((key) => this.#next.get(key) ?? OPENS))
    for (const key of both) this.#next.set(key, from + minutes + BETWEEN)
    const midnight = Date.parse(`${day}T00:00:00Z`)
    const start = midnight + from * 60_000 + (from % 60) * 1000
    return { start: new Date(start).toISOString(), end: new Date(start + minutes * 60_000).toISOString() }
  }
}
