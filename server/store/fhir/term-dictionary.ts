import type { PreparedResource } from '#ports/prepare.ts'
import { statement } from '../connection/statement.ts'
import type { Database } from '../open-database.ts'
import type { TenantKeys } from '../index/key.ts'

const KNOWN_LIMIT = 100_000

const ADD = statement(`
  insert into term (tenant, param, val, key)
  select $1, x.param, x.val, x.key from unnest($2::smallint[], $3::text[], $4::bigint[]) x (param, val, key)
  order by x.param, x.val
  on conflict do nothing`)

/**
 * Each text of a code and each URI once, so that `:text` and `:below` find the keys that stand for them. Terms are stored
 * before the resource that has them, in a transaction of their own: one too many leads nowhere, and writers of the same
 * new term do not wait for each other's transactions. What this process has stored is not asked for again.
 */
export class TermDictionary {
  readonly #db: Database
  /** Keys of the terms that lie in the database, of each practice. A key stands for one text of one parameter. */
  readonly #known = new Map<number, Set<string>>()

  constructor(db: Database) {
    this.#db = db
  }

  async add(tenant: number, keys: TenantKeys, resources: readonly PreparedResource[]): Promise<void> {
    const known = this.#knownOf(tenant)
    const fresh = new Map<string, { readonly param: number; readonly value: string; readonly key: string }>()
    for (const { index } of resources)
      for (const term of index.texts) if (!known.has(term.key)) fresh.set(term.key, term)
    if (fresh.size === 0) return
    const terms = [...fresh.values()]
    await this.#db.terms.query(tenant, ADD, [
      tenant,
      terms.map(({ param }) => param),
      terms.map(({ value }) => value),
      terms.map(({ key }) => keys.mix(key)),
    ])
    for (const key of fresh.keys()) known.add(key)
  }

  #knownOf(tenant: number): Set<string> {
    const known = this.#known.get(tenant)
    if (known && known.size < KNOWN_LIMIT) return known
    const none = new Set<string>()
    this.#known.set(tenant, none)
    return none
  }
}
