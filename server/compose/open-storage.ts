import type { Log } from '#ports/log.ts'
import type { Settings } from '../config.ts'
import { databaseLimits } from '../config/limits-of.ts'
import { startEmbedded } from '../store/embedded.ts'
import { openDatabase, type Database } from '../store/open-database.ts'

/** The database of the process, and how to let go of it. */
export interface Storage {
  readonly db: Database
  close(): Promise<void>
}

/**
 * Opens DATABASE_URL, or starts the embedded database. When that ends by itself the process has nothing to stand on, and
 * ends too: whoever runs it starts it anew.
 */
export async function openStorage(config: Settings, log: Log): Promise<Storage> {
  if (config.DATABASE_URL !== undefined) {
    const db = await openDatabase({ url: config.DATABASE_URL, log, limits: databaseLimits(config) })
    return { db, close: () => db.close() }
  }
  const embedded = await startEmbedded({ folder: config.DATA_DIR, log, onLost: () => process.exit(1) })
  try {
    const db = await openDatabase({ url: embedded.url, log, limits: databaseLimits(config) })
    return {
      db,
      async close() {
        await db.close()
        await embedded.stop()
      },
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}
