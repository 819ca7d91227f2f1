import type { CodeableConcept } from '@medplum/fhirtypes'
import type { RecognizedCondition } from '../../eligibility/chronic-conditions.ts'
import { SYSTEM } from '../../fhir/canonicals.ts'
import { codingsOf, isCodedIn } from '../../fhir/codings.ts'
import { CURRENT_SMOKER } from '../../terminology/generated/care-plan-codes.ts'
import { CATEGORIES } from '../../terminology/generated/chronic-conditions.ts'
import type { CareRecord } from '../care-record.ts'
import { latestMeasured } from '../latest-observation.ts'
import { medicationConcept, medicationName, takenMedicines } from '../medications/taken.ts'

/** What the FHIRPath expressions of a template may ask about, by the name behind the percent sign (docs/care-plan.md). */
export type Variables = Readonly<Record<string, unknown>>

/** Evaluates a FHIRPath expression; undefined where it is none, or where it fails. */
export type Evaluate = (expression: string, variables: Variables) => readonly unknown[] | undefined

/** What is known of a patient when a template is applied. */
export interface Chart {
  readonly birthDate?: string | undefined
  readonly conditions: readonly RecognizedCondition[]
  readonly record: CareRecord
  /** The local day. */
  readonly today: string
}

/** `%age`, `%categories`, `%smoker`, `%drugs`, `%observations`. */
export function chartVariables({ birthDate, conditions, record, today }: Chart): Variables {
  const standing = conditions.filter((condition) => condition.standing !== 'never')
  const codes = standing.flatMap(({ categories }) => categories.flatMap(({ code }) => code ?? []))
  return {
    age: ageOn(birthDate, today) ?? [],
    categories: [...new Set(codes.map((code) => CATEGORIES[code]?.parent ?? code))],
    smoker: smokes(conditions, record),
    drugs: drugNames(record),
    observations: record.all('Observation'),
  }
}

/** Whole years on a day; undefined where the date of birth names less than a day. */
function ageOn(birthDate: string | undefined, day: string): number | undefined {
  if (birthDate?.length !== 10) return undefined
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return birthDate.slice(5) > day.slice(5) ? years - 1 : years
}

const SMOKING_STATUS: CodeableConcept = { coding: [{ system: SYSTEM.loinc, code: '72166-2' }] }

/** ICD-10-CM codes of nicotine dependence in remission. */
const IN_REMISSION = /^F17\.2\d1$/

/** By the newest smoking status; where there is none, by the problem list. */
function smokes(conditions: readonly RecognizedCondition[], record: CareRecord): boolean {
  const status = latestMeasured(record.all('Observation'), SMOKING_STATUS)?.concept
  if (status) return isCodedIn(status, CURRENT_SMOKER)
  return conditions.some(
    ({ categories, icd10 }) =>
      categories.some(({ code }) => code === 'tobacco-use') && !IN_REMISSION.test(icd10?.code ?? ''),
  )
}

/** Names of the medicines that the patient takes, in lower case: as written, and as their codes are called. */
function drugNames(record: CareRecord): readonly string[] {
  const names = takenMedicines(record).flatMap((medicine) => [
    medicationName(medicine, record),
    ...codingsOf(medicationConcept(medicine, record)).flatMap(({ display }) => display ?? []),
  ])
  return [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => name !== '')
}
