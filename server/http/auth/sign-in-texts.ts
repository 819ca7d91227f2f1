import type { Language } from '#domain/care-plan/local-text.ts'
import type { Option } from '../../auth/sign-in/provider-sign-in.ts'
import type { SignInFault } from '../../auth/sign-in/sign-in-refused.ts'

/** What the pages say on which people sign in and let apps in. */
export interface SignInTexts {
  readonly signIn: string
  readonly signInTo: (app: string) => string
  readonly signInWith: (provider: string) => string
  readonly overTitle: string
  readonly over: string
  readonly tooManyTitle: string
  readonly tooMany: (seconds: number) => string
  readonly openFromEhr: (app: string) => string
  readonly nobodyDirectly: string
  readonly orFromEhr: (app: string) => string
  readonly demoMode: string
  readonly chooseWho: string
  readonly whoYouAre: string
  readonly patient: string
  readonly choosePatient: string
  readonly born: (date: string) => string
  readonly signInAndAllow: string
  readonly allow: string
  readonly cancel: string
  readonly notSignedIn: string
  readonly refused: Readonly<Record<SignInFault, string>>
  readonly whereToday: string
  readonly signedInAs: (name: string) => string
  readonly practiceAndRole: string
  readonly next: string
  readonly open: (app: string) => string
  readonly youAre: (name: string, role: string, practice: string) => string
  readonly otherRole: string
  readonly somebodyElse: string
  readonly findPatient: string
  readonly name: string
  readonly birthDate: string
  readonly search: string
  readonly nobodyFits: string
  readonly roles: Readonly<Record<Option['role'], string>>
}

const ASK = 'Ask an administrator of your practice.'
const PREGUNTE = 'Pregunte a un administrador de su consultorio.'

