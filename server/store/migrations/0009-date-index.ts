import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What searches of a whole practice by time and amount go by. Both indexes are in the order of a range's end: a range whose
 * end is not after an instant cannot be after it either, so what is recent, or more than something, lies together. The date
 * index holds all that a search by date asks, so that counting what it leads to does not touch the rows.
 */
export const dateIndex: Migration = {
  async up(db) {
    await sql
      .raw(
        `create index resource_date on ccm.resource (tenant, type, at_hi, at_lo, rid) where at_hi is not null;
         create index res_quantity_end on ccm.res_quantity (tenant, param, code, hi, rid);
         drop index ccm.res_quantity_value`,
      )
      .execute(db)
  },
}
