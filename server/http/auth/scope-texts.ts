import type { Language } from '#domain/care-plan/local-text.ts'
import { parseScope, type Permission, type Scope } from '../../auth/scopes.ts'

/** What the page says of the scopes that an app asks for. */
export interface ScopeTexts {
  readonly language: Language
  readonly mayDo: (app: string) => string
  readonly untick: (app: string) => string
  readonly always: string
  readonly someOnly: (what: string) => string
  readonly someHelp: string
  readonly allRecords: string
  readonly ofThisPatient: string
  readonly thatYouMaySee: string
  readonly only: string
  readonly verbs: Readonly<Record<Permission, string>>
  /** Scopes that are no records'. */
  readonly fixed: Readonly<Record<string, string>>
  /** Types of records in plain words; others are called by their name. */
  readonly types: Readonly<Record<string, string>>
  readonly otherType: (type: string) => string
  /** Categories by their code; others are shown as they are. */
  readonly categories: Readonly<Record<string, string>>
}

/** By language. */
export const SCOPE_TEXTS: Readonly<Record<Language, ScopeTexts>> = {
  en: {
    language: 'en',
    mayDo: (app) => `What ${app} may do`,
    untick: (app) => `Untick what you do not want to allow. ${app} is told what it was given.`,
    always: 'Always part of opening it, and cannot be left out:',
    someOnly: (what) => `Allow only some of this (${what})`,
    someHelp: 'Tick one or more to allow these alone. While none is ticked, the line above counts.',
    allRecords: 'all records',
    ofThisPatient: 'of this patient',
    thatYouMaySee: 'that you may see',
    only: 'only',
    verbs: { c: 'create', r: 'read', u: 'change', d: 'delete', s: 'search' },
    fixed: {
      openid: 'know that it is you who signs in',
      launch: 'know on what your EHR opens it',
      'launch/patient': 'know which patient it is opened on',
      'launch/encounter': 'know which visit it is opened on',
      fhirUser: 'know who you are in the practice',
      profile: 'know your name',
      offline_access: 'stay connected for up to 90 days, also when you are not there',
      online_access: 'stay connected for the working day',
    },
    types: {
      Patient: 'name, birth date, address and contacts',
      AllergyIntolerance: 'allergies',
      CarePlan: 'care plans',
      CareTeam: 'care teams',
      Claim: 'claims',
      Communication: 'messages',
      Condition: 'conditions',
      Consent: 'consents',
      Coverage: 'insurance',
      Device: 'devices',
      DiagnosticReport: 'test reports',
      DocumentReference: 'documents and notes',
      Encounter: 'visits',
      Goal: 'goals',
      Immunization: 'vaccinations',
      Location: 'places of care',
      MedicationDispense: 'medicines handed out',
      MedicationRequest: 'prescriptions',
      Observation: 'measurements and results',
      Organization: 'organizations',
      Practitioner: 'professionals',
      Procedure: 'procedures',
      Provenance: 'who wrote what',
      QuestionnaireResponse: 'answers to questionnaires',
      RelatedPerson: 'family and caregivers',
      ServiceRequest: 'orders and referrals',
      Specimen: 'samples',
      Task: 'tasks and time entries',
    },
    otherType: (type) => `${type} records`,
    categories: {
      'encounter-diagnosis': 'diagnoses of visits',
      'problem-list-item': 'the problem list',
      'health-concern': 'health concerns',
      procedure: 'clinical tests',
      laboratory: 'laboratory results',
      'social-history': 'social history (smoking, work, living)',
      survey: 'answers to screenings',
      'vital-signs': 'vital signs (blood pressure, weight, pulse)',
      exam: 'findings of examinations',
      imaging: 'findings of imaging',
      sdoh: 'circumstances of life (housing, food, transport)',
      'assess-plan': 'assessment and plan of treatment',
    },
  },
  es: {
    language: 'es',
    mayDo: (app) => `Lo que ${app} podrá hacer`,
    untick: (app) => `Quite la marca de lo que no quiera permitir. ${app} sabrá lo que se le dio.`,
    always: 'Siempre forma parte de abrirla y no se puede quitar:',
    someOnly: (what) => `Permitir solo una parte (${what})`,
    someHelp: 'Marque una o más para permitir solo esas. Mientras no marque ninguna, vale la línea de arriba.',
    allRecords: 'todos los registros',
    ofThisPatient: 'de este paciente',
    thatYouMaySee: 'que usted puede ver',
    only: 'solo',
    verbs: { c: 'crear', r: 'leer', u: 'cambiar', d: 'borrar', s: 'buscar' },
    fixed: {
      openid: 'saber que es usted quien inicia sesión',
      launch: 'saber sobre qué la abre su historia clínica',
      'launch/patient': 'saber sobre qué paciente se abre',
      'launch/encounter': 'saber sobre qué visita se abre',
      fhirUser: 'saber quién es usted en el consultorio',
      profile: 'saber su nombre',
      offline_access: 'seguir conectada hasta 90 días, también cuando usted no esté',
      online_access: 'seguir conectada durante la jornada',
    },
    types: {
      Patient: 'nombre, fecha de nacimiento, dirección y contactos',
      AllergyIntolerance: 'alergias',
      CarePlan: 'planes de atención',
      CareTeam: 'equipos de atención',
      Claim: 'reclamaciones de pago',
      Communication: 'mensajes',
      Condition: 'problemas de salud',
      Consent: 'consentimientos',
      Coverage: 'seguro médico',
      Device: 'dispositivos',
      DiagnosticReport: 'informes de pruebas',
      DocumentReference: 'documentos y notas',
      Encounter: 'visitas',
      Goal: 'metas',
      Immunization: 'vacunas',
      Location: 'lugares de atención',
      MedicationDispense: 'medicamentos entregados',
      MedicationRequest: 'recetas',
      Observation: 'mediciones y resultados',
      Organization: 'organizaciones',
      Practitioner: 'profesionales',
      Procedure: 'procedimientos',
      Provenance: 'quién escribió qué',
      QuestionnaireResponse: 'respuestas a cuestionarios',
      RelatedPerson: 'familiares y cuidadores',
      ServiceRequest: 'órdenes y referencias',
      Specimen: 'muestras',
      Task: 'tareas y anotaciones de tiempo',
    },
    otherType: (type) => `registros ${type}`,
    categories: {
      'encounter-diagnosis': 'diagnósticos de visitas',
      'problem-list-item': 'la lista de problemas',
      'health-concern': 'preocupaciones de salud',
      procedure: 'pruebas clínicas',
      laboratory: 'resultados de laboratorio',
      'social-history': 'historia social (tabaco, trabajo, vivienda)',
      survey: 'respuestas a evaluaciones',
      'vital-signs': 'signos vitales (presión, peso, pulso)',
      exam: 'hallazgos de exámenes',
      imaging: 'hallazgos de imágenes',
      sdoh: 'circunstancias de vida (vivienda, comida, transporte)',
      'assess-plan': 'evaluación y plan de tratamiento',
    },
  },
}

