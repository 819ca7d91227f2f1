import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../server/ports/audit-trail.ts'
import type { FhirRepository } from '../../server/ports/fhir-store.ts'
import { verifyAuditChain, type AuditFault } from '../../server/store/audit/verify-audit-chain.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NOTE, openStore, putOf, type OpenedStore } from '../support/stored.ts'

let db: TestDatabase
let one: OpenedStore
let two: OpenedStore
let tenant: number
let repository: FhirRepository

beforeEach(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
  two = await openStore(await db.another())
  const practice = await one.tenant('practice')
  tenant = practice.key
  repository = one.store.as({ tenant: practice, compartment: 'unrestricted' })
  return async () => {
    await db.drop()
  }
})

const read = (id: string): AuditEntry => ({
  ...NOTE,
  interaction: 'read',
  tenant,
  action: 'R',
  outcome: '0',
  type: 'Patient',
  id,
  query: '_elements=id&name=Ünïçode%00',
})

/** Three batches of the first process and two of the second, each of which has seen batches of the other. */
async function fill(): Promise<void> {
  for (const turn of [1, 2, 3]) {
    await repository.write([putOf({ resourceType: 'Patient', id: 'p', name: [{ family: `Turn${turn}` }] })], NOTE)
    one.audit.record(read(`one-${turn}`))
    await one.audit.flush()
    two.audit.record(read(`two-${turn}`))
    if (turn > 1) await two.audit.flush()
  }
}

const places = (faults: readonly AuditFault[]) => faults.map(({ kind, process, batch }) => [kind, process, batch])

/** What somebody who owns the database might do: nothing that the product itself may. */
async function tamper(text: string): Promise<void> {
  const { rowCount } = await db.database.owner.query(text)
  expect(rowCount).toBeGreaterThan(0)
}

describe('a trail that nobody touched', () => {
  test('is whole: reads and writes of all processes are sealed', async () => {
    await fill()
    const report = await verifyAuditChain(db.database)
    expect(report).toMatchObject({ batches: 5, entries: 9, unsealed: 0, faults: [] })
    await one.audit.stop()
    await two.audit.stop()
    const ended = await verifyAuditChain(db.database)
    expect(ended).toMatchObject({ batches: 7, entries: 9, unsealed: 0, faults: [] })
    expect([...ended.heads.keys()]).toEqual([1, 2])
  })

  test('goes on over the start of another process', async () => {
    await fill()
    await one.audit.stop()
    const three = await openStore(await db.another())
    three.audit.record(read('three'))
    await three.audit.flush()
    expect((await verifyAuditChain(db.database)).faults).toEqual([])
  })

  test('says how much is not sealed yet', async () => {
    await fill()
    await repository.write([putOf({ resourceType: 'Patient', id: 'q' })], NOTE)
    expect(await verifyAuditChain(db.database)).toMatchObject({ unsealed: 1, faults: [] })
    await one.audit.flush()
    expect(await verifyAuditChain(db.database)).toMatchObject({ unsealed: 0, faults: [] })
  })

  test('takes what cannot be stored as it came: it must not stop the entries behind it', async () => {
    one.audit.record({ ...read('nul'), id: 'a\0b', query: '\ud800', refusal: 'x\0' })
    one.audit.record(read('behind'))
    await one.audit.flush()
    expect(await verifyAuditChain(db.database)).toMatchObject({ entries: 2, unsealed: 0, faults: [] })
    await repository.write([putOf({ resourceType: 'Patient', id: 'r' })], { ...NOTE, reason: 'odd \ud800 \0 reason' })
    await one.audit.flush()
    expect(await verifyAuditChain(db.database)).toMatchObject({ entries: 3, faults: [] })
  })

  test('stores any text as it was hashed', async () => {
    const special = fc.constantFrom('"', '\\', ',', '(', ')', '{', '}', '\n', ' ', "'", 'NULL', 'ü', '')
    const text = fc.oneof(
      fc.array(special).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    )
    const texts = fc.record({ id: text, query: text, refusal: text, reason: text, interaction: text })
    for (const some of fc.sample(texts, 300)) one.audit.record({ ...read('any'), ...some })
    await one.audit.flush()
    expect(await verifyAuditChain(db.database)).toMatchObject({ entries: 300, unsealed: 0, faults: [] })
    const { rows } = await db.database.owner.query(`select 1 from ccm.audit where reason = '' limit 1`)
    expect(rows).toHaveLength(1)
  })
})

