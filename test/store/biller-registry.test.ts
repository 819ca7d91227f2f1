import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BillerClaim, ClaimVerdict } from '../../server/ports/biller-registry.ts'
import type { FhirRepository } from '../../server/ports/fhir-store.ts'
import { createBillerRegistry } from '../../server/store/biller-registry.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openStore, type OpenedStore } from '../support/stored.ts'

let db: TestDatabase
let processes: readonly OpenedStore[]
const registry = createBillerRegistry()

beforeAll(async () => {
  db = await createTestDatabase()
  processes = [await openStore(db.database), await openStore(await db.another())]
})

afterAll(async () => {
  await db.drop()
})

/** A practice, as seen by one of the processes. */
async function at(practice: string, process = 0): Promise<FhirRepository> {
  const opened = processes[process]!
  return opened.store.as({ tenant: await opened.tenant(practice), compartment: 'unrestricted' })
}

const claimOf = (mbi: string | undefined, over: Partial<BillerClaim> = {}): BillerClaim => ({
  ...(mbi === undefined ? {} : { mbi }),
  patient: 'p',
  program: 'ccm',
  biller: '1234567893',
  months: { from: '2026-03' },
  episode: 'EpisodeOfCare/e',
  ...over,
})

async function claim(practice: string, wanted: BillerClaim, process = 0): Promise<ClaimVerdict> {
  return (await at(practice, process)).transaction((tx) => registry.claim(tx, wanted))
}

async function check(practice: string, wanted: BillerClaim): Promise<ClaimVerdict> {
  return (await at(practice)).transaction((tx) => registry.check(tx, wanted))
}

async function release(practice: string, episode: string, months?: BillerClaim['months']): Promise<void> {
  await (await at(practice)).transaction((tx) => registry.release(tx, episode, months))
}

const counted = (verdicts: readonly ClaimVerdict[]) =>
  Object.fromEntries(
    [...new Set(verdicts)].map((verdict) => [verdict, verdicts.filter((one) => one === verdict).length]),
  )

describe('50 who claim a person at once, of ten practices, through two processes', () => {
  test.each(['ccm', 'apcm'] as const)('%s: one wins, the others are told so; no error', async (program) => {
    for (let round = 0; round < 3; round++) {
      const verdicts = await Promise.all(
        Array.from({ length: 50 }, (_, attempt) =>
          claim(
            `race-${attempt % 10}`,
            claimOf(`1EG4TE5${program}${round}`, {
              program,
              episode: `EpisodeOfCare/${program}-${round}-${attempt}`,
              biller: String(1_000_000_000 + attempt),
            }),
            attempt % 2,
          ),
        ),
      )
      const { won, 'already-enrolled': known = 0, 'other-biller': others = 0 } = counted(verdicts)
      expect(won).toBe(1)
      expect(known + others).toBe(49)
      // Of the winner's own practice there are five, four of which lost.
      expect(known).toBe(4)
    }
  })

  test('ten persons each in one call, in whatever order: nobody waits for each other, and each person has one', async () => {
    const people = Array.from({ length: 10 }, (_, at) => `1EG4TE5MK${at}`)
    const all = await Promise.all(
      Array.from({ length: 40 }, async (_, attempt) => {
        const order = [...people.slice(attempt % 10), ...people.slice(0, attempt % 10)]
        const claims = order.map((mbi) => claimOf(mbi, { episode: `EpisodeOfCare/${mbi}` }))
        const repository = await at(`many-${attempt}`, attempt % 2)
        const verdicts = await repository.transaction((tx) => registry.claimEach(tx, claims, true))
        return order.map((mbi, place) => [mbi, verdicts[place]] as const)
      }),
    )
    expect(counted(all.flat().flatMap(([, verdict]) => verdict ?? []))).toEqual({ won: 10, 'other-biller': 390 })
    const winners = all.flat().flatMap(([mbi, verdict]) => (verdict === 'won' ? [mbi] : []))
    expect(winners.toSorted()).toEqual(people)
  })
})

describe('several claims in one call', () => {
  test('are answered in the order given; of one person the first comes first', async () => {
    const repository = await at('several')
    await claim('before', claimOf('TAKEN'))
    const claims = [
      claimOf('ZZ', { episode: 'EpisodeOfCare/z1' }),
      claimOf('TAKEN'),
      claimOf('AA', { episode: 'EpisodeOfCare/a' }),
      claimOf('ZZ', { episode: 'EpisodeOfCare/z2' }),
    ]
    const asked = await repository.transaction((tx) => registry.claimEach(tx, claims, false))
    expect(asked).toEqual(['won', 'other-biller', 'won', 'won'])
    const taken = await repository.transaction((tx) => registry.claimEach(tx, claims, true))
    expect(taken).toEqual(['won', 'other-biller', 'won', 'already-enrolled'])
    expect(await repository.transaction((tx) => registry.claimEach(tx, [], true))).toEqual([])
  })
})

