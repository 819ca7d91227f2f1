import { patientCompartmentParameters } from './generated/patient-compartment.ts'
import type { SearchParameter } from './search-parameter.ts'
import { searchParameter } from './search-parameters.ts'

const none: readonly SearchParameter[] = []

const parameters = new Map<string, readonly SearchParameter[]>(
  Object.entries(patientCompartmentParameters).map(([type, codes]) => [
    type,
    codes.map((code) => searchParameter(type, code)).filter((parameter) => parameter !== undefined),
  ]),
)

/**
 * The reference parameters that put a resource of this type into the compartment of each Patient they lead to (R4's
 * CompartmentDefinition `patient`; with Task, as R5 has it). None: resources of the type are in no patient's compartment.
 * A Patient is in the compartment of its own, too.
 */
export function patientCompartment(type: string): readonly SearchParameter[] {
  return parameters.get(type) ?? none
}
