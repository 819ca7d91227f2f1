import pg from 'pg'
import { OWNER_NAME } from '../connection/client-settings.ts'
import type { OwnerQuery } from './index-records.ts'

/** A process that indexes otherwise works on the same database. */
export class OtherVersionRuns extends Error {
  readonly code = 'OTHER_VERSION_RUNS'

  /** @param pids of its connections, as PostgreSQL counts them; none when it has gone already */
  constructor(pids: readonly number[]) {
    const connections = pids.length === 0 ? '' : ` (connections of PostgreSQL: ${pids.join(', ')})`
    super(
      `Another version of the server works on this database${connections}. What it writes would be indexed the old way: stop it, start this version, and run this again.`,
    )
  }
}

/**
 * Checks that all processes on the database index alike: each says in the name of its owner's connections how it does.
 * @throws OtherVersionRuns
 */
export async function requireSameVersion(owner: OwnerQuery): Promise<void> {
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database()
       and application_name like 'ccm owner%' and application_name <> $1 order by pid`,
    [OWNER_NAME],
  )
  if (rows.length > 0) throw new OtherVersionRuns(rows.map(({ pid }) => pid))
}

/** The same, before the database is opened: to open it may change its schema. */
export async function requireSameVersionAt(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'ccm reindex' })
  await client.connect()
  try {
    await requireSameVersion(client)
  } finally {
    await client.end()
  }
}
