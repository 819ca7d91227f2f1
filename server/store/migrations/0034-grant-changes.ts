import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { typeNumber } from '../fhir/resource-columns.ts'

/**
 * Whom a payer's client reaches rests on Groups and Consents: a change of one ends what every process remembers of tokens,
 * as a change of staff does (migration 0031).
 */
export const grantChanges: Migration = {
  async up(db) {
    const types = [typeNumber('Group'), typeNumber('Consent')].join(', ')
    await sql
      .raw(
        `create trigger grants_changed after insert or update on ccm.resource for each row
           when (new.type in (${types})) execute function ccm.tell_staff_changed();`,
      )
      .execute(db)
  },
}
