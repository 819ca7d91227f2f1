import type { Organization, Patient } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMadeUp, seedDemo } from '../../server/demo/seed-demo.ts'
import { aPatient } from '../support/chart.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { demoSeeding, demoSummary, Killed, killedAt } from '../support/demo-seeding.ts'

const NOVEMBER = Date.parse('2026-11-27T02:00:00Z')
const DAY = 86_400_000

const databases: TestDatabase[] = []
async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  databases.push(database)
  return database
}

let undisturbed: TestDatabase
let expected: Awaited<ReturnType<typeof demoSummary>>

beforeAll(async () => {
  undisturbed = await emptyDatabase()
  const seeding = await demoSeeding(undisturbed.database, NOVEMBER)
  await seedDemo(seeding)
  expected = await demoSummary(seeding.repository)
})
afterAll(async () => {
  for (const database of databases) await database.drop()
})

describe('seeding the demo', () => {
  it('fills an empty practice', () => {
    expect(expected['patients']).toHaveLength(30)
    expect(expected['episodes']?.length).toBeGreaterThan(20)
    expect(expected['tasks']?.length).toBeGreaterThan(80)
    expect(expected['charges']?.length).toBeGreaterThan(5)
  })

  it('leaves alone what somebody has changed since', async () => {
    const { repository, note, preparer } = await demoSeeding(undisturbed.database, NOVEMBER)
    const stored = await repository.read('Patient', 'mensah')
    const patient = JSON.parse(stored?.content ?? '') as Patient
    await repository.write([{ kind: 'put', resource: preparer.prepare({ ...patient, birthDate: '1952-08-22' }) }], note)
    await seedDemo(await demoSeeding(undisturbed.database, NOVEMBER + 40 * DAY))
    const after = await repository.read('Patient', 'mensah')
    expect(after?.version).toBe(2)
    expect(after?.content).toContain('1952-08-22')
    expect(await demoSummary(repository)).toEqual(expected)
  })

  it('does not begin anew where somebody wrote the practice without its tag', async () => {
    const { repository, note, preparer } = await demoSeeding(undisturbed.database, NOVEMBER)
    const stored = await repository.read('Organization', 'riverbend')
    const practice = JSON.parse(stored?.content ?? '') as Organization
    delete practice.meta
    await repository.write([{ kind: 'put', resource: preparer.prepare(practice) }], note)
    await seedDemo(await demoSeeding(undisturbed.database, NOVEMBER + 40 * DAY))
    expect((await repository.read('Organization', 'riverbend'))?.version).toBe((stored?.version ?? 0) + 1)
    expect(await isMadeUp(repository)).toBe(true)
    expect(await demoSummary(repository)).toEqual(expected)
  })

  it('leaves alone a practice whose Organization is gone, as long as there are patients', async () => {
    const database = await emptyDatabase()
    const { repository, note, preparer } = await demoSeeding(database.database, NOVEMBER)
    expect(await isMadeUp(repository)).toBe(true)
    await repository.write([{ kind: 'create', resource: preparer.prepare(aPatient('p', 'Real')) }], note)
    expect(await isMadeUp(repository)).toBe(false)
  })

  it('happens once where two processes start together', async () => {
    const database = await emptyDatabase()
    const one = await demoSeeding(database.database, NOVEMBER)
    const other = await demoSeeding(await database.another(), NOVEMBER)
    await Promise.all([seedDemo(one), seedDemo(other)])
    expect(await demoSummary(one.repository)).toEqual(expected)
  })

  it('killed again and again, over days, ends where an undisturbed one ends', { timeout: 120_000 }, async () => {
    const { database } = await emptyDatabase()
    let kills = 0
    while (await isKilled(database, kills)) kills++
    expect(kills).toBeGreaterThan(5)
    const { repository } = await demoSeeding(database, NOVEMBER)
    expect(await demoSummary(repository)).toEqual(expected)
  })
})

/** Seeds, after some kills, a day later and some writes further each time; false when it could be finished. */
async function isKilled(database: TestDatabase['database'], kills: number): Promise<boolean> {
  try {
    await seedDemo(killedAt(await demoSeeding(database, NOVEMBER + kills * DAY), 1 + kills * 9))
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  }
}
