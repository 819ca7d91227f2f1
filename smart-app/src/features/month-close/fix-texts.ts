import { defineTexts } from '../../say/say.ts'

/** Who does away with what is in the way, and where: the short words say only what it is. */
export const fixTexts = defineTexts({
  'no-care-plan': {
    en: 'The care team completes the plan and publishes it.',
    es: 'El equipo completa el plan y lo publica.',
  },
  'no-attestation': {
    en: 'The billing practitioner confirms it in the patient’s overview.',
    es: 'El médico que cobra lo confirma en el resumen del paciente.',
  },
  'no-initiating-visit': {
    en: 'A visit with the billing practitioner comes first; it is read from the chart.',
    es: 'Primero hace falta una consulta con el médico que cobra; se lee del expediente.',
  },
  'no-consent': {
    en: 'The care team takes the consent. Minutes before it do not count.',
    es: 'El equipo obtiene el consentimiento. Los minutos anteriores no cuentan.',
  },
  'coverage-unknown': {
    en: 'Ask about coverage and enter it in the EHR’s registration.',
    es: 'Pregunte por la cobertura e ingrésela en el registro del EHR.',
  },
  'coverage-ended': {
    en: 'Ask about coverage and enter what is in force in the EHR’s registration.',
    es: 'Pregunte por la cobertura e ingrese la vigente en el registro del EHR.',
  },
  'no-mbi': {
    en: 'Ask for the Medicare card and enter its number in the EHR’s registration.',
    es: 'Pida la tarjeta de Medicare e ingrese su número en el registro del EHR.',
  },
  'medicare-advantage': {
    en: 'Ask the plan whether and how it pays; Medicare is not billed.',
    es: 'Pregunte al plan si paga y cómo; a Medicare no se le cobra.',
  },
  'not-medicare': {
    en: 'Ask the payer whether and how it pays; Medicare is not billed.',
    es: 'Pregunte al pagador si paga y cómo; a Medicare no se le cobra.',
  },
  'other-biller': {
    en: 'Ask the patient which office is to do it; only one may.',
    es: 'Pregunte al paciente qué consultorio debe hacerlo; solo uno puede.',
  },
  overlap: { en: 'Whoever logged the time corrects it.', es: 'Quien registró el tiempo lo corrige.' },
  'time-conflict': { en: 'Whoever logged the time corrects it.', es: 'Quien registró el tiempo lo corrige.' },
  'timer-running': { en: 'Whoever runs the timer stops it.', es: 'Quien lleva el cronómetro lo detiene.' },
})

/** Whether there are words for how a blocker is done away with. */
export const hasFix = (code: string): code is keyof typeof fixTexts => code in fixTexts
