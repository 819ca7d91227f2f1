import { defineTexts } from '../../say/say.ts'

/** What the flow that ends an enrollment says. */
export const endPageTexts = defineTexts({
  title: { en: 'End {program} for {name}', es: 'Terminar {program} de {name}' },
  which: { en: 'Which enrollment', es: 'Qué inscripción' },
  'reason-and-day': { en: 'Reason and day', es: 'Motivo y día' },
  why: { en: 'Why it ends', es: 'Por qué termina' },
  'about-withdrawn': {
    en: 'The consent becomes inactive and no later minute counts. The enrollment ends with the month, as the patient was told.',
    es: 'El consentimiento queda inactivo y no cuenta ningún minuto posterior. La inscripción termina con el mes, como se le dijo al paciente.',
  },
  'about-other': {
    en: 'No later minute counts. The consent stays on file.',
    es: 'No cuenta ningún minuto posterior. El consentimiento sigue registrado.',
  },
  day: { en: 'Ends on', es: 'Termina el' },
  'day-help': { en: 'Today: at this moment.', es: 'Hoy: en este momento.' },
  'day-death': { en: 'The day of death on file.', es: 'El día del fallecimiento registrado.' },
  'bad-day': { en: 'Write a day such as 11/24/2026.', es: 'Escriba un día como 11/24/2026.' },
  note: { en: 'More, in words (optional)', es: 'Más, en palabras (opcional)' },
  means: { en: 'What it means', es: 'Qué significa' },
  'means-choose': { en: 'Choose why it ends first.', es: 'Elija primero por qué termina.' },
  stay: { en: '{kept} of {all} minutes stay counted.', es: 'Siguen contando {kept} de {all} minutos.' },
  'to-bill': { en: '{codes}, {amount}, can still be billed.', es: 'Aún se puede cobrar {codes}, {amount}.' },
  'nothing-to-bill': { en: 'Nothing is earned by then.', es: 'Hasta entonces no se ganó nada.' },
  less: { en: 'That is {amount} less than now.', es: 'Son {amount} menos que ahora.' },
  'timer-first': {
    en: 'The timer that runs is stopped and saved first.',
    es: 'El cronómetro en marcha se detiene y se guarda antes.',
  },
  refused: { en: 'Not ended. Nothing was written.', es: 'No se terminó. No se escribió nada.' },
  'cannot-so': { en: 'It cannot be ended so.', es: 'No se puede terminar así.' },
  'timer-stuck': {
    en: 'The timer could not be saved. Stop it first, then end the enrollment.',
    es: 'No se pudo guardar el cronómetro. Deténgalo primero y termine después la inscripción.',
  },
  stays: { en: 'Stays enrolled', es: 'Sigue inscrito' },
  end: { en: 'End enrollment…', es: 'Terminar la inscripción…' },
  'end-now': { en: 'End enrollment', es: 'Terminar la inscripción' },
  ending: { en: 'Ending', es: 'Terminando' },
  'need-reason': { en: 'Choose why it ends.', es: 'Elija por qué termina.' },
  asks: {
    en: 'End {program} for {name} on {day}: {reason}. It cannot be taken back; the patient can be enrolled again.',
    es: 'Terminar {program} de {name} el {day}: {reason}. No se puede deshacer; se puede inscribir de nuevo al paciente.',
  },
  ended: { en: 'The enrollment has ended.', es: 'La inscripción terminó.' },
  none: { en: 'The patient is not enrolled.', es: 'El paciente no está inscrito.' },
})
