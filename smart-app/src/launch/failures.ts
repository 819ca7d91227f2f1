import { defineTexts, type Language, createSay } from '../say/say.ts'

/** Why CCM did not open. The number is the support code's. */
export const FAILURES = {
  'frame-blocks-app': 101,
  'no-session': 102,
  'session-ended': 103,
  'unknown-issuer': 201,
  'issuer-unreachable': 202,
  'launch-used': 203,
  'no-patient': 204,
  'refused-permission': 205,
  cancelled: 206,
  'clock-differs': 207,
  'no-role': 208,
  'wrong-patient': 209,
  'identity-refused': 210,
  'other-browser': 211,
  'patient-not-readable': 212,
  'ehr-refused': 213,
  offline: 301,
  starting: 302,
  server: 500,
} as const

export type Failure = keyof typeof FAILURES

/** What happened, what it means and what to do, word for word. */
const texts = defineTexts({
  'frame-blocks-app': {
    en: "The EHR's frame does not let CCM run. Ask its administrator to allow scripts, forms, pop-ups and downloads for this frame.",
    es: 'El marco del EHR no deja funcionar a CCM. Pida a su administrador que permita scripts, formularios, ventanas y descargas en este marco.',
  },
  'no-session': {
    en: 'CCM was opened without a patient chart. Open it from the chart, or sign in to work with lists.',
    es: 'CCM se abrió sin un expediente. Ábralo desde el expediente, o inicie sesión para trabajar con listas.',
  },
  'session-ended': {
    en: 'Your sign-in ended. Nothing that was saved is lost. Open CCM again from the chart.',
    es: 'Su sesión terminó. No se perdió nada de lo guardado. Abra CCM de nuevo desde el expediente.',
  },
  'unknown-issuer': {
    en: 'CCM does not know this EHR: {issuer}. Ask the administrator of CCM to register it. Nothing was sent to it.',
    es: 'CCM no conoce este EHR: {issuer}. Pida al administrador de CCM que lo registre. No se le envió nada.',
  },
  'issuer-unreachable': {
    en: 'The EHR did not answer, so CCM could not ask it who you are. Wait a minute, then open CCM again from the chart.',
    es: 'El EHR no respondió, y CCM no pudo preguntarle quién es usted. Espere un minuto y abra CCM de nuevo desde el expediente.',
  },
  'launch-used': {
    en: 'This launch was used before or is too old. Close this tab and open CCM again from the chart.',
    es: 'Este inicio ya se usó o es demasiado antiguo. Cierre esta pestaña y abra CCM de nuevo desde el expediente.',
  },
  'no-patient': {
    en: "Your EHR did not tell us which patient is open. Close this tab and open CCM again from the patient's chart.",
    es: 'Su EHR no nos dijo qué paciente está abierto. Cierre esta pestaña y abra CCM de nuevo desde el expediente del paciente.',
  },
  'refused-permission': {
    en: 'The EHR refused a permission that CCM needs: {permission}. Ask the EHR administrator to grant it to CCM, then open CCM again.',
    es: 'El EHR negó un permiso que CCM necesita: {permission}. Pida al administrador del EHR que lo conceda y abra CCM de nuevo.',
  },
  'refused-permission-unnamed': {
    en: 'The EHR refused a permission that CCM needs, and does not say which. Ask the EHR administrator to compare the permissions of CCM with those that it asks for, then open CCM again.',
    es: 'El EHR negó un permiso que CCM necesita y no dice cuál. Pida al administrador del EHR que compare los permisos de CCM con los que pide, y abra CCM de nuevo.',
  },
  cancelled: {
    en: 'The sign-in was cancelled, so CCM did not open. Nothing was changed. Open it again when you are ready.',
    es: 'El inicio de sesión se canceló y CCM no se abrió. Nada cambió. Ábralo de nuevo cuando quiera.',
  },
  'clock-differs': {
    en: "The EHR's clock and ours differ too much to trust its word: the EHR says {theirs}, CCM says {ours}. Tell the EHR administrator.",
    es: 'El reloj del EHR y el nuestro difieren demasiado: el EHR dice {theirs}, CCM dice {ours}. Avise al administrador del EHR.',
  },
  'no-role': {
    en: 'You have no role in CCM yet. Ask an administrator to give you a role. You can read, nothing you do is lost.',
    es: 'Todavía no tiene un papel en CCM. Pida a un administrador que se lo dé. Puede leer; no se pierde nada de lo que haga.',
  },
  'wrong-patient': {
    en: 'The chart and this app do not show the same patient. Nothing was saved to either. Open CCM again from the chart.',
    es: 'El expediente y esta aplicación no muestran al mismo paciente. No se guardó nada en ninguno. Abra CCM de nuevo desde el expediente.',
  },
  'identity-refused': {
    en: 'CCM could not verify who the EHR says you are. Open CCM again from the chart; if it happens twice, tell the administrator of CCM.',
    es: 'CCM no pudo verificar quién es usted según el EHR. Abra CCM de nuevo; si ocurre dos veces, avise al administrador de CCM.',
  },
  'other-browser': {
    en: 'This sign-in was begun in another browser, so it was not used here. Open CCM again from the chart.',
    es: 'Este inicio de sesión comenzó en otro navegador y no se usó aquí. Abra CCM de nuevo desde el expediente.',
  },
  'patient-not-readable': {
    en: 'The EHR did not let you read the patient it opened CCM for. Ask the EHR administrator for the right to read patients in CCM.',
    es: 'El EHR no le dejó leer al paciente para el que abrió CCM. Pida al administrador del EHR el derecho de leer pacientes en CCM.',
  },
  'ehr-refused': {
    en: 'The EHR refused to sign you in. It says: “{reason}”. Open CCM again from the chart; if it happens twice, give the code below to the EHR administrator.',
    es: 'El EHR no permitió iniciar sesión. Dice: «{reason}». Abra CCM de nuevo desde el expediente; si ocurre dos veces, dé el código de abajo al administrador del EHR.',
  },
  offline: {
    en: 'There is no connection to CCM. Check the network, then try again.',
    es: 'No hay conexión con CCM. Revise la red e inténtelo de nuevo.',
  },
  starting: {
    en: 'CCM is starting and will be ready in some seconds. Then try again.',
    es: 'CCM se está iniciando y estará listo en unos segundos. Entonces inténtelo de nuevo.',
  },
  server: {
    en: 'CCM could not open because of a fault of its own. Try again; if it happens twice, tell the administrator of CCM.',
    es: 'CCM no pudo abrirse por una falla propia. Inténtelo de nuevo; si ocurre dos veces, avise al administrador de CCM.',
  },
  title: { en: 'CCM did not open', es: 'CCM no se abrió' },
  code: { en: 'Code', es: 'Código' },
  copy: { en: 'Copy', es: 'Copiar' },
  copied: { en: 'Copied', es: 'Copiado' },
  again: { en: 'Try again', es: 'Intentar de nuevo' },
  'sign-in': { en: 'Sign in without a patient', es: 'Iniciar sesión sin paciente' },
})

