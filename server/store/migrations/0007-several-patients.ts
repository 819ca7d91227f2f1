import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Whether a resource is in several compartments (`res_patient` has the further ones), in the row itself: each read asks it
 * for the audit trail, and looking into another table doubled what a read costs the database.
 */
export const severalPatients: Migration = {
  async up(db) {
    await sql
      .raw(
        `alter table ccm.resource add several boolean not null default false;
         update ccm.resource r set several = true
           from ccm.res_patient p where p.tenant = r.tenant and p.rid = r.rid and p.ver = r.version`,
      )
      .execute(db)
  },
}
