import { patientCompartmentParameters } from './generated/patient-compartment.ts'
import type { SearchParameter } from './search-parameter.ts'
import { searchParameter } from './search-parameters.ts'

const none: readonly SearchParameter[] = []

/**
 * R4 leaves Device out of the compartment, although it names its patient: an implant is as much of the record as the
 * procedure that set it, and US Core has it read under patient-level scopes.
 */
const further: Readonly<Record<string, readonly string[]>> = { Device: ['patient'] }

const parameters = new Map<string, readonly SearchParameter[]>(
  Object.entries({ ...patientCompartmentParameters, ...further }).map(([type, codes]) => [
    type,
    codes.map((code) => searchParameter(type, code)).filter((parameter) => parameter !== undefined),
  ]),
)

/**
 * The reference parameters that put a resource of this type into the compartment of each Patient they lead to (R4's
 * CompartmentDefinition `patient`; with Task, as R5 has it, and Device). None: resources of the type are in no patient's compartment.
 * A Patient is in the compartment of its own, too.
 */
export function patientCompartment(type: string): readonly SearchParameter[] {
  return parameters.get(type) ?? none
}
