import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from '../../server/store/embedded.ts'
import { silentLog } from '../support/silent-log.ts'

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '16MB' }
const isRoot = process.getuid?.() === 0

let root: string
let running: EmbeddedDatabase[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ccm-embedded-'))
  await chmod(root, 0o755)
  running = []
})

afterEach(async () => {
  for (const database of running) await database.stop()
  await rm(root, { recursive: true, force: true })
})

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ folder: join(root, 'data'), log: silentLog, settings: FAST, ...options })
  running.push(database)
  return database
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Starts the database in a process of its own and kills that: the database outlives it. */
async function startAndKill(settings: Readonly<Record<string, string>> = FAST): Promise<number> {
  const script = `
    import { startEmbedded } from ${JSON.stringify(new URL('../../server/store/embedded.ts', import.meta.url).href)}
    import pg from 'pg'
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const database = await startEmbedded({ folder: ${JSON.stringify(join(root, 'data'))}, log, settings: ${JSON.stringify(settings)} })
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query('create table if not exists kept as select 7 as seven')
    process.stdout.write(String(database.pid) + '\\n')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  child.kill('SIGKILL')
  await once(child, 'exit')
  return Number(line.toString())
}

describe('a folder', () => {
  test('is filled the first time; what lies in it is there the second time', async () => {
    const first = await start()
    await ask(first.url, 'create table kept as select 7 as seven')
    await first.stop()
    expect(existsSync(join(root, 'data', 'postgres', 'postmaster.pid'))).toBe(false)
    const second = await start()
    expect(await ask(second.url, 'select seven from kept')).toEqual([{ seven: 7 }])
  })

  test('keeps its password and its files to their owner', async () => {
    await start()
    expect((await stat(join(root, 'data', 'database.password'))).mode & 0o077).toBe(0)
    expect((await stat(join(root, 'data', 'postgres'))).mode & 0o077).toBe(0)
  })

  test('is worked on by one process at a time', async () => {
    await start()
    await expect(startEmbedded({ folder: join(root, 'data'), log: silentLog, settings: FAST })).rejects.toMatchObject({
      code: 'IN_USE',
      message: expect.stringContaining(join(root, 'data')) as string,
    })
  })

  test('without its password cannot be opened, and the message says what is missing', async () => {
    const first = await start()
    await first.stop()
    await rm(join(root, 'data', 'database.password'))
    await expect(start()).rejects.toMatchObject({
      code: 'NO_PASSWORD',
      message: expect.stringContaining('database.password') as string,
    })
  })

  test('of another PostgreSQL is left alone', async () => {
    await mkdir(join(root, 'data', 'postgres'), { recursive: true })
    await writeFile(join(root, 'data', 'postgres', 'PG_VERSION'), '12\n')
    await expect(start()).rejects.toMatchObject({
      code: 'WRONG_VERSION',
      message: expect.stringContaining('made by PostgreSQL 12') as string,
    })
  })

  test('with a path too long for a socket has its socket elsewhere', async () => {
    const folder = join(root, 'a-long-name'.repeat(8), 'another-long-name'.repeat(2))
    const database = await start({ folder })
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe.runIf(isRoot)('started as root', () => {
  test('it runs as a user of its own', async () => {
    const database = await start()
    const { uid } = await stat(`/proc/${database.pid}`)
    expect(uid).toBeGreaterThan(0)
  })

  test('below a folder of mode 0700 it names that folder, its mode, and what to do', async () => {
    const closed = join(root, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const refused = start({ folder: join(closed, 'deep', 'data') })
    await expect(refused).rejects.toMatchObject({ code: 'UNREACHABLE' })
    const { message } = await refused.then(
      () => new Error('It started.'),
      (error: unknown) => error as Error,
    )
    expect(message).toContain(`the permissions of ${closed} (mode 700)`)
    expect(message).toContain(`chmod o+x ${closed}`)
    expect(message).toContain('DATA_DIR')
    expect(message).toContain('DATABASE_URL')
    expect(existsSync(join(closed, 'deep', 'data', 'postgres'))).toBe(false)
  })

  test('it starts once that folder lets others pass', async () => {
    const closed = join(root, 'closed')
    await mkdir(closed, { mode: 0o700 })
    await expect(start({ folder: join(closed, 'data') })).rejects.toMatchObject({ code: 'UNREACHABLE' })
    await chmod(closed, 0o711)
    const database = await start({ folder: join(closed, 'data') })
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a database that outlived its process', () => {
  test('is adopted, with all that it holds', async () => {
    const pid = await startAndKill()
    const said: string[] = []
    const log = { ...silentLog, info: (message: string) => said.push(message) }
    const database = await start({ log })
    expect(database.pid).toBe(pid)
    expect(said).toContain('database adopted')
    expect(await ask(database.url, 'select seven from kept')).toEqual([{ seven: 7 }])
    await database.stop()
    expect(existsSync(`/proc/${pid}/cwd`)).toBe(false)
  })

  test('is started anew when it ran with other settings', async () => {
    const pid = await startAndKill({ ...FAST, shared_buffers: '32MB' })
    const database = await start()
    expect(database.pid).not.toBe(pid)
    expect(await ask(database.url, 'select seven from kept')).toEqual([{ seven: 7 }])
    expect(await ask(database.url, 'show shared_buffers')).toEqual([{ shared_buffers: '16MB' }])
  })

  test('is started anew when it was killed, too', async () => {
    const pid = await startAndKill({ ...FAST, fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' })
    process.kill(pid, 'SIGKILL')
    const database = await start()
    expect(database.pid).not.toBe(pid)
    expect(await ask(database.url, 'select seven from kept')).toEqual([{ seven: 7 }])
  })
})

test('a database that ends by itself is told of, once', async () => {
  const lost: string[] = []
  const database = await start({ onLost: (reason) => lost.push(reason) })
  process.kill(database.pid, 'SIGINT')
  await expect.poll(() => lost.length).toBe(1)
  await expect.poll(() => existsSync(join(root, 'data', 'postgres', 'postmaster.pid'))).toBe(false)
  expect(lost).toHaveLength(1)
})
