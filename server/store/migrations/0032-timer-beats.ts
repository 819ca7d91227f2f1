import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { tenantRows } from './row-security.ts'

/**
 * The last beat of each running timer: what it said, and when it was heard (milliseconds since 1970). A row is overwritten
 * every half minute, in its page, and goes when the timer has ended. `timer_watch` is one row that says when a process last
 * looked for timers that are silent, and since when there has been one that does; it is of no practice, and no request's.
 */
export const timerBeats: Migration = {
  async up(db) {
    await sql
      .raw(
        `create table ccm.timer_beat (
           tenant int not null, task text collate "C" not null,
           at bigint not null, attested bigint not null, heard bigint not null,
           primary key (tenant, task)) with (fillfactor = 50);
         ${tenantRows('timer_beat', 'select, insert, update, delete')}
         create table ccm.timer_watch (
           sole boolean primary key check (sole), looked bigint not null, since bigint not null);`,
      )
      .execute(db)
  },
}
