import { startOfDay } from '../calendar.ts'
import { enrolledWithin, type Enrollment } from '../enrollment/enrollment.ts'
import { PROGRAMS, type Program } from '../enrollment/program.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import type { Interval } from '../time/intervals.ts'
import type { TimeEntry } from '../time/time-entry.ts'

/** A patient's enrollments, as one month sees them. */
export interface MonthEnrollments {
  /** The one that is billed; where nobody was enrolled in the month, the nearest one before or after. */
  readonly chosen?: Enrollment
  /** Whether it held at any instant of the month. */
  readonly enrolled: boolean
  /** The chosen one, and those of the same programme and practitioner (who came back is enrolled anew): one care. */
  readonly care: readonly Enrollment[]
  /** Others of the month. */
  readonly beside: readonly Enrollment[]
  /** Whether a time entry is for this care: by the enrollment it names, else the patient's only one that fits. */
  readonly belongs: (entry: TimeEntry) => boolean
}

/** What the choice depends on. */
export interface EnrollmentQuestion {
  readonly enrollments: readonly Enrollment[]
  /** Asked for; absent: CCM before PCM before APCM. */
  readonly program: Program | undefined
  readonly window: Interval
  readonly staff: StaffDirectory
  readonly timeZone: string
}

/** Chooses the enrollment whose month is decided; one that waits for another's end comes last. */
export function monthEnrollments(question: EnrollmentQuestion): MonthEnrollments {
  const { window, program } = question
  const begun = question.enrollments.filter(({ start }) => start !== undefined).sort(inOrder)
  const asked = begun.filter((enrollment) => program === undefined || enrollment.program === program)
  const within = (enrollment: Enrollment) => enrolledWithin(enrollment, window.start, window.end)
  const held = asked.find(within)
  const chosen = held ?? nearest(asked, window)
  const care = chosen === undefined ? [] : begun.filter((enrollment) => isSameCare(enrollment, chosen, question.staff))
  return {
    ...(chosen && { chosen }),
    enrolled: held !== undefined,
    care,
    beside: begun.filter((enrollment) => within(enrollment) && !care.includes(enrollment)),
    belongs: (entry) => {
      const named = entry.episode ?? fitting(begun, entry, question.timeZone)?.reference
      return chosen === undefined || named === undefined || care.some(({ reference }) => reference === named)
    },
  }
}

/** By programme, those that wait last, the earliest first. */
function inOrder(a: Enrollment, b: Enrollment): number {
  return (
    PROGRAMS.indexOf(a.program) - PROGRAMS.indexOf(b.program) ||
    Number(a.transfer) - Number(b.transfer) ||
    (a.start ?? 0) - (b.start ?? 0)
  )
}

/** The one that ended last before the month, else the first one after it. */
function nearest(enrollments: readonly Enrollment[], window: Interval): Enrollment | undefined {
  const ended = enrollments.filter(({ end }) => end !== undefined && end <= window.start)
  const last = ended.sort((a, b) => (b.end ?? 0) - (a.end ?? 0))[0]
  return last ?? [...enrollments].sort((a, b) => (a.start ?? 0) - (b.start ?? 0))[0]
}

function isSameCare(enrollment: Enrollment, chosen: Enrollment, staff: StaffDirectory): boolean {
  const biller = ({ billingPractitioner }: Enrollment) => staff.personOf(billingPractitioner)
  return enrollment.program === chosen.program && biller(enrollment) === biller(chosen)
}

/** The enrollment that an entry without one is for: the first that held when it began; none, then nobody disputes it. */
function fitting(enrollments: readonly Enrollment[], entry: TimeEntry, timeZone: string): Enrollment | undefined {
  const at = beginOf(entry, timeZone)
  return enrollments.find((enrollment) => at !== undefined && enrolledWithin(enrollment, at, at + 1))
}

function beginOf({ time }: TimeEntry, timeZone: string): number | undefined {
  if (time.kind === 'clock' || time.kind === 'running') return time.start
  return time.day === undefined ? undefined : startOfDay(time.day, timeZone)
}
