import type { AuditEvent } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { securityEntry } from '../../server/ports/security-entry.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { runToEnd } from '../support/server-process.ts'
import { NOTE, openStore, putOf } from '../support/stored.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
  const one = await openStore(db.database)
  const { audit } = one
  const practice = await one.tenant('north')
  await one.store
    .as({ tenant: practice, compartment: 'unrestricted' })
    .write([putOf({ resourceType: 'Patient', id: 'p' })], NOTE)
  const refused = { outcome: '4', request: 'request-1' } as const
  audit.record(securityEntry({ ...refused, event: 'access-refused', refusal: 'no-token', address: '192.0.2.1' }))
  audit.record(securityEntry({ ...refused, event: 'login', refusal: 'unknown', tenant: practice.key }))
  audit.record(securityEntry({ ...refused, event: 'client-refused', client: 'payer', details: { times: '3' } }))
  await audit.flush()
})
afterAll(() => db.drop())

const run = (...words: readonly string[]) =>
  runToEnd(['server/commands/audit-unassigned.ts', ...words], {
    DATABASE_URL: db.url,
    PUBLIC_URL: 'https://ccm.test',
  })

const codesIn = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as AuditEvent).subtype?.at(-1)?.code)

test('prints what is of no practice, newest first, and nothing of any', async () => {
  const { code, output } = await run()
  expect(code, output).toBe(0)
  expect(codesIn(output)).toEqual(['client-refused', 'access-refused'])
  expect(output).toContain('192.0.2.1')
  expect(output).toContain('https://ccm.test/fhir/r4')
})

test('so many, and from a day on', async () => {
  expect(codesIn((await run('--count', '1')).output)).toEqual(['client-refused'])
  expect(codesIn((await run('--since', '2999-01-01')).output)).toEqual([])
})

test.each([
  [['--help'], 0, 'npm run -s audit:unassigned -- [options]'],
  [['--since', 'yesterday'], 2, 'yesterday is none'],
  [['--count', '0'], 2, '0 is none'],
])('%j ends with %i', async (words, expected, said) => {
  const { code, output } = await run(...words)
  expect(code).toBe(expected)
  expect(output).toContain(said)
})
