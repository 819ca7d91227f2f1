import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * In whose compartments a superseded version was. What was written to a wrong chart and put right stays in the history, and
 * is the first patient's for good: it must not be shown as the second's. Of versions from before this step it is taken that
 * they were where the resource is now.
 */
export const historyPatients: Migration = {
  async up(db) {
    await sql
      .raw(
        `alter table ccm.history add patients text[] collate "C" not null default '{}';
         update ccm.history h set patients = array_remove(array[r.patient], null) || array(
             select p.patient from ccm.res_patient p where p.tenant = r.tenant and p.rid = r.rid and p.ver = r.version)
           from ccm.resource r where r.tenant = h.tenant and r.type = h.type and r.id = h.id`,
      )
      .execute(db)
  },
}
