import type { Resource } from '@medplum/fhirtypes'
import { localDate } from '../fhir/instants.ts'
import { referenceTo } from '../fhir/references.ts'

/** Earlier versions of what was written anew, where a resource does not say itself what happened when. */
export interface Histories {
  /** All versions that are known, the oldest first; the resource alone where none were read. */
  of<T extends Resource>(resource: T): readonly T[]
}

/** Makes them of versions as read, in any order. */
export function historiesOf(versions: readonly Resource[]): Histories {
  const byReference = Map.groupBy(versions, referenceTo)
  return {
    of: <T extends Resource>(resource: T): readonly T[] => {
      const known = (byReference.get(referenceTo(resource)) as readonly T[] | undefined) ?? [resource]
      return known.toSorted((one, other) => Number(one.meta?.versionId ?? 0) - Number(other.meta?.versionId ?? 0))
    },
  }
}

/** The local day of the newest version with which something began to hold; undefined where it always did or never does. */
export function dayWhen<T extends Resource>(
  versions: readonly T[],
  holds: (version: T) => boolean,
  timeZone: string,
): string | undefined {
  const at = versions.findLastIndex((version, index) => {
    const before = versions[index - 1]
    return before !== undefined && holds(version) && !holds(before)
  })
  return at < 0 ? undefined : localDate(versions[at]?.meta?.lastUpdated, timeZone)
}
