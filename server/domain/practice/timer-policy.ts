import type { Organization } from '@medplum/fhirtypes'
import { MINUTE } from '../calendar.ts'
import { extensionsOf, partOf } from '../fhir/extensions.ts'

/** How long a timer runs without a sign that this is still the patient's work; milliseconds. */
export interface TimerPolicy {
  /** Then the app asks. Whoever ends a timer later ends it at the last sign of work. */
  readonly askAfter: number
  /** Then the timer ends, at the last sign of work. Never before the question. */
  readonly stopAfter: number
}

/** A practice's policy: by activity (code of `[ig]/CodeSystem/ccm-activity`) where it has decided so, else the usual one. */
export interface TimerPolicies {
  readonly usual: TimerPolicy
  readonly byActivity: Readonly<Record<string, TimerPolicy>>
}

/** Where a practice has decided nothing: asked after two minutes, ended after ten. */
const USUAL: TimerPolicy = { askAfter: 2 * MINUTE, stopAfter: 10 * MINUTE }

/** No practice waits longer, in minutes: idle time that nobody attests never counts. */
export const LONGEST_PATIENCE = 60

/**
 * Reads the extensions `ccm-timer-policy` of a practice's Organization; one that is not understood (no whole minutes from 1
 * to 60, an end before its question) is as if it were not there.
 */
export function timerPoliciesOf(organization: Organization | undefined): TimerPolicies {
  const read = extensionsOf(organization, 'ccm-timer-policy').flatMap((extension) => {
    const minutes = (name: string) => partOf(extension, name)?.valuePositiveInt
    const policy = timerPolicyOf(minutes('askAfter'), minutes('stopAfter'))
    return policy ? [{ activity: partOf(extension, 'activity')?.valueCode, policy }] : []
  })
  return {
    usual: read.find(({ activity }) => activity === undefined)?.policy ?? USUAL,
    byActivity: Object.fromEntries(
      read.flatMap(({ activity, policy }) => (activity === undefined ? [] : [[activity, policy]])),
    ),
  }
}

/** The policy that two numbers of minutes make; undefined where they make none. */
function timerPolicyOf(ask: number | undefined, stop: number | undefined): TimerPolicy | undefined {
  if (ask === undefined || stop === undefined || ask < 1 || stop < ask || stop > LONGEST_PATIENCE) return undefined
  return Number.isInteger(ask) && Number.isInteger(stop)
    ? { askAfter: ask * MINUTE, stopAfter: stop * MINUTE }
    : undefined
}

/** The policy for an activity. */
export function timerPolicyFor({ usual, byActivity }: TimerPolicies, activity: string | undefined): TimerPolicy {
  return (activity === undefined ? undefined : byActivity[activity]) ?? usual
}
