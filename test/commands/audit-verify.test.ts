import { beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { runToEnd } from '../support/server-process.ts'
import { NOTE, openStore, putOf } from '../support/stored.ts'

let db: TestDatabase

/** Three batches of two entries each, of a process that is still at work. */
beforeEach(async () => {
  db = await createTestDatabase()
  const one = await openStore(db.database)
  const tenant = await one.tenant('north')
  const repository = one.store.as({ tenant, compartment: 'unrestricted' })
  for (const family of ['One', 'Two', 'Three']) {
    await repository.write([putOf({ resourceType: 'Patient', id: 'p', name: [{ family }] })], NOTE)
    one.audit.record({
      ...NOTE,
      tenant: tenant.key,
      interaction: 'read',
      action: 'R',
      outcome: '0',
      type: 'Patient',
      id: 'p',
    })
    await one.audit.flush()
  }
  return () => db.drop()
})

const verify = (...words: readonly string[]) =>
  runToEnd(['server/commands/audit-verify.ts', ...words], { DATABASE_URL: db.url })

async function tamper(text: string): Promise<void> {
  const { rowCount } = await db.database.owner.query(text)
  expect(rowCount).toBeGreaterThan(0)
}

test('a trail that nobody touched is whole, and its heads are shown', async () => {
  const { code, output } = await verify()
  expect(output).toMatch(
    /^Checked: entries 6, batches 3, processes 1\.\nThe trail is whole\.\nHeads:\n {2}1:3:[0-9a-f]{64}\n$/,
  )
  expect(code).toBe(0)
})

test.each([
  [
    'changed',
    `update ccm.audit set agent = 'Practitioner/other' where seq = 3`,
    'AuditEvent/1-3 was changed. Batch 2 of',
  ],
  ['removed', 'delete from ccm.audit where seq = 4', 'AuditEvent/1-4 was removed. Batch 2 of'],
  ['reordered', 'update ccm.audit set seq = 7 - seq where seq in (3, 4)', 'AuditEvent/1-3 was reordered. Batch 2 of'],
  ['the newest removed', 'delete from ccm.audit where seq > 4', 'AuditEvent/1-5 was removed. Batch 3 of'],
])('an entry %s is named', async (_what, text, said) => {
  await tamper(text)
  const { code, output } = await verify()
  expect(output).toContain(`processes 1.\n${said} process 1, sealed `)
  expect(output).not.toContain('whole')
  expect(code).toBe(1)
})

test('the newest entries taken away with their batch are missed', async () => {
  await tamper('delete from ccm.audit where seq > 4')
  await tamper('delete from ccm.audit_batch where number = 3')
  const { code, output } = await verify()
  expect(output).toContain('Batch 3 of process 1 is the last, or the newest are gone')
  expect(code).toBe(1)
})

test('where the head was made to fit, one that was kept elsewhere tells', async () => {
  const before = await verify()
  const [head = ''] = /1:3:[0-9a-f]{64}/.exec(before.output) ?? []
  expect((await verify('--head', head)).code).toBe(0)
  await tamper('delete from ccm.audit where seq > 4')
  await tamper('delete from ccm.audit_batch where number = 3')
  await tamper('update ccm.audit_head set number = 2, hash = (select hash from ccm.audit_batch where number = 2)')
  expect((await verify()).code).toBe(0)
  const { code, output } = await verify('--head', head)
  expect(output).toContain('Batch 3 of process 1 is gone or is another')
  expect(code).toBe(1)
})

test.each([
  [['--help'], 0, 'npm run audit:verify -- [options]'],
  [['--head', '1:2'], 2, '1:2 is none'],
  [['--frobnicate'], 2, 'try --help'],
])('%j ends with %i', async (words, expected, said) => {
  const { code, output } = await verify(...words)
  expect(code).toBe(expected)
  expect(output).toContain(said)
})

test('where there is no database, it says so and makes none', async () => {
  const { code, output } = await runToEnd(['server/commands/audit-verify.ts'], { DATA_DIR: '/tmp/ccm-no-such-folder' })
  expect(code).toBe(1)
  expect(output).toContain('There is no database in /tmp/ccm-no-such-folder')
})
