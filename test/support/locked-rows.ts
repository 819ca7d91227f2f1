import pg from 'pg'

/** Something in a database that is locked, so that whoever wants it waits. */
export interface Locked {
  /** How many statements wait for it. */
  readonly waiting: () => Promise<number>
  readonly release: () => Promise<void>
}

/** Locks a resource as a writer does: others can read it, and wait to write it. */
export function lockResource(url: string, id: string): Promise<Locked> {
  return lock(url, `select 1 from ccm.resource where id = '${id}' for update`)
}

/** Locks all resources: nobody can even read them. */
export function lockEverything(url: string): Promise<Locked> {
  return lock(url, 'lock table ccm.resource in access exclusive mode')
}

/** Locks all resources as they are: they can be read, and whoever writes waits. */
export function lockWrites(url: string): Promise<Locked> {
  return lock(url, 'lock table ccm.resource in exclusive mode')
}

async function lock(url: string, statement: string): Promise<Locked> {
  const client = new pg.Client({ connectionString: url })
  // Within a transaction PostgreSQL always shows who waited when it was first asked.
  const observer = new pg.Client({ connectionString: url })
  await client.connect()
  await observer.connect()
  await client.query('begin')
  await client.query(statement)
  return {
    async waiting() {
      const { rows } = await observer.query<{ count: number }>(
        `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rows[0]?.count ?? 0
    },
    async release() {
      await client.query('rollback')
      await client.end()
      await observer.end()
    },
  }
}

/** Resolves when this is so. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10))
}
