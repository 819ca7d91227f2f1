import type { Prepared } from '../prepare-resource.ts'
import { errorOfAll, type Fault } from './portable-fault.ts'
import type { EntryPrepared } from './received-bundle.ts'

/**
 * The entries by their place.
 * @throws FhirError naming every entry at fault
 */
export function collectPrepared(entries: Iterable<EntryPrepared>): ReadonlyMap<number, Prepared> {
  const prepared = new Map<number, Prepared>()
  const faults: Fault[] = []
  for (const [entry, outcome] of entries)
    if ('prepared' in outcome) prepared.set(entry, outcome)
    else faults.push(outcome)
  if (faults.length > 0) throw errorOfAll(faults)
  return prepared
}
