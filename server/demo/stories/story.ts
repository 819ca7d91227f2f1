import type { DemoChart } from '../chart.ts'
import type { MonthDay } from '../demo-calendar.ts'
import type { DemoPlan } from '../plans/demo-plan.ts'
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
  /** A care plan with everything in it; absent: one that was put into force with gaps. */
  readonly plan?: DemoPlan
  /** Minutes by month ago; a month that is not named has none. */
  readonly work?: readonly DemoMonth[]
}

export interface DemoEnrollment {
  readonly program: 'ccm' | 'pcm' | 'apcm'
  readonly by: StaffId
  readonly careManager: StaffId
  readonly from: MonthDay
  readonly method: 'verbal' | 'written'
  /** Which of the chart's conditions, counted from 1; absent: all that count. */
  readonly conditions?: readonly number[]
  /** The visit with which the programme began. */
  readonly visit?: MonthDay
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

/** Who, how many minutes, what; on which day of the month where it matters; what else the entry says. */
type DemoEntry = readonly [
  by: StaffId,
  minutes: number,
  activity: string,
  day?: number | undefined,
  says?: DemoEntryDetails,
]

interface DemoEntryDetails {
  /** Entered by hand: minutes of a day without clock times. */
  readonly manual?: true
  readonly note?: string
  /** Why it counts on the day of a visit. */
  readonly apartFromVisit?: string
}
