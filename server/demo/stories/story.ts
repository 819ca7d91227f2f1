import type { DemoChart } from '../chart.ts'
import type { MonthDay } from '../demo-calendar.ts'
import type { StaffId } from '../practice.ts'

/** One demo patient: the chart, and what the practice did. Each shows one thing, named in `shows`. */
export interface DemoStory {
  readonly shows: string
  readonly chart: DemoChart
  readonly enrollments?: readonly DemoEnrollment[]
  /** Where there is no enrollment yet: how far the practice has come. */
  readonly outreach?: {
    readonly state: 'to-contact' | 'attempted' | 'declined' | 'unreachable'
    readonly on: MonthDay
    readonly reason?: string
    readonly askAgain?: MonthDay
  }
  /** Minutes by month ago; a month that is not named has none. */
  readonly work?: readonly DemoMonth[]
}

export interface DemoEnrollment {
  readonly program: 'ccm' | 'pcm' | 'apcm'
  readonly by: StaffId
  readonly careManager: StaffId
  readonly from: MonthDay
  readonly method: 'verbal' | 'written'
  /** Left as a draft: nobody has approved the plan. */
  readonly planDraft?: boolean
  readonly notAttested?: boolean
  readonly pausedOn?: MonthDay
  readonly withdrawnOn?: MonthDay
}

export interface DemoMonth {
  readonly ago: number
  readonly complexity?: 'low' | 'moderate' | 'high'
  readonly entries: readonly DemoEntry[]
}

/** Who, how many minutes, what; on which day of the month where it matters. */
type DemoEntry = readonly [by: StaffId, minutes: number, activity: string, day?: number]
