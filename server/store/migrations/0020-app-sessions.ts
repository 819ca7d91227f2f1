import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { APP_ROLE, SCHEMA } from '../connection/client-settings.ts'

/**
 * Launches under way and sessions of the app. No row is of a practice before it is found, and none can be found but by the
 * hash of a secret that the browser holds; what it says is sealed under keys that are not in the database.
 */
export const appSessions: Migration = {
  async up(db) {
    await sql
      .raw(
        `create table ${SCHEMA}.app_launch (
           state text collate "C" primary key, sealed text not null, expires bigint not null);
         create index app_launch_expires on ${SCHEMA}.app_launch (expires);
         create table ${SCHEMA}.app_session (
           id uuid primary key, handle text collate "C" not null unique, previous text collate "C" unique,
           previous_until bigint not null default 0, busy_until bigint not null default 0,
           sealed text not null, expires bigint not null);
         create index app_session_expires on ${SCHEMA}.app_session (expires);
         grant select, insert, update, delete on ${SCHEMA}.app_launch, ${SCHEMA}.app_session to ${APP_ROLE};`,
      )
      .execute(db)
  },
}
