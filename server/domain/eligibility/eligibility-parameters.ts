import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import type { Eligibility } from './assess-eligibility.ts'

/** The answer of `$ccm-eligibility` as Parameters (DESIGN section 3). A condition's best category comes first. */
export function eligibilityParameters(eligibility: Eligibility): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      ...eligibility.programs.map(({ program, eligible, reasons }) =>
        part('program', [
          { name: 'code', valueCode: program },
          { name: 'eligible', valueBoolean: eligible },
          ...reasons.map((reason) => ({ name: 'reason', valueString: reason })),
        ]),
      ),
      ...eligibility.conditions.map((condition) =>
        part('condition', [
          { name: 'reference', valueReference: { reference: condition.reference, display: condition.name } },
          ...condition.categories.map((category) => ({ name: 'category', valueCoding: category })),
          { name: 'code', valueCoding: condition.code },
          { name: 'standing', valueCode: condition.standing },
          { name: 'reason', valueString: condition.reason },
        ]),
      ),
      ...eligibility.blockers.map(({ code, message }) =>
        part('blocker', [
          { name: 'code', valueCode: code },
          { name: 'message', valueString: message },
        ]),
      ),
    ],
  }
}

function part(name: string, parts: ParametersParameter[]): ParametersParameter {
  return { name, part: parts }
}
