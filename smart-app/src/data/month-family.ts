import type { MonthView } from './month.ts'
import type { CodeRule } from './rules.ts'

/** The family of codes whose ladder the month's bar shows: the one that is earned, else the nearest. */
export function familyOf(view: MonthView, rules: readonly CodeRule[]): string {
  const code = view.charges[0]?.code ?? view.next?.code
  const known = rules.find((rule) => rule.code === code)?.family
  return known ?? `${view.program ?? 'ccm'}-staff`
}
