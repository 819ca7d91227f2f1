import { defineTexts } from '../say/say.ts'

/** What the frame around every page says. */
export const shellTexts = defineTexts({
  overview: { en: 'Overview', es: 'Resumen' },
  'care-plan': { en: 'Care plan', es: 'Plan de cuidados' },
  time: { en: 'Time', es: 'Tiempo' },
  record: { en: 'Record', es: 'Expediente' },
  enroll: { en: 'Enroll', es: 'Inscribir' },
  end: { en: 'End enrollment', es: 'Terminar la inscripción' },
  worklist: { en: 'Worklist', es: 'Lista de trabajo' },
  'my-day': { en: 'My day', es: 'Mi día' },
  close: { en: 'Month close', es: 'Cierre del mes' },
  reports: { en: 'Reports', es: 'Informes' },
  settings: { en: 'Settings', es: 'Ajustes' },
  'back-to-list': { en: 'Back to list', es: 'Volver a la lista' },
  'timer-elsewhere': { en: 'Timer runs', es: 'Cronómetro en marcha' },
  'timer-stop': { en: 'Stop and save', es: 'Detener y guardar' },
  'timer-open': { en: 'Open the patient', es: 'Abrir al paciente' },
  back: { en: 'Back to patient', es: 'Volver al paciente' },
  skip: { en: 'Skip to the page', es: 'Saltar a la página' },
  'pages-of': { en: '{page}, all pages', es: '{page}, todas las páginas' },
  pages: { en: 'Pages', es: 'Páginas' },
  'no-pages': {
    en: 'This launch has no patient. Open CCM from a patient’s chart.',
    es: 'Este inicio no tiene paciente. Abra CCM desde el expediente de un paciente.',
  },
  offline: {
    en: 'No connection since {time}. Keep this window open; what you typed stays here.',
    es: 'Sin conexión desde las {time}. Deje esta ventana abierta; lo que escribió sigue aquí.',
  },
  'offline-unsent': {
    en: {
      one: 'No connection since {time}. Keep working and keep this window open; {count} change will be sent.',
      other: 'No connection since {time}. Keep working and keep this window open; {count} changes will be sent.',
    },
    es: {
      one: 'Sin conexión desde las {time}. Siga trabajando y deje esta ventana abierta; se enviará {count} cambio.',
      other: 'Sin conexión desde las {time}. Siga trabajando y deje esta ventana abierta; se enviarán {count} cambios.',
    },
  },
  connected: {
    en: { one: 'Connected. {count} change saved.', other: 'Connected. {count} changes saved.' },
    es: { one: 'Conectado. Se guardó {count} cambio.', other: 'Conectado. Se guardaron {count} cambios.' },
  },
  'not-saved': {
    en: 'Not saved, because its page was left and the server did not take it: “{words}”. {why}',
    es: 'No se guardó, porque se dejó su página y el servidor no lo aceptó: «{words}». {why}',
  },
  ended: {
    en: 'Your sign-in ended. What you typed is still here and the timer goes on.',
    es: 'Su sesión terminó. Lo que escribió sigue aquí y el cronómetro continúa.',
  },
  'ended-other': {
    en: 'That sign-in was for another person or patient, so it was not used. What you typed is still here.',
    es: 'Ese inicio de sesión era de otra persona o de otro paciente y no se usó. Lo que escribió sigue aquí.',
  },
  'sign-in': { en: 'Sign in again', es: 'Iniciar sesión de nuevo' },
  'no-role': {
    en: 'You have no role in CCM yet, so you can read and not write. Ask an administrator to give you one.',
    es: 'Todavía no tiene un papel en CCM: puede leer y no escribir. Pida uno a un administrador.',
  },
  'sets-up': {
    en: 'As an administrator you set up the practice and read. Care and billing are written by people who have a role for it.',
    es: 'Como administrador usted configura el consultorio y lee. La atención y la facturación las escriben quienes tienen un papel para ello.',
  },
  'read-only': { en: 'Your role reads here and does not write.', es: 'Su papel permite leer aquí, no escribir.' },
  confirm: {
    en: 'You are {person}, and this is the chart of {patient}. Is that right?',
    es: 'Usted es {person} y este es el expediente de {patient}. ¿Es correcto?',
  },
  'confirm-yes': { en: 'Yes, go on', es: 'Sí, continuar' },
  'wrong-patient': {
    en: 'The chart and this app do not show the same patient. Nothing was saved to either. Open CCM again from the chart.',
    es: 'El expediente y esta aplicación no muestran al mismo paciente. No se guardó nada. Abra CCM de nuevo desde el expediente.',
  },
  chart: { en: 'The patient’s chart', es: 'Expediente del paciente' },
  help: { en: 'Keys and settings', es: 'Teclas y ajustes' },
  close_: { en: 'Close', es: 'Cerrar' },
  born: { en: 'born {day}', es: 'nacimiento {day}' },
  years: { en: '{age} y', es: '{age} a' },
  male: { en: 'male', es: 'hombre' },
  female: { en: 'female', es: 'mujer' },
  other: { en: 'other', es: 'otro' },
  unknown: { en: 'sex unknown', es: 'sexo desconocido' },
  deceased: { en: 'Deceased', es: 'Fallecido' },
  interpreter: { en: 'interpreter needed', es: 'necesita intérprete' },
  'page-failed': {
    en: 'This page could not be shown. What was saved is safe.',
    es: 'No se pudo mostrar esta página. Lo guardado está a salvo.',
  },
  'page-offline': {
    en: 'This page needs a connection. It opens by itself when there is one.',
    es: 'Esta página necesita conexión. Se abre sola cuando la haya.',
  },
  again: { en: 'Try again', es: 'Intentar de nuevo' },
})

export type ShellWord =
  | 'overview'
  | 'care-plan'
  | 'time'
  | 'record'
  | 'enroll'
  | 'end'
  | 'worklist'
  | 'my-day'
  | 'close'
  | 'reports'
  | 'settings'
