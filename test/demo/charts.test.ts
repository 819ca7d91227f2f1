import type { Resource, Task } from '@medplum/fhirtypes'
import { describe, expect, it } from 'vitest'
import { structures } from '#definitions/structures.ts'
import { dayOf, monthOf } from '#domain/calendar.ts'
import { ROLES } from '#ports/caller.ts'
import { chartResources } from '../../server/demo/chart.ts'
import { demoCalendar, type DemoCalendar } from '../../server/demo/demo-calendar.ts'
import { DEMO_STAFF, DEMO_TIME_ZONE, DEMO_USERS } from '../../server/demo/practice.ts'
import { practiceResources } from '../../server/demo/practice-resources.ts'
import { outreachEpisode } from '../../server/demo/seed/story-enrollment.ts'
import { workOf } from '../../server/demo/seed/story-work.ts'
import { TimeSlots } from '../../server/demo/seed/time-slots.ts'
import { STORIES } from '../../server/demo/stories.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'

const DAY = 86_400_000
/** Every day of a year and a half, with a leap day in it, at hours before and after work. */
const DAYS = Array.from({ length: 550 }, (_unused, day) => Date.parse('2027-10-01T06:30:00Z') + day * (DAY + 3_600_000))
/** Days on which calendars go wrong. */
const ODD = ['2026-01-01', '2026-03-31', '2026-12-31', '2028-02-29', '2028-03-01']

function chartsOn(calendar: DemoCalendar): Resource[] {
  return STORIES.flatMap((story, index) => {
    const outreach = outreachEpisode(story, calendar)
    return [...chartResources(story.chart, index + 1, calendar), ...(outreach ? [outreach] : [])]
  })
}

function workAt(now: number) {
  const calendar = demoCalendar(dayOf(now, DEMO_TIME_ZONE))
  const slots = new TimeSlots()
  return STORIES.map((story, number) => ({ story, calendar, work: workOf(story, { calendar, slots, number, now }) }))
}

const validator = createValidator(structures())

function faultsOf(resource: Resource): string[] {
  const errors = validator.validate(resource).filter(({ severity }) => severity === 'error' || severity === 'fatal')
  return errors.map(({ diagnostics, details, expression }) =>
    [resource.resourceType, resource.id, expression?.[0], diagnostics ?? details?.text].join(' '),
  )
}

describe('the demo practice', () => {
  it.each(ODD)('is valid FHIR on %s', (today) => {
    const resources = [...practiceResources(), ...chartsOn(demoCalendar(today))]
    expect(resources.length).toBeGreaterThan(400)
    expect(resources.flatMap(faultsOf)).toEqual([])
    const references = resources.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`)
    expect(new Set(references).size).toBe(references.length)
  })

  it('refers only to what is there', () => {
    const resources = [...practiceResources(), ...chartsOn(demoCalendar('2026-11-24'))]
    const known = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`))
    const named = JSON.stringify(resources).matchAll(/"reference":"([^"]+)"/g)
    expect([...named].map(([, reference = '']) => reference).filter((reference) => !known.has(reference))).toEqual([])
  })

  it('has somebody for every role that staff can have', () => {
    const ids = DEMO_STAFF.map(({ id }) => id)
    for (const role of ROLES.filter((each) => each !== 'payer' && each !== 'patient'))
      expect(ids, role).toContain(DEMO_USERS[role])
    const roles = new Set<string>(DEMO_STAFF.map(({ staffRole }) => staffRole))
    expect([...roles].toSorted()).toEqual(['billing-practitioner', 'clinical-staff', 'non-clinical'])
    const billers = DEMO_STAFF.filter(({ staffRole }) => staffRole === 'billing-practitioner')
    expect(billers.every((person) => 'npi' in person)).toBe(true)
  })

  it('has at least 25 patients who differ', () => {
    expect(STORIES.length).toBeGreaterThanOrEqual(25)
    expect(new Set(STORIES.map(({ shows }) => shows)).size).toBe(STORIES.length)
    expect(new Set(STORIES.map(({ chart }) => `${chart.person.given} ${chart.person.family}`)).size).toBe(
      STORIES.length,
    )
  })
})

describe('the work of the demo', () => {
  it('is valid FHIR', () => {
    for (const now of ODD.map((day) => Date.parse(`${day}T21:00:00Z`)))
      expect(workAt(now).flatMap(({ work }) => work.flatMap(faultsOf))).toEqual([])
  })

  it('is never in the future, and in the month that its story says, whatever the day', () => {
    for (const now of DAYS)
      for (const { story, calendar, work } of workAt(now)) {
        const months = new Set((story.work ?? []).map(({ ago }) => calendar.monthOf(ago)))
        for (const task of tasksOf(work)) {
          const { start = '', end = '' } = task.executionPeriod ?? {}
          const where = `${task.id ?? ''} at ${new Date(now).toISOString()}: ${start} to ${end}`
          expect(Date.parse(end) <= now, where).toBe(true)
          expect(months.has(monthOf(Date.parse(start), DEMO_TIME_ZONE)), where).toBe(true)
          expect(dayOf(Date.parse(end), DEMO_TIME_ZONE), where).toBe(dayOf(Date.parse(start), DEMO_TIME_ZONE))
        }
      }
  })

  it('has nobody in two places, and no patient with two people at once', () => {
    for (const now of DAYS.filter((_unused, index) => index % 7 === 0)) {
      const free = new Map<string, number>()
      const spans = workAt(now).flatMap(({ work }) => tasksOf(work).map(spanOf))
      for (const { start, end, who, task } of spans.toSorted((a, b) => a.start - b.start))
        for (const each of who) {
          expect(start, task).toBeGreaterThanOrEqual(free.get(each) ?? 0)
          free.set(each, end)
        }
    }
  })

  it('loses no entry of a month that has ended', () => {
    for (const now of DAYS.filter((_unused, index) => index % 7 === 0))
      for (const { story, work } of workAt(now)) {
        const past = (story.work ?? []).filter(({ ago }) => ago > 0).flatMap(({ entries }) => entries)
        expect(tasksOf(work).length, story.shows).toBeGreaterThanOrEqual(past.length)
      }
  })
})

function tasksOf(work: readonly Resource[]): Task[] {
  return work.filter((resource): resource is Task => resource.resourceType === 'Task')
}

/** Which person and which patient a Task occupies, from when to when. */
function spanOf({ id = '', owner, for: patient, executionPeriod }: Task) {
  const [start = NaN, end = NaN] = [executionPeriod?.start, executionPeriod?.end].map((time) => Date.parse(time ?? ''))
  return { task: id, who: [owner?.reference ?? '', patient?.reference ?? ''], start, end }
}
