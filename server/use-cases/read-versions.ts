import type { Resource } from '@medplum/fhirtypes'
import type { FhirReader, StoredResource } from '#ports/fhir-store.ts'
import { parseStored } from './stored.ts'

const PAGE = 200

/** All versions of `Type/id` references that are not deletions, each resource's oldest first. */
export async function readVersions<T extends Resource>(
  reader: FhirReader,
  references: readonly string[],
): Promise<readonly T[]> {
  const histories = await Promise.all(references.map((reference) => historyOf(reader, reference)))
  return histories.flat().map((version) => parseStored(version) as T)
}

async function historyOf(reader: FhirReader, reference: string): Promise<readonly StoredResource[]> {
  const [type = '', id = ''] = reference.split('/')
  const found: StoredResource[] = []
  let cursor: string | undefined
  do {
    const page = await reader.history({ type, id, count: PAGE, ...(cursor ? { cursor } : {}) })
    found.push(...page.versions.filter(({ deleted }) => !deleted))
    cursor = page.next
  } while (cursor)
  return found.sort((a, b) => a.version - b.version)
}

/** The resources behind `Type/id` and `Type/id/_history/n` references, each in the version that is named. */
export async function readReferences(reader: FhirReader, references: readonly string[]): Promise<readonly Resource[]> {
  const versioned = references.filter((reference) => reference.includes('/_history/'))
  const [current, versions] = await Promise.all([
    reader.readMany(references.filter((reference) => !reference.includes('/_history/'))),
    Promise.all(versioned.map((reference) => versionOf(reader, reference))),
  ])
  return [...versions.flatMap((version) => version ?? []), ...current]
    .filter(({ deleted }) => !deleted)
    .map(parseStored)
}

async function versionOf(reader: FhirReader, reference: string): Promise<StoredResource | undefined> {
  const [type = '', id = '', , version = ''] = reference.split('/')
  return reader.readVersion(type, id, Number(version))
}
