import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createBoundedRefusals, type BoundedRefusals } from '../../server/auth/bounded-refusals.ts'
import type { SecurityEntry } from '../../server/ports/security-entry.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { keptBy, longName } from '../support/heap.ts'
import { openStore, type OpenedStore } from '../support/stored.ts'

let db: TestDatabase
let one: OpenedStore
let now = Date.parse('2026-03-05T10:00:00Z')
let refusals: BoundedRefusals

beforeAll(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
})
afterAll(() => db.drop())
beforeEach(() => {
  now += 3_600_000
  refusals = createBoundedRefusals({ audit: one.audit, clock: { now: () => now } })
})

const from = (address: string, over: Partial<SecurityEntry> = {}): SecurityEntry => ({
  event: 'access-refused',
  outcome: '4',
  request: `request-${address}`,
  address,
  refusal: 'invalid_token',
  ...over,
})

interface Entered {
  readonly tenant: number
  readonly interaction: string
  readonly address: string | null
  readonly refusal: string | null
  readonly query: string | null
}

let seen = 0

/** What has been entered since the last look. */
async function entered(): Promise<readonly Entered[]> {
  await one.audit.flush()
  const { rows } = await db.database.owner.query<Entered>(
    'select tenant, interaction, address, refusal, query from ccm.audit order by seq offset $1',
    [seen],
  )
  seen += rows.length
  return rows
}

test('a refusal is entered at once, of no practice where none is known', async () => {
  refusals.record(from('192.0.2.1'))
  expect(await entered()).toEqual([
    { tenant: 0, interaction: 'access-refused', address: '192.0.2.1', refusal: 'invalid_token', query: null },
  ])
})

test('those that follow within a minute are counted: a second entry says how many', async () => {
  for (let time = 0; time < 50; time++) refusals.record(from('192.0.2.1'))
  refusals.record(from('192.0.2.2'))
  refusals.record(from('192.0.2.1', { refusal: 'no-token' }))
  refusals.record(from('192.0.2.1', { event: 'client-refused', client: 'payer', tenant: 7 }))
  expect(await entered()).toHaveLength(4)
  now += 60_000
  refusals.record(from('192.0.2.1'))
  expect((await entered()).map(({ address, query }) => [address, query])).toEqual([
    ['192.0.2.1', 'times=49'],
    ['192.0.2.1', null],
  ])
})

test('what was counted is entered at a stop', async () => {
  for (let time = 0; time < 3; time++) refusals.record(from('192.0.2.1', { details: { grant: 'refresh_token' } }))
  refusals.stop()
  refusals.stop()
  expect((await entered()).map(({ query }) => query)).toEqual(['grant=refresh_token', 'grant=refresh_token&times=2'])
})

test('from ever other addresses nobody enters more than a thousand and what they had in common', async () => {
  for (let host = 0; host < 5000; host++) refusals.record(from(`2001:db8::${host.toString(16)}`))
  const first = await entered()
  expect(first).toHaveLength(1001)
  expect(first.at(-1)).toMatchObject({ address: null, query: 'from=many+addresses' })
  refusals.stop()
  expect((await entered()).map(({ query }) => query)).toEqual(['from=many+addresses&times=3999'])
})

test('what clients call themselves fills no memory, however long it is', () => {
  const bounded = createBoundedRefusals({ audit: { ...one.audit, record: () => undefined }, clock: { now: () => now } })
  const kept = keptBy(() => {
    for (let at = 0; at < 900; at++) bounded.record(from('192.0.2.1', { client: longName(at) }))
  })
  bounded.stop()
  expect(kept).toBeLessThan(10)
})
