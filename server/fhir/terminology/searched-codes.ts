import type { ValueSet } from '@medplum/fhirtypes'
import { idIn } from '#domain/fhir/ids.ts'
import type { TokenValue } from '#ports/search.ts'
import { FhirError } from '../fault.ts'
import { beginningsOf } from './code-form.ts'
import { membersOf } from './members.ts'
import { terminologyLibrary } from './terminology-library.ts'

const known = new WeakMap<ValueSet, readonly TokenValue[]>()

/**
 * The codes that `code:in=…` means: of a value set of the guide or of R4, by canonical, or by its address on this server.
 * Undefined for one that is not known. https://hl7.org/fhir/R4/search.html#token
 * @throws FhirError 400 for one whose codes cannot be told
 */
export function searchedCodes(name: string, base: string): readonly TokenValue[] | undefined {
  const valueSet = valueSetNamed(name, base)
  if (!valueSet) return undefined
  const codes = known.get(valueSet) ?? codesOf(valueSet)
  known.set(valueSet, codes)
  return codes
}

function valueSetNamed(name: string, base: string): ValueSet | undefined {
  const library = terminologyLibrary()
  const address = name.startsWith(`${base}/`) ? name.slice(base.length + 1) : name
  const id = idIn('ValueSet', address)
  return id === undefined ? library.valueSet(name) : library.valueSetOfId(id)
}

function codesOf(valueSet: ValueSet): readonly TokenValue[] {
  try {
    return membersOf(valueSet, terminologyLibrary()).flatMap((member): readonly TokenValue[] => {
      const { system, code, branch } = member
      return branch ? beginningsOf(member).map((beginning) => ({ system, beginning })) : [{ system, code }]
    })
  } catch (error) {
    throw error instanceof FhirError ? new FhirError(400, error.issues, { cause: error }) : error
  }
}
