import type { Database } from '../open-database.ts'
import type { ReadConnections } from './store-context.ts'

/** The connections that readers of all practices share. A search whose text is not worth being kept has no name. */
export function sharedConnections(db: Database, tenant: number): ReadConnections {
  return {
    byId: (made, values) => db.reads.query(tenant, made, values),
    search: (made, values) =>
      made.name === '' ? db.searches.queryOnce(tenant, made.text, values) : db.searches.query(tenant, made, values),
  }
}
