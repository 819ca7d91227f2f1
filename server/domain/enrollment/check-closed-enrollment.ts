import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { addMonths, monthOf, type ServiceMonth } from '../calendar.ts'
import { careMonth, careOf } from '../month/care.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import { enrollmentOf, type Enrollment } from './enrollment.ts'

/** What the answer depends on. */
export interface ClosedEnrollmentFacts {
  readonly staff: StaffDirectory
  readonly timeZone: string
  /** The patient's months that are closed, by care: `2026-03 ccm`. */
  readonly closed: ReadonlySet<string>
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * An enrollment on which a closed month rests is not taken away from under it: it is neither deleted nor entered in error
 * nor given another practitioner, and it does not begin after that month or end before it. Reopen the month first.
 * @param next undefined for a delete
 */
export function checkClosedEnrollment(
  previous: EpisodeOfCare | undefined,
  next: EpisodeOfCare | undefined,
  facts: ClosedEnrollmentFacts,
): readonly RuleRefusal[] {
  const before = previous && enrollmentOf(previous, facts.timeZone)
  if (!before) return []
  const after = next && enrollmentOf(next, facts.timeZone)
  const same = after !== undefined && careOf(after, facts.staff) === careOf(before, facts.staff)
  const keeps = new Set(same ? monthsOf(after, facts) : [])
  return monthsOf(before, facts)
    .filter((month) => facts.closed.has(careMonth(month, careOf(before, facts.staff))) && !keeps.has(month))
    .map((month) => ({
      status: 409,
      rule: 'month-closed',
      message: `${month} has been closed on this enrollment: have it reopened first.`,
      expression: 'EpisodeOfCare.period',
    }))
}

/** Most months looked at: longer ago no claim can be filed (ccm-rules §9.1: twelve months after the service). */
const MOST = 36

/** The months of an enrollment up to now, the latest ones. */
export function monthsOf(
  { start, end }: Pick<Enrollment, 'start' | 'end'>,
  { timeZone, now }: Pick<ClosedEnrollmentFacts, 'timeZone' | 'now'>,
): readonly ServiceMonth[] {
  if (start === undefined) return []
  const first = monthOf(start, timeZone)
  const months: ServiceMonth[] = []
  const last = monthOf(Math.max(start, Math.min((end ?? Infinity) - 1, now)), timeZone)
  for (let month = last; month >= first && months.length < MOST; month = addMonths(month, -1)) months.push(month)
  return months
}
