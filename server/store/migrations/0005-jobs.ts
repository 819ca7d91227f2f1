import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What is known of work that outlives its request. pg-boss gives it to processes and again when one dies; what people ask
 * about it lies here. One unfinished job for each task, practice and key. The owner's connections use it, requests do not.
 */
export const jobs: Migration = {
  async up(db) {
    await sql
      .raw(
        `
      create table ccm.job (
        id uuid primary key, task text not null, tenant int not null, key text not null, owner text not null,
        payload text not null, state text not null check (state in ('waiting', 'running', 'completed', 'failed', 'cancelled')),
        done int not null default 0, total int not null default 0, started bigint not null, ended bigint,
        result text, error text
      );
      create unique index job_unfinished on ccm.job (task, tenant, key) where state in ('waiting', 'running');
      create index job_ended on ccm.job (ended) where ended is not null;`,
      )
      .execute(db)
  },
}
