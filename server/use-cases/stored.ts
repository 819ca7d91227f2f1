import type { Resource } from '@medplum/fhirtypes'
import type { FhirReader, StoredResource } from '#ports/fhir-store.ts'
import type { Criterion } from '#ports/search.ts'

const PAGE = 500

/** A stored version as an object, for the rules to read. */
export function parseStored(stored: StoredResource): Resource {
  return JSON.parse(stored.content) as Resource
}

/** The current version of one resource; undefined where there is none, or where it is deleted. */
export async function readCurrent<T extends Resource>(
  reader: FhirReader,
  type: T['resourceType'],
  id: string,
): Promise<T | undefined> {
  const stored = await reader.read(type, id)
  return stored && !stored.deleted ? (parseStored(stored) as T) : undefined
}

/** All resources of a type for which every criterion holds, page after page. */
export async function readAll<T extends Resource>(
  reader: FhirReader,
  type: T['resourceType'],
  where: readonly Criterion[],
): Promise<readonly T[]> {
  const found: T[] = []
  await eachOf<T>(reader, type, where, (resource) => {
    found.push(resource)
  })
  return found
}

/** The same, taken one by one: no more than a page of them is in memory. */
export async function eachOf<T extends Resource>(
  reader: FhirReader,
  type: T['resourceType'],
  where: readonly Criterion[],
  take: (resource: T) => void,
): Promise<void> {
  let cursor: string | undefined
  do {
    const page = await reader.search({
      type,
      where,
      sort: [],
      count: PAGE,
      include: [],
      revinclude: [],
      total: 'none',
      ...(cursor === undefined ? {} : { cursor }),
    })
    for (const match of page.matches) take(parseStored(match) as T)
    cursor = page.next
  } while (cursor !== undefined)
}
