import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * By which definitions the rows of each type are indexed (`index/index-parts.ts`): JSON of digests by parameter, '' where rows
 * differ. `target` names the version that a rebuild under way gives them, `tenant` and `rid` how far it is. The owner's
 * connections use it, requests do not.
 */
export const searchIndex: Migration = {
  async up(db) {
    await sql
      .raw(
        `
      create table ccm.search_index (
        type smallint primary key, parts text not null,
        target text, tenant int not null default -1, rid bigint not null default 0
      )`,
      )
      .execute(db)
  },
}
