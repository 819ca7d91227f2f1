import * as fc from 'fast-check'
import type { Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthDecision } from '#domain/billing/month-decision.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { windowOfMonth } from '#domain/calendar.ts'
import { consent, enrollment, hospice, NEW_YORK, PATIENT, stay, visit } from '../../support/patient-chart.ts'
import { aPatientMonth, between, manual, month } from '../../support/patient-month.ts'

const RUNS = { numRuns: 300 }
const SERVICE_MONTH = month('2025-03')
const WINDOW = windowOfMonth(SERVICE_MONTH, NEW_YORK)
const DAY = 24 * 3600 * 1000

/** An instant from three days before the month to three days after it, to the second. */
const instants = fc
  .integer({ min: (WINDOW.start - 3 * DAY) / 1000, max: (WINDOW.end + 3 * DAY) / 1000 })
  .map((seconds) => seconds * 1000)
const text = (instant: number) => new Date(instant).toISOString()
const days = instants.map((instant) => text(instant).slice(0, 10))

const owners = fc.constantFrom('nurse', 'nurse', 'nurse2', 'doc', 'doc', 'colleague', 'receptionist', 'bot', 'stranger')
const options = fc.record({
  id: fc.uuid(),
  activity: fc.constantFrom(
    'care-coordination',
    'patient-contact',
    'education',
    'voicemail',
    'prior-authorization',
    'x',
  ),
  focus: fc.constantFrom('EpisodeOfCare/ccm', 'EpisodeOfCare/ccm', 'EpisodeOfCare/ccm', 'EpisodeOfCare/rpm'),
})

const clockEntries = fc
  .record({ owner: owners, start: instants, seconds: fc.integer({ min: 0, max: 4 * 3600 }), options })
  .map(({ owner, start, seconds, options: rest }) => between(owner, text(start), text(start + seconds * 1000), rest))
const manualEntries = fc
  .record({ owner: owners, day: days, minutes: fc.integer({ min: 1, max: 90 }), options })
  .map(({ owner, day, minutes, options: rest }) => manual(owner, day, minutes, rest))
const entries: fc.Arbitrary<Task> = fc.oneof(
  { weight: 4, arbitrary: clockEntries },
  { weight: 1, arbitrary: manualEntries },
)

/** Months in which everything happens: consent late or withdrawn, stays, visits, hospice, death, other patients. */
const months: fc.Arbitrary<MonthFacts> = fc
  .record({
    tasks: fc.array(entries, { maxLength: 10 }),
    elsewhere: fc.array(clockEntries, { maxLength: 3 }),
    given: fc.option(instants, { freq: 3 }),
    withdrawn: fc.option(instants),
    start: fc.option(instants),
    death: fc.option(instants),
    stayed: fc.option(fc.tuple(days, days)),
    seen: fc.option(days),
    elected: fc.option(days),
  })
  .map(({ tasks, elsewhere, given, withdrawn, start, death, stayed, seen, elected }) =>
    aPatientMonth({
      month: SERVICE_MONTH,
      tasks,
      elsewhere: elsewhere.map((task) => ({ ...task, for: { reference: 'Patient/r' } })),
      patient: death === null ? PATIENT : { ...PATIENT, deceasedDateTime: text(death) },
      consents: [
        consent({
          ...(given !== null && { given: text(given) }),
          ...(withdrawn !== null && { withdrawn: text(withdrawn) }),
        }),
      ],
      episodes: [
        enrollment(start === null ? {} : { start: text(start) }),
        ...(elected === null ? [] : [hospice(elected)]),
      ],
      encounters: [
        visit('initiating', '2024-11-20'),
        ...(seen === null ? [] : [visit('seen', seen)]),
        ...(stayed === null ? [] : [stay('stay', ...([...stayed].sort() as [string, string]))]),
      ],
    }),
  )

/** Seconds of an entry within the month; those of a manual one up to its cap. */
function secondsInMonth(task: Task): number {
  const minutes = task.extension?.find(({ url }) => url.endsWith('ccm-minutes'))?.valuePositiveInt
  const { start = '', end = '' } = task.executionPeriod ?? {}
  if (minutes !== undefined) return start.startsWith(SERVICE_MONTH) ? Math.min(minutes, 60) * 60 : 0
  return Math.max(0, Math.min(Date.parse(end), WINDOW.end) - Math.max(Date.parse(start), WINDOW.start)) / 1000
}

function secondsOf(list: readonly { readonly task: string; readonly seconds: number }[], task: Task): number {
  const own = list.filter((entry) => entry.task === `Task/${task.id ?? ''}/_history/1`)
  return own.reduce((sum, { seconds }) => sum + seconds, 0)
}

const sum = (list: readonly { readonly seconds: number }[]) => list.reduce((total, { seconds }) => total + seconds, 0)

