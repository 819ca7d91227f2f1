import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { DatabaseUser } from './database-user.ts'
import { EmbeddedDatabaseError } from './embedded-error.ts'

/** With what, where and as whom the embedded database runs. */
export interface Place {
  readonly binaries: Binaries
  readonly data: string
  readonly user: DatabaseUser
}

/** Makes the files aside and moves them into place when they are whole: a start that is interrupted leaves nothing. */
export function createCluster({ binaries, folder, data, user }: Place & { readonly folder: string }): void {
  const aside = join(folder, `postgres.new-${process.pid}`)
  const passwordFile = join(aside, 'password')
  const password = randomBytes(24).toString('base64url')
  try {
    mkdirSync(join(aside, 'data'), { recursive: true, mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    for (const path of [aside, join(aside, 'data'), passwordFile])
      if (user.ids) chownSync(path, user.ids.uid, user.ids.gid)
    const flags = [
      '--username=ccm',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ]
    const made = spawnSync(binaries.initdb, ['--pgdata', join(aside, 'data'), '--no-instructions', ...flags], {
      ...user.ids,
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
    })
    if (made.status !== 0)
      throw new EmbeddedDatabaseError(
        'FAILED',
        `The database could not be made in ${folder}: ${made.stderr.trim() || String(made.error)}`,
      )
    writeFileSync(join(folder, 'database.password'), password, { mode: 0o600 })
    renameSync(join(aside, 'data'), data)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** @throws EmbeddedDatabaseError when the files are another version's */
export function checkVersion(binaries: Binaries, data: string): void {
  const ours = /(\d+)/.exec(spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout)?.[1]
  const theirs = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (ours !== undefined && ours !== theirs)
    throw new EmbeddedDatabaseError(
      'WRONG_VERSION',
      `${data} was made by PostgreSQL ${theirs}; this version of the product brings ${ours}. Move the data with the version that made them, or set DATABASE_URL to a PostgreSQL ${theirs}.`,
    )
}
