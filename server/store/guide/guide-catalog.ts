import type { Tenant } from '#ports/access.ts'
import { CanonicalTaken, OfTheGuide, type Change } from '#ports/fhir-store.ts'
import type { Criterion, SearchQuery } from '#ports/search.ts'
import { canonicalParameter } from '#definitions/canonical-parameter.ts'
import { searchKey, TenantKeys } from '../index/key.ts'

/**
 * Whose the guide's resources are. No practice has this number (they begin at 1) and no token can name it, so that neither
 * row-level security nor any statement has an exception for them: they are read as somebody else's rows, beside one's own.
 */
export const GUIDE_TENANT: Tenant = { key: 0, slug: '' }

export const GUIDE_KEYS = new TenantKeys(GUIDE_TENANT.key)

/** What the store needs to know of a resource of the guide. */
export interface CatalogEntry {
  readonly resourceType: string
  readonly id: string
  readonly url?: string
}

/** Which resources are the guide's: every practice reads them, and none may write them or stand in their place. */
export class GuideCatalog {
  readonly #ids = new Map<string, Set<string>>()
  readonly #urls = new Set<string>()
  /** By type, under which keys the index holds the guide's canonical URLs. */
  readonly #urlKeys = new Map<string, ReadonlySet<string>>()

  constructor(entries: readonly CatalogEntry[]) {
    for (const { resourceType, id, url } of entries) {
      const ids = this.#ids.get(resourceType) ?? new Set<string>()
      this.#ids.set(resourceType, ids.add(id))
      if (url !== undefined) this.#urls.add(url)
    }
  }

  /** Whether this is a resource of the guide. Asked at every read: it looks at the type first. */
  has(type: string, id: string): boolean {
    return this.#ids.get(type)?.has(id) === true
  }

  /** The same of `Type/id`. */
  hasReference(reference: string): boolean {
    const slash = reference.indexOf('/')
    return this.has(reference.slice(0, slash), reference.slice(slash + 1))
  }

  /** Whether the guide has resources of the type. */
  hasType(type: string): boolean {
    return this.#ids.has(type)
  }

  /** Whether a search may find, include or go through resources of the guide: others are not to pay for asking. */
  concerns({ type, where, include, revinclude }: SearchQuery): boolean {
    if (type === 'Resource' || this.hasType(type) || include.length > 0 || revinclude.length > 0) return true
    return where.some((criterion) => this.#leadsHere(criterion))
  }

  #leadsHere(criterion: Criterion): boolean {
    if (criterion.kind === 'has') return this.#leadsHere(criterion.where)
    if (criterion.kind !== 'chain') return false
    return criterion.targets.some((type) => this.hasType(type)) || this.#leadsHere(criterion.where)
  }

  /**
   * Holds writes to what is a practice's own.
   * @throws OfTheGuide, CanonicalTaken
   */
  requireOwn(changes: readonly Change[]): void {
    for (const change of changes) {
      const { type, id } = change.kind === 'delete' ? change : change.resource
      if (this.has(type, id)) throw new OfTheGuide(`${type}/${id}`)
      if (change.kind !== 'delete' && this.#takesUrl(type, change.resource.index.keys)) throw new CanonicalTaken(type)
    }
  }

  /** The index says by which URL a resource calls itself; types without one are out of the question at once. */
  #takesUrl(type: string, keys: readonly string[]): boolean {
    let taken = this.#urlKeys.get(type)
    if (!taken) {
      const parameter = canonicalParameter(type)
      taken = new Set(parameter ? [...this.#urls].map((url) => searchKey(parameter.number, 'u', url)) : [])
      this.#urlKeys.set(type, taken)
    }
    const reserved = taken
    return reserved.size > 0 && keys.some((key) => reserved.has(key))
  }
}
