import type { Resource } from '@medplum/fhirtypes'
import { randomBytes } from 'node:crypto'
import { DEFAULT_LIMITS } from '../../../server/fhir/limits.ts'
import { parseSearch } from '../../../server/fhir/search/parse-search.ts'
import { parsePairs } from '../../../server/fhir/search/query-string.ts'
import type { SearchContext } from '../../../server/fhir/search/search-context.ts'
import type { Access, Tenant } from '../../../server/ports/access.ts'
import type { Change, SearchPage } from '../../../server/ports/fhir-store.ts'
import type { SearchQuery, TokenValue } from '../../../server/ports/search.ts'
import { createAuditTrail } from '../../../server/store/audit-trail.ts'
import { createFhirStore } from '../../../server/store/fhir/fhir-store.ts'
import { TenantKeys } from '../../../server/store/index/key.ts'
import type { Database } from '../../../server/store/open-database.ts'
import { createSealer } from '../../../server/store/sealer.ts'
import type { SearchRun } from '../../../server/store/search/search-run.ts'
import { silentLog } from '../../support/silent-log.ts'
import { preparedResource } from '../../support/stored.ts'

export const NOW = Date.parse('2026-06-15T12:00:00Z')

const NOTE = { agent: { role: 'administrator', client: 'test' }, request: 'r', interaction: 'create' } as const

/** Page links of all practices are sealed by one key: another practice's must fail by being another's. */
const pages = createSealer([randomBytes(32)])

/** A practice's resources, written and searched as the product does. */
export interface SearchStore {
  readonly tenant: Tenant
  readonly keys: TenantKeys
  readonly everything: Access
  /** Writes resources in one transaction, in this order. `updated` becomes their `meta.lastUpdated`. */
  put(resources: readonly Resource[], updated?: number): Promise<void>
  remove(type: string, id: string): Promise<void>
  /** Runs a search as a client would write it. */
  search(type: string, query: string, access?: Access): Promise<SearchPage>
  run(query: SearchQuery, access?: Access): Promise<SearchPage>
  /** What a search is run with, by somebody else. */
  searchRun(access?: Access): SearchRun
}

/** The codes of the value sets that `:in` may name. */
const VALUE_SETS: Readonly<Record<string, readonly TokenValue[]>> = {
  'http://example.org/vs/colours': [
    { system: 'http://example.org/colours', code: 'red' },
    { system: 'http://example.org/colours', code: 'blue' },
  ],
  'http://example.org/vs/none': [],
}

const searchContext: SearchContext = {
  base: 'http://localhost/fhir/r4',
  now: NOW,
  limits: DEFAULT_LIMITS,
  expand: (canonical) => VALUE_SETS[canonical],
}

export function parsed(type: string, query: string): SearchQuery {
  return parseSearch(searchContext, type, parsePairs(query), 'strict').query
}

/** Opens a practice in a test's database. */
export async function openSearchStore(db: Database, slug = 'practice'): Promise<SearchStore> {
  const { rows } = await db.owner.query<{ key: number }>(
    'insert into ccm.tenant (slug) values ($1) on conflict (slug) do update set slug = excluded.slug returning key',
    [slug],
  )
  const tenant = { key: Number(rows[0]?.key), slug }
  const everything: Access = { tenant, compartment: 'unrestricted' }
  const clock = { now: () => NOW }
  const keys = new TenantKeys(tenant.key)
  const audit = await createAuditTrail(db, { clock, log: silentLog })
  const fhir = createFhirStore({ db, audit, clock, pages })
  const write = async (changes: readonly Change[]) => {
    await fhir.as(everything).write(changes, NOTE)
  }
  const searchRun = (access: Access = everything): SearchRun => ({
    access,
    keys: access.tenant.key === tenant.key ? keys : new TenantKeys(access.tenant.key),
    now: NOW,
    limits: { included: 1000, iterations: 10 },
    pages,
    run: (made, values) => db.searches.query(access.tenant.key, made, values),
  })
  return {
    tenant,
    keys,
    everything,
    put: (resources, updated = NOW) =>
      write(resources.map((resource) => ({ kind: 'put', resource: preparedResource(resource, updated) }))),
    remove: (type, id) => write([{ kind: 'delete', type, id }]),
    search: (type, query, access = everything) => fhir.as(access).search(parsed(type, query)),
    run: (query, access = everything) => fhir.as(access).search(query),
    searchRun,
  }
}

/** The ids of a page's matches, in its order. */
export function idsOf({ matches }: SearchPage): string[] {
  return matches.map(({ id }) => id)
}

/** `Type/id` of what a page includes, sorted. */
export function includedOf({ included }: SearchPage): string[] {
  return included.map(({ type, id }) => `${type}/${id}`).toSorted()
}
