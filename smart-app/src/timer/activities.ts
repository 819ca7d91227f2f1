import { defineTexts } from '../say/say.ts'

/** Activities of `[ig]/CodeSystem/ccm-activity` that a person may choose, the countable ones first. */
export const COUNTABLE = [
  'patient-contact',
  'care-coordination',
  'medication-management',
  'care-planning',
  'record-review',
  'education',
  'transition-support',
  'community-services',
  'documentation',
] as const

export const NEVER_COUNTABLE = [
  'voicemail',
  'administrative',
  'face-to-face',
  'prior-authorization',
  'supervision',
  'travel',
] as const

export type Activity = (typeof COUNTABLE)[number] | (typeof NEVER_COUNTABLE)[number]

export const ACTIVITIES: readonly Activity[] = [...COUNTABLE, ...NEVER_COUNTABLE]

/** Whether a code is one of ours. */
export function isActivity(code: string | undefined): code is Activity {
  return ACTIVITIES.some((known) => known === code)
}

/** Whether minutes of this activity can count at all. */
export function isCountable(code: string): boolean {
  return COUNTABLE.some((known) => known === code)
}

/** What people call the activities. */
export const activityTexts = defineTexts({
  'patient-contact': { en: 'Patient contact', es: 'Contacto con el paciente' },
  'care-coordination': { en: 'Care coordination', es: 'Coordinación de la atención' },
  'medication-management': { en: 'Medication management', es: 'Manejo de medicamentos' },
  'care-planning': { en: 'Care planning', es: 'Plan de cuidados' },
  'record-review': { en: 'Record review', es: 'Revisión del expediente' },
  education: { en: 'Education', es: 'Educación' },
  'transition-support': { en: 'Transition support', es: 'Apoyo en la transición' },
  'community-services': { en: 'Community services', es: 'Servicios comunitarios' },
  documentation: { en: 'Documentation', es: 'Documentación' },
  voicemail: { en: 'Voicemail', es: 'Mensaje de voz' },
  administrative: { en: 'Clerical work', es: 'Trabajo administrativo' },
  'face-to-face': { en: 'Face-to-face visit', es: 'Consulta en persona' },
  'prior-authorization': { en: 'Prior authorization', es: 'Autorización previa' },
  supervision: { en: 'Supervision', es: 'Supervisión' },
  travel: { en: 'Travel', es: 'Desplazamiento' },
})
