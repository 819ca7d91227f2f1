import type { CodeableConcept, Coding, Observation, Quantity } from '@medplum/fhirtypes'
import { codingsOf } from '../fhir/codings.ts'
import { referenceTo } from '../fhir/references.ts'

/** A patient's newest value of a measure. */
export interface Measured {
  /** `Observation/id`. */
  readonly reference: string
  /** FHIR dateTime, as the Observation has it. */
  readonly when?: string
  readonly quantity?: Quantity
  readonly concept?: CodeableConcept
}

/** Observations that say nothing that one could rely on. */
const NOT_SAID: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled', 'registered', 'unknown'])

/** Whether an observation says something that one can rely on. */
export function saysSomething({ status }: Observation): boolean {
  return !NOT_SAID.has(status)
}

/** A value of one code, and where it stands among others. */
interface Found {
  readonly measured: Measured
  /** Milliseconds since 1970. */
  readonly at: number
  /** Which observation of those given it is of. */
  readonly order: number
  /** Which part of it: 0 the whole, else a component. */
  readonly part: number
}

/**
 * The newest value of a measure in a patient's observations. The measure may carry several codes of the same thing; a
 * component (the systolic value of a blood pressure) counts as well as a whole observation. Of the same moment the last
 * given holds.
 * @param named observations that stand before others of their moment
 */
export function latestMeasured(
  observations: readonly Observation[],
  measure: CodeableConcept | undefined,
  named: readonly Observation[] = [],
): Measured | undefined {
  const newest = newestOf(newestByCode(observations), measure)
  if (named.length === 0) return newest?.measured
  const own = newestOf(indexed(named), measure)
  return own && (!newest || own.at >= newest.at) ? own.measured : newest?.measured
}

function newestOf(byCode: ReadonlyMap<string, Found>, measure: CodeableConcept | undefined): Found | undefined {
  const found = codingsOf(measure).flatMap((coding) => byCode.get(keyOf(coding)) ?? [])
  return found.reduce<Found | undefined>((best, one) => (best && !isNewer(one, best) ? best : one), undefined)
}

function isNewer(one: Found, other: Found): boolean {
  if (one.at !== other.at) return one.at > other.at
  return one.order === other.order ? one.part < other.part : one.order > other.order
}

/** By observations as they were given: a plan of many goals asks for each of them. */
const known = new WeakMap<readonly Observation[], ReadonlyMap<string, Found>>()

function newestByCode(observations: readonly Observation[]): ReadonlyMap<string, Found> {
  const there = known.get(observations)
  if (there) return there
  const made = indexed(observations)
  known.set(observations, made)
  return made
}

function indexed(observations: readonly Observation[]): ReadonlyMap<string, Found> {
  const newest = new Map<string, Found>()
  for (const [order, observation] of observations.entries())
    for (const [key, found] of valuesOf(observation, order)) {
      const best = newest.get(key)
      if (!best || isNewer(found, best)) newest.set(key, found)
    }
  return newest
}

/** Each code that an observation has a value of. */
function valuesOf(observation: Observation, order: number): readonly (readonly [string, Found])[] {
  const when = whenMeasured(observation)
  const at = Date.parse(when ?? '')
  if (!saysSomething(observation) || Number.isNaN(at)) return []
  return [observation, ...(observation.component ?? [])].flatMap((one, part) => {
    const { valueQuantity, valueCodeableConcept } = one
    if (valueQuantity?.value === undefined && !valueCodeableConcept) return []
    const measured: Measured = {
      reference: referenceTo(observation),
      ...(when && { when }),
      ...(valueQuantity && { quantity: valueQuantity }),
      ...(valueCodeableConcept && { concept: valueCodeableConcept }),
    }
    return codingsOf(one.code).map((coding) => [keyOf(coding), { measured, at, order, part }] as const)
  })
}

/** When an observation holds: its moment, or the end or start of its period; else when it was issued. */
export function whenMeasured(observation: Observation): string | undefined {
  const { effectiveDateTime, effectiveInstant, effectivePeriod, issued } = observation
  return effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.end ?? effectivePeriod?.start ?? issued
}

function keyOf(coding: Coding): string {
  return `${coding.system ?? ''}|${coding.code ?? ''}`
}
