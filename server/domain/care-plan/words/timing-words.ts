import type { Timing, TimingRepeat } from '@medplum/fhirtypes'
import { nameOf } from '../../fhir/codings.ts'
import type { Language } from '../local-text.ts'

type Unit = 'h' | 'd' | 'wk' | 'mo' | 'a'

const EACH: Readonly<Record<Language, Readonly<Record<Unit, string>>>> = {
  en: { h: 'every hour', d: 'every day', wk: 'every week', mo: 'every month', a: 'every year' },
  es: { h: 'cada hora', d: 'todos los días', wk: 'cada semana', mo: 'cada mes', a: 'cada año' },
}

const PER: Readonly<Record<Language, Readonly<Record<Unit, string>>>> = {
  en: { h: 'an hour', d: 'a day', wk: 'a week', mo: 'a month', a: 'a year' },
  es: { h: 'por hora', d: 'al día', wk: 'por semana', mo: 'al mes', a: 'al año' },
}

const SEVERAL: Readonly<Record<Language, Readonly<Record<Unit, string>>>> = {
  en: { h: 'hours', d: 'days', wk: 'weeks', mo: 'months', a: 'years' },
  es: { h: 'horas', d: 'días', wk: 'semanas', mo: 'meses', a: 'años' },
}

const ONCE_TWICE: Readonly<Record<Language, readonly string[]>> = {
  en: ['once', 'twice'],
  es: ['una vez', 'dos veces'],
}

/** How often, in words: 3 times a week; cada 3 meses. Undefined where the timing does not say. */
export function timingWords(timing: Timing | undefined, language: Language = 'en'): string | undefined {
  if (!timing) return undefined
  const repeat = timing.repeat
  return (repeat ? repeatWords(repeat, language) : undefined) ?? codeWords(timing)
}

function codeWords(timing: Timing): string | undefined {
  const words = nameOf(timing.code)
  return words === '' ? undefined : words
}

function repeatWords(repeat: TimingRepeat, language: Language): string | undefined {
  const unit = repeat.periodUnit
  if (unit === undefined || !isUnit(unit)) return undefined
  const frequency = repeat.frequency ?? 1
  const period = repeat.period ?? 1
  if (period === 1 && frequency === 1) return EACH[language][unit]
  const times = timesWords(frequency, language)
  if (period === 1) return `${times} ${PER[language][unit]}`
  const every = `${language === 'es' ? 'cada' : 'every'} ${String(period)} ${SEVERAL[language][unit]}`
  return frequency === 1 ? every : `${times} ${every}`
}

function isUnit(unit: string): unit is Unit {
  return unit in SEVERAL.en
}

function timesWords(frequency: number, language: Language): string {
  return ONCE_TWICE[language][frequency - 1] ?? `${String(frequency)} ${language === 'es' ? 'veces' : 'times'}`
}
