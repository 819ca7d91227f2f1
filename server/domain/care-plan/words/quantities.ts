import type { Quantity, Range } from '@medplum/fhirtypes'
import type { Language } from '../local-text.ts'

/** UCUM units in people's words; a unit that is not here is written as the Quantity says it. */
const UNITS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'mm[Hg]': { en: 'mm Hg', es: 'mm Hg' },
  '{score}': { en: 'points', es: 'puntos' },
  '/min': { en: 'beats a minute', es: 'latidos por minuto' },
  'd/wk': { en: 'days a week', es: 'días por semana' },
  'mL/min/{1.73_m2}': { en: 'mL/min', es: 'mL/min' },
  '[lb_av]': { en: 'pounds', es: 'libras' },
  '{INR}': { en: '', es: '' },
}

const COMPARED: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '<': { en: 'below', es: 'menos de' },
  '<=': { en: 'at most', es: 'como máximo' },
  '>': { en: 'above', es: 'más de' },
  '>=': { en: 'at least', es: 'por lo menos' },
}

const POUNDS_PER_KILOGRAM = 2.204_622_6

/** A quantity in words: below 130 mm Hg. Body weight in kilograms is said in pounds too. */
export function quantityWords(quantity: Quantity, language: Language = 'en'): string {
  const compared = COMPARED[quantity.comparator ?? '']?.[language]
  const value = quantity.value === undefined ? '' : numberWords(quantity.value)
  return [compared, `${value}${unitWords(quantity, language)}`.trim(), inPounds(quantity, language)]
    .filter((word) => word !== undefined && word !== '')
    .join(' ')
}

/** A range in words: 2 to 3. */
export function rangeWords({ low, high }: Range, language: Language = 'en'): string {
  if (low?.value === undefined) return high ? quantityWords({ ...high, comparator: '<=' }, language) : ''
  if (high?.value === undefined) return quantityWords({ ...low, comparator: '>=' }, language)
  return `${numberWords(low.value)} ${language === 'es' ? 'a' : 'to'} ${quantityWords(high, language)}`
}

/** A unit in people's words: mm Hg; '' where there is none. */
export function unitName({ code, unit }: Quantity, language: Language = 'en'): string {
  return UNITS[code ?? '']?.[language] ?? unit ?? code ?? ''
}

function unitWords(quantity: Quantity, language: Language): string {
  const unit = unitName(quantity, language)
  return unit === '' || unit === '%' ? unit : ` ${unit}`
}

function inPounds({ code, value }: Quantity, language: Language): string | undefined {
  if (code !== 'kg' || value === undefined) return undefined
  return `(${String(Math.round(value * POUNDS_PER_KILOGRAM))} ${language === 'es' ? 'libras' : 'pounds'})`
}

/** A number without the tail that binary fractions leave: at most two decimals. */
export function numberWords(value: number): string {
  return String(Math.round(value * 100) / 100)
}
