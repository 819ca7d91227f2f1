import type { ChargeItem, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMonth } from '../../server/use-cases/read-month.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  aMonth,
  ADMIN,
  approvePlan,
  eligibleChart,
  NURSE,
  openProgramme,
  practiceStaff,
  timeEntry,
  type Programme,
  type TestPractice,
} from '../support/programme.ts'
import { searchAll } from '../support/search-all.ts'

/** Two processes on one database. */
let db: TestDatabase
let processes: readonly Programme[]

beforeAll(async () => {
  db = await createTestDatabase()
  processes = [await openProgramme(db.database), await openProgramme(await db.another())]
})

afterAll(async () => {
  await db.drop()
})

/** The same practice as both processes see it. */
async function bothSides(slug: string): Promise<readonly [TestPractice, TestPractice]> {
  const [one, two] = [await processes[0]!.practice(slug), await processes[1]!.practice(slug)]
  await one.chart(...practiceStaff(slug))
  return [one, two]
}

async function enrolled(practice: TestPractice, patient: string, mbi: string): Promise<void> {
  await practice.chart(...eligibleChart(patient, mbi))
  await approvePlan(practice, (await practice.enroll(patient))?.written ?? [])
}

/** Runs fifty at once, and answers what became of each. */
async function fifty<T>(act: (index: number) => Promise<T>): Promise<readonly PromiseSettledResult<T>[]> {
  return Promise.allSettled(Array.from({ length: 50 }, (_unused, index) => act(index)))
}

const won = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length

/** Whatever was not the rule's own word. */
const others = (results: readonly PromiseSettledResult<unknown>[], rules: readonly string[]) =>
  results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    const error = result.reason as { rule?: string; issues?: readonly { rule: string }[] }
    const rule = error.rule ?? error.issues?.[0]?.rule
    return rule !== undefined && rules.includes(rule) ? [] : [result.reason as unknown]
  })

describe('fifty at once, from two processes', () => {
  it('who log overlapping time of one person: one wins', async () => {
    const sides = await bothSides('overlapping')
    await enrolled(sides[0], 'ada', '1EG4TE5MK81')
    await enrolled(sides[0], 'ben', '1EG4TE5MK82')
    const results = await fifty((index) => {
      const start = new Date(Date.parse('2025-03-03T15:00:00Z') + index * 1000).toISOString()
      return sides[index % 2]!.put(timeEntry(`t${index}`, index % 3 ? 'ada' : 'ben', { start, minutes: 20 }), NURSE)
    })
    expect(others(results, ['overlap'])).toEqual([])
    expect(won(results)).toBe(1)
    expect(await searchAll<Task>(sides[0].repository, 'Task')).toHaveLength(1)
  })

  it('who log time one after the other: nothing is lost', async () => {
    const sides = await bothSides('adjoining')
    await enrolled(sides[0], 'ada', '1EG4TE5MK83')
    const results = await fifty((index) => {
      const start = new Date(Date.parse('2025-03-03T15:00:00Z') + index * 60_000).toISOString()
      return sides[index % 2]!.put(timeEntry(`t${index}`, 'ada', { start, minutes: 1 }), NURSE)
    })
    expect(others(results, [])).toEqual([])
    const month = await readMonth(processes[1]!.deps, sides[1].repository, { patient: 'ada', month: aMonth('2025-03') })
    expect(month?.decision.totalMinutes).toBe(50)
  })

  it('who start a timer: one runs', async () => {
    const sides = await bothSides('timers')
    await enrolled(sides[0], 'ada', '1EG4TE5MK84')
    const results = await fifty((index) =>
      sides[index % 2]!.put(
        {
          ...timeEntry(`t${index}`, 'ada', { start: '2025-04-10T14:00:00Z', minutes: 0 }),
          status: 'in-progress',
          executionPeriod: { start: '2025-04-10T14:00:00Z' },
        },
        NURSE,
      ),
    )
    expect(others(results, ['timer-running'])).toEqual([])
    expect(won(results)).toBe(1)
  })

  it('who enroll one person in two practices: one has them, and nobody learns who', async () => {
    const [north] = await bothSides('north')
    const south = await processes[1]!.practice('south')
    await south.chart(...practiceStaff('south', { doc: '1003000126', colleague: '1003000134' }))
    for (const practice of [north, south]) await practice.chart(...eligibleChart('ada', '1EG4TE5MK85'))
    const results = await fifty((index) => (index % 2 ? north : south).enroll('ada'))
    expect(others(results, ['already-enrolled', 'other-biller'])).toEqual([])
    expect(won(results)).toBe(1)
    for (const result of results)
      if (result.status === 'rejected') expect(String(result.reason)).not.toMatch(/north|south|doc/)
    const episodes = await Promise.all([north, south].map(({ repository }) => searchAll(repository, 'EpisodeOfCare')))
    expect(episodes.flat()).toHaveLength(1)
  })

  it('who close a month: there is one set of charges', async () => {
    const sides = await bothSides('closing')
    for (let index = 0; index < 6; index++) {
      await enrolled(sides[0], `p${index}`, `2EG4TE5MK8${index}`)
      const start = `2025-03-${10 + index}T15:00:00Z`
      await sides[0].put(timeEntry(`p${index}-t`, `p${index}`, { start, minutes: 45 }), NURSE)
    }
    const results = await Promise.allSettled([0, 1, 0, 1, 0, 1].map((side) => sides[side]!.close('2025-03')))
    expect(others(results, [])).toEqual([])
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? result.value.patients : []))
    expect(made.filter(({ unchanged }) => !unchanged)).toHaveLength(6)
    const charges = await searchAll<ChargeItem>(sides[0].repository, 'ChargeItem')
    expect(charges.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'billable'))
  })
})

describe('closing while time is being logged', () => {
  it('loses no minute: an entry is in the charge, or is refused because the month is closed', async () => {
    const sides = await bothSides('racing')
    const patients = Array.from({ length: 8 }, (_unused, index) => `p${index}`)
    for (const [index, patient] of patients.entries()) await enrolled(sides[0], patient, `3EG4TE5MK8${index}`)
    let logged = 0
    const begun = Promise.withResolvers<undefined>()
    /** Logs minute after minute until somebody says that the month is closed. */
    const work = async (patient: string, at: number): Promise<number> => {
      for (let index = 0; ; index++) {
        const start = new Date(Date.parse('2025-03-03T08:00:00Z') + (at * 1000 + index) * 60_000).toISOString()
        const entry = timeEntry(`${patient}-${index}`, patient, { start, minutes: 1 })
        const [result] = await Promise.allSettled([sides[(at + index) % 2]!.put(entry, ADMIN)])
        if (result.status === 'rejected') {
          expect(others([result], ['month-closed'])).toEqual([])
          return index
        }
        if (++logged === 40) begun.resolve(undefined)
      }
    }
    const logging = Promise.all(patients.map(work))
    await begun.promise
    const closed = await sides[1].close('2025-03')
    const minutes = await logging
    expect(closed.patients.map(({ state }) => state)).toEqual(patients.map(() => 'closed'))
    const stored = await searchAll<Task>(sides[0].repository, 'Task')
    for (const [index, patient] of patients.entries()) {
      const own = stored.filter((task) => task.for?.reference === `Patient/${patient}`)
      const month = own.find(({ businessStatus }) => businessStatus !== undefined)
      const counted = month?.input?.find(({ type }) => type.coding?.[0]?.code === 'total-minutes')?.valueInteger
      expect([patient, counted, own.length - 1]).toEqual([patient, minutes[index], minutes[index]])
    }
  })
})
