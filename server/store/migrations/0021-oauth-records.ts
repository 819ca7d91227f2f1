import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { APP_ROLE, SCHEMA } from '../connection/client-settings.ts'

/**
 * What the authorization server keeps: grants, codes, tokens, sign-ins under way, assertions that were used. No row is of a
 * practice before it is found, and none can be found but by the hash of a secret; what it says is sealed under keys that are
 * not in the database.
 */
export const oauthRecords: Migration = {
  async up(db) {
    await sql
      .raw(
        `create table ${SCHEMA}.oauth_record (
           model text collate "C" not null, id text collate "C" not null, grant_id text collate "C",
           uid text collate "C", sealed text not null, consumed bigint, expires bigint not null,
           primary key (model, id));
         create index oauth_record_grant on ${SCHEMA}.oauth_record (grant_id) where grant_id is not null;
         create unique index oauth_record_uid on ${SCHEMA}.oauth_record (model, uid) where uid is not null;
         create index oauth_record_expires on ${SCHEMA}.oauth_record (expires);
         grant select, insert, update, delete on ${SCHEMA}.oauth_record to ${APP_ROLE};`,
      )
      .execute(db)
  },
}
