/** Clinical facts that demo charts are made of: conditions with the medications and measurements that go with them. */

export interface DemoCondition {
  readonly icd: string
  readonly snomed: string
  readonly text: string
  readonly medications?: readonly MedicationKey[]
  readonly measurements?: readonly MeasurementKey[]
}

export const CONDITIONS = {
  diabetes: {
    icd: 'E11.9',
    snomed: '44054006',
    text: 'Type 2 diabetes mellitus',
    medications: ['metformin'],
    measurements: ['a1c'],
  },
  'diabetic-kidney': {
    icd: 'E11.22',
    snomed: '127013003',
    text: 'Type 2 diabetes with diabetic chronic kidney disease',
    medications: ['metformin'],
    measurements: ['a1c', 'egfr'],
  },
  hypertension: {
    icd: 'I10',
    snomed: '59621000',
    text: 'Essential hypertension',
    medications: ['lisinopril'],
    measurements: ['pressure'],
  },
  'heart-failure': {
    icd: 'I50.22',
    snomed: '88805009',
    text: 'Chronic systolic heart failure',
    medications: ['furosemide', 'metoprolol'],
    measurements: ['weight', 'pressure'],
  },
  'atrial-fibrillation': {
    icd: 'I48.91',
    snomed: '49436004',
    text: 'Atrial fibrillation',
    medications: ['warfarin'],
    measurements: ['pulse'],
  },
  copd: {
    icd: 'J44.9',
    snomed: '13645005',
    text: 'Chronic obstructive pulmonary disease',
    medications: ['albuterol', 'fluticasone-salmeterol'],
    measurements: ['oxygen'],
  },
  asthma: { icd: 'J45.909', snomed: '195967001', text: 'Asthma', medications: ['albuterol'], measurements: ['oxygen'] },
  kidney: { icd: 'N18.31', snomed: '700378005', text: 'Chronic kidney disease, stage 3a', measurements: ['egfr'] },
  'end-stage-renal': { icd: 'N18.6', snomed: '46177005', text: 'End-stage renal disease', measurements: ['egfr'] },
  'ischemic-heart': {
    icd: 'I25.10',
    snomed: '53741008',
    text: 'Coronary artery disease',
    medications: ['aspirin', 'simvastatin'],
    measurements: ['ldl'],
  },
  hyperlipidemia: {
    icd: 'E78.5',
    snomed: '55822004',
    text: 'Hyperlipidemia',
    medications: ['simvastatin'],
    measurements: ['ldl'],
  },
  osteoarthritis: {
    icd: 'M17.0',
    snomed: '239873007',
    text: 'Osteoarthritis of both knees',
    medications: ['acetaminophen'],
  },
  osteoporosis: { icd: 'M81.0', snomed: '64859006', text: 'Osteoporosis', medications: ['alendronate'] },
  depression: {
    icd: 'F33.1',
    snomed: '370143000',
    text: 'Recurrent major depression',
    medications: ['sertraline'],
    measurements: ['phq9'],
  },
  dementia: { icd: 'F03.90', snomed: '52448006', text: 'Dementia', medications: ['donepezil-memantine'] },
  parkinson: { icd: 'G20.A1', snomed: '49049000', text: "Parkinson's disease" },
  schizophrenia: { icd: 'F20.9', snomed: '58214004', text: 'Schizophrenia' },
  obesity: { icd: 'E66.9', snomed: '162864005', text: 'Body mass index 30+, obesity', measurements: ['weight'] },
  gout: { icd: 'M10.9', snomed: '90560007', text: 'Gout', medications: ['allopurinol'] },
  hypothyroidism: { icd: 'E03.9', snomed: '40930008', text: 'Hypothyroidism' },
  prediabetes: { icd: 'R73.03', snomed: '714628002', text: 'Prediabetes', measurements: ['a1c'] },
  sinusitis: { icd: 'J01.90', snomed: '444814009', text: 'Viral sinusitis' },
} as const satisfies Readonly<Record<string, DemoCondition>>

export type ConditionKey = keyof typeof CONDITIONS

