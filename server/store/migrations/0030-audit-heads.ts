import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * The head of each process's chain in a table of its own, written with each batch: when the newest batches are taken away, it
 * says that there were some. `marks` are four bytes for each row of a batch: they say which row is another than was sealed.
 */
export const auditHeads: Migration = {
  async up(db) {
    await sql
      .raw(
        `create table ccm.audit_head (
           process bigint primary key references ccm.audit_process, number int not null, at bigint not null,
           closing boolean not null, hash bytea not null);
         insert into ccm.audit_head select distinct on (process) process, number, at, closing, hash from ccm.audit_batch
           order by process, number desc;
         grant select, insert, update on ccm.audit_head to ccm_app;
         alter table ccm.audit_batch add marks bytea;`,
      )
      .execute(db)
  },
}
