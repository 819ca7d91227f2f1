import type pg from 'pg'

/** A search as somebody writes it who needs this one only. */
export interface HandSearch {
  readonly name: string
  readonly text: string
  /** Query parameters that become $1, $2, … */
  readonly parameters: readonly string[]
}

/** One search a type, over a table with a column for each thing asked, and the index that fits. */
export const HAND_SEARCHES: Readonly<Record<string, HandSearch>> = {
  condition: {
    name: 'condition',
    text: `select content from bare.chart where type = 'Condition' and patient = $1 order by place limit 51`,
    parameters: ['patient'],
  },
  'care-plan': {
    name: 'care-plan',
    text: `select content from bare.chart where type = 'CarePlan' and patient = $1 and $2 = any(category) order by place limit 51`,
    parameters: ['patient', 'category'],
  },
  task: {
    name: 'task',
    text: `select content from bare.chart where type = 'Task' and patient = $1 and status = $2 order by place limit 51`,
    parameters: ['patient', 'status'],
  },
}

/** Copies what the product has on file into the table of the searches by hand. */
export async function prepareHandSearches(pool: pg.Pool): Promise<void> {
  await pool.query(`drop table if exists bare.chart;
    create table bare.chart as select r.rid as place, j->>'resourceType' as type, r.patient, j->>'status' as status,
      array(select c->>'code' from jsonb_path_query(j, '$.category[*].coding[*]') c) as category, r.content
    from ccm.resource r cross join lateral (select r.content::jsonb as j) x
    where not r.deleted and j->>'resourceType' in ('Condition', 'CarePlan', 'Task');
    create index on bare.chart (type, patient, place)`)
  await pool.query('vacuum analyze bare.chart')
}