/** The union of stretches, counted second by second marks: another way than the product's. */
function unionSeconds(stretches: readonly (readonly [number, number])[]): number {
  const edges = [...new Set(stretches.flat())].sort((a, b) => a - b)
  return edges.slice(1).reduce((total, edge, index) => {
    const from = edges[index]!
    return total + (stretches.some(([start, end]) => start <= from && edge <= end) ? edge - from : 0)
  }, 0)
}

const comparable = (decision: MonthDecision) => ({ ...decision, open: decision.open.toSorted() })

describe('counting, whatever the entries', () => {
  test('what counts and what does not make up each entry’s time in the month', () => {
    fc.assert(
      fc.property(months, (facts) => {
        const { counted, notCounted } = decideMonth(facts)
        for (const task of facts.tasks)
          expect(secondsOf(counted, task) + secondsOf(notCounted, task)).toBeCloseTo(secondsInMonth(task), 6)
      }),
      RUNS,
    )
  })

  test('no minute is counted twice, and never more than the wall clock shows', () => {
    fc.assert(
      fc.property(months, (facts) => {
        const decision = decideMonth(facts)
        const inMonth = new Map(facts.tasks.map((task) => [`Task/${task.id ?? ''}/_history/1`, task]))
        const clock = decision.counted.filter((entry) => !entry.manual)
        const wall = unionSeconds(
          clock.map(({ task }) => {
            const { start = '', end = '' } = inMonth.get(task)?.executionPeriod ?? {}
            return [Math.max(Date.parse(start), WINDOW.start) / 1000, Math.min(Date.parse(end), WINDOW.end) / 1000]
          }),
        )
        const byHand = sum(decision.counted.filter((entry) => entry.manual))
        expect(decision.totalMinutes * 60).toBeLessThanOrEqual(wall + byHand)
        expect(decision.totalMinutes * 60).toBeLessThanOrEqual(sum(decision.counted))
        expect(wall).toBeLessThanOrEqual((WINDOW.end - WINDOW.start) / 1000)
      }),
      RUNS,
    )
  })

  test('staff’s and practitioner’s minutes are the month’s: the floor loses less than a minute', () => {
    fc.assert(
      fc.property(months, (facts) => {
        const { staffMinutes, practitionerMinutes, totalMinutes } = decideMonth(facts)
        expect(totalMinutes - staffMinutes - practitionerMinutes).toBeOneOf([0, 1])
        expect(Math.min(staffMinutes, practitionerMinutes, totalMinutes)).toBeGreaterThanOrEqual(0)
      }),
      RUNS,
    )
  })

  test('the order of the entries is irrelevant', () => {
    fc.assert(
      fc.property(
        months.chain((facts) =>
          fc.record({
            facts: fc.constant(facts),
            tasks: fc.shuffledSubarray([...facts.tasks], { minLength: facts.tasks.length }),
          }),
        ),
        ({ facts, tasks }) => {
          expect(comparable(decideMonth({ ...facts, tasks }))).toEqual(comparable(decideMonth(facts)))
        },
      ),
      RUNS,
    )
  })

  test('a colleague who does the same at the same time adds nothing', () => {
    fc.assert(
      fc.property(fc.array(clockEntries, { minLength: 1, maxLength: 6 }), (tasks) => {
        const facts = aPatientMonth({ tasks })
        const twins = tasks.map((task) => ({
          ...task,
          id: `${task.id ?? ''}-twin`,
          owner: {
            reference: task.owner?.reference === 'Practitioner/doc' ? 'Practitioner/doc' : 'Practitioner/nurse2',
          },
        }))
        const before = decideMonth(facts)
        const known = new Set(before.counted.map(({ task }) => task))
        const added = twins.filter((_, index) => known.has(`Task/${tasks[index]!.id!}/_history/1`))
        const after = decideMonth({ ...facts, tasks: [...tasks, ...added] })
        expect(after.totalMinutes).toBe(before.totalMinutes)
        expect(after.total).toBe(before.total)
      }),
      RUNS,
    )
  })

  test('every entry of the month is counted once: a split at the month’s end loses and doubles nothing', () => {
    fc.assert(
      fc.property(fc.array(clockEntries, { maxLength: 6 }), (tasks) => {
        const all = ['2025-02', '2025-03', '2025-04'].map((text) =>
          decideMonth(aPatientMonth({ month: month(text), tasks })),
        )
        for (const task of tasks) {
          const { start = '', end = '' } = task.executionPeriod ?? {}
          const told = all.reduce(
            (total, { counted, notCounted }) => total + secondsOf(counted, task) + secondsOf(notCounted, task),
            0,
          )
          expect(told).toBeCloseTo((Date.parse(end) - Date.parse(start)) / 1000, 6)
        }
      }),
      RUNS,
    )
  })
})
