import type { Quantity } from '@medplum/fhirtypes'

/** Other ways to write a unit, as laboratories and devices do: each means exactly the same. */
const SAME: Readonly<Record<string, string>> = {
  lb: '[lb_av]',
  lbs: '[lb_av]',
  'ug/mg': 'mg/g',
  'mcg/mg': 'mg/g',
  'mL/min/1.73m2': 'mL/min',
  'mL/min/1.73m*2': 'mL/min',
  'mL/min/1.73.m2': 'mL/min',
  'mL/min/1.73_m2': 'mL/min',
  'mm Hg': 'mm[Hg]',
  mmHg: 'mm[Hg]',
}

const KILOGRAMS: Readonly<Record<string, number>> = { kg: 1, g: 0.001, '[lb_av]': 0.453_592_37 }

/**
 * The number of a measured quantity in the unit of a target. Undefined where it has another unit that is not known to be
 * convertible: a target is never worked out from a value that means something else.
 */
export function comparableValue(measured: Quantity | undefined, unit: string | undefined): number | undefined {
  const value = measured?.value
  if (value === undefined) return undefined
  const wanted = plain(unit)
  const own = plain(measured?.code ?? measured?.unit)
  if (own === wanted) return value
  const [from, to] = [KILOGRAMS[own], KILOGRAMS[wanted]]
  return from === undefined || to === undefined ? undefined : Math.round(((value * from) / to) * 100) / 100
}

/**
 * A unit in one way of writing it, without UCUM's annotations: `{score}` and `1` are plain numbers, `mg/g{creat}` is `mg/g`,
 * `mL/min/{1.73_m2}` is `mL/min` (whether a value is by body surface, its code says).
 */
function plain(unit: string | undefined): string {
  const bare = (unit ?? '')
    .replaceAll(/\{[^}]*\}/g, '')
    .trim()
    .replace(/[/.]$/, '')
  return bare === '1' ? '' : (SAME[bare] ?? bare)
}
