import type { Coverage } from '@medplum/fhirtypes'

/**
 * Who pays on a day. `none` means that coverages are on file but none of them is in force that day (`coverage-ended`);
 * `other` that only others than Medicare are; `unknown` that nothing on file says (`coverage-unknown`).
 */
export type PayerKind = 'part-b' | 'medicare-advantage' | 'other' | 'none' | 'unknown'

export interface Payer {
  readonly kind: PayerKind
  /** Medicare without its part named counts as Part B: say `coverage-assumed`. */
  readonly assumed: boolean
  /** Qualified Medicare Beneficiary that day. */
  readonly qmb: boolean
  /** Aligned to a CMS ACCESS participant that day. */
  readonly accessAligned: boolean
  /** Medicaid in force beside it. */
  readonly medicaid: boolean
  /** `Coverage/id` on which the answer rests. */
  readonly coverage?: string
}

/** Who pays for a patient on a local day (`2026-03-05`), by DESIGN section 3 "Payer". */
export function payerOn(coverages: readonly Coverage[], day: string): Payer {
  void coverages
  void day
  return { kind: 'unknown', assumed: false, qmb: false, accessAligned: false, medicaid: false }
}
