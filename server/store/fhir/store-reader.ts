import type { FhirReader, HistoryPage, HistoryQuery, SearchPage, StoredResource, Window } from '#ports/fhir-store.ts'
import type { SearchQuery } from '#ports/search.ts'
import { readAuditEvent, searchAuditEvents } from '../audit/audit-events.ts'
import { runSearch } from '../search/run-search.ts'
import { readHistory } from './history.ts'
import { readCurrentRow, readManyRows, readVersionRow } from './read-by-id.ts'
import { readRecords } from './records.ts'
import type { ReadConnections, StoreContext } from './store-context.ts'

const AUDIT_EVENT = 'AuditEvent'

/** Reads within one access. AuditEvents come from the trail, which has them in another form. */
export class StoreReader implements FhirReader {
  readonly #context: StoreContext
  readonly #connections: ReadConnections

  constructor(context: StoreContext, connections: ReadConnections) {
    this.#context = context
    this.#connections = connections
  }

  read(type: string, id: string): Promise<StoredResource | undefined> {
    const { byId, search } = this.#connections
    if (type === AUDIT_EVENT) return readAuditEvent(this.#context, search, id)
    return readCurrentRow(this.#context, byId, type, id)
  }

  async readVersion(type: string, id: string, version: number): Promise<StoredResource | undefined> {
    const { byId, search } = this.#connections
    if (type === AUDIT_EVENT) return version === 1 ? readAuditEvent(this.#context, search, id) : undefined
    return readVersionRow(this.#context, byId, { type, id, version })
  }

  readMany(references: readonly string[]): Promise<readonly StoredResource[]> {
    return readManyRows(this.#context, this.#connections.byId, references)
  }

  history(query: HistoryQuery): Promise<HistoryPage> {
    return readHistory(this.#context, this.#connections.search, query)
  }

  search(query: SearchQuery): Promise<SearchPage> {
    const { access, keys, limits, clock } = this.#context
    const { search } = this.#connections
    if (query.type === AUDIT_EVENT) return searchAuditEvents(this.#context, search, query)
    return runSearch({ access, keys, limits, now: clock.now(), run: search }, query)
  }

  records(
    patients: readonly string[],
    types: readonly string[],
    within?: Window,
  ): Promise<ReadonlyMap<string, readonly StoredResource[]>> {
    const asked = { patients, types, ...(within ? { within } : {}) }
    return readRecords(this.#context, this.#connections.search, asked)
  }
}
