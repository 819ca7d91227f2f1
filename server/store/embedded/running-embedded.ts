import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loginOf, urlOf } from './login.ts'
import { livingPostmaster, readyPostmaster } from './postmaster.ts'

/** Whether a folder holds a database. */
export function holdsDatabase(folder: string): boolean {
  return existsSync(join(folder, 'postgres', 'PG_VERSION'))
}

/**
 * The URL of the database that runs on a folder, for a second process beside the server that started it: it connects and
 * neither starts nor ends it. Undefined where none runs.
 */
export async function runningEmbedded(folder: string): Promise<string | undefined> {
  const home = resolve(folder)
  const data = join(home, 'postgres')
  if (!livingPostmaster(data)) return undefined
  const ready = await readyPostmaster(data, () => livingPostmaster(data) === undefined)
  return ready && urlOf(loginOf(home, ready))
}
