import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-error.ts'

/** The system's user that the database runs as; without ids it is whoever runs this process. */
export interface DatabaseUser {
  readonly name: string
  readonly ids?: { readonly uid: number; readonly gid: number }
}

const OWN_USER = 'ccm-postgres'

/**
 * PostgreSQL refuses to run as root. Started as root, the database runs as whoever owns its files, else as a user of its
 * own, which is made when the system has none.
 * @throws EmbeddedDatabaseError when no such user can be made.
 */
export function databaseUser(dataFolder: string): DatabaseUser {
  if (process.getuid?.() !== 0) return { name: process.env['USER'] ?? 'you' }
  const owner = ownerOf(dataFolder)
  if (owner) return owner
  const known = idsOf(OWN_USER) ?? idsOf('postgres')
  if (known) return known
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER])
  const made = idsOf(OWN_USER)
  if (made) return made
  throw new EmbeddedDatabaseError(
    'NO_USER',
    `PostgreSQL does not run as root, and the user ${OWN_USER} could not be made. Make it (useradd --system ${OWN_USER}), start the server as another user than root, or set DATABASE_URL.`,
  )
}

/**
 * Checks that the database's user can get to `paths`: asks the system by trying, so that access lists count too.
 * @throws EmbeddedDatabaseError naming the outermost folder that stops it, and what to do.
 */
export function requireReach(user: DatabaseUser, paths: readonly string[], what: string): void {
  const onTheWay = [...new Set(paths.flatMap(ancestors))].filter((path) => existsSync(path))
  const script = 'for p; do if [ -d "$p" ]; then test -x "$p"; else test -r "$p"; fi || { echo "$p"; exit 1; }; done'
  const tried = spawnSync('/bin/sh', ['-c', script, 'sh', ...onTheWay], { ...user.ids, cwd: '/', encoding: 'utf8' })
  const stop = tried.stdout.trim()
  if (tried.status === 0 || !stop) return
  const mode = (statSync(stop).mode & 0o777).toString(8)
  throw new EmbeddedDatabaseError(
    'UNREACHABLE',
    `The embedded database runs as the user ${user.name}, who cannot reach ${what}: the permissions of ${stop} (mode ${mode}) stop it. ` +
      `Let others pass (chmod o+x ${stop}; below it chmod -R o+rX where that is needed), put ${what} elsewhere` +
      `${what === 'DATA_DIR' ? ' (setting DATA_DIR)' : ''}, start the server as the owner of that folder instead of root, or set DATABASE_URL.`,
  )
}

/** The folders above a path and itself, from the root down. */
function ancestors(path: string): readonly string[] {
  const above = dirname(path)
  return above === path ? [path] : [...ancestors(above), path]
}

function ownerOf(folder: string): DatabaseUser | undefined {
  if (!existsSync(folder)) return undefined
  const { uid, gid } = statSync(folder)
  return uid === 0 ? undefined : { name: nameOf(uid), ids: { uid, gid } }
}

function idsOf(name: string): DatabaseUser | undefined {
  const [uid, gid] = [id('-u', name), id('-g', name)].map((text) => Number.parseInt(text, 10))
  return uid === undefined || gid === undefined || !(uid > 0) ? undefined : { name, ids: { uid, gid } }
}

function nameOf(uid: number): string {
  return id('-un', String(uid)) || String(uid)
}

function id(option: string, user: string): string {
  const asked = spawnSync('id', [option, user], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim() : ''
}
