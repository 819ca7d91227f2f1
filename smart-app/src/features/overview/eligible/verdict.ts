import type { EligibilityView } from '../../../data/eligibility.ts'

/** Whether the patient qualifies, in the order in which it is decided. */
export type Verdict =
  | { readonly kind: 'deceased' }
  | { readonly kind: 'other-biller' }
  | { readonly kind: 'declined'; readonly at: string; readonly until: string | undefined }
  | { readonly kind: 'unknown'; readonly what: 'coverage' }
  | { readonly kind: 'qualifies'; readonly program: string }
  | { readonly kind: 'does-not'; readonly counted: number; readonly fits: string | undefined }

/** An earlier no that still holds. */
export interface EarlierNo {
  /** FHIR date or dateTime. */
  readonly at: string
  readonly until: string | undefined
}

/** The one sentence over the checks. */
export function verdictOf(view: EligibilityView, today: string, no: EarlierNo | undefined): Verdict {
  const blocks = (code: string, name = '') =>
    view.blockers.some((one) => one.code === code && one.message.startsWith(name))
  const ccm = view.programs.find(({ code }) => code === 'ccm')
  if (blocks('deceased')) return { kind: 'deceased' }
  if (blocks('other-biller', 'Chronic')) return { kind: 'other-biller' }
  if (no && (no.until === undefined || no.until > today)) return { kind: 'declined', ...no }
  if (ccm?.eligible !== true) return doesNot(view)
  return blocks('coverage-unknown') ? { kind: 'unknown', what: 'coverage' } : { kind: 'qualifies', program: 'ccm' }
}

function doesNot({ conditions, programs }: EligibilityView): Verdict {
  const groups = new Set(conditions.filter(({ standing }) => standing === 'counts').map(({ category }) => category))
  return { kind: 'does-not', counted: groups.size, fits: programs.find(({ eligible }) => eligible)?.code }
}