describe('a trail that somebody has changed', () => {
  const ofOne = 'process = 1'
  const first = { id: '1-3', how: 'changed' }
  const second = `seq <@ (select seqs from ccm.audit_batch where ${ofOne} and number = 2)`

  test.each([
    ['an entry changed', `update ccm.audit set agent = 'Practitioner/other' where ${ofOne} and ${second}`, first],
    [
      'an entry taken away',
      `delete from ccm.audit where ${ofOne} and interaction = 'read' and ${second}`,
      { id: '1-4', how: 'removed' },
    ],
    ['an entry moved in time', `update ccm.audit set at = at - 5000 where ${ofOne} and ${second}`, first],
    [
      'two entries changed in order',
      `update ccm.audit set seq = 7 - seq where ${ofOne} and seq in (3, 4)`,
      { id: '1-3', how: 'reordered' },
    ],
    [
      'an entry put in',
      `insert into ccm.audit select * from ccm.audit where ${ofOne} and interaction = 'read' and ${second}`,
      { id: '1-4', how: 'added' },
    ],
    [
      'the batch itself',
      `update ccm.audit_batch set closing = true where ${ofOne} and number = 2 and not closing`,
      undefined,
    ],
  ])('shows where: %s', async (_what, text, row) => {
    await fill()
    await tamper(text)
    const { faults } = await verifyAuditChain(db.database)
    expect(places(faults)).toContainEqual(['changed', 1, 2])
    expect(faults.find(({ kind }) => kind === 'changed')?.row).toEqual(row)
    expect(faults.filter(({ process, kind }) => process === 2 || (kind === 'changed' && process !== 1))).toEqual([])
  })

  test('shows a change whose batch was sealed again: the next one does not go on from it, others saw another', async () => {
    await fill()
    await tamper(`update ccm.audit_batch set hash = sha256('forged') where ${ofOne} and number = 2`)
    const found = places((await verifyAuditChain(db.database)).faults)
    expect(found).toContainEqual(['changed', 1, 2])
    expect(found).toContainEqual(['unlinked', 1, 3])
    expect(found).toContainEqual(['witness-missing', 2, 1])
  })

  test('shows a batch taken away with all its entries', async () => {
    await fill()
    await tamper(`delete from ccm.audit where ${ofOne} and ${second}`)
    await tamper(`delete from ccm.audit_batch where ${ofOne} and number = 2`)
    const found = places((await verifyAuditChain(db.database)).faults)
    expect(found).toContainEqual(['batch-missing', 1, 3])
    expect(found).toContainEqual(['witness-missing', 2, 1])
  })

  test('shows the newest batches taken away, by the processes that saw them', async () => {
    await fill()
    await tamper(`delete from ccm.audit where ${ofOne} and seq > 4`)
    await tamper(`delete from ccm.audit_batch where ${ofOne} and number = 3`)
    expect(places((await verifyAuditChain(db.database)).faults)).toEqual([
      ['head-differs', 1, 3],
      ['witness-missing', 2, 2],
    ])
  })

  test('shows the newest batches of all taken away, by the heads kept apart', async () => {
    await fill()
    await tamper(`delete from ccm.audit where ${ofOne} and seq > 4 or process = 2 and seq > 2`)
    await tamper(`delete from ccm.audit_batch where ${ofOne} and number = 3 or process = 2 and number = 2`)
    expect(places((await verifyAuditChain(db.database)).faults)).toEqual([
      ['head-differs', 1, 3],
      ['head-differs', 2, 2],
    ])
  })

  test('shows them with their heads taken away, too, to whoever has kept a head elsewhere', async () => {
    await fill()
    const heads = [...(await verifyAuditChain(db.database)).heads.values()]
    expect((await verifyAuditChain(db.database, heads)).faults).toEqual([])
    await tamper(`delete from ccm.audit where ${ofOne} and seq > 4 or process = 2 and seq > 2`)
    await tamper(`delete from ccm.audit_batch where ${ofOne} and number = 3 or process = 2 and number = 2`)
    await tamper(`update ccm.audit_head h set number = b.number, hash = b.hash from ccm.audit_batch b
      where b.process = h.process and b.number = h.number - 1`)
    expect((await verifyAuditChain(db.database)).faults).toEqual([])
    expect(places((await verifyAuditChain(db.database, heads)).faults)).toEqual([
      ['known-missing', 1, 3],
      ['known-missing', 2, 2],
    ])
  })

  test('shows what was added after a process had closed its chain', async () => {
    await fill()
    await one.audit.stop()
    await tamper(`insert into ccm.audit (at, process, seq, tenant, action, outcome, interaction, role, client, request)
      select at, process, 9999, tenant, action, outcome, interaction, role, client, request from ccm.audit where ${ofOne} limit 1`)
    const { faults } = await verifyAuditChain(db.database)
    expect(faults).toEqual([{ kind: 'unsealed-rows', process: 1, row: { id: '1-9999', how: 'added' } }])
  })
})

describe('the product itself', () => {
  test.each(['update audit set agent = null', 'delete from audit', 'truncate audit', 'delete from audit_batch'])(
    'may not: %s',
    async (text) => {
      const tried = db.database.writes.use((client) => client.runOnce(tenant, text, []))
      await expect(tried).rejects.toMatchObject({ code: '42501' })
    },
  )
})
