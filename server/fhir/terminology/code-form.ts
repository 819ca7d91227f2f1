import type { ValueSetComposeInclude, ValueSetComposeIncludeFilter } from '@medplum/fhirtypes'

/**
 * Code systems that are not here, but whose hierarchy stands in the codes themselves: in ICD-10-CM each further character
 * is a step down (E11, E11.6, E11.65). With what their codes look like.
 */
const BY_FORM: ReadonlyMap<string, RegExp> = new Map([
  ['http://hl7.org/fhir/sid/icd-10-cm', /^[A-Z]\d[\dA-Z](\.?[\dA-Z]{1,4})?$/],
])

/** A code and all codes below it, of a code system whose hierarchy stands in the codes. */
export interface Branch {
  readonly system: string
  readonly code: string
}

/** The branch that a part of a value set means, if it means one: `concept is-a E11`, and nothing else. */
export function branchOf({ system = '', concept, filter = [] }: ValueSetComposeInclude): Branch | undefined {
  const [only, ...more] = filter
  if (!only || concept || more.length > 0 || !isDownwards(only)) return undefined
  return BY_FORM.get(system)?.test(only.value) ? { system, code: only.value } : undefined
}

function isDownwards({ property, op }: ValueSetComposeIncludeFilter): boolean {
  return op === 'is-a' && (property === 'concept' || property === 'code')
}

/** Whether a code has the form of one that is, or is below, a branch's. Whether there is such a code, nobody here knows. */
export function isOnBranch(branch: Branch, { system, code }: Branch): boolean {
  if (system !== branch.system || BY_FORM.get(system)?.test(code) !== true) return false
  return withoutDot(code).startsWith(withoutDot(branch.code))
}

/** What codes on a branch begin with: records write them with the dot, and without it. */
export function beginningsOf({ code }: Branch): readonly string[] {
  return [...new Set([code, withoutDot(code)])]
}

function withoutDot(code: string): string {
  return code.replace('.', '')
}
