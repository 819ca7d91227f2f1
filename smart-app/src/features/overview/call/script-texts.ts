import { defineTexts } from '../../../say/say.ts'

/** What is said to the patient, in the patient's language. Short sentences, at the level of the sixth grade. */
export const scriptTexts = defineTexts({
  greeting: {
    en: 'Hello, this is {person} from {practice}. May I speak with {patient}?',
    es: 'Hola, le habla {person}, de {practice}. ¿Puedo hablar con {patient}?',
  },
  identity: {
    en: 'Is this a good time to talk? To be sure that I speak with the right person: please tell me your date of birth.',
    es: '¿Es buen momento para hablar? Para confirmar con quién hablo, dígame por favor su fecha de nacimiento.',
  },
  'ask-symptom-management': {
    en: '{title}. Have you noticed anything new, or anything worse?',
    es: '{title}. ¿Ha notado algo nuevo o algo peor?',
  },
  'ask-medication-management': {
    en: '{title}. Are you taking your medicines as planned? Any trouble with them?',
    es: '{title}. ¿Toma sus medicinas como quedamos? ¿Le causan algún problema?',
  },
  'ask-monitoring': {
    en: '{title}. What have your numbers been?',
    es: '{title}. ¿Qué números ha tenido?',
  },
  'ask-self-management': { en: '{title}. How is that going?', es: '{title}. ¿Cómo va eso?' },
  'ask-education': {
    en: '{title}. What would you like to know more about?',
    es: '{title}. ¿Sobre qué quisiera saber más?',
  },
  'ask-test': {
    en: '{title}. Has it been done, or do you have a date for it?',
    es: '{title}. ¿Ya se hizo, o tiene fecha?',
  },
  'ask-preventive-care': {
    en: '{title}. Has it been done, or do you have a date for it?',
    es: '{title}. ¿Ya se hizo, o tiene fecha?',
  },
  'ask-referral': {
    en: '{title}. Have you seen them, and what did they tell you?',
    es: '{title}. ¿Ya fue, y qué le dijeron?',
  },
  'ask-community-service': {
    en: '{title}. Are you getting the help that you need?',
    es: '{title}. ¿Recibe la ayuda que necesita?',
  },
  'ask-caregiver-support': {
    en: '{title}. How is the person who helps you?',
    es: '{title}. ¿Cómo está la persona que le ayuda?',
  },
  'ask-assessment': {
    en: '{title}. May I ask you some questions about it now?',
    es: '{title}. ¿Puedo hacerle ahora unas preguntas sobre eso?',
  },
  'ask-follow-up': {
    en: '{title}. How have you been since we last talked?',
    es: '{title}. ¿Cómo ha estado desde la última vez que hablamos?',
  },
  ask: { en: '{title}. How does it stand?', es: '{title}. ¿Cómo va?' },
  value: {
    en: '{measure}: last time {value}, on {day}. The goal is {target}.',
    es: '{measure}: la última vez {value}, el {day}. La meta es {target}.',
  },
  'value-reached': { en: 'That is where we want it.', es: 'Está donde queremos.' },
  'value-missed': {
    en: 'What would help you to get there?',
    es: '¿Qué le ayudaría a llegar a la meta?',
  },
  'hospital-stay': {
    en: 'I see that you were in the hospital until {day}. How have you been since?',
    es: 'Veo que estuvo en el hospital hasta el {day}. ¿Cómo ha estado desde entonces?',
  },
  'emergency-visit': {
    en: 'I see that you were in the emergency room on {day}. How have you been since?',
    es: 'Veo que estuvo en la sala de emergencias el {day}. ¿Cómo ha estado desde entonces?',
  },
  visit: {
    en: 'You had a visit on {day}. Is anything still open from it?',
    es: 'Tuvo una consulta el {day}. ¿Quedó algo pendiente?',
  },
  'condition-new': {
    en: 'On {day} this was added to your health problems: {what}. Do you have questions about it?',
    es: 'El {day} se añadió a sus problemas de salud: {what}. ¿Tiene preguntas sobre eso?',
  },
  'condition-resolved': {
    en: 'This is no longer among your health problems: {what}. Is that how it is for you?',
    es: 'Esto ya no está entre sus problemas de salud: {what}. ¿Es así para usted?',
  },
  'medicine-new': {
    en: 'Since {day} you have a new medicine: {what}. How is it going with it?',
    es: 'Desde el {day} tiene una medicina nueva: {what}. ¿Cómo le va con ella?',
  },
  'medicine-changed': {
    en: 'Since {day} {what} is to be taken another way: {dose}. Are you taking it that way?',
    es: 'Desde el {day} {what} se toma de otra manera: {dose}. ¿La toma así?',
  },
  'medicine-stopped': {
    en: '{what} was stopped on {day}. Have you stopped taking it too?',
    es: '{what} se suspendió el {day}. ¿Usted también dejó de tomarla?',
  },
  'allergy-new': {
    en: 'On {day} an allergy was added to your chart: {what}. Is that right?',
    es: 'El {day} se añadió una alergia a su expediente: {what}. ¿Es correcto?',
  },
  'value-abnormal': {
    en: 'A result of {day} was outside the usual range: {what}, {value}. Has somebody talked with you about it?',
    es: 'Un resultado del {day} salió fuera de lo normal: {what}, {value}. ¿Alguien ha hablado con usted de eso?',
  },
  plan: {
    en: 'On {day} we changed your care plan. Shall we go through what is new?',
    es: 'El {day} cambiamos su plan de cuidados. ¿Repasamos lo nuevo?',
  },
  'any-hour': {
    en: 'You can reach us day and night at {phone}.',
    es: 'Puede llamarnos de día y de noche al {phone}.',
  },
  emergency: { en: 'In an emergency, call 911.', es: 'En una emergencia, llame al 911.' },
  closing: {
    en: 'What else would you like to ask or tell me? Thank you for your time. Goodbye.',
    es: '¿Qué más quisiera preguntarme o contarme? Gracias por su tiempo. Hasta luego.',
  },
})

