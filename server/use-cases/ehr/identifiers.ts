import type { Identifier, Resource } from '@medplum/fhirtypes'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readAll } from '../stored.ts'

/** A resource that has business identifiers. */
export type Identified = Resource & { id: string; readonly identifier?: readonly Identifier[] }

/** An identifier that names its system. */
export interface Named {
  readonly system: string
  readonly value: string
}

/** What EHRs write for the systems that FHIR names otherwise: the OIDs of NPI and MBI. */
const ALIASES: Readonly<Record<string, string>> = {
  'urn:oid:2.16.840.1.113883.4.6': SYSTEM.npi,
  'urn:oid:2.16.840.1.113883.4.927': SYSTEM.mbi,
}

/** The values that somebody holds in a system now; those of before, and those that have ended, aside. */
export function valuesIn(
  { identifier = [] }: { readonly identifier?: readonly Identifier[] },
  system: string,
  day: string,
): readonly string[] {
  return identifier
    .filter((each) => (ALIASES[each.system ?? ''] ?? each.system) === system)
    .filter(({ use, period }) => use !== 'old' && !(period?.end !== undefined && period.end < day))
    .flatMap(({ value }) => (value ? written(system, value) : []))
}

/** An MBI is printed with dashes, and an NPI has ten digits: what has not is none. */
function written(system: string, value: string): readonly string[] {
  if (system === SYSTEM.npi) return /^\d{10}$/.test(value.trim()) ? [value.trim()] : []
  return system === SYSTEM.mbi ? [value.replaceAll(/[\s-]/g, '').toUpperCase()] : [value]
}

/** All of a type that carry one of these identifiers, to the letter: EHRs' ids that differ in case are two. */
export async function holdersOf<T extends Identified>(
  reader: FhirReader,
  type: T['resourceType'],
  wanted: readonly Named[],
): Promise<readonly T[]> {
  if (wanted.length === 0) return []
  const values = wanted.map(({ system, value }) => ({ system, code: value }))
  const found = await readAll<T>(reader, type, [{ kind: 'token', param: 'identifier', values }])
  return found.filter(({ identifier = [] }) =>
    identifier.some((each) => wanted.some(({ system, value }) => each.system === system && each.value === value)),
  )
}

/** The resource with one more identifier. */
export function withIdentifier<T extends Identified>(resource: T, identifier: Named): T {
  return { ...resource, identifier: [...(resource.identifier ?? []), identifier] }
}