/** A scope in words. */
export function scopeInWords(text: string, texts: ScopeTexts): string {
  const scope = parseScope(text)
  if (!scope) return capital(texts.fixed[text] ?? text)
  const whose = scope.context === 'patient' ? texts.ofThisPatient : texts.thatYouMaySee
  return `${verbsOf(scope, texts)}: ${recordsOf(scope, texts)} ${whose}`
}

/** What a scope is about, without what may be done with it. */
export function recordsOf({ type, constraints }: Scope, texts: ScopeTexts): string {
  const records = type === '*' ? texts.allRecords : (texts.types[type] ?? texts.otherType(type))
  return constraints.length === 0 ? records : `${records} (${texts.only} ${onlyIn({ constraints }, texts)})`
}

/** What may be done by a scope. */
export function verbsOf({ permissions }: Scope, { verbs, language }: ScopeTexts): string {
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  return capital(list.format(permissions.map((letter) => verbs[letter])))
}

/** The search constraints of a scope. */
export function onlyIn({ constraints }: Pick<Scope, 'constraints'>, { categories }: ScopeTexts): string {
  return constraints
    .map(([name, value]) => {
      const known = name === 'category' ? categories[value.split('|').at(-1) ?? ''] : undefined
      return known ?? `${name} ${value}`
    })
    .join(', ')
}

/** With a capital letter, as a sentence begins. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
