import type { FhirReader, HistoryPage, HistoryQuery, SearchPage, StoredResource, Window } from '#ports/fhir-store.ts'
import type { RecordPage, RecordQuery } from '#ports/patient-record.ts'
import type { SearchQuery } from '#ports/search.ts'
import { readAuditEvent, searchAuditEvents } from '../audit/audit-events.ts'
import { GuideReader } from '../guide/guide-reader.ts'
import { staysWithPatients } from '../search/lead.ts'
import { runSearch } from '../search/run-search.ts'
import { readHistory } from './history.ts'
import { readPatientRecord } from './patient-record.ts'
import { readCurrentRow, readManyRows, readVersionRow } from './read-by-id.ts'
import { readRecords } from './records.ts'
import type { ReadConnections, StoreContext } from './store-context.ts'

const AUDIT_EVENT = 'AuditEvent'

/**
 * Reads within one access. AuditEvents come from the trail, which has them in another form; resources of the guide, which
 * every practice has beside its own, from where they lie.
 */
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
    if (this.#context.guide?.has(type, id) === true) return this.#guide().read(type, id)
    return readCurrentRow(this.#context, byId, type, id)
  }

  async readVersion(type: string, id: string, version: number): Promise<StoredResource | undefined> {
    const { byId, search } = this.#connections
    if (type === AUDIT_EVENT) return version === 1 ? readAuditEvent(this.#context, search, id) : undefined
    if (this.#context.guide?.has(type, id) === true) return this.#guide().readVersion(type, id, version)
    return readVersionRow(this.#context, byId, { type, id, version })
  }

  async readMany(references: readonly string[]): Promise<readonly StoredResource[]> {
    const { guide } = this.#context
    const ofTheGuide = guide ? references.filter((reference) => guide.hasReference(reference)) : []
    const own = readManyRows(this.#context, this.#connections.byId, references)
    if (ofTheGuide.length === 0) return own
    return [...(await own), ...(await this.#guide().readMany(ofTheGuide))]
  }

  history(query: HistoryQuery): Promise<HistoryPage> {
    const own = { asked: this.#context, run: this.#connections.search }
    const { type, id } = query
    const { guide } = this.#context
    // The history of all types is what has happened in the practice.
    if (!guide || type === undefined || !guide.hasType(type)) return readHistory([own], query)
    if (id === undefined) return readHistory([own, this.#guide().versions], query)
    return readHistory([guide.has(type, id) ? this.#guide().versions : own], query)
  }

  search(query: SearchQuery): Promise<SearchPage> {
    const { access, keys, limits, pages, clock, guide } = this.#context
    const { quick, search } = this.#connections
    if (query.type === AUDIT_EVENT) return searchAuditEvents(this.#context, search, query)
    const run = staysWithPatients(query) ? quick : search
    const own = { access, keys, limits, pages, now: clock.now(), run }
    const besides = access.ownOnly !== true && guide?.concerns(query) === true
    return runSearch(besides ? { ...own, beside: this.#guide().beside(own.now) } : own, query)
  }

  records(
    patients: readonly string[],
    types: readonly string[],
    within?: Window,
  ): Promise<ReadonlyMap<string, readonly StoredResource[]>> {
    const asked = { patients, types, ...(within ? { within } : {}) }
    return readRecords(this.#context, this.#connections.search, asked)
  }

  everything(query: RecordQuery): Promise<RecordPage> {
    return readPatientRecord(this.#context, this.#connections.search, query)
  }

  #guide(): GuideReader {
    return new GuideReader(this.#context)
  }
}
