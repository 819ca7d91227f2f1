import { CONSENT_STATEMENTS, type ConsentStatement } from '#domain/consent/consent-state.ts'
import { CATEGORIES } from '#domain/terminology/generated/chronic-conditions.ts'
import { defineTexts, type Language } from '../../say/say.ts'

/** What is read to the patient, in the patient's language. A change of it is a new version of the script. */
export const scriptTexts = defineTexts({
  opening: {
    en: 'Your doctor’s office has a program called Chronic Care Management. We look after your {conditions} between visits. Before you decide, I need to tell you four things.',
    es: 'El consultorio de su médico tiene un programa llamado Manejo de Cuidados Crónicos (Chronic Care Management). Nos ocupamos de su {conditions} entre una visita y otra. Antes de decidir, debo decirle cuatro cosas.',
  },
  'opening-pcm': {
    en: 'Your doctor’s office has a program called Principal Care Management. It is for one serious condition: we look after your {conditions} between visits. Before you decide, I need to tell you four things.',
    es: 'El consultorio de su médico tiene un programa llamado Manejo de Cuidado Principal (Principal Care Management). Es para una sola condición seria: nos ocupamos de su {conditions} entre una visita y otra. Antes de decidir, debo decirle cuatro cosas.',
  },
  'opening-apcm': {
    en: 'Your doctor’s office has a program called Advanced Primary Care Management. We take care of all your primary care between visits, {conditions} included. Before you decide, I need to tell you four things.',
    es: 'El consultorio de su médico tiene un programa llamado Manejo Avanzado de Atención Primaria (Advanced Primary Care Management). Nos ocupamos de toda su atención primaria entre una visita y otra, también de su {conditions}. Antes de decidir, debo decirle cuatro cosas.',
  },
  'opening-apcm-plain': {
    en: 'Your doctor’s office has a program called Advanced Primary Care Management. We take care of all your primary care between visits. Before you decide, I need to tell you four things.',
    es: 'El consultorio de su médico tiene un programa llamado Manejo Avanzado de Atención Primaria (Advanced Primary Care Management). Nos ocupamos de toda su atención primaria entre una visita y otra. Antes de decidir, debo decirle cuatro cosas.',
  },
  'cost-sharing-apcm': {
    en: 'Medicare pays most of it. Your part is about {share} each month, however much we do in it, unless your other insurance pays it.',
    es: 'Medicare paga la mayor parte. A usted le toca pagar cerca de {share} cada mes, hagamos mucho o poco en él, salvo que lo pague su otro seguro.',
  },
  'cost-sharing-qmb': {
    en: 'You pay nothing for it: you are a Qualified Medicare Beneficiary, and nobody may bill you a part.',
    es: 'Usted no paga nada: es beneficiario calificado de Medicare (QMB), y nadie puede cobrarle una parte.',
  },
  'share-unknown': { en: '20 % of the price', es: 'un 20 % del precio' },
  availability: {
    en: 'You get a written care plan, one person to call, and help by phone day or night.',
    es: 'Usted recibe un plan de cuidados por escrito, una persona a quien llamar y ayuda por teléfono de día y de noche.',
  },
  'cost-sharing': {
    en: 'Medicare pays most of it. Your part is about {share} in a month we work for you, unless your other insurance pays it.',
    es: 'Medicare paga la mayor parte. A usted le toca pagar cerca de {share} en los meses en que trabajemos para usted, salvo que lo pague su otro seguro.',
  },
  'one-practitioner': {
    en: 'Only one practitioner can be paid for this in a month. If another office does it for you now, please tell me.',
    es: 'Solo un profesional puede cobrar por esto en un mes. Si otro consultorio ya lo hace, por favor dígamelo.',
  },
  'right-to-stop': {
    en: 'You can stop at any time. Just tell us, and it ends at the end of that month.',
    es: 'Puede dejarlo cuando quiera. Solo díganos, y termina al final de ese mes.',
  },
  question: { en: 'Would you like to take part?', es: '¿Desea participar?' },
})

/** What the rules require of each statement, said to the person who reads it. */
export const requirementTexts = defineTexts({
  availability: { en: 'Required: that the service is available', es: 'Obligatorio: que el servicio existe' },
  'cost-sharing': { en: 'Required: cost sharing applies', es: 'Obligatorio: hay un costo para el paciente' },
  'one-practitioner': { en: 'Required: one practitioner a month', es: 'Obligatorio: un profesional por mes' },
  'right-to-stop': { en: 'Required: right to stop', es: 'Obligatorio: derecho a dejarlo' },
})

/** The statements in the order in which they are read. */
export const STATEMENTS: readonly ConsentStatement[] = CONSENT_STATEMENTS

/** Conditions as one says them: `diabetes, high blood pressure and COPD`; of none yet it is one's health that is cared for. */
export function spokenConditions(kinds: readonly string[], language: Language): string {
  if (kinds.length === 0) return language === 'es' ? 'salud' : 'health'
  const names = [...new Set(kinds)].map((kind) => nameOf(kind, language))
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
}

/** What begins with an abbreviation, or with a person's name: COPD, Parkinson's disease. */
const KEEPS_ITS_CAPITAL = /^(?:[A-Z]{2}|[A-Z][a-z]+'s )/

function nameOf(kind: string, language: Language): string {
  const { display, plain, es } = CATEGORIES[kind] ?? { display: kind }
  const name = language === 'es' ? (es ?? display) : (plain ?? display)
  return KEEPS_ITS_CAPITAL.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)
}
