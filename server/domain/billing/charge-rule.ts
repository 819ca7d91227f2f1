import type { Program } from '../enrollment/program.ts'
import type { Cents } from '../money.ts'

/** Codes that are billed together: for one practitioner, patient and month exactly one family is. */
export type ChargeFamily =
  | 'ccm-staff'
  | 'ccm-complex'
  | 'ccm-practitioner'
  | 'pcm-staff'
  | 'pcm-practitioner'
  | 'apcm'
  | 'apcm-behavioral'
  | 'initiating-visit'

/**
 * What a charge code is earned by, for one period: a ChargeItemDefinition of the guide as the engine reads it. Rules are
 * chosen by date of service; nothing in the logic knows a code.
 */
export interface ChargeRule {
  readonly code: string
  readonly system: string
  /** The guide's own words; the official text is its owner's. */
  readonly title: string
  /** Canonical with its version: `[ig]/ChargeItemDefinition/99490|2025`. */
  readonly definition: string
  /** First and last date of service, `2025-01-01`. */
  readonly from: string
  readonly to: string
  readonly program: Program
  readonly family: ChargeFamily
  /** By minutes, or by a month of care; the others are kept for reference and not billed by closing a month. */
  readonly basis: 'minutes' | 'month' | 'visit' | 'record'
  /** Most units in a month. */
  readonly maxUnits: number
  /** A clinician has to attest duration and risk. */
  readonly attestation: boolean
  /** Base codes without which it is not billed; empty for a base code. */
  readonly addOnTo: readonly string[]
  /** Of families that pay the same the one with the lowest rank is billed. */
  readonly rank?: number
  /** Whose minutes: clinical staff filled up by the billing practitioner, or the billing practitioner alone. */
  readonly performer?: 'staff' | 'practitioner'
  /** Of a base code: full minutes for its unit. */
  readonly threshold?: number
  /** Of an add-on: full further minutes for each unit. */
  readonly increment?: number
  /** Medical decision making that it wants in the month; any of these. */
  readonly complexity?: readonly string[]
  readonly conditionsAtLeast?: number
  readonly conditionsAtMost?: number
  /** Only for a Qualified Medicare Beneficiary, or only for others. */
  readonly qmb?: boolean
  /** National amounts outside facilities; absent where none could be verified for the period. */
  readonly price?: { readonly standard: Cents; readonly qualifyingApm?: Cents }
  /** Names in `EXCLUSIONS`. */
  readonly exclusions: readonly string[]
  /** Where the rule is written. */
  readonly sources: readonly string[]
}

/** A service beside which a code is not billed, or only with care: a concept of `[ig]/CodeSystem/ccm-exclusion`. */
export interface Exclusion {
  readonly services: ReadonlySet<string>
  /** Billed by whom: the practitioner who would bill the code, or another. */
  readonly practitioner: 'same' | 'other'
  /** Anywhere in the calendar month, or on the code's date of service. */
  readonly within: 'month' | 'day'
  /** The code is not billed; or it is, and the biller is told. */
  readonly effect: 'excludes' | 'warns'
  /** Code of `[ig]/CodeSystem/ccm-rule`. */
  readonly rule: string
  /** In a biller's words. */
  readonly reason: string
}
