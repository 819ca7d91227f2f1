import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#ports/log.ts'
import pg from 'pg'
import { findBinaries } from './embedded/binaries.ts'
import { checkVersion, createCluster, type Place } from './embedded/create-cluster.ts'
import { databaseUser, requireReach } from './embedded/database-user.ts'
import { EmbeddedDatabaseError } from './embedded/embedded-error.ts'
import { loginOf, requirePassword, urlOf, type Login } from './embedded/login.ts'
import {
  lastCommandLine,
  livingPostmaster,
  readyPostmaster,
  stopPostmaster,
  tellPostmasterToEnd,
  type Postmaster,
} from './embedded/postmaster.ts'

export interface EmbeddedOptions {
  /** DATA_DIR: files in `postgres/`, the password in `database.password`, PostgreSQL's own log in `postgres.log`. */
  readonly folder: string
  readonly log: Log
  /** Settings besides ours, for tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Called when the database ends without `stop`: the process should end too and be started anew. */
  readonly onLost?: (reason: string) => void
}

/** A PostgreSQL of ours that runs. Not to be shared: `url` is for this process and for children that it knows of. */
export interface EmbeddedDatabase {
  /** `postgresql:///ccm?host=…`: superuser, by Unix socket. */
  readonly url: string
  readonly pid: number
  /** Ends the database in order. */
  stop(): Promise<void>
}

const PORT = 5432
/** `ccm` in ASCII: names the one process that works on a folder. */
const FOLDER_LOCK = 6_513_517
const LOG_LIMIT = 10_000_000
const SOCKET_PATH_LIMIT = 103

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  password_encryption: 'scram-sha-256',
  autovacuum_naptime: '20s',
  autovacuum_analyze_scale_factor: '0.02',
  autovacuum_vacuum_insert_scale_factor: '0.1',
  // A failing statement must not put a patient's data into the log: neither its text nor the row in its detail.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
}

/**
 * Starts the embedded PostgreSQL in a folder, making it there the first time. One that outlived its process is adopted,
 * or started anew when it runs with other settings.
 * @throws EmbeddedDatabaseError when permissions, another process or the folder's state stand in the way.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const binaries = findBinaries()
  const folder = resolve(options.folder)
  const data = join(folder, 'postgres')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const user = databaseUser(data)
  requireReach(
    user,
    [binaries.postgres, binaries.initdb, join(binaries.home, 'lib'), join(binaries.home, 'share')],
    'node_modules',
  )
  requireReach(user, [folder], 'DATA_DIR')
  const fresh = !existsSync(join(data, 'PG_VERSION'))
  if (fresh) createCluster({ binaries, folder, data, user })
  checkVersion(binaries, data)
  requirePassword(folder)
  const { pid, socketFolder } = await runServer({ ...options, folder }, { binaries, data, user })
  const login = loginOf(folder, { socketFolder, port: PORT })
  const guard = await claimFolder(login, folder)
  if (fresh || (await lacksDatabase(guard))) await guard.query('create database ccm')
  return running({ pid, data, guard, login, options })
}

async function runServer(
  options: EmbeddedOptions,
  place: Place,
): Promise<{ readonly pid: number; readonly socketFolder: string }> {
  const socketFolder = chooseSocketFolder(place)
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: socketFolder, ...options.settings })
  const args = [
    '-D',
    place.data,
    '-p',
    String(PORT),
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const found = livingPostmaster(place.data)
  if (found) {
    const ready = await readyPostmaster(place.data, () => livingPostmaster(place.data) === undefined)
    if (ready && startedLike(place, args) && existsSync(socketOf(ready))) {
      options.log.info('database adopted', { pid: ready.pid })
      return ready
    }
    await stopPostmaster(found.pid, place.data)
    livingPostmaster(place.data)
  }
  return startServer(options, place, args)
}

/** Processes of a server that was killed go within moments; until then the next one is not let in. */
const PREDECESSOR = /is still in use|already exists/
const PREDECESSOR_ATTEMPTS = 40
const PREDECESSOR_PAUSE = 250

