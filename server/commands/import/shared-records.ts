import { createHash } from 'node:crypto'
import type { Resource } from '@medplum/fhirtypes'
import type { PlacedResource } from './send-records.ts'

/**
 * Records that several files bring: organizations, practitioners, places. Where the files differ, the first file's stands
 * for the whole import, so that importing the same files again changes nothing.
 */
export class SharedRecords {
  readonly #kept = new Map<string, { readonly path: string; readonly digest: string }>()
  readonly #yielded = new Map<string, Set<string>>()

  /** What of a file goes in. Files are asked for in their order. */
  keep(records: readonly PlacedResource[], path: string): readonly PlacedResource[] {
    return records.filter(({ resource }) => !isShared(resource) || this.#keeps(resource, path))
  }

  /** The file did not go in: its records are free again. Returns the files that left something out for its sake. */
  release(path: string): readonly string[] {
    for (const [reference, kept] of this.#kept) if (kept.path === path) this.#kept.delete(reference)
    const waiting = [...(this.#yielded.get(path) ?? [])]
    this.#yielded.delete(path)
    return waiting
  }

  #keeps(resource: Resource, path: string): boolean {
    const reference = `${resource.resourceType}/${resource.id ?? ''}`
    const digest = createHash('sha256').update(JSON.stringify(resource)).digest('base64url')
    const kept = this.#kept.get(reference)
    if (!kept) this.#kept.set(reference, { path, digest })
    if (!kept || kept.path === path || kept.digest === digest) return true
    this.#yielded.set(kept.path, (this.#yielded.get(kept.path) ?? new Set()).add(path))
    return false
  }
}

/** It says nothing of a patient. */
function isShared(resource: Resource): boolean {
  return resource.resourceType !== 'Patient' && !OF_A_PATIENT.some((element) => element in resource)
}

const OF_A_PATIENT = ['subject', 'patient', 'beneficiary', 'for', 'individual']
