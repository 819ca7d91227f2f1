import type { CodeableConcept } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { codeIn } from '../fhir/codings.ts'
import { RESPONSIBLE_ROLES } from '../terminology/generated/care-plan-codes.ts'

/** A code of `[ig]/CodeSystem/ccm-responsible-role`. */
export type ResponsibleRole = keyof typeof RESPONSIBLE_ROLES

export const RESPONSIBLE_ROLE_SYSTEM = codeSystem('ccm-responsible-role')

/** The responsible role among the codes of a concept. */
export function roleCode(
  concepts: CodeableConcept | readonly CodeableConcept[] | undefined,
): ResponsibleRole | undefined {
  const code = codeIn(concepts, RESPONSIBLE_ROLE_SYSTEM)
  return code !== undefined && isRole(code) ? code : undefined
}

function isRole(code: string): code is ResponsibleRole {
  return code in RESPONSIBLE_ROLES
}
