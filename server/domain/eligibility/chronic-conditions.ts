import type { Coding, Condition } from '@medplum/fhirtypes'

/** Y, R and N of ccm-rules §3.4–3.5: counts by itself, counts when a clinician confirms it, never counts. */
export type Standing = 'counts' | 'review' | 'never'

/** A chart's condition that the chronic condition categories know. */
export interface RecognizedCondition {
  /** `Condition/id`. */
  readonly reference: string
  readonly version?: string
  /** Categories of `[ig]/CodeSystem/ccm-chronic-condition`, the best fitting first; never empty. */
  readonly categories: readonly Coding[]
  /** The chart's code that was recognized. */
  readonly code: Coding
  readonly standing: Standing
  /** ICD-10-CM for a claim: the chart's own, else the suggested one, which a coder must confirm. */
  readonly icd10?: { readonly code: string; readonly suggested: boolean }
  /** End-stage renal disease: the monthly ESRD codes exclude CCM (ccm-rules §8.1). */
  readonly esrd: boolean
  /** Why it stands as it does, in a clinician's words. */
  readonly reason: string
}

/** Recognizes the chart's conditions as they were on a local day (`2026-03-05`); those not in force are left out. */
export function recognizeConditions(conditions: readonly Condition[], on: string): readonly RecognizedCondition[] {
  void conditions
  void on
  return []
}

/**
 * The number of chronic conditions, each category once and each chart entry once; a general category beside one of its
 * own kinds is not counted. `confirmed` are `Condition/id` that a clinician ticked: they make reviewed ones count.
 */
export function countChronic(recognized: readonly RecognizedCondition[], confirmed: ReadonlySet<string>): number {
  void confirmed
  return recognized.length
}
