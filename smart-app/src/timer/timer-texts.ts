import { defineTexts } from '../say/say.ts'

/** What the timer says. */
export const timerTexts = defineTexts({
  timer: { en: 'Timer', es: 'Cronómetro' },
  deceased: { en: 'Has died: no timer', es: 'Falleció: sin cronómetro' },
  'no-consent': { en: 'Timer starts with consent', es: 'Cronómetro al consentir' },
  'read-only': { en: 'No timer: you read here', es: 'Sin cronómetro: solo lectura' },
  unconfirmed: { en: 'Timer once you have confirmed', es: 'Cronómetro al confirmar' },
  start: { en: 'Start timer', es: 'Iniciar' },
  pause: { en: 'Pause', es: 'Pausar' },
  resume: { en: 'Resume', es: 'Continuar' },
  stop: { en: 'Stop & save', es: 'Detener y guardar' },
  done: { en: 'Done', es: 'Listo' },
  saving: { en: 'Saving', es: 'Guardando' },
  paused: { en: 'Paused, saved so far', es: 'En pausa; guardado hasta aquí' },
  activity: { en: 'Activity', es: 'Actividad' },
  counts: { en: 'Counts', es: 'Cuenta' },
  'never-counts': { en: 'Kept, does not count', es: 'Se guarda, no cuenta' },
  'is-kept': { en: 'is kept,', es: 'se guarda,' },
  'does-not-count': { en: 'does not count', es: 'no cuenta' },
  'month-turns': {
    en: 'From midnight this counts for {month}.',
    es: 'Desde la medianoche esto cuenta para {month}.',
  },
  'others-too': {
    en: {
      one: '{names} is timing this patient too: the same minutes count once.',
      other: '{names} are timing this patient too: the same minutes count once.',
    },
    es: {
      one: '{names} también mide tiempo con este paciente: los mismos minutos cuentan una vez.',
      other: '{names} también miden tiempo con este paciente: los mismos minutos cuentan una vez.',
    },
  },
  somebody: { en: 'Somebody else', es: 'Otra persona' },
  unsent: { en: 'not saved since {time}', es: 'sin guardar desde las {time}' },
  mirrored: { en: 'also open in another window', es: 'también abierto en otra ventana' },
  elsewhere: {
    en: 'Your timer runs for another patient since {time}. One person has one timer.',
    es: 'Su cronómetro corre para otro paciente desde las {time}. Una persona tiene un cronómetro.',
  },
  'elsewhere-unseen': {
    en: 'Your timer runs for another patient. One person has one timer.',
    es: 'Su cronómetro corre para otro paciente. Una persona tiene un cronómetro.',
  },
  'take-over': { en: 'Stop it and start here', es: 'Detenerlo y empezar aquí' },
  question: {
    en: {
      one: 'Still this patient? Nothing typed here for one minute.',
      other: 'Still this patient? Nothing typed here for {count} minutes.',
    },
    es: {
      one: '¿Sigue con este paciente? No se escribió nada aquí en un minuto.',
      other: '¿Sigue con este paciente? No se escribió nada aquí en {count} minutos.',
    },
  },
  yes: { en: 'Yes', es: 'Sí' },
  no: { en: 'No', es: 'No' },
  stopped: {
    en: {
      one: 'Stopped at {time}. The minute since your last activity is not counted.',
      other: 'Stopped at {time}. The {count} minutes since your last activity are not counted.',
    },
    es: {
      one: 'Detenido a las {time}. El minuto desde su última actividad no se cuenta.',
      other: 'Detenido a las {time}. Los {count} minutos desde su última actividad no se cuentan.',
    },
  },
  'time-of-day': { en: '{time} on {day}', es: '{time} del {day}' },
  'were-work': { en: 'They were work', es: 'Eran trabajo' },
  gap: {
    en: '{time} from {from} on were not received.',
    es: 'No se recibieron {time} desde las {from}.',
  },
  'count-gap': { en: 'Count them', es: 'Contarlos' },
  refused: { en: '{why} Nothing was saved yet.', es: '{why} Todavía no se guardó nada.' },
  saved: { en: '{time} saved', es: '{time} guardado' },
  'add-note': { en: 'Add note', es: 'Añadir nota' },
  note: { en: 'Note to this time', es: 'Nota de este tiempo' },
  'save-note': { en: 'Save note', es: 'Guardar nota' },
  'note-saved': { en: 'Note saved', es: 'Nota guardada' },
  'note-failed': { en: 'The note was not saved: {why}', es: 'La nota no se guardó: {why}' },
  cancel: { en: 'Cancel', es: 'Cancelar' },
  close: { en: 'Close', es: 'Cerrar' },
  'said-started': { en: 'Timer started.', es: 'Cronómetro iniciado.' },
  'said-paused': { en: 'Timer paused. The time so far is saved.', es: 'Cronómetro en pausa. El tiempo está guardado.' },
  'said-saved': { en: 'Time saved.', es: 'Tiempo guardado.' },
  'said-question': {
    en: 'Still this patient? Press Y for yes, X for no.',
    es: '¿Sigue con este paciente? Pulse Y para sí, X para no.',
  },
  'said-stopped': {
    en: 'The timer stopped at your last activity.',
    es: 'El cronómetro se detuvo en su última actividad.',
  },
  'said-unsent': {
    en: 'The timer could not be saved yet. It goes on here.',
    es: 'El cronómetro aún no se pudo guardar. Sigue aquí.',
  },
  'said-refused': { en: 'The time was refused.', es: 'El tiempo fue rechazado.' },
  'said-five-minutes': { en: 'Five more minutes.', es: 'Cinco minutos más.' },
})
