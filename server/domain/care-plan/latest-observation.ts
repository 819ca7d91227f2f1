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

/**
 * The newest value of a measure in a patient's observations. The measure may carry several codes of the same thing; a
 * component (the systolic value of a blood pressure) counts as well as a whole observation.
 */
export function latestMeasured(
  observations: readonly Observation[],
  measure: CodeableConcept | undefined,
): Measured | undefined {
  const wanted = new Set(codingsOf(measure).map(keyOf))
  const found = observations.flatMap((observation) => {
    const measured = !saysSomething(observation) ? undefined : valueOf(observation, wanted)
    const at = Date.parse(measured?.when ?? '')
    return measured === undefined || Number.isNaN(at) ? [] : [{ measured, at }]
  })
  return found.sort((a, b) => a.at - b.at).at(-1)?.measured
}

function valueOf(observation: Observation, wanted: ReadonlySet<string>): Measured | undefined {
  const part = [observation, ...(observation.component ?? [])].find(
    (one) => hasAny(one.code, wanted) && (one.valueQuantity?.value !== undefined || one.valueCodeableConcept),
  )
  if (!part) return undefined
  const when = whenMeasured(observation)
  return {
    reference: referenceTo(observation),
    ...(when && { when }),
    ...(part.valueQuantity && { quantity: part.valueQuantity }),
    ...(part.valueCodeableConcept && { concept: part.valueCodeableConcept }),
  }
}

/** When an observation holds: its moment, or the end or start of its period; else when it was issued. */
export function whenMeasured(observation: Observation): string | undefined {
  const { effectiveDateTime, effectiveInstant, effectivePeriod, issued } = observation
  return effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.end ?? effectivePeriod?.start ?? issued
}

function hasAny(concept: CodeableConcept | undefined, wanted: ReadonlySet<string>): boolean {
  return codingsOf(concept).some((coding) => wanted.has(keyOf(coding)))
}

function keyOf(coding: Coding): string {
  return `${coding.system ?? ''}|${coding.code ?? ''}`
}
