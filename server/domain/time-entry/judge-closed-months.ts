import { enrollmentOf } from '../enrollment/enrollment.ts'
import { PROGRAMS, type Program } from '../enrollment/program.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { TimeEntry } from '../time/time-entry.ts'
import { monthsOfEntry } from './entry-months.ts'
import { programMonth, type TimeEntryFacts } from './time-entry-facts.ts'

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

function closedMonthsOf(entry: TimeEntry, facts: TimeEntryFacts): readonly string[] {
  const programs = programsOf(entry, facts)
  return monthsOfEntry(entry, facts.timeZone, facts.now).filter((month) =>
    programs.some((program) => facts.closed.has(programMonth(month, program))),
  )
}

/** The programme of the enrollment that the entry names; any, where it names none. */
function programsOf({ episode }: TimeEntry, { episodes, timeZone }: TimeEntryFacts): readonly Program[] {
  const named = episodes
    .flatMap((candidate) => enrollmentOf(candidate, timeZone) ?? [])
    .find(({ reference }) => reference === episode)
  return named ? [named.program] : PROGRAMS
}
