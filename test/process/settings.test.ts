import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { limitSettings } from '../../server/config/limit-settings.ts'
import { runToEnd } from '../support/server-process.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ccm-settings-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(content: string): Promise<string> {
  const path = join(folder, 'settings.json')
  await writeFile(path, content)
  return path
}

/** What reading says of these settings, in a file or in the environment. */
async function faultOf(content: unknown, environment: Record<string, string> = {}): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const CCM_CONFIG = await fileOf(text)
  try {
    readConfig({ CCM_CONFIG, ...environment }, 'demo')
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('a setting that is wrong is named, with where it came from and what it should be', () => {
  test.each([
    ['PORT', 'eighty', 'a whole number from 0 to 65535'],
    ['PORT', 70000, 'a whole number from 0 to 65535'],
    ['PORT', -1, 'a whole number from 0 to 65535'],
    ['PORT', '', 'a whole number'],
    ['PORT', true, 'a whole number'],
    ['PORT', 80.5, 'a whole number'],
    ['HOST', '', 'an address'],
    ['HOST', 7, 'an address'],
    ['DATA_DIR', null, 'a folder'],
    ['DATABASE_URL', 'mysql://localhost/x', 'postgres://'],
    ['DATABASE_URL', 'localhost', 'postgres://'],
    ['PUBLIC_URL', 'ftp://x.example', 'http(s)'],
    ['LOG_LEVEL', 'loud', 'debug, info, warn, error, silent'],
    ['TRUST_PROXY', 'perhaps', 'true or false'],
    ['TRUST_PROXY', 7, 'true or false'],
    ['MAX_BODY_MB', 0, 'a number from'],
    ['MAX_BODY_MB', 'many', 'a number from'],
    ['MAX_BODY_MB', null, 'a number from'],
    ['MAX_BODY_MB', [5], 'a number from'],
    ['MAX_BODY_MB', '1e9', 'a number from'],
    ['MAX_JSON_DEPTH', 1_000_000, 'a whole number from 1 to 1000'],
    ['MAX_CHAIN_DEPTH', 11, 'a whole number from 1 to 10'],
    ['MAX_REQUEST_SECONDS', -5, 'a number from'],
  ])('%s: %j', async (name, value, expected) => {
    const fault = await faultOf({ [name]: value })
    expect(fault).toContain(`${name} (${join(folder, 'settings.json')}): must be`)
    expect(fault).toContain(expected)
    if (typeof value !== 'string' || value === '') return
    expect(await faultOf({}, { [name]: value })).toContain(`${name} (environment): must be`)
  })

  test('each limit refuses what is no number, and what is none of its range', async () => {
    for (const name of Object.keys(limitSettings))
      for (const value of ['x', 0, -1, 1e12]) expect(await faultOf({ [name]: value }), name).toContain(`${name} (`)
  })

  test('all of them at once, also those that are no settings at all', async () => {
    const fault = await faultOf({ PORT: 'x', PROT: 1, MAX_BODY_MB: 'y' }, { LOG_LEVEL: 'z' })
    for (const name of ['PORT', 'PROT', 'MAX_BODY_MB', 'LOG_LEVEL (environment)']) expect(fault).toContain(name)
    expect(fault).toContain('is no setting')
  })

  test('limits that contradict each other', async () => {
    expect(await faultOf({ DEFAULT_PAGE_SIZE: 10, MAX_PAGE_SIZE: 5 })).toMatch(/DEFAULT_PAGE_SIZE.*MAX_PAGE_SIZE/)
    expect(await faultOf({ MAX_URL_KB: 64, MAX_HEADER_KB: 64 })).toMatch(/MAX_URL_KB.*MAX_HEADER_KB/)
  })

  test.each([
    ['an empty file', '', 'line 1, column 1'],
    ['broken JSON', '{\n  "PORT": 8080,\n}', 'line 3, column 1'],
    ['a list', '[]', 'one JSON object'],
    ['null', 'null', 'one JSON object'],
  ])('%s', async (_what, content, expected) => {
    const fault = await faultOf(content)
    expect(fault).toContain(join(folder, 'settings.json'))
    expect(fault).toContain(expected)
  })

  test('a password in a broken file is not printed', async () => {
    expect(await faultOf('{"DATABASE_URL": "postgres://ccm:geheim@localhost/ccm" "PORT": 1}')).not.toContain('geheim')
  })

  test('a file that was named and is not there, and one that is a folder', () => {
    expect(() => readConfig({ CCM_CONFIG: join(folder, 'nothing.json') }, 'demo')).toThrow(/CCM_CONFIG.*nothing\.json/)
    expect(() => readConfig({ CCM_CONFIG: folder }, 'demo')).toThrow(folder)
  })
})

test('what is right is read: from the environment before the file, numbers and booleans as either writes them', async () => {
  const CCM_CONFIG = await fileOf(
    '\ufeff{"PORT": 1, "TRUST_PROXY": true, "MAX_BODY_MB": 2.5, "PUBLIC_URL": "https://ccm.example/"}',
  )
  const config = readConfig({ CCM_CONFIG, PORT: ' 2 ', LOG_LEVEL: '' }, 'demo')
  expect(config).toMatchObject({
    PORT: 2,
    TRUST_PROXY: true,
    MAX_BODY_MB: 2.5,
    PUBLIC_URL: 'https://ccm.example',
    LOG_LEVEL: 'info',
  })
  expect(readConfig({ CCM_CONFIG, TRUST_PROXY: 'no' }, 'demo').TRUST_PROXY).toBe(false)
})

test('docs/limits.md names each limit with its default', async () => {
  const text = await readFile('docs/limits.md', 'utf8')
  const config: Readonly<Record<string, unknown>> = readConfig({ CCM_CONFIG: await fileOf('{}') }, 'demo')
  for (const name of Object.keys(limitSettings)) expect(text).toContain(`| \`${name}\` | ${String(config[name])} |`)
})

describe('a process with wrong settings', () => {
  test('ends with 2 and says in a few lines what is wrong, before it listens', async () => {
    const CCM_CONFIG = await fileOf('{"PORT": "x", "MAX_BODY_MB": 0}')
    for (const args of [['server/main.ts', '--demo'], ['server/main.ts']]) {
      const { code, output } = await runToEnd(args, { CCM_CONFIG })
      expect(code).toBe(2)
      expect(output).toContain('PORT (')
      expect(output).toContain('MAX_BODY_MB (')
      expect(output).not.toContain('    at ')
      expect(output).not.toContain('listening')
    }
  })

  test('names DATA_DIR when a file stands in its place', async () => {
    const path = join(folder, 'file')
    await writeFile(path, '')
    const { code, output } = await runToEnd(['server/main.ts', '--demo'], { DATA_DIR: path, PORT: '0' })
    expect(code).toBe(2)
    expect(output).toContain('DATA_DIR (environment)')
  })

  test('names DATABASE_URL when nothing answers there', async () => {
    const { code, output } = await runToEnd(['server/main.ts', '--demo'], {
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: 'postgres://ccm:geheim@127.0.0.1:1/ccm',
      PORT: '0',
    })
    expect(code).toBe(1)
    expect(output).toContain('DATABASE_URL')
    expect(output).not.toContain('geheim')
    expect(output).not.toContain('    at ')
  })

  test('does not take words that mean nothing', async () => {
    const { code, output } = await runToEnd(['server/main.ts', '--dmeo'])
    expect(code).toBe(2)
    expect(output).toContain('--dmeo')
  })
})
