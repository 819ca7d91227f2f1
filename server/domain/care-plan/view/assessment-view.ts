import type { CarePlan, Observation } from '@medplum/fhirtypes'
import { ASSESSMENT_CODES, ASSESSMENTS } from '../../terminology/generated/care-plan-codes.ts'
import { codingsOf, nameOf } from '../../fhir/codings.ts'
import { referenceTo } from '../../fhir/references.ts'
import type { CareRecord } from '../care-record.ts'
import { whenMeasured } from '../latest-observation.ts'
import { localText, type Language, type LocalText } from '../local-text.ts'
import { localDate } from '../../fhir/instants.ts'
import { quantityWords } from '../words/quantities.ts'

/** A code of `[ig]/CodeSystem/ccm-assessment`. */
export type Assessment = keyof typeof ASSESSMENTS

/** The newest finding of an assessment. */
export interface AssessmentView {
  readonly assessment: Assessment
  readonly reference: string
  readonly name: string
  readonly finding: (language: Language) => string
  /** The finding is a person's sentence, fit for the patient's copy. */
  readonly words?: LocalText
  readonly on?: string
}

const KINDS = Object.keys(ASSESSMENTS) as readonly Assessment[]

/** The newest finding of each kind of assessment, from the plan's supporting information and the chart. */
export function assessmentViews(plan: CarePlan, record: CareRecord, timeZone: string): readonly AssessmentView[] {
  const named = (plan.supportingInfo ?? []).flatMap((reference) => record.findA('Observation', reference) ?? [])
  const observations = [...record.all('Observation'), ...named].filter((one) =>
    ['final', 'amended', 'corrected', 'preliminary'].includes(one.status),
  )
  return KINDS.flatMap((assessment) => {
    const newest = newestOf(observations.filter((observation) => shows(observation, assessment)))
    return newest ? [assessmentView(assessment, newest, timeZone)] : []
  })
}

function shows(observation: Observation, assessment: Assessment): boolean {
  const codes = ASSESSMENT_CODES[assessment]
  return codingsOf(observation.code).some((coding) => codes.has(`${coding.system ?? ''}|${coding.code ?? ''}`))
}

function newestOf(observations: readonly Observation[]): Observation | undefined {
  const at = (observation: Observation): number => Date.parse(whenMeasured(observation) ?? '') || 0
  return observations.reduce<Observation | undefined>(
    (newest, one) => (newest === undefined || at(one) >= at(newest) ? one : newest),
    undefined,
  )
}

function assessmentView(assessment: Assessment, observation: Observation, timeZone: string): AssessmentView {
  const on = localDate(whenMeasured(observation), timeZone)
  const words = localText(observation, 'valueString') ?? localText(observation.valueCodeableConcept, 'text')
  const quantity = observation.valueQuantity
  return {
    assessment,
    reference: referenceTo(observation),
    name: nameOf(observation.code),
    finding: (language) => {
      if (words) return (language === 'es' ? words.es : undefined) ?? words.text
      return quantity ? quantityWords(quantity, language) : nameOf(observation.valueCodeableConcept)
    },
    ...(words && { words }),
    ...(on && { on }),
  }
}
