import { defineTexts } from '../../say/say.ts'

/** What the practice's settings say. */
export const settingsTexts = defineTexts({
  title: { en: 'Practice settings', es: 'Ajustes del consultorio' },
  practice: { en: 'The practice', es: 'El consultorio' },
  name: { en: 'Name', es: 'Nombre' },
  npi: { en: 'NPI', es: 'NPI' },
  taxId: { en: 'Tax ID (EIN)', es: 'Número de contribuyente (EIN)' },
  'taxId-hint': {
    en: 'Stands on the claims file: without it a payer takes no claim.',
    es: 'Figura en el archivo de reclamaciones: sin él ningún pagador acepta una reclamación.',
  },
  'bad-tax-id': {
    en: 'Write nine digits, such as 12-3456789.',
    es: 'Escriba nueve cifras, por ejemplo 12-3456789.',
  },
  billing: { en: 'Counting and billing', es: 'Conteo y cobro' },
  timer: { en: 'Timer left alone', es: 'Cronómetro sin uso' },
  'timer-means': {
    en: 'Where nothing is typed or clicked in this app for some time, the timer asks whether this is still the patient’s work. Where nobody answers, it ends, at the last sign of work. Idle minutes that nobody confirms never count.',
    es: 'Si durante un tiempo no se escribe ni se pulsa nada en esta aplicación, el cronómetro pregunta si sigue siendo trabajo del paciente. Si nadie responde, termina en la última señal de trabajo. Los minutos que nadie confirma nunca cuentan.',
  },
  'read-only': {
    en: 'An administrator of the practice can change these.',
    es: 'Un administrador del consultorio puede cambiarlos.',
  },
  timeZone: { en: 'Time zone', es: 'Zona horaria' },
  'timeZone-hint': {
    en: 'Days and months begin and end by this clock, for counting and for claims.',
    es: 'Los días y los meses empiezan y terminan según este reloj, para contar y para cobrar.',
  },
  alwaysPhone: { en: 'Phone, day and night', es: 'Teléfono, día y noche' },
  'alwaysPhone-hint': {
    en: 'Stands on the patient’s copy of the care plan, unless a care team has its own. Patients must reach somebody at any hour.',
    es: 'Aparece en la copia del plan del paciente, salvo que su equipo tenga uno propio. El paciente debe poder llamar a cualquier hora.',
  },
  officePhone: { en: 'Phone in office hours', es: 'Teléfono en horas de oficina' },
  'officePhone-hint': {
    en: 'Stands on the patient’s copy beside the other.',
    es: 'Aparece en la copia del paciente junto al otro.',
  },
  policy: { en: 'Where several codes fit a month', es: 'Si varios códigos caben en un mes' },
  'policy-hint': {
    en: 'Both totals are always shown when a month is checked.',
    es: 'Al revisar un mes siempre se muestran los dos totales.',
  },
  specific: { en: 'What describes the service', es: 'Lo que describe el servicio' },
  'max-payment': { en: 'What pays most', es: 'Lo que más paga' },
  serviceDate: { en: 'Date of service on claims', es: 'Fecha de servicio en los cobros' },
  'serviceDate-hint': {
    en: 'Time codes are due on the day on which their minutes were reached, or on the month’s last day.',
    es: 'Los códigos por tiempo llevan el día en que se alcanzaron sus minutos, o el último día del mes.',
  },
  threshold: { en: 'Day the minutes were reached', es: 'Día en que se alcanzaron' },
  'month-end': { en: 'Last day of the month', es: 'Último día del mes' },
  placeOfService: { en: 'Place of service on claims', es: 'Lugar del servicio en los cobros' },
  'placeOfService-hint': {
    en: 'Where the billing practitioner would usually see the patient.',
    es: 'Donde el médico que cobra vería normalmente al paciente.',
  },
  'pos-11': { en: '11 Office', es: '11 Consultorio' },
  'pos-12': { en: '12 Home', es: '12 Domicilio' },
  'pos-13': { en: '13 Assisted living', es: '13 Vivienda asistida' },
  'pos-19': { en: '19 Hospital outpatient, off campus', es: '19 Hospital ambulatorio, fuera del campus' },
  'pos-22': { en: '22 Hospital outpatient, on campus', es: '22 Hospital ambulatorio, en el campus' },
  'pos-31': { en: '31 Skilled nursing facility', es: '31 Centro de enfermería especializada' },
  'pos-32': { en: '32 Nursing facility', es: '32 Residencia de ancianos' },
  countQhpAsStaff: {
    en: 'The practitioner’s own minutes may fill up staff codes',
    es: 'Los minutos propios del médico pueden completar códigos del personal',
  },
  'countQhpAsStaff-hint': {
    en: 'Only those of the billing practitioner. The audit file keeps them apart.',
    es: 'Solo los del médico que cobra. El archivo de auditoría los separa.',
  },
  countPriorAuthorization: {
    en: 'Minutes of prior authorization count',
    es: 'Los minutos de autorización previa cuentan',
  },
  'countPriorAuthorization-hint': {
    en: 'Sources disagree about it: months that rest on such minutes carry a warning.',
    es: 'Las fuentes no coinciden: los meses que dependen de esos minutos llevan un aviso.',
  },
  requireRevisionForComplex: {
    en: 'Complex codes want a plan revised in the month',
    es: 'Los códigos complejos piden un plan revisado en el mes',
  },
  'requireRevisionForComplex-hint': {
    en: 'Older rules wanted it. Today a plan in force and decisions of moderate or high complexity are enough.',
    es: 'Lo pedían reglas anteriores. Hoy bastan un plan vigente y decisiones de complejidad moderada o alta.',
  },
  qualifyingApm: {
    en: 'Qualifying participant of an advanced APM',
    es: 'Participante calificado de un APM avanzado',
  },
  'qualifyingApm-hint': {
    en: 'Amounts follow the conversion factor of qualifying participants.',
    es: 'Los importes siguen el factor de conversión de los participantes calificados.',
  },
  unrelatedToAccess: {
    en: 'Unrelated to the ACCESS model',
    es: 'Sin relación con el modelo ACCESS',
  },
  'unrelatedToAccess-hint': {
    en: 'The practice neither takes part nor is affiliated: a patient’s alignment to ACCESS does not hold a month back.',
    es: 'El consultorio no participa ni está afiliado: que un paciente esté en ACCESS no detiene su mes.',
  },
  usualTimer: { en: 'Usual', es: 'Habitual' },
  timers: { en: 'Otherwise for single activities', es: 'Distinto para algunas actividades' },
  activity: { en: 'Activity', es: 'Actividad' },
  ask: { en: 'Asks after (min)', es: 'Pregunta (min)' },
  stop: { en: 'Ends after (min)', es: 'Termina (min)' },
  'add-activity': { en: 'Add an activity', es: 'Agregar una actividad' },
  'remove-activity': { en: 'Remove {activity}', es: 'Quitar {activity}' },
  'minutes-limits': {
    en: 'Whole minutes from 1 to {most}. It never ends before it asks.',
    es: 'Minutos enteros de 1 a {most}. Nunca termina antes de preguntar.',
  },
  minutes: {
    en: 'asks after {ask} min, ends after {stop} min',
    es: 'pregunta a los {ask} min, termina a los {stop} min',
  },
  yes: { en: 'Yes', es: 'Sí' },
  no: { en: 'No', es: 'No' },
  none: { en: 'None', es: 'Ninguno' },
  'bad-minutes': { en: 'Write whole minutes from 1 to {most}.', es: 'Escriba minutos enteros de 1 a {most}.' },
  'stop-first': {
    en: 'The timer cannot end before it asks: {ask} or more.',
    es: 'No puede terminar antes de preguntar: {ask} o más.',
  },
  'bad-phone': {
    en: 'Write a phone number with its area code, such as 312-555-0199.',
    es: 'Escriba un teléfono con su código de área, como 312-555-0199.',
  },
  save: { en: 'Save', es: 'Guardar' },
  discard: { en: 'Discard changes', es: 'Descartar cambios' },
  unsaved: {
    en: { one: '1 setting is changed and not saved.', other: '{count} settings are changed and not saved.' },
    es: { one: '1 ajuste cambiado sin guardar.', other: '{count} ajustes cambiados sin guardar.' },
  },
  saved: { en: 'Settings are saved. They hold from now on.', es: 'Ajustes guardados. Valen desde ahora.' },
  faults: {
    en: { one: 'Not saved: one field cannot be read.', other: 'Not saved: {count} fields cannot be read.' },
    es: { one: 'No se guardó: un campo no se entiende.', other: 'No se guardó: {count} campos no se entienden.' },
  },
  conflict: {
    en: 'Not saved: somebody changed the settings meanwhile ({which}). What you set is still here. Look at it and save again.',
    es: 'No se guardó: alguien cambió los ajustes mientras tanto ({which}). Lo suyo sigue aquí. Revíselo y guarde de nuevo.',
  },
  'conflict-other': { en: 'something that is not shown here', es: 'algo que no se muestra aquí' },
  'now-on-file': {
    en: 'Somebody set this to “{value}” meanwhile. Saving puts yours in its place.',
    es: 'Alguien puso aquí “{value}” mientras tanto. Al guardar queda lo suyo.',
  },
  refused: { en: 'Not saved: {why}', es: 'No se guardó: {why}' },
  'no-practice': {
    en: 'The practice itself is not on file, so there is nothing to set.',
    es: 'El consultorio no está registrado: no hay nada que ajustar.',
  },
})