/** What the caller reads, and what a tick puts into the note, in the caller's language. */
export const callTexts = defineTexts({
  title: { en: 'Call script', es: 'Guion de llamada' },
  close: { en: 'Close call script', es: 'Cerrar el guion de llamada' },
  'script-language': { en: 'Language of the call', es: 'Idioma de la llamada' },
  'draft-translation': { en: 'draft translation', es: 'traducción provisional' },
  print: { en: 'Print', es: 'Imprimir' },
  'other-language': {
    en: 'The patient speaks {language}. Call with an interpreter.',
    es: 'El paciente habla {language}. Llame con un intérprete.',
  },
  interpreter: { en: 'The patient needs an interpreter.', es: 'El paciente necesita un intérprete.' },
  greeting: { en: 'Greeting', es: 'Saludo' },
  tasks: { en: 'Due this month: ask', es: 'Para este mes: preguntar' },
  values: { en: 'Last values and goals', es: 'Últimos valores y metas' },
  changes: { en: 'Changed since {month}', es: 'Cambios desde {month}' },
  when: { en: 'When to call us or 911', es: 'Cuándo llamarnos o llamar al 911' },
  closing: { en: 'Closing', es: 'Despedida' },
  'no-tasks': { en: 'No task is due this month.', es: 'No hay tareas para este mes.' },
  'no-values': { en: 'No goal has a value yet.', es: 'Ninguna meta tiene valor todavía.' },
  'no-changes': { en: 'Nothing has changed.', es: 'Nada ha cambiado.' },
  'no-number': {
    en: 'The plan names no number for day and night.',
    es: 'El plan no nombra un teléfono de día y de noche.',
  },
  answer: { en: 'Answer', es: 'Respuesta' },
  'note-draft': { en: 'Note to this time, a draft', es: 'Nota de este tiempo, borrador' },
  'note-hint': {
    en: 'What you tick and type is kept here. It is saved as the note when you stop the timer.',
    es: 'Lo que marca y escribe se guarda aquí. Queda como nota cuando detiene el cronómetro.',
  },
  'note-no-timer': {
    en: 'The timer does not run. This stays here as a draft until a time is saved.',
    es: 'El cronómetro no corre. Esto queda aquí como borrador hasta que se guarde un tiempo.',
  },
  'for-you': { en: 'for you', es: 'para usted' },
  'noted-identity': { en: 'Identity confirmed by date of birth.', es: 'Identidad confirmada por fecha de nacimiento.' },
  'noted-task': { en: 'Asked: {title}', es: 'Preguntado: {title}' },
  'noted-value': { en: 'Talked about: {measure} {value}', es: 'Hablado: {measure} {value}' },
  'noted-change': { en: 'Talked about: {title}, {kind}', es: 'Hablado: {title}, {kind}' },
  'noted-when': {
    en: 'Told when to call us or 911: {title}',
    es: 'Explicado cuándo llamar a nosotros o al 911: {title}',
  },
  'noted-number': { en: 'Told the number for day and night.', es: 'Dicho el teléfono de día y de noche.' },
  'noted-answer': { en: '{line}: {words}', es: '{line}: {words}' },
})
