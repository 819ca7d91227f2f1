import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { typeNumber } from '../fhir/resource-columns.ts'

/**
 * Tells every process when a Practitioner or a PractitionerRole has changed: what was remembered of somebody's token is then
 * forgotten. It says no more than that. Rows of other types cost a comparison.
 */
export const staffChanges: Migration = {
  async up(db) {
    const types = [typeNumber('Practitioner'), typeNumber('PractitionerRole')].join(', ')
    await sql
      .raw(
        `create function ccm.tell_staff_changed() returns trigger language plpgsql as $$
           begin perform pg_notify('ccm_staff_changed', ''); return null; end $$;
         create trigger staff_changed after insert or update on ccm.resource for each row
           when (new.type in (${types})) execute function ccm.tell_staff_changed();`,
      )
      .execute(db)
  },
}
