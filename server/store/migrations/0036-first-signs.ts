import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * The start of a timer is its first sign of life. What runs already and has never beaten gets that sign now, so that the
 * two minutes in which it can be heard of begin with this step.
 */
export const firstSigns: Migration = {
  async up(db) {
    await sql
      .raw(
        `insert into ccm.timer_beat (tenant, task, at, attested, heard)
           select tenant, task, lower(during), lower(during), (extract(epoch from now()) * 1000)::bigint
           from ccm.time_entry where upper_inf(during)
           on conflict do nothing;`,
      )
      .execute(db)
  },
}
