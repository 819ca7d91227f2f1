import type { Log } from '#ports/log.ts'
import { indexedTypes } from '../index/index-parts.ts'
import type { Database } from '../open-database.ts'
import { INDEX_CHANNEL, outdatedParts, readIndexRecords, recordIndex } from './index-records.ts'
import { OutdatedIndex } from './outdated-index.ts'

/** Whether the rows of the database are indexed as this process does it. Follows a rebuild by another process. */
export interface SearchIndex {
  /** Undefined where all is current. */
  readonly outdated: OutdatedIndex | undefined
  /** Takes no more notice of changes. */
  close(): void
}

/**
 * Compares the index with what this process makes, and says in the log when it differs. To be opened before the first
 * write: from then on there are rows of both kinds.
 */
export async function openSearchIndex(db: Pick<Database, 'owner' | 'listener'>, log: Log): Promise<SearchIndex> {
  const index = new FollowedIndex(db, log)
  await index.open()
  return index
}

class FollowedIndex implements SearchIndex {
  readonly #db: Pick<Database, 'owner' | 'listener'>
  readonly #log: Log
  #outdated: OutdatedIndex | undefined
  #unlisten: (() => void) | undefined

  constructor(db: Pick<Database, 'owner' | 'listener'>, log: Log) {
    this.#db = db
    this.#log = log
  }

  get outdated(): OutdatedIndex | undefined {
    return this.#outdated
  }

  async open(): Promise<void> {
    await recordIndex(this.#db.owner)
    // Heard before it is read: nothing is missed in between.
    this.#unlisten = await this.#db.listener.listen(INDEX_CHANNEL, () => {
      this.#read().catch((error: unknown) => {
        this.#log.warn('search index not read', { reason: error instanceof Error ? error.name : typeof error })
      })
    })
    await this.#read()
  }

  close(): void {
    this.#unlisten?.()
  }

  async #read(): Promise<void> {
    const records = await readIndexRecords(this.#db.owner)
    const parts = new Map(indexedTypes.map((type) => [type, outdatedParts(type, records.get(type)?.parts)]))
    const outdated = new OutdatedIndex(parts)
    const before = this.#outdated?.types.length ?? 0
    const types = outdated.types.length
    this.#outdated = types > 0 ? outdated : undefined
    if (types > before) this.#log.warn('search index outdated', { types, remedy: 'npm run reindex' })
    else if (types === 0 && before > 0) this.#log.info('search index rebuilt')
  }
}
