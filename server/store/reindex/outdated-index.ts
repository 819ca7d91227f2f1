import type { Access } from '#ports/access.ts'
import { IndexOutdated, type Criterion, type Include, type SearchQuery } from '#ports/search.ts'
import { searchParametersOf } from '#definitions/search-parameters.ts'
import { WHOLE_ROW } from '../index/index-parts.ts'

/** They are columns of the row, not of its index. */
const COLUMNS: ReadonlySet<string> = new Set(['_id', '_lastUpdated'])

/**
 * What of the index cannot be relied on: some rows are indexed by other definitions than this process has. A search that
 * asks it would miss some of what it should find, and nobody would know; so it is refused until the index is rebuilt.
 */
export class OutdatedIndex {
  /** Parameters by type, `WHOLE_ROW` among them. */
  readonly #parts: ReadonlyMap<string, ReadonlySet<string>>

  constructor(parts: ReadonlyMap<string, readonly string[]>) {
    this.#parts = new Map([...parts].filter(([, list]) => list.length > 0).map(([type, list]) => [type, new Set(list)]))
  }

  /** The types of which something is outdated. */
  get types(): readonly string[] {
    return [...this.#parts.keys()]
  }

  /** @throws IndexOutdated where what belongs to whom, or the main date, is outdated for one of the types (absent: any) */
  requireRows(types: readonly string[] = this.types): void {
    for (const type of types) if (this.#parts.get(type)?.has(WHOLE_ROW) === true) throw new IndexOutdated(type)
  }

  /** @throws IndexOutdated where the access itself asks the index which of these types' rows (absent: any) there are for it */
  requireAccess({ compartment, narrowed }: Access, types?: readonly string[]): void {
    if (compartment !== 'unrestricted') this.requireRows(types)
    for (const [type, searches] of narrowed ?? [])
      if (types?.includes(type) !== false) for (const where of searches) this.#requireCriteria(type, where)
  }

  /** @throws IndexOutdated where the search asks an outdated part */
  requireQuery(query: SearchQuery): void {
    const types = query.type === 'Resource' ? query.types : [query.type]
    this.requireRows(types)
    for (const type of types ?? this.types) {
      this.#requireCriteria(type, query.where)
      for (const { param } of query.sort) this.#requireParameter(type, param)
    }
    for (const include of [...query.include, ...query.revinclude]) this.#requireInclude(include)
  }

  #requireCriteria(type: string, where: readonly Criterion[]): void {
    for (const criterion of where) this.#requireCriterion(type, criterion)
  }

  #requireCriterion(type: string, criterion: Criterion): void {
    if (criterion.kind === 'id') return
    const { kind, param } = criterion
    this.#requireParameter(kind === 'has' ? criterion.source : type, param)
    if (kind !== 'has' && kind !== 'chain') return
    for (const other of kind === 'has' ? [criterion.source] : criterion.targets) {
      this.requireRows([other])
      this.#requireCriterion(other, criterion.where)
    }
  }

  /** An include by all references of a type, or of all types, asks each of them. */
  #requireInclude({ source, param }: Include): void {
    const sources = source === '*' || source === 'Resource' ? this.types : [source]
    for (const type of sources) {
      this.requireRows([type])
      const asked = param === '*' ? referencesOf(type) : [param]
      for (const code of asked) this.#requireParameter(type, code)
    }
  }

  #requireParameter(type: string, code: string): void {
    if (!COLUMNS.has(code) && this.#parts.get(type)?.has(code) === true) throw new IndexOutdated(type, code)
  }
}

function referencesOf(type: string): readonly string[] {
  return [...searchParametersOf(type).values()].filter(({ kind }) => kind === 'reference').map(({ code }) => code)
}
