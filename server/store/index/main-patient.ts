import { patientCompartment } from '#definitions/patient-compartment.ts'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Resource } from '@medplum/fhirtypes'
import { isObject, text } from './json.ts'
import { parseReference } from './reference.ts'

/** Elements that say whose record a resource is part of. Each holds one reference at most, but for `Account.subject`. */
const ELEMENTS: readonly string[] = ['patient', 'subject', 'for', 'beneficiary', 'individual']
const REPEATED: ReadonlySet<string> = new Set(['Account'])

const elements = new Map<string, string | undefined>()

/**
 * The element whose patient a row of the type lies with, where it names one; the patients of other elements lie beside the
 * row. A search by this element has to look nowhere else. Undefined for types that have no such element.
 */
export function mainPatientElement(type: string): string | undefined {
  if (!elements.has(type)) elements.set(type, REPEATED.has(type) ? undefined : findElement(type))
  return elements.get(type)
}

function findElement(type: string): string | undefined {
  const paths = patientCompartment(type).flatMap((parameter) => parameter.paths)
  return ELEMENTS.find((element) =>
    paths.some(({ steps, where }) => where === undefined && steps.length === 1 && steps[0] === element),
  )
}

/** Whether everything that the parameter looks at is the type's main patient element. */
export function isMainPatient({ type, paths }: SearchParameter): boolean {
  const element = mainPatientElement(type)
  return (
    element !== undefined &&
    paths.every(({ steps, where }) => where === undefined && steps.length === 1 && steps[0] === element)
  )
}

/** The patient that the main element names. */
export function mainPatient(resource: Resource, own?: string): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id
  const element = mainPatientElement(resource.resourceType)
  const found = element === undefined ? undefined : (resource as unknown as Record<string, unknown>)[element]
  const parsed = isObject(found) ? parseReference(text(found, 'reference') ?? '', own) : undefined
  return parsed?.type === 'Patient' && parsed.base === undefined ? parsed.id : undefined
}
