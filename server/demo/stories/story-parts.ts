import type { MonthDay } from '../demo-calendar.ts'
import type { StaffId } from '../practice.ts'
import type { DemoEnrollment, DemoMonth } from './story.ts'

/** Enrolled in CCM with the primary care physician five months ago. */
export const ccm = (from: MonthDay = [5, 4]): DemoEnrollment => ({
  program: 'ccm',
  by: 'alvarez',
  careManager: 'whitfield',
  from,
  method: 'verbal',
})
/** Enrolled in PCM with the given practitioner. */
export const pcm = (by: StaffId): DemoEnrollment => ({
  program: 'pcm',
  by,
  careManager: 'mercer',
  from: [5, 6],
  method: 'written',
})
/** Enrolled in APCM with the nurse practitioner. */
export const apcm: DemoEnrollment = {
  program: 'apcm',
  by: 'lindgren',
  careManager: 'mercer',
  from: [4, 3],
  method: 'written',
}
/** An office visit, by default of the primary care physician. */
export const visit = (ago: number, day: number, who = 'alvarez', cpt = '99214') => ({
  on: [ago, day] as const,
  with: who,
  cpt,
})
/** The visit before the programme began. */
export const before = [visit(7, 10)]

/** A month's usual work of some length, by the nurse and the LPN. */
export const usual = (ago: number, ...minutes: readonly number[]): DemoMonth => ({
  ago,
  entries: minutes.map((length, index) => [
    index % 2 ? 'mercer' : 'whitfield',
    length,
    ACTIVITIES[index % ACTIVITIES.length] ?? 'patient-contact',
  ]),
})
const ACTIVITIES = ['patient-contact', 'medication-management', 'care-coordination', 'documentation']
