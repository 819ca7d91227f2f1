import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ended, exported, kickOff, linesOf, pathOf, type Manifest } from '../../support/exports.ts'
import type { TestApp, TestClient } from '../../support/test-app.ts'
import { comparable } from './answers.ts'
import { RECORDS, startExportServer, type ExportServer } from './export-server.ts'

/** The jobs and files of bulk exports with other tokens, after their time, too many at once; what the trail says of them. */
let server: ExportServer
let app: TestApp
let admin: TestClient
let owner: pg.Client

beforeAll(async () => {
  server = await startExportServer()
  ;({ app, admin, owner } = server)
})
afterAll(() => server.stop())

const program: ExportServer['program'] = (id, scope) => server.program(id, scope)

const NOWHERE = '00000000-0000-4000-8000-000000000000'

describe('the job and the files of another', () => {
  let job: string
  let file: string
  beforeAll(async () => {
    const made = await exported(await program('bulk'), '/$export?_type=Condition,Patient')
    job = made.job
    file = pathOf(made.manifest.output[0]?.url)
  })

  test.each([
    ['another program', () => program('other-bulk')],
    ['a payer', () => program('plan')],
    ['a program of another practice', () => program('bulk-elsewhere')],
    ['an administrator', () => app.client({ role: 'administrator' })],
    ['a patient', () => app.client({ role: 'patient', patient: 'm1' })],
    ['the same program with fewer types', () => program('bulk', 'system/Condition.rs')],
    ['the same program that only reads', () => program('bulk', 'system/Condition.r system/Patient.r')],
    ['the same program with constraints', () => program('bulk', 'system/Condition.rs?patient=m1 system/Patient.rs')],
  ])('are not there for %s', async (_who, open) => {
    const client = await open()
    const name = file.split('/').at(-1) ?? ''
    for (const [path, method, nowhere] of [
      [job, 'GET', `/_jobs/${NOWHERE}`],
      [job, 'DELETE', `/_jobs/${NOWHERE}`],
      [file, 'GET', `/_jobs/${NOWHERE}/${name}`],
      [file, 'HEAD', `/_jobs/${NOWHERE}/${name}`],
    ] as const) {
      const theirs = await client(path, { method })
      expect(theirs.status).toBe(404)
      const absent = await client(nowhere, { method })
      expect(comparable(theirs, job.split('/').at(-1) ?? '')).toEqual(comparable(absent, NOWHERE))
    }
  })

  test('are there for the next token of the same program, and the same or wider scopes', async () => {
    for (const scope of ['system/*.rs', 'system/Condition.rs system/Patient.rs']) {
      const client = await program('bulk', scope)
      expect((await client(job)).status).toBe(200)
      expect((await client(file)).status).toBe(200)
    }
    expect((await (await program('bulk'))(`${job}/Nothing.1.ndjson`)).status).toBe(404)
    expect((await (await program('bulk'))(file, { method: 'DELETE' })).status).toBe(405)
  })

  test('are gone when their time is over, and what made them too', async () => {
    const client = await program('bulk')
    const { job: old, manifest } = await exported(client, '/$export?_type=Patient')
    const id = old.split('/').at(-1)
    await owner.query(
      `update ccm.job set result = jsonb_set(result::jsonb, '{expires}', '1')::text, ended = 1 where id = $1`,
      [id],
    )
    expect((await client(old)).status).toBe(404)
    expect((await client(pathOf(manifest.output[0]?.url))).status).toBe(404)
  })
})

test('a client that asks for more at once than it may have is told to wait, and nobody else', async () => {
  const client = await program('bulk')
  const other = await program('other-bulk')
  // No export gets on until the test lets it.
  await owner.query('begin')
  await owner.query('lock table ccm.export_page in exclusive mode')
  const asked = await Promise.all(Array.from({ length: 12 }, () => kickOff(client, '/$export')))
  expect(asked.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, ...Array.from({ length: 9 }, () => 429)])
  const refused = asked.find(({ status }) => status === 429)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused?.body.issue[0]?.code).toBe('throttled')
  expect((await kickOff(other, '/$export')).status).toBe(202)
  await owner.query('commit')
  for (const { headers } of asked) {
    const location = headers.get('content-location')
    if (location) await expect.poll(async () => (await client(location)).status, { timeout: 20_000 }).toBe(200)
  }
  expect((await kickOff(client, '/$export')).status).toBe(202)
})

test('who asked for an export, and who fetched each file, stands in the trail; a refusal too', async () => {
  const client = await program('other-plan')
  const { job, manifest } = await exported(client, `/Group/south/$export?${RECORDS}`)
  for (const file of manifest.output) await linesOf(client, file)
  await kickOff(client, '/Group/north/$export')
  await client(job, { method: 'DELETE' })
  const entries = async (subtype: string) => {
    const { body } = await admin(`/AuditEvent?altid=other-plan&subtype=${encodeURIComponent(subtype)}&_count=100`)
    return (body.entry ?? []).map(({ resource }) => JSON.stringify(resource))
  }
  // What was asked last is stored last.
  await expect.poll(async () => (await entries('job-cancel')).length, { timeout: 5000 }).toBe(1)
  expect((await entries('job-file')).length).toBe(manifest.output.length)
  const id = job.split('/').at(-1) ?? ''
  for (const entry of await entries('job-file')) expect(entry).toContain(id)
  const asked = await entries('$export')
  expect(asked.map((entry) => /"outcome":"(\d)"/.exec(entry)?.[1]).toSorted()).toEqual(['0', '4'])
  expect(asked.filter((entry) => entry.includes('Group/south')).length).toBe(1)
})

test('a job that is cancelled while it runs ends, and leaves nothing', async () => {
  const client = await program('bulk')
  const lock = new pg.Client({ connectionString: app.database })
  await lock.connect()
  await lock.query('begin; lock table ccm.export_mark in access exclusive mode')
  const job = pathOf((await kickOff(client, '/$export')).headers.get('content-location'))
  await expect.poll(async () => (await client(job)).headers.get('x-progress'), { timeout: 5000 }).not.toBe('waiting')
  expect((await client(job)).headers.get('retry-after')).toBe('1')
  expect((await client(job, { method: 'DELETE' })).status).toBe(202)
  await lock.query('rollback')
  await lock.end()
  expect((await client(job)).status).toBe(404)
  // The next one is done after it.
  const next: Manifest = JSON.parse((await ended(client, (await exported(client, '/$export')).job)).text) as Manifest
  expect(next.output.length).toBeGreaterThan(0)
  const pages = 'select count(*)::int as many from ccm.export_page where job = $1'
  expect((await owner.query<{ many: number }>(pages, [job.split('/').at(-1)])).rows).toEqual([{ many: 0 }])
})
