import type { Tenant } from '#ports/access.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import { statement } from './connection/statement.ts'
import type { Database } from './open-database.ts'

const FIND = statement('select key from tenant where slug = $1')
const MAKE = statement('insert into tenant (slug) values ($1) on conflict (slug) do nothing returning key')
const ALL = statement('select key, slug from tenant order by key')
/** The table of practices belongs to none of them. */
const NO_TENANT = 0

/** The practices in the database. A key never changes, so what was found once is remembered. */
export function createTenantDirectory(db: Database): TenantDirectory {
  const known = new Map<string, Tenant>()
  const remember = (slug: string, key: unknown): Tenant => {
    const tenant = { key: Number(key), slug }
    known.set(slug, tenant)
    return tenant
  }
  const find = async (slug: string): Promise<Tenant | undefined> => {
    const found = known.get(slug)
    if (found) return found
    const [row] = await db.reads.query(NO_TENANT, FIND, [slug])
    return row && remember(slug, row[0])
  }
  return {
    find,
    async ensure(slug) {
      const found = await find(slug)
      if (found) return found
      const [row] = await db.writes.use((client) => client.run(NO_TENANT, MAKE, [slug]))
      const tenant = row ? remember(slug, row[0]) : await find(slug)
      if (!tenant) throw new Error(`The practice ${slug} could not be made.`)
      return tenant
    },
    async all() {
      const rows = await db.reads.query(NO_TENANT, ALL, [])
      return rows.map(([key, slug]) => remember(String(slug), key))
    },
  }
}
