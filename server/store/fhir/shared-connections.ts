import type { Deadline } from '#ports/deadline.ts'
import type { Database } from '../open-database.ts'
import type { ReadConnections } from './store-context.ts'

/** The connections that readers of all practices share. A read by id is over before anybody's time is. */
export function sharedConnections(db: Database, tenant: number, deadline: Deadline | undefined): ReadConnections {
  return {
    byId: (made, values) => db.reads.query(tenant, made, values),
    quick: (made, values) => db.quick.queryWithin(deadline, tenant, made, values),
    search: (made, values) => db.searches.queryWithin(deadline, tenant, made, values),
  }
}
