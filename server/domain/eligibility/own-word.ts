import type { Coding, Condition } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { hasCode, nameOf } from '../fhir/codings.ts'
import { referenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import { CATEGORIES } from '../terminology/generated/chronic-conditions.ts'
import { lookUp, terminologyOf, withoutDot } from '../terminology/look-up.ts'
import type { RecognizedCondition } from './chronic-conditions.ts'
import { OTHER_CATEGORY } from './count-chronic.ts'
import { statusOn } from './condition-status.ts'

const CONDITION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category'

/** Chapters of ICD-10-CM that name no disease: signs, injuries, births, causes, contacts with services. */
const NO_DISEASE = /^[OPRSTV-Z]/

/** What SNOMED CT calls a concept that is no disorder, at the end of its full name. */
const NO_DISORDER = /\((finding|situation|event|person|procedure|regime\/therapy|observable entity)\)\s*$/i

/**
 * Medicare has no closed list of chronic conditions: a problem of the chart's problem list that no category knows counts
 * as one of its own kind when a clinician ticked it. Findings, injuries and what is never chronic stay out.
 */
export function withOwnWord(
  recognized: readonly RecognizedCondition[],
  conditions: readonly Condition[],
  asked: { readonly ticked: ReadonlySet<string>; readonly on: string },
  timeZone: string,
): readonly RecognizedCondition[] {
  const known = new Set(recognized.map(({ reference }) => reference))
  const own = conditions
    .filter((condition) => asked.ticked.has(referenceTo(condition)) && !known.has(referenceTo(condition)))
    .filter((condition) => isProblem(condition) && statusOn(condition, asked.on, timeZone).inForce)
    .flatMap((condition) => ownWord(condition) ?? [])
  return [...recognized, ...own]
}

function isProblem(condition: Condition): boolean {
  return condition.category?.some((category) => hasCode(category, CONDITION_CATEGORY, 'problem-list-item')) === true
}

function ownWord(condition: Condition): RecognizedCondition | undefined {
  const codings = condition.code?.coding ?? []
  const code = codings.find(namesDisease)
  if (!code || codings.some((coding) => lookUp(coding.system, coding.code).length > 0)) return undefined
  const name = nameOf(condition.code)
  return {
    reference: referenceTo(condition),
    ...present({ version: condition.meta?.versionId, icd10: claimCode(codings) }),
    name,
    categories: [
      {
        system: codeSystem('ccm-chronic-condition'),
        code: OTHER_CATEGORY,
        display: CATEGORIES[OTHER_CATEGORY]?.display ?? OTHER_CATEGORY,
      },
    ],
    code,
    standing: 'review',
    esrd: false,
    reason: `${name} is on no list of chronic conditions; it counts by the clinician’s word.`,
  }
}

function namesDisease({ system, code, display }: Coding): boolean {
  const terminology = terminologyOf(system)
  if (terminology === undefined || code === undefined) return false
  return terminology === 'icd10' ? !NO_DISEASE.test(withoutDot(code)) : !NO_DISORDER.test(display ?? '')
}

function claimCode(codings: readonly Coding[]): RecognizedCondition['icd10'] {
  const own = codings.find(({ system, code }) => terminologyOf(system) === 'icd10' && code !== undefined)
  return own?.code === undefined ? undefined : { code: own.code, suggested: false }
}
