import { patientCompartment } from '#definitions/patient-compartment.ts'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Criterion, ReferenceValue } from '#ports/search.ts'
import { leadsAnywhere } from '../index/indexer.ts'
import { searchKey } from '../index/key.ts'
import type { KeyCondition } from './keys.ts'

type ReferenceCriterion = Extract<Criterion, { kind: 'reference' }>

/** The condition that a reference criterion is. https://hl7.org/fhir/R4/search.html#reference */
export function referenceCondition(parameter: SearchParameter, { modifier, values }: ReferenceCriterion): KeyCondition {
  if (modifier === 'identifier') return { keys: values.map((value) => identifierKey(parameter, value)) }
  return { keys: values.flatMap((value) => referenceKeys(parameter, value)) }
}

function referenceKeys(parameter: SearchParameter, { type, id, version, url }: ReferenceValue): readonly string[] {
  const { number } = parameter
  if (url !== undefined) return [searchKey(number, 'u', url)]
  if (id === undefined) return []
  if (type !== undefined && version !== undefined) return [searchKey(number, 'v', `${type}/${id}/_history/${version}`)]
  if (type !== undefined) return [searchKey(number, 'r', `${type}/${id}`)]
  if (leadsAnywhere({ parameter })) return [searchKey(number, 'b', id)]
  return (parameter.targets ?? []).map((target) => searchKey(number, 'r', `${target}/${id}`))
}

function identifierKey({ number }: SearchParameter, { identifier }: ReferenceValue): string {
  const { system, code, value = code } = identifier ?? {}
  if (value === undefined) return searchKey(number, 'y', system ?? '')
  return system === undefined ? searchKey(number, 'i', value) : searchKey(number, 'j', `${system}|${value}`)
}

/**
 * The patients in whose compartments everything lies that meets the criterion; undefined when it may lie elsewhere too:
 * the parameter's elements do not put a resource into a compartment, or a value names no patient.
 */
export function patientsNamed(
  parameter: SearchParameter,
  { modifier, values }: ReferenceCriterion,
): readonly string[] | undefined {
  if (modifier !== undefined || !leadsIntoCompartment(parameter)) return undefined
  const onlyPatients = parameter.targets?.length === 1 && parameter.targets[0] === 'Patient'
  const ids = values.map(({ type, id, version }) => {
    const named =
      id !== undefined && version === undefined && (type === 'Patient' || (type === undefined && onlyPatients))
    return named ? id : undefined
  })
  return ids.every((id) => id !== undefined) ? ids : undefined
}

const leading = new Map<SearchParameter, boolean>()

/** Whether each element that the parameter looks at is one of those that make the type's compartments. */
function leadsIntoCompartment(parameter: SearchParameter): boolean {
  const known = leading.get(parameter)
  if (known !== undefined) return known
  const inside = patientCompartment(parameter.type).flatMap(({ paths }) => paths)
  const leads = parameter.paths.every((path) =>
    inside.some(
      ({ steps, where, target = 'Patient' }) =>
        where === undefined && target === 'Patient' && steps.join('.') === path.steps.join('.'),
    ),
  )
  leading.set(parameter, leads)
  return leads
}
