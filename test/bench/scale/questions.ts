import { LOINC, MEASURED_CODE } from '../clinic/events.ts'
import { patientId } from '../clinic/elements.ts'
import { PRACTITIONERS } from '../clinic/practice.ts'

/** What is asked at each size, over and over. */
export interface Question {
  readonly what: string
  /** The path of one request, of a patient by number; `at` counts the requests. */
  readonly path: (patient: number, at: number) => string
  /** What every answer has at least: entries of the Bundle. Absent for a read. */
  readonly least?: number
  /** Whether DESIGN section 8 says how much slower it may become. */
  readonly isBound: boolean
}

const CATEGORY = encodeURIComponent('http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan')
const PROBLEM = encodeURIComponent('http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item')
const CODE = encodeURIComponent(`${LOINC}|${MEASURED_CODE}`)

/** Reads, the searches that US Core and the programme live by, includes, a worklist, a whole record. */
export const QUESTIONS: readonly Question[] = [
  {
    what: 'read Condition by id',
    path: (patient, at) => `/Condition/${patientId(patient)}-problem${at % 15}`,
    isBound: true,
  },
  {
    what: 'CarePlan?patient&category',
    path: (patient) => `/CarePlan?patient=${patientId(patient)}&category=${CATEGORY}`,
    least: 1,
    isBound: true,
  },
  {
    what: 'Condition?patient&category',
    path: (patient) => `/Condition?patient=${patientId(patient)}&category=${PROBLEM}`,
    least: 15,
    isBound: true,
  },
  {
    what: 'Task?patient&status',
    path: (patient) => `/Task?patient=${patientId(patient)}&status=completed`,
    least: 18,
    isBound: true,
  },
  {
    what: 'Task?owner&status, newest first (a worklist)',
    path: (_patient, at) =>
      `/Task?owner=Practitioner/clinic-dr${at % PRACTITIONERS}&status=requested&_sort=-_lastUpdated&_count=50`,
    isBound: false,
  },
  {
    what: 'Observation?patient&code&date',
    path: (patient) => `/Observation?patient=${patientId(patient)}&code=${CODE}&date=ge2023-01-01`,
    least: 3,
    isBound: true,
  },
  {
    what: 'MedicationRequest?patient&_include=medication',
    path: (patient) => `/MedicationRequest?patient=${patientId(patient)}&_include=MedicationRequest:medication`,
    least: 40,
    isBound: true,
  },
  {
    what: 'Condition?patient&_revinclude=CarePlan:condition',
    path: (patient) => `/Condition?patient=${patientId(patient)}&_revinclude=CarePlan:condition`,
    least: 17,
    isBound: true,
  },
  {
    what: 'Patient/[id]/$everything',
    path: (patient) => `/Patient/${patientId(patient)}/$everything`,
    least: 400,
    isBound: false,
  },
]
