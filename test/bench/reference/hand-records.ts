import type pg from 'pg'

/**
 * A patient's record as somebody writes it who needs this alone: the record in one table in the order of its rows, what is
 * shared in another, and between them who is named in whose record, worked out beforehand.
 */
export const HAND_RECORD = `
  select content from (
    (select place, content from bare.record where patient = $1 order by place)
    union all
    (select 9000000000000000 + s.place, s.content from bare.mention m join bare.shared s on s.place = m.place where m.patient = $1)
  ) found order by place`

/** Copies what the product has on file into these tables. */
export async function prepareHandRecords(pool: pg.Pool): Promise<void> {
  await pool.query(`
    drop table if exists bare.record, bare.shared, bare.mention;
    create table bare.record as select patient, rid as place, content from ccm.resource where patient is not null and not deleted;
    create index on bare.record (patient, place);
    create table bare.shared as select rid as place, j->>'resourceType' || '/' || id as ref, refs, content
      from ccm.resource cross join lateral (select content::jsonb as j) x where patient is null and tenant > 0 and not deleted;
    create unique index on bare.shared (place);
    create table bare.mention as
      with recursive named as (
        select r.patient, s.place, s.refs from ccm.resource r cross join unnest(r.refs) ref join bare.shared s using (ref)
          where r.patient is not null
        union select n.patient, s.place, s.refs from named n cross join unnest(n.refs) ref join bare.shared s using (ref))
      select distinct patient, place from named;
    create index on bare.mention (patient, place)`)
  for (const table of ['record', 'shared', 'mention']) await pool.query(`vacuum analyze bare.${table}`)
}
