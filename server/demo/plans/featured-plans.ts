import type { DemoPlan } from './demo-plan.ts'

/** Elena Ruiz: diabetes with kidney disease; her daughter helps, and reads Spanish as she does. */
export const ruizPlan: DemoPlan = {
  ownGoal: {
    text: "I want to dance at my granddaughter's wedding.",
    es: 'Quiero bailar en la boda de mi nieta.',
  },
  outcome: {
    text: 'With steady blood sugar and blood pressure the kidneys should keep working as they do now.',
    es: 'Con el azúcar y la presión estables, los riñones deberían seguir funcionando como ahora.',
  },
  prognosis: 'Good with treatment',
  assessments: {
    cognitive: {
      text: 'No trouble with memory or thinking.',
      es: 'Sin problemas de memoria ni de pensamiento.',
    },
    functional: {
      text: 'Walks and dresses alone; needs help with heavy shopping.',
      es: 'Camina y se viste sola; necesita ayuda con las compras pesadas.',
    },
    psychosocial: {
      text: 'In good spirits; sees her family every week and her church group on Sundays.',
      es: 'De buen ánimo; ve a su familia cada semana y a su grupo de la iglesia los domingos.',
    },
    environmental: {
      text: 'Lives on the second floor without an elevator; the bathroom has a grab bar.',
      es: 'Vive en un segundo piso sin ascensor; el baño tiene una barra de apoyo.',
    },
    caregiver: {
      text: 'Her daughter comes every weekend, is well, and knows whom to call.',
      es: 'Su hija viene cada fin de semana, está bien y sabe a quién llamar.',
    },
  },
  caregiver: {
    given: 'Lucia',
    family: 'Ruiz',
    gender: 'female',
    relationship: { code: 'DAU', display: 'natural daughter' },
    phone: '+1-312-555-0172',
  },
  specialist: { name: 'Prairie Kidney Center (made up)', phone: '+1-312-555-0181' },
  declined: {
    'physical-activity': 'Her knees hurt when she walks far; she wants to take this up after the wedding.',
    dietitian: 'She met a dietitian last year and still has the meal plan.',
    'cancer-screening-check': 'All up to date at the wellness visit.',
  },
  reached: { goal: 'a1c', shownBy: 'a1c' },
  copyBefore: true,
  note: 'Speaks Spanish at home; her daughter helps with letters in English.',
  revision: 'A1c is in range: the goal is reached and stays in sight; home readings are looked at every month now.',
  handover: 'Went through it together, with her daughter on the telephone.',
}

/** Samuel Ortiz: diabetes and schizophrenia; lives alone and needs no caregiver. */
export const ortizPlan: DemoPlan = {
  ownGoal: {
    text: 'I want to keep my apartment and go fishing on Sundays.',
    es: 'Quiero conservar mi apartamento e ir a pescar los domingos.',
  },
  outcome: {
    text: 'With his medicines and regular visits he should stay well at home, and his blood sugar in range.',
    es: 'Con sus medicinas y visitas regulares debería seguir bien en casa, con el azúcar controlado.',
  },
  prognosis: 'Fair; depends on taking medicines as prescribed',
  assessments: {
    cognitive: {
      text: 'Attentive and well oriented; writes appointments down.',
      es: 'Atento y bien orientado; anota sus citas.',
    },
    functional: {
      text: 'Looks after himself; takes the bus to appointments.',
      es: 'Se vale por sí mismo; va en autobús a sus citas.',
    },
    psychosocial: {
      text: 'Hears no voices for two years; few friends, sees his case worker every other week.',
      es: 'No oye voces desde hace dos años; pocos amigos, ve a su trabajadora social cada dos semanas.',
    },
    environmental: {
      text: 'Small apartment on the ground floor, safe and clean.',
      es: 'Apartamento pequeño en la planta baja, seguro y limpio.',
    },
  },
  specialist: { name: 'Lakeside Behavioral Health (made up)', phone: '+1-312-555-0182' },
  declined: { 'diabetes-education': 'Groups make him uneasy; the nurse teaches him at visits.' },
  reached: { goal: 'a1c', shownBy: 'a1c' },
  notNeeded: { element: 'caregiver-assessment', reason: 'Lives alone and has nobody who cares for him.' },
  note: 'Prefers calls in the morning, in Spanish.',
  revision: 'A1c is in range: the goal is reached; blood pressure comes next.',
  handover: 'Gave him the copy at the visit and read it aloud.',
}

/** Mae Johnson: dementia; her son looks after her. */
export const johnsonPlan: DemoPlan = {
  ownGoal: { text: 'I want to stay in my own house and sing in the choir.' },
  outcome: { text: 'Memory will get slowly worse. With help at home she should stay safe there for the coming year.' },
  prognosis: 'Slowly progressive',
  assessments: {
    cognitive: { text: 'Forgets names and appointments; knows her family and her home.' },
    functional: { text: 'Washes and dresses alone when reminded; no longer cooks or drives.' },
    psychosocial: { text: 'Cheerful in company, anxious when alone in the evening.' },
    environmental: { text: 'Loose rugs in the hall; the stove has been switched off at the wall.' },
    caregiver: { text: 'Her son visits daily, is tired, and would welcome a day off each week.' },
  },
  caregiver: {
    given: 'Marcus',
    family: 'Johnson',
    gender: 'male',
    relationship: { code: 'SON', display: 'natural son' },
    phone: '+1-312-555-0173',
  },
  specialist: { name: 'Springfield Memory Clinic (made up)', phone: '+1-312-555-0183' },
  declined: { 'cancer-screening-check': 'She and her son want no further screening.' },
  reached: { goal: 'blood-pressure', shownBy: 'pressure' },
  note: 'Call her son first; she forgets what was said on the telephone.',
  revision: 'Blood pressure is in range; the caregiver’s rest comes first now.',
  handover: 'Her son was there and has the second copy.',
}
