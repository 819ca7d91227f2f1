import type { NotCountedCode } from './timesheet.ts'

/** Why time is kept and not counted. */
export interface NotCountedReason {
  readonly code: NotCountedCode
  readonly message: string
}

const CCM_FAQ = 'CMS, frequently asked questions about chronic care management'
const MLN = 'Medicare Learning Network, Chronic Care Management Services (MLN909188)'

/** Where each rule is written, for whoever doubts it. Death needs no rule. */
const SOURCES: Readonly<Record<NotCountedCode, string | undefined>> = {
  'unknown-role': '42 CFR 410.26(b)(5), services of clinical staff',
  'non-clinical': CCM_FAQ,
  automation: CCM_FAQ,
  'not-countable': MLN,
  'other-program': CCM_FAQ,
  'after-death': undefined,
  'before-consent': MLN,
  'after-withdrawal': MLN,
  'before-start': MLN,
  'after-end': MLN,
  hospice: '42 CFR 418.24, election of hospice care',
  inpatient: CCM_FAQ,
  'e-m-day': 'CPT guidelines on care management',
  overlap: 'CPT guidelines on care management',
}

/** A reason in words, with its source at the end where there is one. */
export function reasonFor(code: NotCountedCode, words: string): NotCountedReason {
  const source = SOURCES[code]
  return { code, message: source === undefined ? words : `${words} Source: ${source}.` }
}