/** RxNorm clinical drugs and how they are taken. */
export const MEDICATIONS = {
  metformin: {
    rxnorm: '860975',
    text: 'Metformin 500 mg extended release',
    dosage: { text: 'One tablet twice a day with meals', es: 'Una tableta dos veces al día con las comidas' },
  },
  lisinopril: {
    rxnorm: '314076',
    text: 'Lisinopril 10 mg',
    dosage: { text: 'One tablet every morning', es: 'Una tableta cada mañana' },
  },
  furosemide: {
    rxnorm: '313988',
    text: 'Furosemide 40 mg',
    dosage: { text: 'One tablet every morning', es: 'Una tableta cada mañana' },
  },
  metoprolol: {
    rxnorm: '866924',
    text: 'Metoprolol tartrate 25 mg',
    dosage: { text: 'One tablet twice a day', es: 'Una tableta dos veces al día' },
  },
  warfarin: {
    rxnorm: '855332',
    text: 'Warfarin 5 mg',
    dosage: {
      text: 'As directed by the anticoagulation clinic',
      es: 'Como se lo indique la clínica de anticoagulación',
    },
  },
  albuterol: {
    rxnorm: '745679',
    text: 'Albuterol inhaler 90 mcg',
    dosage: {
      text: 'Two puffs every four hours when needed',
      es: 'Dos inhalaciones cada cuatro horas si las necesita',
    },
  },
  'fluticasone-salmeterol': {
    rxnorm: '896209',
    text: 'Fluticasone and salmeterol inhaler',
    dosage: { text: 'One inhalation twice a day', es: 'Una inhalación dos veces al día' },
  },
  aspirin: {
    rxnorm: '243670',
    text: 'Aspirin 81 mg',
    dosage: { text: 'One tablet a day', es: 'Una tableta al día' },
    tabletsADay: 1,
  },
  simvastatin: {
    rxnorm: '312961',
    text: 'Simvastatin 20 mg',
    dosage: { text: 'One tablet at bedtime', es: 'Una tableta al acostarse' },
  },
  acetaminophen: {
    rxnorm: '313782',
    text: 'Acetaminophen 325 mg',
    dosage: {
      text: 'Two tablets when needed, at most eight a day',
      es: 'Dos tabletas si las necesita, ocho al día como máximo',
    },
  },
  alendronate: {
    rxnorm: '904419',
    text: 'Alendronic acid 10 mg',
    dosage: {
      text: 'One tablet in the morning, upright, before food',
      es: 'Una tableta por la mañana, de pie o sentado, antes de comer',
    },
  },
  sertraline: {
    rxnorm: '312941',
    text: 'Sertraline 50 mg',
    dosage: { text: 'One tablet a day', es: 'Una tableta al día' },
    tabletsADay: 1,
  },
  'donepezil-memantine': {
    rxnorm: '1599803',
    text: 'Donepezil 10 mg and memantine 28 mg',
    dosage: { text: 'One capsule every evening', es: 'Una cápsula cada noche' },
  },
  allopurinol: {
    rxnorm: '197319',
    text: 'Allopurinol 100 mg',
    dosage: { text: 'One tablet a day', es: 'Una tableta al día' },
    tabletsADay: 1,
  },
} as const

type MedicationKey = keyof typeof MEDICATIONS

interface Measurement {
  readonly loinc: string
  readonly text: string
  readonly category: 'laboratory' | 'vital-signs' | 'survey'
  /** Of US Core, by the last part of its URL. */
  readonly profile: string
  readonly unit: string
  readonly ucum: string
  /** What is normal, in the same unit; absent where a value means nothing by itself. */
  readonly normal?: { readonly low?: number; readonly high?: number }
  /** Values from older to newer; a patient starts somewhere in the row. */
  readonly values: readonly number[]
}

/** What is measured, with plausible rows of values. Blood pressure has two components and is made apart. */
export const MEASUREMENTS = {
  a1c: {
    loinc: '4548-4',
    text: 'Hemoglobin A1c',
    category: 'laboratory',
    profile: 'us-core-observation-lab',
    unit: '%',
    ucum: '%',
    normal: { high: 5.6 },
    values: [8.4, 8.1, 7.9, 7.6, 7.2],
  },
  egfr: {
    loinc: '33914-3',
    text: 'Estimated glomerular filtration rate',
    category: 'laboratory',
    profile: 'us-core-observation-lab',
    unit: 'mL/min/{1.73_m2}',
    ucum: 'mL/min/{1.73_m2}',
    normal: { low: 60 },
    values: [52, 50, 49, 47, 48],
  },
  ldl: {
    loinc: '2089-1',
    text: 'LDL cholesterol',
    category: 'laboratory',
    profile: 'us-core-observation-lab',
    unit: 'mg/dL',
    ucum: 'mg/dL',
    normal: { high: 100 },
    values: [138, 121, 110, 98, 92],
  },
  weight: {
    loinc: '29463-7',
    text: 'Body weight',
    category: 'vital-signs',
    profile: 'us-core-body-weight',
    unit: 'kg',
    ucum: 'kg',
    values: [92.1, 91.4, 90.8, 91.9, 90.2],
  },
  pulse: {
    loinc: '8867-4',
    text: 'Heart rate',
    category: 'vital-signs',
    profile: 'us-core-heart-rate',
    unit: '/min',
    ucum: '/min',
    values: [88, 84, 79, 76, 74],
  },
  oxygen: {
    loinc: '2708-6',
    text: 'Oxygen saturation',
    category: 'vital-signs',
    profile: 'us-core-vital-signs',
    unit: '%',
    ucum: '%',
    values: [91, 92, 93, 94, 94],
  },
  phq9: {
    loinc: '44261-6',
    text: 'PHQ-9 total score',
    category: 'survey',
    profile: 'us-core-observation-screening-assessment',
    unit: '{score}',
    ucum: '{score}',
    values: [15, 13, 11, 9, 7],
  },
  pressure: {
    loinc: '85354-9',
    text: 'Blood pressure',
    category: 'vital-signs',
    profile: 'us-core-blood-pressure',
    unit: 'mm[Hg]',
    ucum: 'mm[Hg]',
    values: [156, 150, 146, 141, 136],
  },
} as const satisfies Readonly<Record<string, Measurement>>

export type MeasurementKey = keyof typeof MEASUREMENTS