describe('a claim', () => {
  test('is one’s own the second time, and checking takes nothing', async () => {
    expect(await check('own', claimOf('OWN'))).toBe('won')
    expect(await check('foreign', claimOf('OWN'))).toBe('won')
    expect(await claim('own', claimOf('OWN'))).toBe('won')
    expect(await claim('own', claimOf('OWN'))).toBe('own')
    expect(await check('own', claimOf('OWN'))).toBe('own')
    expect(await check('foreign', claimOf('OWN'))).toBe('other-biller')
    expect(await claim('own', claimOf('OWN', { episode: 'EpisodeOfCare/second' }))).toBe('already-enrolled')
  })

  test('is gone when its transaction is', async () => {
    const repository = await at('undone')
    const undone = repository.transaction(async (tx) => {
      expect(await registry.claim(tx, claimOf('UNDONE'))).toBe('won')
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect(await check('elsewhere', claimOf('UNDONE'))).toBe('won')
  })

  test('waits for one that is under way, and learns how that ended', async () => {
    const begun = Promise.withResolvers<undefined>()
    const end = Promise.withResolvers<undefined>()
    const repository = await at('first')
    const first = repository.transaction(async (tx) => {
      await registry.claim(tx, claimOf('WAIT'))
      begun.resolve(undefined)
      await end.promise
    })
    await begun.promise
    const second = claim('second', claimOf('WAIT'), 1)
    expect(await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))])).toBe('waits')
    end.resolve(undefined)
    await first
    expect(await second).toBe('other-biller')
  })

  test('holds its months and no others', async () => {
    expect(await claim('spring', claimOf('MONTHS', { months: { from: '2026-03', to: '2026-05' } }))).toBe('won')
    expect(await check('other', claimOf('MONTHS', { months: { from: '2025-11', to: '2026-02' } }))).toBe('won')
    expect(await check('other', claimOf('MONTHS', { months: { from: '2026-05', to: '2026-05' } }))).toBe('other-biller')
    expect(await check('other', claimOf('MONTHS', { months: { from: '2026-06' } }))).toBe('won')
    expect(await check('other', claimOf('MONTHS', { months: { from: '2026-01' } }))).toBe('other-biller')
  })

  test('may grow by months that are free', async () => {
    await claim('grower', claimOf('GROW', { months: { from: '2026-03', to: '2026-03' } }))
    expect(await claim('grower', claimOf('GROW', { months: { from: '2026-02', to: '2026-06' } }))).toBe('won')
    expect(await check('other', claimOf('GROW', { months: { from: '2026-06', to: '2026-06' } }))).toBe('other-biller')
    expect(await check('other', claimOf('GROW', { months: { from: '2026-07', to: '2026-07' } }))).toBe('won')
  })

  test('of PCM is one for each biller; a biller has one programme a person and month', async () => {
    const pcm = (biller: string, episode: string) => claimOf('PCM', { program: 'pcm', biller, episode })
    expect(await claim('lungs', pcm('1111111111', 'EpisodeOfCare/1'))).toBe('won')
    expect(await claim('heart', pcm('2222222222', 'EpisodeOfCare/2'))).toBe('won')
    expect(await claim('heart', pcm('1111111111', 'EpisodeOfCare/3'))).toBe('other-biller')
    expect(await claim('heart', claimOf('PCM', { biller: '2222222222', episode: 'EpisodeOfCare/4' }))).toBe(
      'already-enrolled',
    )
    expect(await claim('home', claimOf('PCM', { biller: '3333333333' }))).toBe('won')
    expect(
      await claim('home', claimOf('PCM', { program: 'apcm', biller: '4444444444', episode: 'EpisodeOfCare/5' })),
    ).toBe('won')
  })

  test('without an MBI is held apart by practice and patient', async () => {
    expect(await claim('no-mbi', claimOf(undefined))).toBe('won')
    expect(await claim('no-mbi', claimOf(undefined, { episode: 'EpisodeOfCare/again' }))).toBe('already-enrolled')
    expect(await claim('no-mbi', claimOf(undefined, { patient: 'q', episode: 'EpisodeOfCare/q' }))).toBe('won')
    expect(await claim('no-mbi-2', claimOf(undefined))).toBe('won')
  })

  test('by a biller without an NPI does not meet one of the same id elsewhere', async () => {
    const pcm = claimOf('LOCAL', { program: 'pcm', biller: 'dr-smith' })
    expect(await claim('local-1', pcm)).toBe('won')
    expect(await claim('local-2', pcm)).toBe('won')
  })
})

describe('giving back', () => {
  test('frees everything, or what lies outside the months that are kept', async () => {
    await claim('giver', claimOf('GIVE', { episode: 'EpisodeOfCare/g' }))
    await release('giver', 'EpisodeOfCare/g', { from: '2026-03', to: '2026-04' })
    expect(await check('taker', claimOf('GIVE', { months: { from: '2026-04', to: '2026-04' } }))).toBe('other-biller')
    expect(await check('taker', claimOf('GIVE', { months: { from: '2026-05' } }))).toBe('won')
    await release('giver', 'EpisodeOfCare/g')
    expect(await claim('taker', claimOf('GIVE'))).toBe('won')
  })

  test('cannot be done for another practice', async () => {
    await claim('holder', claimOf('HELD', { episode: 'EpisodeOfCare/h' }))
    await release('thief', 'EpisodeOfCare/h')
    expect(await check('thief', claimOf('HELD'))).toBe('other-biller')
  })
})

describe('what the product sees of it', () => {
  test('is no row, and the MBI is nowhere', async () => {
    await claim('secret', claimOf('1EG4TE5MK73'))
    const seen = db.database.reads.queryOnce(1, 'select * from biller_claim', [])
    await expect(seen).rejects.toMatchObject({ code: '42501' })
    const key = db.database.reads.queryOnce(1, 'select * from setting', [])
    await expect(key).rejects.toMatchObject({ code: '42501' })
    const { rows } = await db.database.owner.query<{ row: string }>('select c::text as row from ccm.biller_claim c')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.some(({ row }) => row.includes('1EG4TE5MK73'))).toBe(false)
    const { rows: plain } = await db.database.owner.query(
      `select 1 from ccm.biller_claim where person = sha256(convert_to('mbi 1EG4TE5MK73', 'UTF8'))`,
    )
    expect(plain).toEqual([])
  })
})
