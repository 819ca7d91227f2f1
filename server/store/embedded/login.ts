import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-error.ts'

/** How to connect to an embedded database, by Unix socket. */
export interface Login {
  readonly user: string
  readonly password: string
  /** The socket's folder. */
  readonly host: string
  readonly port: number
}

/** The superuser's login on the server of a folder. @throws EmbeddedDatabaseError when the folder's password is missing */
export function loginOf(
  folder: string,
  { socketFolder, port }: { readonly socketFolder: string; readonly port: number },
): Login {
  return { user: 'ccm', password: readPassword(folder), host: socketFolder, port }
}

/** `postgresql:///ccm?host=…` */
export function urlOf({ user, password, host, port }: Login): string {
  const query = new URLSearchParams({ host, port: String(port), user, password })
  return `postgresql:///ccm?${query.toString()}`
}

/** Looks for the password before anything is started that nobody could talk to. @throws EmbeddedDatabaseError */
export function requirePassword(folder: string): void {
  readPassword(folder)
}

function readPassword(folder: string): string {
  const file = join(folder, 'database.password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  throw new EmbeddedDatabaseError(
    'NO_PASSWORD',
    `${file} is missing; without it nobody can open the database beside it. Restore it from a backup.`,
  )
}
