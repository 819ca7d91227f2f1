import { resourceTypeNumber } from '#definitions/resource-types.ts'
import type { PreparedResource } from '#ports/prepare.ts'
import type { SqlValue } from '../connection/statement.ts'
import type { TenantKeys } from '../index/key.ts'

/** Bounds that stand for an open side of a date range, in milliseconds: before and after every date that FHIR can write. */
export const OPEN_FROM = -9_000_000_000_000_000
export const OPEN_TO = 9_000_000_000_000_000

/** The number of a resource type in stored rows. An unknown type is a fault of the program: the surface refuses it. */
export function typeNumber(type: string): number {
  const number = resourceTypeNumber(type)
  if (number === undefined) throw new Error(`${type} is not a resource type of FHIR R4.`)
  return number
}

/** The columns of `resource` that a prepared resource fills, in the order of `RESOURCE_COLUMNS`. */
export function resourceValues(
  resource: PreparedResource,
  patients: readonly string[],
  keys: TenantKeys,
): readonly SqlValue[] {
  const { index } = resource
  return [
    resource.id,
    resource.updated,
    index.open,
    patients[0] ?? null,
    patients.length > 1,
    index.at ? (index.at.from ?? OPEN_FROM) : null,
    index.at ? (index.at.to ?? OPEN_TO) : null,
    index.present,
    arrayText(index.references.map(quoted)),
    arrayText(keys.mixAll(index.keys)),
    resource.digest,
    resource.head,
    resource.tail,
  ]
}

/** Names and SQL types of what `resourceValues` gives. Arrays come as their text, for the driver quotes each number. */
export const RESOURCE_COLUMNS = [
  ['id', 'text'],
  ['updated', 'bigint'],
  ['open', 'boolean'],
  ['patient', 'text'],
  ['several', 'boolean'],
  ['at_lo', 'bigint'],
  ['at_hi', 'bigint'],
  ['present', 'bigint'],
  ['refs', 'text'],
  ['keys', 'text'],
  ['digest', 'text'],
  ['head', 'text'],
  ['tail', 'text'],
] as const

/** The compartments of a resource, the one whose rows it lies with first. */
export function patientsOf({ type, id, index }: PreparedResource): readonly string[] {
  const all = index.patients ?? (index.patient === undefined ? [] : [index.patient])
  return type === 'Patient' ? [id, ...all.filter((patient) => patient !== id)] : all
}

/** The patient that an audit entry names: where it is exactly one. */
export function solePatient(patients: readonly string[]): string | undefined {
  return patients.length === 1 ? patients[0] : undefined
}

export function arrayText(elements: readonly string[]): string {
  return `{${elements.join(',')}}`
}

function quoted(element: string): string {
  return /[",\\{}\s]/.test(element) ? `"${element.replace(/["\\]/g, '\\$&')}"` : element
}
