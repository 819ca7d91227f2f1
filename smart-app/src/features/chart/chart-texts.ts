import { defineTexts } from '../../say/say.ts'

/** What the sheet with the patient's chart says. */
export const chartTexts = defineTexts({
  title: { en: 'The patient’s chart', es: 'Expediente del paciente' },
  close: { en: 'Close the chart', es: 'Cerrar el expediente' },
  'read-at': { en: 'Read {time}', es: 'Leído {time}' },
  conditions: { en: 'Conditions', es: 'Condiciones' },
  'no-conditions': { en: 'The chart has no conditions.', es: 'El expediente no tiene condiciones.' },
  since: { en: 'since {day}', es: 'desde {day}' },
  over: {
    en: { one: '{count} earlier condition', other: '{count} earlier conditions' },
    es: { one: '{count} condición anterior', other: '{count} condiciones anteriores' },
  },
  medicines: { en: 'Medicines', es: 'Medicamentos' },
  'no-medicines': { en: 'The chart has no medicines in use.', es: 'El expediente no tiene medicamentos en uso.' },
  allergies: { en: 'Allergies', es: 'Alergias' },
  'no-allergies': { en: 'None known', es: 'Ninguna conocida' },
  'allergies-unasked': { en: 'The chart says nothing of allergies.', es: 'El expediente no dice nada de alergias.' },
  results: { en: 'Newest results', es: 'Resultados más recientes' },
  'no-results': { en: 'The chart has no results.', es: 'El expediente no tiene resultados.' },
  what: { en: 'What', es: 'Qué' },
  value: { en: 'Value', es: 'Valor' },
  day: { en: 'Day', es: 'Día' },
  before: { en: 'before {value}', es: 'antes {value}' },
  marked: { en: 'out of range', es: 'fuera de lo normal' },
  'all-results': { en: 'All {count}', es: 'Los {count}' },
  encounters: { en: 'Visits', es: 'Consultas' },
  'no-encounters': { en: 'The chart has no visits.', es: 'El expediente no tiene consultas.' },
})
