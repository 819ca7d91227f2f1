import { ACTIVITY_NAMES } from '#domain/terminology/generated/care-plan-codes.ts'
import { ACTIVITIES as RULES } from '#domain/time/generated/activities.ts'

/** Activities of `[ig]/CodeSystem/ccm-activity`. */
export type Activity = keyof typeof ACTIVITY_NAMES

/** What most calls are: it stands first. */
const USUAL: Activity = 'patient-contact'

const others = (Object.keys(ACTIVITY_NAMES) as Activity[]).filter((code) => code !== USUAL)

/** Those whose minutes count. */
export const COUNTABLE: readonly [Activity, ...Activity[]] = [USUAL, ...others.filter(isCountable)]

/** Those whose minutes do not count, unless a practice decides otherwise. */
export const NEVER_COUNTABLE: readonly Activity[] = others.filter((code) => !isCountable(code))

export const ACTIVITIES: readonly Activity[] = [...COUNTABLE, ...NEVER_COUNTABLE]

/** Whether a code is one of ours. */
export function isActivity(code: string | undefined): code is Activity {
  return ACTIVITIES.some((known) => known === code)
}

/** Whether minutes of this activity can count at all. */
export function isCountable(code: string): boolean {
  return RULES[code]?.countable === 'yes'
}

/** What people call the activities. */
export const activityTexts = ACTIVITY_NAMES
