import { createHash } from 'node:crypto'
import type { Resource } from '@medplum/fhirtypes'
import { relativeOf } from '#domain/fhir/ids.ts'
import type { RecordEntry } from './read-record.ts'
import type { PlacedResource } from './send-records.ts'

/** Where records come from: the practice they go to, and a name for their source that stays the same every time. */
export interface Origin {
  readonly tenant: string
  readonly source?: string
}

const IMPORT_NAMESPACE = 'a8f0c9d2-6b1e-5c3a-9d47-52b0e6f1c7a4'

/**
 * The same resources under ids of ours, references between them rewritten: importing a file twice meets the same ids, so
 * nothing is doubled (DESIGN section 6). An id is the UUIDv5 of practice, source and original id; the original URL is
 * kept in `meta.source`.
 */
export function deriveIds(entries: readonly RecordEntry[], origin: Origin): readonly PlacedResource[] {
  const identified = entries.map((entry) => ({ entry, ...identify(entry, origin) }))
  const known = new Map<string, string>()
  for (const { entry, id } of identified) {
    const reference = `${entry.resource.resourceType}/${id}`
    if (entry.fullUrl) known.set(entry.fullUrl, reference)
    if (entry.resource.id) known.set(`${entry.resource.resourceType}/${entry.resource.id}`, reference)
  }
  return identified.map(({ entry, id, source }) => {
    const resolve = (reference: string) => known.get(reference) ?? elsewhere(reference, source, origin)
    const rewritten = rewrite(entry.resource, resolve) as Resource
    const original = entry.fullUrl ?? `${source}/${entry.resource.resourceType}/${entry.resource.id ?? id}`
    return { resource: { ...rewritten, id, meta: { source: original, ...rewritten.meta } }, place: entry.place }
  })
}

/** UUID version 5 (RFC 9562 section 5.5) of a name in the namespace of imports. */
function importId(...name: readonly string[]): string {
  const hash = createHash('sha1')
    .update(Buffer.from(IMPORT_NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(name.join('\n'))
  const bytes = hash.digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function identify(
  { fullUrl, resource }: RecordEntry,
  origin: Origin,
): { readonly id: string; readonly source: string } {
  const base = /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[^/]+$/.exec(fullUrl ?? '')?.[1]
  const source = origin.source ?? base ?? 'urn:uuid'
  const uuid = /^urn:uuid:(.+)$/.exec(fullUrl ?? '')?.[1]
  const original = resource.id ?? uuid ?? JSON.stringify(resource)
  return { id: importId(origin.tenant, source, resource.resourceType, original), source }
}

/** A reference to a resource of the same source that stands in another file. */
function elsewhere(reference: string, source: string, origin: Origin): string | undefined {
  const parts = relativeOf(reference)
  return parts && `${parts.type}/${importId(origin.tenant, source, parts.type, parts.id)}`
}

function rewrite(value: unknown, resolve: (reference: string) => string | undefined, key?: string): unknown {
  if (typeof value === 'string') {
    if (key === 'reference') return resolve(value) ?? value
    return value.startsWith('urn:uuid:') && key !== 'value' ? (resolve(value) ?? value) : value
  }
  if (Array.isArray(value)) return value.map((item) => rewrite(item, resolve, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, rewrite(item, resolve, name)]))
}
