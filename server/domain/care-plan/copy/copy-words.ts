import type { Language } from '../local-text.ts'

/** The words of the patient's copy that are not the plan's own: short, and at the level of the sixth grade. */
export interface CopyWords {
  readonly title: string
  readonly page: string
  readonly born: (day: string) => string
  readonly since: (day: string) => string
  readonly reviewed: (day: string) => string
  readonly call: string
  readonly anyHour: (phone: string) => string
  readonly officeHours: (phone: string) => string
  readonly askForNumber: string
  readonly emergency: string
  readonly matters: string
  readonly expected: string
  readonly problems: string
  readonly noProblems: string
  readonly goals: string
  readonly goalHeads: readonly string[]
  readonly noGoals: string
  readonly toBeAgreed: string
  readonly done: string
  readonly yourSteps: string
  readonly noSteps: string
  readonly teamSteps: string
  readonly next: (day: string) => string
  readonly found: string
  readonly medicines: string
  readonly medicineHeads: readonly string[]
  readonly asPrescribed: string
  readonly noMedicines: string
  readonly bringMedicines: string
  readonly allergies: (names: string) => string
  readonly noAllergies: string
  readonly allergiesUnknown: string
  readonly team: string
  readonly teamHeads: readonly string[]
  readonly rights: string
  readonly yourRights: readonly string[]
  readonly untranslated?: string
  readonly foot: (patient: string, day: string) => string
}

const EN: CopyWords = {
  title: 'Your care plan',
  page: 'Page',
  born: (day) => `Born ${day}`,
  since: (day) => `This plan began on ${day}.`,
  reviewed: (day) => `We will go over it with you again by ${day}.`,
  call: 'Who to call',
  anyHour: (phone) => `Day and night: ${phone}`,
  officeHours: (phone) => `During office hours: ${phone}`,
  askForNumber: 'Ask your care team for the number that is answered day and night.',
  emergency: 'In an emergency, call 911.',
  matters: 'What matters to you',
  expected: 'What we expect',
  problems: 'Your health problems',
  noProblems: 'No health problems are listed yet.',
  goals: 'Your goals',
  goalHeads: ['Goal', 'Where you want to be', 'Where you are now', 'By when'],
  noGoals: 'We have not agreed on goals yet.',
  toBeAgreed: 'We will decide together',
  done: 'reached',
  yourSteps: 'What you can do',
  noSteps: 'There are no steps for you in the plan yet.',
  teamSteps: 'What your care team does',
  next: (day) => `next: ${day}`,
  found: 'How you are doing',
  medicines: 'Your medicines',
  medicineHeads: ['Medicine', 'How to take it', 'What it is for'],
  asPrescribed: 'As prescribed',
  noMedicines: 'No medicines are listed.',
  bringMedicines:
    'Tell us about every medicine you take, also those from the store. Do not stop one without asking us.',
  allergies: (names) => `Allergies: ${names}.`,
  noAllergies: 'You have no known allergies.',
  allergiesUnknown: 'No allergies are listed. Tell us if you have any.',
  team: 'Your care team',
  teamHeads: ['Name', 'Role', 'Telephone'],
  rights: 'Good to know',
  yourRights: [
    'This is your plan. Tell us if something is wrong, or if something else matters more to you.',
    'You may stop care management at any time. It then ends with the month.',
    'Medicare pays for one practice at a time. A share of the cost may be yours.',
  ],
  foot: (patient, day) => `Care plan of ${patient}, as of ${day}`,
}

const ES: CopyWords = {
  title: 'Su plan de cuidados',
  page: 'Página',
  born: (day) => `Fecha de nacimiento: ${day}`,
  since: (day) => `Este plan empezó el ${day}.`,
  reviewed: (day) => `Lo revisaremos con usted a más tardar el ${day}.`,
  call: 'A quién llamar',
  anyHour: (phone) => `De día y de noche: ${phone}`,
  officeHours: (phone) => `En horas de oficina: ${phone}`,
  askForNumber: 'Pida a su equipo el número que contestan de día y de noche.',
  emergency: 'En una emergencia, llame al 911.',
  matters: 'Lo que es importante para usted',
  expected: 'Lo que esperamos',
  problems: 'Sus problemas de salud',
  noProblems: 'Todavía no hay problemas de salud anotados.',
  goals: 'Sus metas',
  goalHeads: ['Meta', 'A dónde quiere llegar', 'Cómo está ahora', 'Para cuándo'],
  noGoals: 'Todavía no hemos acordado metas.',
  toBeAgreed: 'Lo decidiremos juntos',
  done: 'lograda',
  yourSteps: 'Lo que usted puede hacer',
  noSteps: 'Todavía no hay pasos para usted en el plan.',
  teamSteps: 'Lo que hace su equipo',
  next: (day) => `próxima vez: ${day}`,
  found: 'Cómo se encuentra',
  medicines: 'Sus medicinas',
  medicineHeads: ['Medicina', 'Cómo tomarla', 'Para qué sirve'],
  asPrescribed: 'Como se la recetaron',
  noMedicines: 'No hay medicinas anotadas.',
  bringMedicines:
    'Díganos todas las medicinas que toma, también las que compra sin receta. No deje ninguna sin preguntarnos.',
  allergies: (names) => `Alergias: ${names}.`,
  noAllergies: 'Usted no tiene alergias conocidas.',
  allergiesUnknown: 'No hay alergias anotadas. Díganos si tiene alguna.',
  team: 'Su equipo de cuidados',
  teamHeads: ['Nombre', 'Función', 'Teléfono'],
  rights: 'Bueno saberlo',
  yourRights: [
    'Este plan es suyo. Díganos si algo no está bien o si otra cosa es más importante para usted.',
    'Puede dejar este servicio cuando quiera. Entonces termina al final del mes.',
    'Medicare paga a un solo consultorio a la vez. Una parte del costo puede tocarle a usted.',
  ],
  untranslated: 'Algunas partes están en inglés porque todavía nadie las ha traducido. Pida que se las expliquen.',
  foot: (patient, day) => `Plan de cuidados de ${patient}, al ${day}`,
}

/** The words in each language. */
export const COPY_WORDS: Readonly<Record<Language, CopyWords>> = { en: EN, es: ES }
