import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { SCHEMA } from '../connection/client-settings.ts'

/** The keys that sign id_tokens, sealed. They belong to no practice; requests have no right to them. */
export const oauthKeys: Migration = {
  async up(db) {
    await sql
      .raw(
        `create table ${SCHEMA}.oauth_key (
           kid text primary key, alg text not null, sealed text not null, signs_from timestamptz not null, ends timestamptz)`,
      )
      .execute(db)
  },
}
