import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { tenantRows } from './row-security.ts'

/**
 * Enrollments that somebody has begun: one for each person and patient, until the patient is enrolled or has said no, or a
 * week has gone by. Working copies, no part of the record: they have no versions.
 */
export const enrollDrafts: Migration = {
  async up(db) {
    await sql
      .raw(
        `create table ccm.enroll_draft (
           tenant int not null, person text collate "C" not null, patient text collate "C" not null,
           program text collate "C" not null, content jsonb not null, saved_at bigint not null,
           primary key (tenant, person, patient));
         create index enroll_draft_patient on ccm.enroll_draft (tenant, patient);
         create index enroll_draft_saved on ccm.enroll_draft (saved_at);
         ${tenantRows('enroll_draft', 'select, insert, update, delete')}`,
      )
      .execute(db)
  },
}
