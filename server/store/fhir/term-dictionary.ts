import { hash } from 'node:crypto'
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
  readonly #known = new Set<string>()

  constructor(db: Database) {
    this.#db = db
  }

  async add(tenant: number, keys: TenantKeys, resources: readonly PreparedResource[]): Promise<void> {
    const fresh = new Map<string, { readonly param: number; readonly value: string; readonly key: string }>()
    for (const { index } of resources)
      for (const term of index.texts) {
        const name = hash('sha256', `${tenant} ${term.param} ${term.value}`, 'base64')
        if (!this.#known.has(name)) fresh.set(name, term)
      }
    if (fresh.size === 0) return
    const terms = [...fresh.values()]
    await this.#db.terms.query(tenant, ADD, [
      tenant,
      terms.map(({ param }) => param),
      terms.map(({ value }) => value),
      terms.map(({ key }) => keys.mix(key)),
    ])
    if (this.#known.size > KNOWN_LIMIT) this.#known.clear()
    for (const name of fresh.keys()) this.#known.add(name)
  }
}
