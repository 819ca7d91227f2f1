import { defineTexts } from '../say/say.ts'
import { heardRule } from '../say/server-words.ts'
import type { Reason } from './month.ts'

/** A few words for what keeps a month from being billed, as a list has room for. */
export const blockerTexts = defineTexts({
  'not-enrolled': { en: 'Not enrolled', es: 'Sin inscribir' },
  'already-enrolled': { en: 'Enrolled twice', es: 'Inscrito dos veces' },
  'other-biller': { en: 'Another practitioner bills', es: 'Cobra otro profesional' },
  'not-eligible': { en: 'Does not qualify', es: 'No califica' },
  'no-consent': { en: 'No consent on file', es: 'Sin consentimiento' },
  'consent-incomplete': { en: 'Consent is incomplete', es: 'Consentimiento incompleto' },
  'no-billing-practitioner': { en: 'No billing practitioner', es: 'Sin médico que cobre' },
  'not-a-billing-practitioner': { en: 'Biller may not bill', es: 'Quien cobra no puede' },
  'no-attestation': { en: 'Risk not confirmed', es: 'Riesgo sin confirmar' },
  'no-initiating-visit': { en: 'First visit missing', es: 'Falta la primera consulta' },
  'no-care-plan': { en: 'Care plan is a draft', es: 'Plan en borrador' },
  'coverage-unknown': { en: 'No coverage on file', es: 'Sin cobertura registrada' },
  'coverage-ended': { en: 'Coverage has ended', es: 'Cobertura terminada' },
  'medicare-advantage': { en: 'Medicare Advantage', es: 'Medicare Advantage' },
  'not-medicare': { en: 'Not Medicare', es: 'No es Medicare' },
  'access-aligned': { en: 'In the ACCESS model', es: 'En el modelo ACCESS' },
  'no-mbi': { en: 'No Medicare number', es: 'Sin número de Medicare' },
  hospice: { en: 'In hospice', es: 'En hospicio' },
  deceased: { en: 'Has died', es: 'Falleció' },
  'family-conflict': { en: 'Another code excludes it', es: 'Otro código lo excluye' },
  overlap: { en: 'Entries overlap', es: 'Tiempos traslapados' },
  'time-conflict': { en: 'Times contradict', es: 'Tiempos contradictorios' },
  'timer-running': { en: 'A timer still runs', es: 'Cronómetro en marcha' },
  'no-service': { en: 'No service in the month', es: 'Sin servicio en el mes' },
  'already-billed': { en: 'Billed already', es: 'Ya cobrado' },
  'bundled-service': { en: 'Part of another service', es: 'Parte de otro servicio' },
  'tcm-conflict': { en: 'Transitional care billed', es: 'Transición ya cobrada' },
  'care-plan-oversight': { en: 'Plan oversight billed', es: 'Supervisión ya cobrada' },
  esrd: { en: 'ESRD service billed', es: 'Servicio renal cobrado' },
})

const isKnown = (code: string): code is keyof typeof blockerTexts => code in blockerTexts

/** A blocker in a few words; where it has none, in the server's own. */
export function blockerWords(reason: Reason, say: (key: keyof typeof blockerTexts) => string): string {
  return isKnown(reason.code) ? say(reason.code) : heardRule(reason.code, reason.message)
}