async function startServer(
  options: EmbeddedOptions,
  place: Place,
  args: readonly string[],
): Promise<{ pid: number; socketFolder: string }> {
  for (let attempt = 1; ; attempt++)
    try {
      return await spawnServer(options, place, args)
    } catch (error) {
      const waits = error instanceof EmbeddedDatabaseError && PREDECESSOR.test(error.message)
      if (!waits || attempt === PREDECESSOR_ATTEMPTS) throw error
      await sleep(PREDECESSOR_PAUSE)
      livingPostmaster(place.data)
    }
}

/** A server whose socket somebody has taken away runs, and nobody can talk to it: it has to be started anew. */
function socketOf({ socketFolder, port }: Pick<Postmaster, 'socketFolder' | 'port'>): string {
  return join(socketFolder, `.s.PGSQL.${port}`)
}

/** `postmaster.opts` quotes each argument. */
function startedLike({ binaries, data }: Place, args: readonly string[]): boolean {
  return lastCommandLine(data) === [binaries.postgres, ...args.map((argument) => `"${argument}"`)].join(' ')
}

async function spawnServer(
  options: EmbeddedOptions,
  place: Place,
  args: readonly string[],
): Promise<{ pid: number; socketFolder: string }> {
  const logFile = join(options.folder, 'postgres.log')
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'a', 0o600)
  const offset = statSync(logFile).size
  let exited = false
  try {
    // A session of its own: Ctrl-C in a terminal goes to all of a session, but requests in flight still need the database.
    const child = spawn(place.binaries.postgres, args, {
      ...place.user.ids,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' },
    })
    child.on('exit', () => (exited = true))
    child.on('error', () => (exited = true))
    child.unref()
  } finally {
    closeSync(log)
  }
  const ready = await readyPostmaster(place.data, () => exited)
  if (ready) return ready
  const reason = readFileSync(logFile).subarray(offset).toString('utf8').trim()
  throw new EmbeddedDatabaseError('FAILED', `The database does not start: ${reason || 'it says nothing'} (${logFile})`)
}

/** Beside the data, unless the path is too long for a socket's address. */
function chooseSocketFolder({ data, user }: Place): string {
  if (Buffer.byteLength(join(data, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_LIMIT) return data
  const folder = join(tmpdir(), `ccm-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user.ids) chownSync(folder, user.ids.uid, user.ids.gid)
  chmodSync(folder, 0o700)
  return folder
}

/** Holds the folder for this process as long as its connection lives. One that was killed lets go within moments. */
async function claimFolder(login: Login, folder: string): Promise<pg.Client> {
  const guard = new pg.Client({ ...login, database: 'postgres', application_name: 'ccm folder guard' })
  await guard.connect()
  for (let attempt = 0; attempt < 50; attempt++) {
    const { rows } = await guard.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [FOLDER_LOCK])
    if (rows[0]?.mine) return guard
    await sleep(100)
  }
  await guard.end()
  throw new EmbeddedDatabaseError(
    'IN_USE',
    `Another process works on ${folder} already. Stop it, give this one another DATA_DIR, or set DATABASE_URL: several processes can share one PostgreSQL server, but not one embedded database.`,
  )
}

async function lacksDatabase(guard: pg.Client): Promise<boolean> {
  const { rows } = await guard.query("select 1 from pg_database where datname = 'ccm'")
  return rows.length === 0
}

interface Run {
  readonly pid: number
  readonly data: string
  readonly guard: pg.Client
  readonly login: Login
  readonly options: EmbeddedOptions
}

function running({ pid, data, guard, login, options }: Run): EmbeddedDatabase {
  let stopping = false
  const tellToEnd = () => {
    tellPostmasterToEnd(pid, data)
  }
  process.once('exit', tellToEnd)
  const lost = (reason: string) => {
    if (stopping) return
    stopping = true
    options.log.error('database lost', { pid, reason })
    options.onLost?.(reason)
  }
  guard.on('error', (error) => {
    lost(error.message)
  })
  guard.on('end', () => {
    lost('its connection ended')
  })
  return {
    url: urlOf(login),
    pid,
    async stop() {
      if (stopping) return
      stopping = true
      await guard.end()
      await stopPostmaster(pid, data)
      process.off('exit', tellToEnd)
    },
  }
}
