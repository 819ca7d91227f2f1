import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { tenantRows, TENANT_SETTING } from './row-security.ts'

const HMAC_BLOCK = 64

/**
 * Two rules as constraints. A person cannot be in two places: `time_entry` holds each time entry's span (milliseconds, an
 * open end is a running timer). One biller a person and month, across tenants: `biller_claim` holds spans of months
 * (year × 12 + month − 1). Its `person` is an HMAC-SHA256 under a key that only functions of the owner can read; the
 * product may call them, and see no row.
 */
export const timeAndBillers: Migration = {
  async up(db) {
    await sql
      .raw(
        `
      create table ccm.time_entry (
        tenant int not null, task text collate "C" not null, performer text collate "C" not null, during int8range not null,
        primary key (tenant, task),
        constraint time_entry_overlap exclude using gist (tenant with =, performer with =, during with &&)
      );
      ${tenantRows('time_entry', 'select, insert, update, delete')}

      create table ccm.setting (name text primary key, value bytea not null);

      create table ccm.biller_claim (
        claim bigint generated always as identity primary key,
        person bytea not null, program text not null check (program in ('ccm', 'pcm', 'apcm')), biller text not null,
        months int4range not null check (not isempty(months)), tenant int not null, episode text not null,
        constraint biller_claim_program exclude using gist (person with =, program with =, months with &&)
          where (program in ('ccm', 'apcm')),
        constraint biller_claim_biller exclude using gist (person with =, biller with =, months with &&)
      );
      create index biller_claim_episode on ccm.biller_claim (tenant, episode);
      alter table ccm.biller_claim enable row level security;`,
      )
      .execute(db)
    await storeHmacKey(db)
    await sql.raw(FUNCTIONS).execute(db)
  },
}

/** HMAC (RFC 2104) needs the key only as two blocks, inner and outer; SQL's sha256 does the rest. */
async function storeHmacKey(db: Parameters<Migration['up']>[0]): Promise<void> {
  const key = Buffer.concat([randomBytes(32), Buffer.alloc(HMAC_BLOCK - 32)])
  const inner = key.map((byte) => byte ^ 0x36)
  const outer = key.map((byte) => byte ^ 0x5c)
  await sql`insert into ccm.setting values ('person-inner', ${inner}), ('person-outer', ${outer})`.execute(db)
}

const FUNCTIONS = `
  create function ccm.person_key(name text) returns bytea language sql stable set search_path = ccm, pg_temp as $$
    select sha256((select value from setting where name = 'person-outer')
      || sha256((select value from setting where name = 'person-inner') || convert_to(person_key.name, 'UTF8'))) $$;

  -- What stands in the way of months that the episode does not hold yet.
  create function ccm.biller_verdict(p bytea, prog text, bill text, wanted int4multirange) returns text
    language plpgsql stable set search_path = ccm, pg_temp as $$
    begin
      if isempty(wanted) then return 'own'; end if;
      return coalesce((
        select case when bool_or(c.tenant = ${TENANT_SETTING}) then 'already-enrolled' else 'other-biller' end
          from biller_claim c
          where c.person = p and c.months && wanted and (c.biller = bill or c.program = prog and prog <> 'pcm')
          having count(*) > 0), 'won');
    end $$;

  create function ccm.biller_claim_months(person_name text, prog text, bill text, wanted int4range, ep text, take boolean)
    returns text language plpgsql volatile security definer set search_path = ccm, pg_temp as $$
    declare
      p bytea := person_key(person_name);
      missing int4multirange;
      verdict text;
    begin
      -- Taken before the look-up, and each statement here has a snapshot of its own: claims of one person go one by one.
      perform pg_advisory_xact_lock(('x' || encode(substr(p, 1, 8), 'hex'))::bit(64)::bigint);
      select int4multirange(wanted) - coalesce(range_agg(c.months), '{}') into missing
        from biller_claim c
        where c.tenant = ${TENANT_SETTING} and c.episode = ep and c.person = p and c.program = prog and c.biller = bill;
      verdict := biller_verdict(p, prog, bill, missing);
      if verdict = 'won' and take then
        insert into biller_claim (person, program, biller, months, tenant, episode)
          select p, prog, bill, unnest(missing), ${TENANT_SETTING}, ep;
      end if;
      return verdict;
    exception when exclusion_violation then return 'other-biller';
    end $$;

  create function ccm.biller_release_months(ep text, keep int4range) returns void
    language plpgsql volatile security definer set search_path = ccm, pg_temp as $$
    begin
      delete from biller_claim where tenant = ${TENANT_SETTING} and episode = ep and (keep is null or not months && keep);
      update biller_claim set months = months * keep where tenant = ${TENANT_SETTING} and episode = ep and not months <@ keep;
    end $$;

  revoke all on function ccm.person_key(text), ccm.biller_verdict(bytea, text, text, int4multirange),
    ccm.biller_claim_months(text, text, text, int4range, text, boolean), ccm.biller_release_months(text, int4range) from public;
  grant execute on function ccm.biller_claim_months(text, text, text, int4range, text, boolean),
    ccm.biller_release_months(text, int4range) to ccm_app;`
