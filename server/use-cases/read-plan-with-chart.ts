import type { CarePlan, Patient, Resource } from '@medplum/fhirtypes'
import type { Practice } from '#domain/practice/practice.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readCareChart } from './read-care-record.ts'
import { patientIn } from './read-patient.ts'
import { readPractice } from './read-practice.ts'
import { readCurrent } from './stored.ts'

/** A plan as it is now, whose it is, what else the chart holds, and whose patient that is. */
export interface PlanWithChart {
  readonly plan: CarePlan
  readonly patient: Patient
  readonly chart: readonly Resource[]
  readonly practice: Practice
}

/** Reads what a plan is shown with. Undefined where there is no such plan, or it is not of a patient who is on file. */
export async function readPlanWithChart(reader: FhirReader, carePlan: string): Promise<PlanWithChart | undefined> {
  const plan = await readCurrent<CarePlan>(reader, 'CarePlan', carePlan)
  const subject = /^Patient\/([^/]+)$/.exec(plan?.subject.reference ?? '')?.[1]
  if (!plan || subject === undefined) return undefined
  const chart = await readCareChart(reader, subject)
  const patient = patientIn(chart, subject)
  if (!patient) return undefined
  const { practice } = await readPractice(reader)
  return { plan, patient, chart, practice }
}