export type FailureWord = 'title' | 'code' | 'copy' | 'copied' | 'again' | 'sign-in'

/** The sentence of a failure, with the facts that the server gave. */
export function failureText(failure: Failure, language: Language, details: Readonly<Record<string, string>>): string {
  const slots = { issuer: '?', permission: '?', theirs: '?', ours: '?', reason: '?', ...withTimes(details, language) }
  const unnamed = failure === 'refused-permission' && (details['permission'] ?? '') === ''
  return createSay(texts, language)(unnamed ? 'refused-permission-unnamed' : failure, slots)
}

/** Both clocks as people read them, to the second, in the zone of this machine. */
function withTimes(details: Readonly<Record<string, string>>, language: Language): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' })
  const isTime = ([name, value]: readonly [string, string]) =>
    (name === 'theirs' || name === 'ours') && !Number.isNaN(Date.parse(value))
  return Object.fromEntries(
    Object.entries(details).map((entry) => [entry[0], isTime(entry) ? format.format(new Date(entry[1])) : entry[1]]),
  )
}

/** A word of the failure page. */
export function failureWord(word: FailureWord, language: Language): string {
  return createSay(texts, language)(word)
}

/** `L-204-7F3K`: the kind of failure, and where to find it in the server's log. */
export function supportCode(failure: Failure, trace: string): string {
  return `L-${FAILURES[failure]}-${(trace || randomTrace()).slice(0, 8).toUpperCase()}`
}

function randomTrace(): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => letters.charAt(byte % letters.length)).join('')
}

/** The failure that a code of the server, or of OAuth, means. */
export function failureOf(code: string): Failure {
  if (code in FAILURES) return code as Failure
  if (code === 'bad-request') return 'server'
  if (code === 'access_denied') return 'cancelled'
  if (code === 'invalid_scope') return 'refused-permission'
  return code === 'temporarily_unavailable' ? 'issuer-unreachable' : 'ehr-refused'
}
