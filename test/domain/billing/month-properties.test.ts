import * as fc from 'fast-check'
import type { Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { CHARGE_RULES } from '#domain/billing/generated/code-sets.ts'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import type { Program } from '#domain/enrollment/program.ts'
import type { BillingPolicy } from '#domain/practice/practice.ts'
import { at, condition, enrollment, mdm } from '../../support/patient-chart.ts'
import { aPatientMonth, between } from '../../support/patient-month.ts'

const RUNS = { numRuns: 300 }

/** Time of a person in March 2025, counted wherever it lies: months of up to some hours, overlaps and all. */
const counted = (owner: fc.Arbitrary<string>): fc.Arbitrary<Task> =>
  fc
    .record({
      owner,
      id: fc.uuid(),
      start: fc.integer({ min: 0, max: 3 * 24 * 3600 }),
      seconds: fc.integer({ min: 1, max: 7200 }),
    })
    .map(({ owner: person, id, start, seconds }) => {
      const from = at('2025-03-03 00:00') + start * 1000
      return between(person, new Date(from).toISOString(), new Date(from + seconds * 1000).toISOString(), { id })
    })

const anybody = fc.constantFrom('nurse', 'nurse2', 'doc', 'colleague')
const staff = fc.constantFrom('nurse', 'nurse2', 'colleague')

const months = fc
  .record({
    program: fc.constantFrom<Program>('ccm', 'pcm'),
    level: fc.constantFrom(undefined, 'low', 'moderate', 'high'),
    tasks: fc.array(counted(anybody), { maxLength: 8 }),
  })
  .map(({ program, level, tasks }): MonthFacts =>
    aPatientMonth({
      episodes: [enrollment({ program })],
      conditions: [condition('c1', 'I50.9'), condition('c2', 'E11.9')],
      observations: level === undefined ? [] : [mdm(level, '2025-03-07')],
      tasks,
    }),
  )

const withMore = (facts: MonthFacts, task: Task): MonthFacts => ({ ...facts, tasks: [...facts.tasks, task] })

describe('money, whatever the minutes', () => {
  test('under max-payment a further counted entry never lowers the total', () => {
    fc.assert(
      fc.property(months, counted(anybody), (facts, task) => {
        const before = decideMonth({ ...facts, policy: 'max-payment' })
        const after = decideMonth({ ...withMore(facts, task), policy: 'max-payment' })
        expect(after.total).toBeGreaterThanOrEqual(before.total)
      }),
      RUNS,
    )
  })

  test('under specific further staff minutes never lower the total', () => {
    fc.assert(
      fc.property(months, counted(staff), (facts, task) => {
        expect(decideMonth(withMore(facts, task)).total).toBeGreaterThanOrEqual(decideMonth(facts).total)
      }),
      RUNS,
    )
  })

  test('where the practitioner’s minutes lower the total under specific, the reason says so', () => {
    let lowered = 0
    fc.assert(
      fc.property(months, counted(fc.constant('doc')), (facts, task) => {
        const before = decideMonth(facts)
        const after = decideMonth(withMore(facts, task))
        if (after.total >= before.total) return
        lowered += 1
        expect(after.charges[0]?.reason).toContain('so staff codes do not borrow them')
      }),
      { numRuns: 1500, seed: 20261126 },
    )
    expect(lowered).toBeGreaterThan(0)
  })

  test('max-payment never pays less than specific, and each shows what the other would pay', () => {
    fc.assert(
      fc.property(months, (facts) => {
        const specific = decideMonth({ ...facts, policy: 'specific' })
        const highest = decideMonth({ ...facts, policy: 'max-payment' })
        expect(highest.total).toBeGreaterThanOrEqual(specific.total)
        expect(specific.alternative).toEqual({
          policy: 'max-payment',
          charges: highest.charges,
          total: highest.total,
        })
        expect(highest.alternative).toMatchObject({ policy: 'specific', total: specific.total })
      }),
      RUNS,
    )
  })

  test('units never exceed the cap, one family is billed, add-ons stand beside their base, sums are exact', () => {
    fc.assert(
      fc.property(months, fc.constantFrom<BillingPolicy>('specific', 'max-payment'), (facts, policy) => {
        const { charges, total } = decideMonth({ ...facts, policy })
        const rules = charges.map(({ definition }) => CHARGE_RULES.find((rule) => rule.definition === definition)!)
        charges.forEach(({ units }, index) => {
          expect(units).toBeGreaterThan(0)
          expect(units).toBeLessThanOrEqual(rules[index]!.maxUnits)
        })
        expect(new Set(rules.map(({ family }) => family)).size).toBeLessThanOrEqual(1)
        const bases = rules.filter(({ addOnTo }) => addOnTo.length === 0).map(({ code }) => code)
        expect(bases.length).toBe(charges.length > 0 ? 1 : 0)
        for (const { addOnTo } of rules) expect(addOnTo.every((base) => bases.includes(base))).toBe(true)
        expect(charges.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
        expect(Number.isInteger(total)).toBe(true)
      }),
      RUNS,
    )
  })

  test('the minutes that `next` asks for bring its code, and one less brings nothing', () => {
    fc.assert(
      fc.property(months, (facts) => {
        const { next, total } = decideMonth(facts)
        if (!next) return
        const later = (minutesMore: number) =>
          decideMonth(
            withMore(
              facts,
              between(
                next.by === 'practitioner' ? 'doc' : 'nurse',
                new Date(at('2025-03-20 00:00')).toISOString(),
                new Date(at('2025-03-20 00:00') + minutesMore * 60_000).toISOString(),
                { id: 'more' },
              ),
            ),
          )
        const enough = later(next.minutesNeeded)
        expect(enough.total).toBeGreaterThan(total)
        expect(enough.charges.map(({ code }) => code)).toContain(next.code)
        expect(later(next.minutesNeeded - 1).total).toBeLessThanOrEqual(total)
      }),
      RUNS,
    )
  })

  test('each code of the programme is either billed or has its reason', () => {
    fc.assert(
      fc.property(months, (facts) => {
        const { charges, notGiven, program } = decideMonth(facts)
        const known = CHARGE_RULES.filter((rule) => rule.program === program && rule.basis === 'minutes')
        const told = [...charges, ...notGiven].map(({ code }) => code)
        expect(told.toSorted()).toEqual([...new Set(known.map(({ code }) => code))].toSorted())
      }),
      RUNS,
    )
  })
})
