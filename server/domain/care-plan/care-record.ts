import type { ExtractResource, Reference, Resource, ResourceType } from '@medplum/fhirtypes'
import { literalOf, referenceTo } from '../fhir/references.ts'

/** The resources that a care plan's rules look at: those the plan refers to, and the patient's chart as far as read. */
export interface CareRecord {
  /** The resource that a reference leads to: literal, versioned, absolute, `urn:` (of a draft) or `#contained`. */
  find(reference: Reference | string | undefined): Resource | undefined
  /** The same, where only one type will do. */
  findA<T extends ResourceType>(type: T, reference: Reference | string | undefined): ExtractResource<T> | undefined
  /** All resources of a type, in the order in which they were given: the same array each time. */
  all<T extends ResourceType>(type: T): readonly ExtractResource<T>[]
}

const NONE: readonly Resource[] = []

/**
 * Makes a record of resources as read. Where a reference is given twice, the later one holds.
 * @param drafts resources without an id yet, by the `urn:uuid:` that others name them by
 */
export function careRecordOf(
  resources: readonly Resource[],
  drafts: ReadonlyMap<string, Resource> = new Map(),
): CareRecord {
  const byReference = new Map<string, Resource>()
  for (const resource of resources) {
    if (resource.id !== undefined) byReference.set(referenceTo(resource), resource)
    for (const inner of contained(resource)) byReference.set(`#${inner.id ?? ''}`, inner)
  }
  const everything = [...new Set([...byReference.values(), ...drafts.values()])]
  const byType = Map.groupBy(everything, ({ resourceType }) => resourceType)
  const find: CareRecord['find'] = (reference) => {
    const text = typeof reference === 'string' ? reference : reference?.reference
    if (text === undefined) return undefined
    return drafts.get(text) ?? byReference.get(literalOf(text) ?? text)
  }
  return {
    find,
    findA: <T extends ResourceType>(type: T, reference: Reference | string | undefined) => {
      const found = find(reference)
      return found?.resourceType === type ? (found as ExtractResource<T>) : undefined
    },
    all: <T extends ResourceType>(type: T) => (byType.get(type) ?? NONE) as readonly ExtractResource<T>[],
  }
}

function contained(resource: Resource): readonly Resource[] {
  return 'contained' in resource ? (resource.contained ?? []) : []
}
