import { defineTexts } from '../say/say.ts'
import { heardRule } from '../say/server-words.ts'
import type { Reason } from './month.ts'

/** Short words for the codes of `[ig]/CodeSystem/ccm-rule` that people meet most. */
export const ruleTexts = defineTexts({
  'before-consent': { en: 'before the consent', es: 'antes del consentimiento' },
  'before-start': { en: 'before the enrollment', es: 'antes de la inscripción' },
  'after-withdrawal': { en: 'after consent was withdrawn', es: 'después de retirar el consentimiento' },
  'after-end': { en: 'after the end', es: 'después del final' },
  'after-death': { en: 'after death', es: 'después del fallecimiento' },
  hospice: { en: 'hospice', es: 'hospicio' },
  inpatient: { en: 'in hospital or skilled nursing', es: 'en hospital o enfermería especializada' },
  'e-m-day': { en: 'visit day', es: 'día de consulta' },
  'non-clinical': { en: 'not clinical staff', es: 'personal no clínico' },
  automation: { en: 'software’s time', es: 'tiempo de un programa' },
  'not-countable': { en: 'an activity that never counts', es: 'una actividad que nunca cuenta' },
  'other-program': { en: 'belongs to another program', es: 'pertenece a otro programa' },
  'unknown-role': { en: 'person without a role', es: 'persona sin papel' },
  overlap: { en: 'two people at once count once', es: 'dos personas a la vez cuentan una vez' },
  'no-care-plan': { en: 'The care plan is still a draft.', es: 'El plan de cuidados es todavía un borrador.' },
  'no-consent': { en: 'No consent is on file.', es: 'No hay consentimiento registrado.' },
  'no-attestation': { en: 'The practitioner has not confirmed duration and risk.', es: 'El médico no ha confirmado duración y riesgo.' },
  'no-initiating-visit': { en: 'A first visit with the practitioner is missing.', es: 'Falta una primera consulta con el médico.' },
  'coverage-unknown': { en: 'No coverage is on file.', es: 'No hay cobertura registrada.' },
  'coverage-ended': { en: 'No coverage is in force.', es: 'No hay cobertura vigente.' },
  'medicare-advantage': { en: 'Medicare Advantage pays: its own rules apply.', es: 'Paga Medicare Advantage: rigen sus propias reglas.' },
  'not-medicare': { en: 'No Medicare coverage is on file.', es: 'No hay cobertura de Medicare registrada.' },
  'no-mbi': { en: 'The Medicare number is missing.', es: 'Falta el número de Medicare.' },
  'other-biller': { en: 'Another practitioner bills for this patient.', es: 'Otro profesional cobra por este paciente.' },
  'not-enrolled': { en: 'The patient is not enrolled in this month.', es: 'El paciente no está inscrito en este mes.' },
  deceased: { en: 'The patient has died.', es: 'El paciente ha fallecido.' },
})

const isKnown = (code: string): code is keyof typeof ruleTexts => code in ruleTexts

/** A reason in the reader's language; where it has no short words, in the server's own. */
export function reasonWords(reason: Reason, say: (key: keyof typeof ruleTexts) => string): string {
  return isKnown(reason.code) ? say(reason.code) : heardRule(reason.code, reason.message)
}
