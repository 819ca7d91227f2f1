import { enrollmentOf } from '../enrollment/enrollment.ts'
import { careMonth, careOf, type Care } from '../month/care.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { TimeEntry } from '../time/time-entry.ts'
import { monthsOfEntry } from './entry-months.ts'
import type { TimeEntryFacts } from './time-entry-facts.ts'

/** Time of a month that has been closed neither comes, goes nor changes until somebody reopens the month. */
export function judgeClosedMonths(
  versions: readonly (TimeEntry | undefined)[],
  facts: TimeEntryFacts,
): readonly RuleRefusal[] {
  const closed = versions.flatMap((entry) => (entry ? closedMonthsOf(entry, facts) : []))
  return [...new Set(closed)].map((month) => ({
    status: 409,
    rule: 'month-closed',
    message: `${month} is closed for this patient: have it reopened to correct it.`,
    expression: 'Task.executionPeriod',
  }))
}

/** Of an entry that names no enrollment, the months that are closed for any of the patient's. */
function closedMonthsOf(entry: TimeEntry, facts: TimeEntryFacts): readonly string[] {
  const care = careOfEntry(entry, facts)
  return monthsOfEntry(entry, facts.timeZone, facts.now).filter((month) =>
    care === undefined
      ? [...facts.closed].some((closed) => closed.startsWith(`${month} `))
      : facts.closed.has(careMonth(month, care)),
  )
}

function careOfEntry({ episode }: TimeEntry, { episodes, staff, timeZone }: TimeEntryFacts): Care | undefined {
  const named = episodes
    .flatMap((candidate) => enrollmentOf(candidate, timeZone) ?? [])
    .find(({ reference }) => reference === episode)
  return named && careOf(named, staff)
}
