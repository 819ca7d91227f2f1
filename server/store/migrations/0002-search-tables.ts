import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { tenantRows } from './row-security.ts'

/**
 * Search values that a hash cannot stand for. `param` is the search parameter's number, unique among all types. Composite
 * parameters carry the hash of their code (`code`, and `code_system`), plain ones 0. `ver` is the version of the resource: rows
 * of any other version count for nothing, so that two updates at once, each of which sees only some of the rows to delete,
 * leave nothing wrong behind. `term` holds each text of a code and
 * each URI once, with the key that stands for it among a resource's `keys`.
 */
export const searchTables: Migration = {
  async up(db) {
    await sql
      .raw(
        `
      create table ccm.res_string (
        tenant int not null, param smallint not null, ver int not null, rid bigint not null, code bigint not null, code_system bigint not null,
        val text collate "C" not null
      );
      create index res_string_value on ccm.res_string (tenant, param, val, rid);
      create index res_string_row on ccm.res_string (tenant, rid, param);

      create table ccm.res_date (
        tenant int not null, param smallint not null, ver int not null, rid bigint not null, code bigint not null, code_system bigint not null,
        lo bigint not null, hi bigint not null
      );
      create index res_date_value on ccm.res_date (tenant, param, lo, rid);
      create index res_date_row on ccm.res_date (tenant, rid, param);

      create table ccm.res_quantity (
        tenant int not null, param smallint not null, ver int not null, rid bigint not null, code bigint not null, code_system bigint not null,
        lo numeric not null, hi numeric not null, unit text collate "C" not null, system text collate "C" not null
      );
      create index res_quantity_value on ccm.res_quantity (tenant, param, code, lo, rid);
      create index res_quantity_row on ccm.res_quantity (tenant, rid, param);

      create table ccm.res_patient (
        tenant int not null, type smallint not null, ver int not null, rid bigint not null, patient text collate "C" not null,
        primary key (tenant, patient, type, rid, ver)
      );
      create index res_patient_row on ccm.res_patient (tenant, rid);

      create table ccm.term (
        tenant int not null, param smallint not null, key bigint not null, val text collate "C" not null,
        primary key (tenant, param, val)
      );
      ${['res_string', 'res_date', 'res_quantity', 'res_patient'].map((table) => tenantRows(table, 'select, insert, update, delete')).join('')}
      ${tenantRows('term', 'select, insert')}`,
      )
      .execute(db)
  },
}
