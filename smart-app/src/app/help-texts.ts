import { defineTexts } from '../say/say.ts'

/** What the panel of keys and settings says. */
export const helpTexts = defineTexts({
  help: { en: 'Keys and settings', es: 'Teclas y ajustes' },
  close: { en: 'Close', es: 'Cerrar' },
  language: { en: 'Language', es: 'Idioma' },
  appearance: { en: 'Appearance', es: 'Apariencia' },
  auto: { en: 'As the system', es: 'Como el sistema' },
  light: { en: 'Light', es: 'Claro' },
  dark: { en: 'Dark', es: 'Oscuro' },
  'single-keys': { en: 'Single-key shortcuts', es: 'Atajos de una tecla' },
  'key-t': { en: 'Start, pause or go on with the timer', es: 'Iniciar, pausar o continuar el cronómetro' },
  'key-s': { en: 'Stop and save', es: 'Detener y guardar' },
  'key-n': { en: 'Note to the time', es: 'Nota del tiempo' },
  'key-l': { en: 'Log time by hand', es: 'Registrar tiempo a mano' },
  'key-e': { en: 'Enroll', es: 'Inscribir' },
  'key-k': { en: 'The patient’s chart', es: 'El expediente del paciente' },
  'key-tabs': { en: 'Go to a page', es: 'Ir a una página' },
  'key-rows': { en: 'In the worklist: another row', es: 'En la lista: otra fila' },
  'key-open': { en: 'In the worklist: open the patient', es: 'En la lista: abrir al paciente' },
  'key-find': { en: 'In the worklist: find', es: 'En la lista: buscar' },
  'key-choose': {
    en: 'In the worklist: choose the row (Space too)',
    es: 'En la lista: elegir la fila (también con Espacio)',
  },
  'key-help': { en: 'This panel', es: 'Este panel' },
  'sign-out': { en: 'Sign out', es: 'Cerrar sesión' },
  signed: { en: 'Signed in as {name}', es: 'Sesión de {name}' },
})
