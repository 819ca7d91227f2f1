import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { TENANT_SETTING } from './row-security.ts'

/**
 * The audit trail: append-only, a partition a month, with a default one so that a missing partition never fails a clinical
 * write. `process` and `seq` name a row; `audit_batch` seals the rows of a process by a chain of hashes. Rows of several
 * tenants are stored together, so any may be inserted; read is only one's own.
 */
export const audit: Migration = {
  async up(db) {
    for (const part of [ENTRIES, BATCHES]) await sql.raw(part).execute(db)
  },
}

const ENTRIES = `
  create table ccm.audit_process (
    process bigint generated always as identity primary key,
    started bigint not null
  );

  create table ccm.audit (
    at bigint not null, process bigint not null, seq bigint not null, tenant int not null, version int,
    action text not null, outcome text not null, interaction text not null, type text, id text, patient text,
    agent text, role text not null, client text not null, address text, request text not null,
    query text, refusal text, reason text
  ) partition by range (at);
  create table ccm.audit_default partition of ccm.audit default;
  create index audit_at on ccm.audit using brin (at) with (pages_per_range = 16, autosummarize = on);
  create index audit_tenant_at on ccm.audit (tenant, at, process, seq);
  alter table ccm.audit enable row level security;
  create policy own on ccm.audit for select to ccm_app using (tenant = ${TENANT_SETTING});
  create policy any_row on ccm.audit for insert to ccm_app with check (true);`

const BATCHES = `
  create table ccm.audit_batch (
    process bigint not null references ccm.audit_process,
    number int not null,
    at bigint not null,
    from_at bigint not null,
    to_at bigint not null,
    entries int not null,
    seqs int8multirange not null,
    closing boolean not null,
    previous bytea not null,
    witness_process bigint,
    witness_number int,
    witness bytea,
    hash bytea not null,
    primary key (process, number)
  );
  create index audit_batch_at on ccm.audit_batch (at);
  create index audit_batch_seqs on ccm.audit_batch using gist (process, seqs);
  grant select, insert on ccm.audit, ccm.audit_batch, ccm.audit_process to ccm_app;

  create function ccm.audit_partition(month date) returns void language plpgsql as $$
    declare
      name text := 'audit_' || to_char(month, 'YYYY_MM');
      from_ms bigint := extract(epoch from month at time zone 'UTC') * 1000;
      to_ms bigint := extract(epoch from (month + interval '1 month') at time zone 'UTC') * 1000;
    begin
      if to_regclass('ccm.' || name) is null then
        execute format('create table ccm.%I partition of ccm.audit for values from (%s) to (%s)', name, from_ms, to_ms);
      end if;
    exception when duplicate_table or check_violation then null;
    end $$;
  revoke all on function ccm.audit_partition(date) from public;`
