/** When the journey plays: last month, as the practice's calendar has it. */
export interface StoryMonth {
  /** `2026-10` */
  readonly month: string
  /** An MBI of valid form that no other run uses. */
  readonly mbi: string
  /** A day some weeks before the month, for the initiating visit. */
  readonly visitDay: string
  /** An instant of the month: day and UTC time, `at(5, '16:00')`. */
  at(day: number, time: string): string
}

const LETTERS = 'ACDEFGHJKMNPQRTUVWXY'

/** Last month before `now` (milliseconds since 1970), reckoned in `timeZone`. */
export function storyMonth(now: number, timeZone: string): StoryMonth {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
  const [year = 0, number = 1] = today.split('-').map(Number)
  const day = (monthsAgo: number, date: number) =>
    new Date(Date.UTC(year, number - 1 - monthsAgo, date)).toISOString().slice(0, 10)
  const month = day(1, 1).slice(0, 7)
  return {
    month,
    mbi: mbiFor(now),
    visitDay: day(2, 12),
    at: (date, time) => `${month}-${String(date).padStart(2, '0')}T${time}:00Z`,
  }
}

/** Position by position as CMS defines the MBI: digit, letter, either, digit, letter, either, digit, letter, letter, two digits. */
function mbiFor(seed: number): string {
  let rest = seed
  const take = (size: number) => {
    const value = rest % size
    rest = Math.floor(rest / size)
    return value
  }
  const digit = () => String(take(10))
  const letter = () => LETTERS.charAt(take(LETTERS.length))
  return ['9', letter(), digit(), digit(), letter(), digit(), digit(), letter(), letter(), digit(), digit()].join('')
}
