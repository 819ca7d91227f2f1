import type { Language } from '../local-text.ts'

/** What the properties that a difference names are called. The keys are what `$ccm-difference` gives as `property`. */
const PROPERTIES = {
  title: 'título',
  status: 'estado',
  from: 'desde',
  to: 'hasta',
  'next review': 'próxima revisión',
  'substantially revised': 'revisado a fondo',
  'medicines gone through': 'medicamentos revisados',
  'telephone at any hour': 'teléfono a toda hora',
  'not needed': 'no hace falta',
  notes: 'notas',
  name: 'nombre',
  since: 'desde',
  outcome: 'resultado',
  prognosis: 'pronóstico',
  words: 'palabras',
  target: 'objetivo',
  standing: 'situación',
  problems: 'problemas',
  achievement: 'logro',
  instructions: 'indicaciones',
  responsible: 'responsable',
  'how often': 'frecuencia',
  'next time': 'próxima vez',
  role: 'función',
  telephone: 'teléfono',
  finding: 'hallazgo',
  'how to take it': 'cómo tomarla',
  'what it is for': 'para qué sirve',
} as const

/** A property that may be otherwise; in English it is called so. */
export type Property = keyof typeof PROPERTIES

export function propertyWords(property: Property, language: Language): string {
  return language === 'es' ? PROPERTIES[property] : property
}

const PHRASES = {
  'expected-outcome': { en: 'Expected outcome', es: 'Resultado esperado' },
  'to-be-agreed': { en: 'to be agreed', es: 'por acordar' },
  by: { en: 'by', es: 'para el' },
  'the-patient': { en: 'the patient', es: 'el paciente' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

export function phraseOf(phrase: keyof typeof PHRASES, language: Language): string {
  return PHRASES[phrase][language]
}

/** Codes of HL7's goal-achievement. */
const ACHIEVEMENTS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'in-progress': { en: 'in progress', es: 'en camino' },
  improving: { en: 'improving', es: 'mejor' },
  worsening: { en: 'worsening', es: 'peor' },
  'no-change': { en: 'no change', es: 'sin cambio' },
  achieved: { en: 'achieved', es: 'lograda' },
  sustaining: { en: 'sustaining', es: 'mantenida' },
  'not-achieved': { en: 'not achieved', es: 'no lograda' },
  'no-progress': { en: 'no progress', es: 'sin avance' },
  'not-attainable': { en: 'not attainable', es: 'fuera de alcance' },
}

/** A property's value within a sentence: the words of a code. */
export function valueWords(property: Property, value: string, language: Language): string {
  return property === 'achievement' ? (ACHIEVEMENTS[value]?.[language] ?? value) : value
}
