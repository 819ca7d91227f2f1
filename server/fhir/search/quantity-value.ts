import type { QuantityValue } from '#ports/search.ts'
import { splitUnescaped, unescape } from './escapes.ts'
import { splitPrefix } from './prefix.ts'

const NUMBER = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * Reads a number of a search as the range that its precision means: `100` is 99.5 to 100.5, `1e2` is 95 to 105. `ap`
 * reaches a tenth of the value to each side. Undefined for what is no number, or lies beyond ±10^100.
 * https://hl7.org/fhir/R4/search.html#number
 */
export function parseNumberValue(text: string): QuantityValue | undefined {
  const [prefix, rest] = splitPrefix(text)
  const decimal = parseDecimal(rest)
  if (!decimal) return undefined
  const { digits, scale } = decimal
  const margin = prefix === 'ap' ? absolute(digits) : 5n
  return {
    prefix,
    value: print(digits, scale),
    low: print(digits * 10n - margin, scale - 1),
    high: print(digits * 10n + margin, scale - 1),
  }
}

/** The number `digits × 10^scale`, as precise as it was written. */
function parseDecimal(text: string): { readonly digits: bigint; readonly scale: number } | undefined {
  const match = NUMBER.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  // The specification reads 1e2 as 95 to 105: as precise as 10e1.
  const finer = fraction === '' && Number(exponent) > 0 ? '0' : ''
  const scale = Number(exponent) - fraction.length - finer.length
  if (Math.abs(scale) > 100) return undefined
  const digits = BigInt(whole + fraction + finer)
  return { digits: sign === '-' ? -digits : digits, scale }
}

/** Reads `number`, `number|system|code` or `number||code`. https://hl7.org/fhir/R4/search.html#quantity */
export function parseQuantityValue(text: string): QuantityValue | undefined {
  const [number = '', system, code, ...more] = splitUnescaped(text, '|').map(unescape)
  const value = parseNumberValue(number)
  if (!value || more.length > 0) return undefined
  return { ...value, ...(system ? { system } : {}), ...(code ? { code } : {}) }
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** `digits × 10^scale` in plain decimal notation. */
function print(digits: bigint, scale: number): string {
  if (scale >= 0) return String(digits * 10n ** BigInt(scale))
  const text = String(absolute(digits)).padStart(1 - scale, '0')
  return `${digits < 0n ? '-' : ''}${text.slice(0, scale)}.${text.slice(scale)}`
}
