import type { CapabilityStatement, CapabilityStatementRestResource, Resource } from '@medplum/fhirtypes'
import type { JsonObject } from '../../definitions/random-resource.ts'
import { preparedResource } from '../../support/stored.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

/** A server with resources that no validation has seen: they hold values, and nothing that a type would need besides. */
export interface AdvertisedServer {
  readonly app: TestApp
  readonly ask: TestClient
  /** Its FHIR base URL, as it calls itself. */
  readonly base: string
  /** What the CapabilityStatement says of each type. */
  readonly types: ReadonlyMap<string, CapabilityStatementRestResource>
}

/** Each resource has a `meta.lastUpdated` of its own: a second after the one before. */
const FIRST_CHANGE = Date.UTC(2020, 0, 1)

const TOGETHER = 500

export async function startAdvertisedServer(resources: readonly Resource[]): Promise<AdvertisedServer> {
  const app = await startTestApp({ MAX_INCLUDED: '5000' }, async ({ repository, note }) => {
    const changes = resources.map(
      (resource, at) => ({ kind: 'put', resource: preparedResource(resource, FIRST_CHANGE + at * 1000) }) as const,
    )
    for (let from = 0; from < changes.length; from += TOGETHER)
      await repository.write(changes.slice(from, from + TOGETHER), note)
  })
  const ask = await app.client({ role: 'administrator' })
  const statement = (await ask('/metadata')).body as unknown as CapabilityStatement
  const base = statement.implementation?.url ?? ''
  return { app, ask, base, types: new Map((statement.rest?.[0]?.resource ?? []).map((one) => [one.type, one])) }
}

/** Every match of a search, through all of its pages. */
export async function askForAll(ask: TestClient, path: string): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = []
  for (let next: string | undefined = path; next !== undefined;) {
    const { status, body, text } = await ask(next, STRICT)
    if (status !== 200) throw new Error(`${next} answered ${status}: ${text.slice(0, 500)}`)
    for (const { resource, search } of body.entry ?? [])
      if (search?.mode === 'match') found.push(resource as unknown as JsonObject)
    next = body.link.find(({ relation }) => relation === 'next')?.url
  }
  return found
}

export const STRICT = { headers: { prefer: 'handling=strict' } }

/** Runs the work on all items, some at a time. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const item of waiting) await work(item)
    }),
  )
}
