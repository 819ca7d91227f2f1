import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { tenantRows } from './row-security.ts'

/**
 * Tenants, resources and their versions. Instants are milliseconds since 1970 (bigint), as JSON and headers show them.
 * Current versions, deleted ones too, lie in `resource`; superseded ones in `history`. `keys` are 64-bit hashes of (tenant,
 * parameter, value) under one GIN index; the tenant is in each, so `find` may look past row-level security: it gives row
 * numbers only, and whoever reads the rows meets the policy. (Under a policy the planner could not use the index.)
 */
export const resources: Migration = {
  async up(db) {
    for (const part of [TENANTS, RESOURCES, HISTORY, FUNCTIONS]) await sql.raw(part).execute(db)
  },
}

const TENANTS = `
  create extension if not exists btree_gist;
  grant usage on schema ccm to ccm_app;
  create table ccm.tenant (
    key int generated always as identity primary key,
    slug text collate "C" not null unique
  );
  grant select, insert on ccm.tenant to ccm_app;`

const RESOURCES = `
  create sequence ccm.rid cache 32;
  grant usage on sequence ccm.rid to ccm_app;

  create table ccm.resource (
    tenant int not null,
    type smallint not null,
    deleted boolean not null default false,
    open boolean not null default false,
    rid bigint not null default nextval('ccm.rid'),
    updated bigint not null,
    xid xid8 not null default pg_current_xact_id(),
    version int not null,
    at_lo bigint,
    at_hi bigint,
    present bigint not null,
    id text collate "C" not null,
    patient text collate "C",
    digest text collate "C" not null,
    refs text[] collate "C" not null,
    keys bigint[] not null,
    content text collate "C" not null,
    constraint resource_key primary key (tenant, type, rid),
    constraint resource_id unique (tenant, type, id)
  );
  alter table ccm.resource alter keys set statistics 0, alter refs set statistics 0, alter content set statistics 0,
    alter digest set statistics 0;
  create index resource_keys on ccm.resource using gin (keys) with (fastupdate = off);
  create index resource_type_patient on ccm.resource (tenant, type, patient, at_lo);
  create index resource_patient on ccm.resource (tenant, patient, rid) where patient is not null;
  create index resource_updated on ccm.resource (tenant, type, updated, rid);
  create index resource_open on ccm.resource (tenant, type, updated, rid) where open;
  ${tenantRows('resource', 'select, insert, update')}`

const HISTORY = `
  create table ccm.history (
    tenant int not null,
    type smallint not null,
    deleted boolean not null,
    version int not null,
    updated bigint not null,
    rid bigint not null,
    id text collate "C" not null,
    content text collate "C" not null,
    constraint history_key primary key (tenant, type, id, version)
  );
  alter table ccm.history alter content set statistics 0;
  create index history_updated on ccm.history (tenant, type, updated);
  ${tenantRows('history', 'select, insert')}`

const FUNCTIONS = `
  -- The key of a value among \`keys\`; index/key.ts makes the same outside the database.
  create function ccm.search_key(value text, tenant_bits bigint) returns bigint language sql immutable parallel safe
    as $$ select ('x' || left(encode(sha256(convert_to(value, 'UTF8')), 'hex'), 16))::bit(64)::bigint # tenant_bits $$;

  create function ccm.find(k bigint[], n int) returns setof bigint language plpgsql stable security definer rows 50
    set search_path = ccm, pg_temp set enable_seqscan = off
    as $$ begin return query select rid from resource where keys @> k limit n; end $$;
  create function ccm.find_any(k bigint[], n int) returns setof bigint language plpgsql stable security definer rows 50
    set search_path = ccm, pg_temp set enable_seqscan = off
    as $$ begin return query select rid from resource where keys && k limit n; end $$;
  revoke all on function ccm.find(bigint[], int), ccm.find_any(bigint[], int) from public;
  grant execute on function ccm.find(bigint[], int), ccm.find_any(bigint[], int) to ccm_app;`
