import type { Access } from '#ports/access.ts'
import type { Clock } from '#ports/clock.ts'
import type { Deadline } from '#ports/deadline.ts'
import type { AuditLedger } from '../audit-trail.ts'
import type { Row, SqlValue, Statement } from '../connection/statement.ts'
import type { GuideCatalog } from '../guide/guide-catalog.ts'
import type { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'
import type { Sealer } from '../sealer.ts'
import type { SearchLimits } from '../search/search-run.ts'
import type { TermDictionary } from './term-dictionary.ts'

/** What every part of a repository knows: whose rows, and with what. */
export interface StoreContext {
  readonly db: Database
  readonly audit: AuditLedger
  readonly clock: Clock
  readonly limits: SearchLimits
  /** Seals where a page ended, for its link. */
  readonly pages: Sealer
  readonly terms: TermDictionary
  readonly access: Access
  readonly tenant: number
  readonly keys: TenantKeys
  /** What every practice reads beside its own; none while the guide itself is read or written. */
  readonly guide?: GuideCatalog | undefined
  /** The FHIR base as clients see it: the server's address in AuditEvents. */
  readonly base?: string | undefined
  /** When whoever asks must have an answer; none for work that nobody waits for. */
  readonly deadline?: Deadline | undefined
}

/** Runs a statement of the access's tenant: on a connection shared by readers, or within a transaction. */
export type Run = (statement: Statement, values: readonly SqlValue[]) => Promise<readonly Row[]>

/** Where a reader's statements go: by id, searches that are over in a moment, and those that may take longer. */
export interface ReadConnections {
  readonly byId: Run
  readonly quick: Run
  readonly search: Run
}
