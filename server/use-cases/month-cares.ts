import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { windowOfMonth } from '#domain/calendar.ts'
import { enrolledWithin, enrollmentOf, type Enrollment } from '#domain/enrollment/enrollment.ts'
import { careOf, programOfCare, type Care } from '#domain/month/care.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import type { MonthRecord } from './read-months.ts'

/** A care of a patient's month, with the enrollment that it rests on. */
export interface MonthCare {
  readonly care: Care
  readonly enrollment: Enrollment
}

/** The cares in which a patient was enrolled at any instant of the month, each once. One that waits for another's end comes last. */
export function caresOf({ episodes, practice, staff, month }: MonthRecord): readonly MonthCare[] {
  const { start, end } = windowOfMonth(month, practice.timeZone)
  const held = episodes
    .flatMap((episode) => enrollmentOf(episode, practice.timeZone) ?? [])
    .filter((enrollment) => enrolledWithin(enrollment, start, end))
    .sort((a, b) => Number(a.transfer) - Number(b.transfer) || (a.start ?? 0) - (b.start ?? 0))
  const cares = new Map<Care, MonthCare>()
  for (const enrollment of held) {
    const care = careOf(enrollment, staff)
    if (!cares.has(care)) cares.set(care, { care, enrollment })
  }
  return [...cares.values()]
}

/**
 * The facts as one care's decision sees them: several practitioners may furnish PCM, each month of theirs is its own.
 * @param taken somebody else on the server has the programme's month
 */
export function factsOfCare(record: MonthRecord, care: Care, taken: boolean): MonthFacts {
  const program = programOfCare(care)
  const isRival = (episode: EpisodeOfCare) => {
    const enrollment = enrollmentOf(episode, record.practice.timeZone)
    return enrollment?.program === program && careOf(enrollment, record.staff) !== care
  }
  return {
    ...record,
    program,
    otherBiller: taken ? [program] : [],
    episodes: record.episodes.filter((episode) => !isRival(episode)),
  }
}