/** By language. */
export const SIGN_IN_TEXTS: Readonly<Record<Language, SignInTexts>> = {
  en: {
    signIn: 'Sign in',
    signInTo: (app) => `Sign in to ${app}`,
    signInWith: (provider) => `Sign in with ${provider}`,
    overTitle: 'This sign-in is over',
    over: 'It was ended, or took longer than 15 minutes, or this browser kept no cookie of it. Open the app again.',
    tooManyTitle: 'Too many sign-ins have failed here',
    tooMany: (seconds) => `Wait ${seconds} seconds, then open the app again.`,
    openFromEhr: (app) => `Open ${app} from your EHR`,
    nobodyDirectly:
      'Nobody signs in here directly. Open the app inside the chart of a patient, or from your EHR’s menu.',
    orFromEhr: (app) => `Or open ${app} from your EHR.`,
    demoMode: 'Demo mode.',
    chooseWho: 'Everybody here is made up. Choose who you are.',
    whoYouAre: 'Who you are',
    patient: 'Patient',
    choosePatient: 'Choose a patient',
    born: (date) => `born ${date}`,
    signInAndAllow: 'Sign in and allow',
    allow: 'Allow',
    cancel: 'Cancel',
    notSignedIn: 'You are not signed in',
    refused: {
      state: 'This answer belongs to a sign-in that is over. Sign in again.',
      'provider-refused': 'Your sign-in was cancelled or refused there.',
      'provider-unreachable': 'Your sign-in service cannot be reached right now. Try again in a moment.',
      'identity-refused':
        'What your sign-in service answered could not be accepted. Try again; if it stays so, ask your administrator.',
      'unknown-person': `You proved who you are, but no practice here knows you. ${ASK} They add you by your NPI or by the e-mail that your sign-in service has verified.`,
      'no-role': `The practice knows you, but nobody has given you a role here, or it has ended. ${ASK}`,
      inactive: `Your access to the practice has ended. ${ASK}`,
      ambiguous: `More than one person of the practice could be you. ${ASK}`,
      'identity-conflict': `Your sign-in does not match what the practice has written down of you. ${ASK}`,
    },
    whereToday: 'Where do you work today?',
    signedInAs: (name) => `You are signed in as ${name}. A session is of one practice and one role.`,
    practiceAndRole: 'Practice and role',
    next: 'Continue',
    open: (app) => `Open ${app}`,
    youAre: (name, role, practice) => `You are ${name}, ${role} at ${practice}.`,
    otherRole: 'Take another role',
    somebodyElse: 'I am somebody else',
    findPatient: 'Find the patient',
    name: 'Name',
    birthDate: 'Birth date',
    search: 'Search',
    nobodyFits: 'Nobody of the practice fits.',
    roles: {
      administrator: 'administrator',
      'billing-practitioner': 'billing practitioner',
      'clinical-staff': 'clinical staff',
      biller: 'biller',
      auditor: 'auditor',
    },
  },
  es: {
    signIn: 'Iniciar sesión',
    signInTo: (app) => `Iniciar sesión en ${app}`,
    signInWith: (provider) => `Iniciar sesión con ${provider}`,
    overTitle: 'Este inicio de sesión ha terminado',
    over: 'Se cerró, duró más de 15 minutos o este navegador no guardó su cookie. Abra la aplicación de nuevo.',
    tooManyTitle: 'Aquí han fallado demasiados inicios de sesión',
    tooMany: (seconds) => `Espere ${seconds} segundos y abra la aplicación de nuevo.`,
    openFromEhr: (app) => `Abra ${app} desde su historia clínica electrónica`,
    nobodyDirectly:
      'Aquí nadie inicia sesión directamente. Abra la aplicación dentro del expediente de un paciente o desde el menú de su sistema.',
    orFromEhr: (app) => `O abra ${app} desde su historia clínica electrónica.`,
    demoMode: 'Modo de demostración.',
    chooseWho: 'Todas las personas son inventadas. Elija quién es usted.',
    whoYouAre: 'Quién es usted',
    patient: 'Paciente',
    choosePatient: 'Elija un paciente',
    born: (date) => `fecha de nacimiento ${date}`,
    signInAndAllow: 'Iniciar sesión y permitir',
    allow: 'Permitir',
    cancel: 'Cancelar',
    notSignedIn: 'No ha iniciado sesión',
    refused: {
      state: 'Esta respuesta es de un inicio de sesión que ya terminó. Inicie sesión de nuevo.',
      'provider-refused': 'El inicio de sesión se canceló o se rechazó allí.',
      'provider-unreachable':
        'En este momento no se puede contactar con su servicio de inicio de sesión. Inténtelo de nuevo en unos instantes.',
      'identity-refused':
        'No se pudo aceptar lo que respondió su servicio de inicio de sesión. Inténtelo de nuevo; si sigue igual, pregunte a su administrador.',
      'unknown-person': `Usted demostró quién es, pero ningún consultorio de aquí le conoce. ${PREGUNTE} Le agregan por su NPI o por el correo electrónico que su servicio ha verificado.`,
      'no-role': `El consultorio le conoce, pero nadie le ha dado un rol aquí, o ya terminó. ${PREGUNTE}`,
      inactive: `Su acceso al consultorio ha terminado. ${PREGUNTE}`,
      ambiguous: `Más de una persona del consultorio podría ser usted. ${PREGUNTE}`,
      'identity-conflict': `Su inicio de sesión no coincide con lo que el consultorio tiene anotado de usted. ${PREGUNTE}`,
    },
    whereToday: '¿Dónde trabaja hoy?',
    signedInAs: (name) => `Ha iniciado sesión como ${name}. Una sesión es de un consultorio y un rol.`,
    practiceAndRole: 'Consultorio y rol',
    next: 'Continuar',
    open: (app) => `Abrir ${app}`,
    youAre: (name, role, practice) => `Usted es ${name}, ${role} en ${practice}.`,
    otherRole: 'Tomar otro rol',
    somebodyElse: 'Soy otra persona',
    findPatient: 'Busque al paciente',
    name: 'Nombre',
    birthDate: 'Fecha de nacimiento',
    search: 'Buscar',
    nobodyFits: 'No hay nadie en el consultorio que coincida.',
    roles: {
      administrator: 'administración',
      'billing-practitioner': 'profesional que factura',
      'clinical-staff': 'personal clínico',
      biller: 'facturación',
      auditor: 'auditoría',
    },
  },
}
