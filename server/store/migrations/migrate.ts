import type { Log } from '#ports/log.ts'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type pg from 'pg'
import { SCHEMA } from '../connection/client-settings.ts'
import { resources } from './0001-resources.ts'
import { searchTables } from './0002-search-tables.ts'
import { audit } from './0003-audit.ts'
import { timeAndBillers } from './0004-time-and-billers.ts'
import { jobs } from './0005-jobs.ts'
import { firstStatistics } from './0006-first-statistics.ts'
import { severalPatients } from './0007-several-patients.ts'
import { searchIndex } from './0008-search-index.ts'
import { dateIndex } from './0009-date-index.ts'
import { historyPatients } from './0010-history-patients.ts'
import { appSessions } from './0020-app-sessions.ts'
import { oauthRecords } from './0021-oauth-records.ts'
import { oauthKeys } from './0022-oauth-keys.ts'
import { auditHeads } from './0030-audit-heads.ts'
import { staffChanges } from './0031-staff-changes.ts'
import { timerBeats } from './0032-timer-beats.ts'
import { enrollDrafts } from './0033-enroll-drafts.ts'
import { grantChanges } from './0034-grant-changes.ts'
import { bulkExports } from './0035-bulk-exports.ts'
import { firstSigns } from './0036-first-signs.ts'
import { requireServer } from './require-server.ts'

/** Every step of the schema, in order. Append only: a released step never changes. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-resources': resources,
  '0002-search-tables': searchTables,
  '0003-audit': audit,
  '0004-time-and-billers': timeAndBillers,
  '0005-jobs': jobs,
  '0006-first-statistics': firstStatistics,
  '0007-several-patients': severalPatients,
  '0008-search-index': searchIndex,
  '0009-date-index': dateIndex,
  '0010-history-patients': historyPatients,
  '0020-app-sessions': appSessions,
  '0021-oauth-records': oauthRecords,
  '0022-oauth-keys': oauthKeys,
  '0030-audit-heads': auditHeads,
  '0031-staff-changes': staffChanges,
  '0032-timer-beats': timerBeats,
  '0033-enroll-drafts': enrollDrafts,
  '0034-grant-changes': grantChanges,
  '0035-bulk-exports': bulkExports,
  '0036-first-signs': firstSigns,
}

/**
 * Brings the schema up to date, all steps in one transaction under a lock of the database: processes that start together
 * wait for the first.
 * @throws DatabaseSetupError when the server or the login does not do.
 */
export async function migrate(owner: pg.Pool, log: Log): Promise<void> {
  await requireServer(owner)
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: owner }) }),
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableSchema: SCHEMA,
  })
  const { error, results } = await migrator.migrateToLatest()
  for (const { migrationName, status } of results ?? []) log.info('migration', { name: migrationName, status })
  if (error)
    throw error instanceof Error ? error : new Error('The schema could not be brought up to date.', { cause: error })
}
