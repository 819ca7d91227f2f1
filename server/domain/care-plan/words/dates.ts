import { daysOf } from '../../fhir/instants.ts'
import type { Language } from '../local-text.ts'

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  es: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
}

/** `2026-03-05`, `2026-03` or `2026` as people write it: March 5, 2026; 5 de marzo de 2026. */
export function dateWords(date: string, language: Language = 'en'): string {
  const [year = '', month, day] = date.split('-')
  const name = month === undefined ? undefined : MONTHS[language][Number(month) - 1]
  if (name === undefined) return year
  if (language === 'es')
    return day === undefined ? `${name} de ${year}` : `${String(Number(day))} de ${name} de ${year}`
  return day === undefined ? `${name} ${year}` : `${name} ${String(Number(day))}, ${year}`
}

/** The local day of a FHIR date or dateTime; a date that names less than a day stays as it is. */
export function localDate(text: string | undefined, timeZone: string): string | undefined {
  if (text === undefined) return undefined
  return /^\d{4}(-\d{2}){0,2}$/.test(text) ? text : daysOf(text, timeZone)?.first
}
