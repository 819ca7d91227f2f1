import type { Patient } from '@medplum/fhirtypes'
import { dayOf } from '#domain/calendar.ts'
import { patientCopy } from '#domain/care-plan/copy/patient-copy.ts'
import type { Language } from '#domain/care-plan/local-text.ts'
import { carePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import type { Paper } from '#domain/paper/paper.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { careRecordWith } from './read-care-record.ts'
import { readPlanWithChart, type PlanWithChart } from './read-plan-with-chart.ts'

/** A copy as it can be set, and what it is a copy of. */
export interface PlanCopy extends PlanWithChart {
  readonly paper: Paper
  readonly language: Language
}

/**
 * The patient's copy of a care plan as it is now. Undefined where there is no such plan.
 * @param language absent: the patient's own, where that is Spanish; else English
 */
export async function copyCarePlan(
  { clock }: Pick<ProgrammeDeps, 'clock'>,
  reader: FhirReader,
  { carePlan, language }: { readonly carePlan: string; readonly language?: Language },
): Promise<PlanCopy | undefined> {
  const read = await readPlanWithChart(reader, carePlan)
  if (!read) return undefined
  const { plan, patient, chart, practice } = read
  const record = await careRecordWith(reader, plan, chart)
  const spoken = language ?? languageOf(patient)
  const view = carePlanView(plan, record, practice.timeZone)
  const paper = patientCopy(view, { language: spoken, asOf: dayOf(clock.now(), practice.timeZone) })
  return { ...read, paper, language: spoken }
}

/** The language that the patient prefers, of those that copies are made in. */
function languageOf({ communication = [] }: Patient): Language {
  const preferred = communication.find((one) => one.preferred) ?? communication[0]
  const spanish = preferred?.language.coding?.some(({ code }) => code === 'es' || code?.startsWith('es-'))
  return spanish === true ? 'es' : 'en'
}
