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
