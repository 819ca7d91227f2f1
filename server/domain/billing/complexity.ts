import type { Observation } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { codeIn, hasCode } from '../fhir/codings.ts'
import { daysOf, spanOf } from '../fhir/instants.ts'
import { versionedReferenceTo } from '../fhir/references.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import type { Interval } from '../time/intervals.ts'

/** Levels of `[ig]/CodeSystem/mdm-level`. */
export type MdmLevel = 'low' | 'moderate' | 'high'

/** Medical decision making of a month. */
export interface Complexity {
  /** The highest level that the billing practitioner recorded in the month. */
  readonly level?: MdmLevel
  /** Local day, and versioned reference of the Observation. */
  readonly day?: string
  readonly evidence?: string
  /** Somebody else recorded a level: it does not count. */
  readonly byOthers: boolean
}

/** From the lowest to the highest. */
export const MDM_LEVELS: readonly MdmLevel[] = ['low', 'moderate', 'high']
const OBSERVATION_SYSTEM = codeSystem('ccm-observation')
const LEVEL_SYSTEM = codeSystem('mdm-level')
const SIGNED = new Set<Observation['status']>(['final', 'amended', 'corrected'])

/** What the answer depends on. */
export interface ComplexityQuestion {
  readonly observations: readonly Observation[]
  readonly window: Interval
  readonly biller: string | undefined
  readonly staff: StaffDirectory
  readonly timeZone: string
}

/** The complexity of a month: by the billing practitioner, signed, and dated in the month (ccm-rules §1.1, §6). */
export function complexityOf(question: ComplexityQuestion): Complexity {
  const recorded = question.observations.filter((observation) => isOfMonth(observation, question))
  const own = recorded.filter((observation) => isByBiller(observation, question))
  const highest = own
    .map((observation) => ({ observation, rank: rankOf(observation) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => b.rank - a.rank)[0]
  const byOthers = recorded.length > own.length
  const level = highest && MDM_LEVELS[highest.rank]
  if (!highest || !level) return { byOthers }
  const day = daysOf(effectiveOf(highest.observation), question.timeZone)?.first
  return { level, ...(day && { day }), evidence: versionedReferenceTo(highest.observation), byOthers }
}

function isOfMonth(observation: Observation, { window, timeZone }: ComplexityQuestion): boolean {
  if (!hasCode(observation.code, OBSERVATION_SYSTEM, 'mdm-level') || !SIGNED.has(observation.status)) return false
  const span = spanOf(effectiveOf(observation), timeZone)
  return span !== undefined && window.start <= span.start && span.end <= window.end && span.start < window.end
}

function effectiveOf({ effectiveDateTime, effectiveInstant, effectivePeriod }: Observation): string | undefined {
  return effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.start
}

function isByBiller({ performer }: Observation, { biller, staff }: ComplexityQuestion): boolean {
  return biller !== undefined && (performer ?? []).some(({ reference }) => staff.personOf(reference) === biller)
}

function rankOf(observation: Observation): number {
  const code = codeIn(observation.valueCodeableConcept, LEVEL_SYSTEM)
  return MDM_LEVELS.findIndex((level) => level === code)
}
