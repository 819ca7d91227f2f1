import type { Resource } from '@medplum/fhirtypes'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readAll } from '../../server/use-cases/stored.ts'

/** All resources of a type, sorted by id. */
export async function searchAll<T extends Resource>(
  reader: FhirReader,
  type: T['resourceType'],
): Promise<readonly T[]> {
  const found = await readAll<T>(reader, type, [])
  return [...found].sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
}
