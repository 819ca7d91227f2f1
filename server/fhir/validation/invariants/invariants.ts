import type { Constraint } from '../../../definitions/structure.ts'
import type { Invariant } from '../rules/rule.ts'
import { bundleRules } from './bundle-rules.ts'
import { clinicalRules } from './clinical-rules.ts'
import type { CodedRules } from './coded-rule.ts'
import { conformanceRules } from './conformance-rules.ts'
import { dataTypeRules } from './data-type-rules.ts'
import { elementRules } from './element-rules.ts'
import { evaluated } from './fhirpath-rule.ts'
import { guideRules } from './guide-rules.ts'
import { questionnaireRules } from './questionnaire-rules.ts'

/** Rules of R4 and of our guide that are frequent enough to be worth writing out: some hundred times faster than their FHIRPath. */
const CODED: CodedRules = {
  ...dataTypeRules,
  ...clinicalRules,
  ...bundleRules,
  ...questionnaireRules,
  ...conformanceRules,
  ...elementRules,
  ...guideRules,
}

/**
 * Invariants as functions: written out where the rule is known here by its key and expression, else evaluated as FHIRPath.
 * @param path of the element on which they stand (`Observation.component`), which FHIRPath needs to find choices
 */
export function invariants(constraints: readonly Constraint[], path: string): Invariant[] {
  return constraints.map(({ key, expression, human }) => {
    const coded = CODED[key]?.find((rule) => rule.expression === expression)
    return { key, human, holds: coded?.holds ?? evaluated(path, expression) }
  })
}
