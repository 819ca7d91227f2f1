import type { Bundle, BundleEntry, Identifier, Resource } from '@medplum/fhirtypes'
import type { OurServer, Stored } from '../../fhir/our-server.ts'

/** The name by which a new resource is known in the transaction that makes it. */
const NEW = 'urn:uuid:4b1b3a8e-1f6e-4f0b-9a54-6a9d7a6f0a01'
const URI = 'urn:ietf:rfc:3986'

/**
 * Makes a resource, and never twice: it carries an identifier of ours, by which it is found where an earlier attempt got
 * through and its answer did not.
 * @param key a UUID, the same each time it is tried
 * @param write sends the resource together with what names it by the reference
 */
export async function createOnce<R extends Resource>(
  server: OurServer,
  resource: R,
  key: string,
  write: (made: R, reference: string) => Promise<Bundle>,
): Promise<Stored<R>> {
  const identifier: Identifier = { system: URI, value: `urn:uuid:${key}` }
  const made = { ...resource, identifier: [identifier] }
  const query = `identifier=${encodeURIComponent(`${URI}|urn:uuid:${key}`)}`
  const [before] = await server.search<R>(resource.resourceType, query)
  if (before) return server.update<R>({ ...made, id: before.id, ...(before.meta && { meta: before.meta }) })
  const answer = await write(made, NEW)
  const [path = ''] = (answer.entry?.[0]?.response?.location ?? '').split('/_history')
  return server.get<Stored<R>>(path)
}

/** A new resource and what names it, in one transaction. */
export function postTogether(server: OurServer, made: Resource, naming: BundleEntry): Promise<Bundle> {
  return server.post<Bundle>('', {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ fullUrl: NEW, resource: made, request: { method: 'POST', url: made.resourceType } }, naming],
  })
}
