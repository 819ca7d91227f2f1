import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { tenantRows } from './row-security.ts'

/**
 * Bulk exports (docs/decisions/0008). A page names the versions of a file in the order in which they go out: row numbers and
 * versions, nothing of a record. A mark is the oldest transaction that an export of an instant may not
 * have seen: what an export since that instant begins with.
 */
export const bulkExports: Migration = {
  async up(db) {
    await sql
      .raw(
        `create table ccm.export_page (
           tenant int not null, job uuid not null,
           file int not null, page int not null, type smallint not null, deleted boolean not null,
           rids bigint[] not null, versions int[] not null,
           primary key (job, file, page));
         alter table ccm.export_page alter rids set statistics 0, alter versions set statistics 0,
           alter rids set storage external, alter versions set storage external;
         ${tenantRows('export_page', 'select, insert, delete')}
         create table ccm.export_mark (
           tenant int not null, at bigint not null, horizon xid8 not null, primary key (tenant, at));
         ${tenantRows('export_mark', 'select, insert, update')}`,
      )
      .execute(db)
  },
}
