import type { CarePlan } from '@medplum/fhirtypes'
import { completenessOf, type ElementState } from '#domain/care-plan/completeness/completeness.ts'
import { carePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { careRecordWith, readCareChart } from './read-care-record.ts'
import { readPractice } from './read-practice.ts'
import { readCurrent } from './stored.ts'

/** What a care plan has and lacks of the elements of a comprehensive one; undefined where there is no such plan. */
export async function checkCarePlan(reader: FhirReader, id: string): Promise<readonly ElementState[] | undefined> {
  const plan = await readCurrent<CarePlan>(reader, 'CarePlan', id)
  if (!plan) return undefined
  const patient = literalOf(plan.subject)?.replace(/^Patient\//, '')
  const chart = patient === undefined ? [] : await readCareChart(reader, patient)
  const { practice } = await readPractice(reader)
  return completenessOf(carePlanView(plan, await careRecordWith(reader, plan, chart), practice.timeZone))
}
