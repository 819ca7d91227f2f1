import type { Access } from '#ports/access.ts'
import type { Row, SqlValue, Statement } from '../connection/statement.ts'
import type { TenantKeys } from '../index/key.ts'
import type { Sealer } from '../sealer.ts'

/** How much a search may bring. */
export interface SearchLimits {
  /** Resources included with one page; more are left out. */
  readonly included: number
  /** Rounds in which what was included is followed further (`:iterate`). */
  readonly iterations: number
}

/** What a search is run with: on a connection of its own, or within a transaction. */
export interface SearchRun {
  readonly access: Access
  readonly keys: TenantKeys
  /** Milliseconds since 1970. */
  readonly now: number
  readonly limits: SearchLimits
  /** Seals where a page ended, for its link. */
  readonly pages: Sealer
  /** Runs a reading statement of the access's tenant. An empty name means that the text is not worth being kept. */
  readonly run: (statement: Statement, values: readonly SqlValue[]) => Promise<readonly Row[]>
  /** Resources that are found beside the access's own. */
  readonly beside?: BesideSearch
}

/** A second search for rows that are nobody's own (the guide's): the same question, asked where they lie. */
export interface BesideSearch {
  readonly search: SearchRun
  /** Whether there are any of the type. */
  readonly hasType: (type: string) => boolean
}

/** The searches that answer together what is asked of a type. Row numbers are of one sequence: no two are the same. */
export function searchesOf(search: SearchRun, type: string): readonly SearchRun[] {
  return search.beside?.hasType(type) === true ? [search, search.beside.search] : [search]
}
