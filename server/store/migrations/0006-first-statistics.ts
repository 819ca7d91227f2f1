import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Within a savepoint the tables get new files, of which the planner knows that it does not know their size. */
const MAKE_LOOK_AND_TAKE_AWAY = `
  insert into ccm.resource (tenant, type, rid, updated, version, present, id, patient, digest, refs, keys, content)
    select 1, n % 10, n, n, 1, 0, 'id' || n, 'patient' || n % 50, '', '{}', '{}', '' from generate_series(1, 2000) n;
  insert into ccm.history (tenant, type, deleted, version, updated, rid, id, content)
    select 1, n % 10, false, 1 + n % 2, n, n / 2, 'id' || n / 2, '' from generate_series(1, 2000) n;
  analyze ccm.resource, ccm.history;
  savepoint known;
  truncate ccm.resource, ccm.history;
  release known`

/**
 * What the planner knows of tables that are still empty. Statements are planned once a connection, the first of them before
 * there are any rows: of tables that were never analyzed the planner thinks that all of a type are one row, walks them all
 * to find one id, and goes on doing so while they grow. Rows like those that will come are made, looked at, and taken away;
 * few rows are no reason to look again.
 */
export const firstStatistics: Migration = {
  async up(db) {
    await sql
      .raw(
        `alter table ccm.resource set (autovacuum_analyze_threshold = 5000);
         alter table ccm.history set (autovacuum_analyze_threshold = 5000)`,
      )
      .execute(db)
    const filled = await sql`select from ccm.resource union all select from ccm.history limit 1`.execute(db)
    const first = filled.rows.length === 0
    await sql.raw(first ? MAKE_LOOK_AND_TAKE_AWAY : 'analyze ccm.resource, ccm.history').execute(db)
  },
}
