import type { Log } from '#ports/log.ts'
import type { Settings } from '../config.ts'
import { holdsDatabase, runningEmbedded } from '../store/embedded/running-embedded.ts'
import { openDatabase } from '../store/open-database.ts'
import { requireSameVersionAt } from '../store/reindex/other-versions.ts'
import { openStorage, type Storage } from './open-storage.ts'

/** There is nothing to work on. */
class NoDatabase extends Error {
  readonly code = 'NO_DATABASE'

  constructor(folder: string) {
    super(`There is no database in ${folder}: set DATA_DIR or DATABASE_URL as for the server.`)
  }
}

/**
 * Opens the database for work beside the server: DATABASE_URL, or the embedded one, which the server runs already, or which
 * is started for as long as this lasts.
 * @throws OtherVersionRuns, NoDatabase, EmbeddedDatabaseError, DatabaseSetupError
 */
export async function openBeside(settings: Settings, log: Log): Promise<Storage> {
  const { DATABASE_URL, DATA_DIR } = settings
  const url = DATABASE_URL ?? (await runningEmbedded(DATA_DIR))
  if (url === undefined) {
    if (!holdsDatabase(DATA_DIR)) throw new NoDatabase(DATA_DIR)
    return openStorage(settings, log)
  }
  await requireSameVersionAt(url)
  const db = await openDatabase({ url, log })
  return { db, close: () => db.close() }
}
