import type { CapabilityStatement } from '@medplum/fhirtypes'
import { IG } from '#domain/fhir/canonicals.ts'
import type { Collection, SampleKind } from './collection.ts'
import { below } from './search-samples.ts'

/** The trail has a line for every access; among this many are all forms. */
const TRAIL = 300

/** The CapabilityStatement, every resource of the practice and of the guide, and the newest of the audit trail, each for itself. */
export async function collectPractice(collection: Collection): Promise<void> {
  const ask = collection.as('administrator')
  const metadata = collection.keep('capability', 'metadata', 200, await ask('/metadata'))
  const statement = metadata.body as unknown as CapabilityStatement
  for (const { type = '' } of statement.rest?.[0]?.resource ?? [])
    if (type !== 'AuditEvent') await collectType(collection, `/${type}?_count=500`, Infinity)
  await collectType(collection, '/AuditEvent?_count=100', TRAIL)
}

async function collectType(collection: Collection, path: string, most: number): Promise<void> {
  const ask = collection.as('administrator')
  let next: string | undefined = path
  for (let found = 0; next !== undefined && found < most;) {
    const { status, text, body } = await ask(next)
    if (status !== 200) throw new Error(`GET ${next}: ${status} ${text.slice(0, 500)}`)
    for (const { resource } of body.entry ?? [])
      collection.keepResource(kindOf(resource), `${resource.resourceType}-${resource.id}`, resource)
    found += body.entry?.length ?? 0
    const link = body.link.find(({ relation }) => relation === 'next')?.url
    next = link === undefined ? undefined : below(link)
  }
}

function kindOf(resource: { readonly resourceType: string; readonly url?: string }): SampleKind {
  if (resource.url?.startsWith(`${IG}/`)) return 'guide'
  return resource.resourceType === 'AuditEvent' ? 'audit' : 'practice'
}
