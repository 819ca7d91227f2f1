import type { Quantity } from '@medplum/fhirtypes'

const KILOGRAMS: Readonly<Record<string, number>> = { kg: 1, g: 0.001, '[lb_av]': 0.453_592_37, lb: 0.453_592_37 }

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

/** A UCUM unit without its annotations: `{score}` and `1` are plain numbers, `mg/g{creat}` is `mg/g`. */
function plain(unit: string | undefined): string {
  const bare = (unit ?? '').replaceAll(/\{[^}]*\}/g, '').replace(/[/.]$/, '')
  return bare === '1' ? '' : bare
}
