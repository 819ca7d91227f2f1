import type { StoredResource } from '#ports/fhir-store.ts'
import type { HistorySource } from '../fhir/history.ts'
import { readCurrentRow, readManyRows, readVersionRow } from '../fhir/read-by-id.ts'
import { sharedConnections } from '../fhir/shared-connections.ts'
import type { ReadConnections, StoreContext } from '../fhir/store-context.ts'
import type { BesideSearch } from '../search/search-run.ts'
import { GUIDE_KEYS, GUIDE_TENANT } from './guide-catalog.ts'

/**
 * Reads the guide's resources for a practice. They speak of no patient, so that compartments do not narrow them; granular
 * scopes do. Within a transaction too they are read on the connections that everybody shares: a running transaction sees
 * one practice's rows and no others.
 */
export class GuideReader {
  readonly #context: StoreContext
  readonly #connections: ReadConnections

  constructor(context: StoreContext) {
    const { narrowed } = context.access
    this.#context = {
      ...context,
      access: { tenant: GUIDE_TENANT, compartment: 'unrestricted', ...(narrowed ? { narrowed } : {}) },
      tenant: GUIDE_TENANT.key,
      keys: GUIDE_KEYS,
    }
    this.#connections = sharedConnections(context.db, GUIDE_TENANT.key, context.deadline)
  }

  /** The guide's versions, as a part of a history. */
  get versions(): HistorySource {
    return { asked: this.#context, run: this.#connections.search }
  }

  read(type: string, id: string): Promise<StoredResource | undefined> {
    return readCurrentRow(this.#context, this.#connections.byId, type, id)
  }

  readVersion(type: string, id: string, version: number): Promise<StoredResource | undefined> {
    return readVersionRow(this.#context, this.#connections.byId, { type, id, version })
  }

  readMany(references: readonly string[]): Promise<readonly StoredResource[]> {
    return readManyRows(this.#context, this.#connections.byId, references)
  }

  /** How a search finds the guide's resources beside a practice's. */
  beside(now: number): BesideSearch {
    const { access, keys, limits, pages, guide } = this.#context
    return {
      search: { access, keys, limits, pages, now, run: this.#connections.search },
      hasType: (type) => guide?.hasType(type) === true,
    }
  }
}
