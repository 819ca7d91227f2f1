import type { Encounter } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { consent, enrollment, hospice, instant, stay, visit } from '../../support/patient-chart.ts'
import { aPatientMonth, counting, manual, month, reasonsNotCounted, timed } from '../../support/patient-month.ts'

const initiating = visit('initiating', '2024-11-20')

describe('what the chart says of a day', () => {
  const entry = (day: string) => [timed('nurse', `${day} 10:00`, 20)]

  test('every local day that a stay touches is left out, the first and the last too', () => {
    const encounters = [initiating, stay('s', instant('2025-03-05 23:50'), instant('2025-03-07 00:10'))]
    for (const [day, expected] of [
      ['2025-03-04', [20]],
      ['2025-03-05', [0, 'inpatient 20']],
      ['2025-03-06', [0, 'inpatient 20']],
      ['2025-03-07', [0, 'inpatient 20']],
      ['2025-03-08', [20]],
    ] as const)
      expect(counting({ encounters, tasks: entry(day) })).toEqual(expected)
  })

  test.each(['IMP', 'ACUTE', 'NONAC'])('class %s is a stay', (code) => {
    const encounters = [initiating, stay('s', '2025-03-05', '2025-03-05', { class: { code } })]
    expect(counting({ encounters, tasks: entry('2025-03-05') })).toEqual([0, 'inpatient 20'])
  })

  test.each<[string, Partial<Encounter>]>([
    ['ambulatory', { class: { code: 'AMB' } }],
    ['without a class code', { class: {} }],
    ['planned', { status: 'planned' }],
    ['cancelled', { status: 'cancelled' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['without any date', { period: {} }],
  ])('%s is none', (_, over) => {
    const encounters = [initiating, stay('s', '2025-03-05', '2025-03-05', over)]
    expect(counting({ encounters, tasks: entry('2025-03-05') })).toEqual([20])
  })

  test('a stay without an end goes on, unless it is over; one with only an end was that day', () => {
    expect(counting({ encounters: [initiating, stay('s', '2025-03-01')], tasks: entry('2025-03-20') })).toEqual([
      0,
      'inpatient 20',
    ])
    const over = stay('s', '2025-03-01', undefined, { status: 'finished' })
    expect(counting({ encounters: [initiating, over], tasks: entry('2025-03-20') })).toEqual([20])
    expect(counting({ encounters: [initiating, over], tasks: entry('2025-03-01') })).toEqual([0, 'inpatient 20'])
    const ended = stay('s', '2025-03-01', '2025-03-05', { period: { end: '2025-03-05' } })
    expect(counting({ encounters: [initiating, ended], tasks: entry('2025-03-05') })).toEqual([0, 'inpatient 20'])
    expect(counting({ encounters: [initiating, ended], tasks: entry('2025-03-04') })).toEqual([20])
  })

  test('a visit of evaluation and management with the billing practitioner leaves out its day', () => {
    const seen = (over: Partial<Encounter> = {}, code = '99213') => [initiating, visit('v', '2025-03-05', code, over)]
    expect(counting({ encounters: seen(), tasks: entry('2025-03-05') })).toEqual([0, 'e-m-day 20'])
    expect(counting({ encounters: seen(), tasks: entry('2025-03-06') })).toEqual([20])
    expect(counting({ encounters: seen({}, '90471'), tasks: entry('2025-03-05') })).toEqual([20])
    expect(counting({ encounters: seen({ status: 'planned' }), tasks: entry('2025-03-05') })).toEqual([20])
    const byColleague = { participant: [{ individual: { reference: 'Practitioner/colleague' } }] }
    expect(counting({ encounters: seen(byColleague), tasks: entry('2025-03-05') })).toEqual([20])
    const hcpcs = { type: [{ coding: [{ system: SYSTEM.hcpcs, code: '99213' }] }] }
    expect(counting({ encounters: seen(hcpcs), tasks: entry('2025-03-05') })).toEqual([20])
    expect(reasonsNotCounted({ encounters: seen(), tasks: entry('2025-03-05') })[0]).toContain(
      'in a visit on 2025-03-05',
    )
  })

  test('a visit late in the evening is of the local day', () => {
    const late = visit('v', '2025-03-31', '99213', { period: { start: instant('2025-03-31 22:00') } })
    expect(counting({ encounters: [initiating, late], tasks: entry('2025-03-31') })).toEqual([0, 'e-m-day 20'])
    const before = visit('v', '2025-02-28', '99213', { period: { start: instant('2025-02-28 22:00') } })
    expect(counting({ encounters: [initiating, before], tasks: entry('2025-03-01') })).toEqual([20])
    const ahead = visit('v', '2025-03-01', '99213', { period: { start: '2025-02-28T23:00:00-10:00' } })
    expect(counting({ encounters: [initiating, ahead], tasks: entry('2025-03-01') })).toEqual([0, 'e-m-day 20'])
    const behind = visit('v', '2025-03-31', '99213', { period: { start: '2025-04-01T02:00:00Z' } })
    expect(counting({ encounters: [initiating, behind], tasks: entry('2025-03-31') })).toEqual([0, 'e-m-day 20'])
    const coded = {
      type: [
        {
          coding: [
            { system: SYSTEM.cpt, code: '90471' },
            { system: SYSTEM.cpt, code: '99213' },
          ],
        },
      ],
    }
    const several = visit('v', '2025-03-05', '99213', coded)
    expect(counting({ encounters: [initiating, several], tasks: entry('2025-03-05') })).toEqual([0, 'e-m-day 20'])
    const undated = visit('v', '2025-03-05', '99213', { period: {} })
    expect(counting({ encounters: [initiating, undated], tasks: entry('2025-03-05') })).toEqual([20])
  })

  test('an enrollment without a practitioner who is known has no visits of theirs', () => {
    const encounters = [initiating, visit('v', '2025-03-05')]
    expect(counting({ encounters, tasks: entry('2025-03-05'), episodes: [enrollment({ extension: [] })] })).toEqual([
      20,
    ])
  })

  test('an override lifts the visit, and nothing else', () => {
    const tasks = [timed('nurse', '2025-03-05 10:00', 20, { emOverride: 'Separate' })]
    expect(counting({ encounters: [initiating, visit('v', '2025-03-05')], tasks })).toEqual([20])
    expect(counting({ encounters: [initiating, stay('s', '2025-03-05', '2025-03-05')], tasks })).toEqual([
      0,
      'inpatient 20',
    ])
  })

  test('hospice care counts from its first day to its end, and comes before a stay', () => {
    const episodes = [enrollment(), hospice('2025-03-10', '2025-03-20')]
    expect(counting({ episodes, tasks: entry('2025-03-09') })).toEqual([20])
    expect(counting({ episodes, tasks: entry('2025-03-10') })).toEqual([0, 'hospice 20'])
    expect(counting({ episodes, tasks: entry('2025-03-21') })).toEqual([20])
    const encounters = [initiating, stay('s', '2025-03-12', '2025-03-12')]
    expect(counting({ episodes, encounters, tasks: entry('2025-03-12') })).toEqual([0, 'hospice 20'])
    expect(reasonsNotCounted({ episodes, tasks: entry('2025-03-12') })[0]).toContain('in hospice care since 2025-03-10')
  })

  test('a visit typed as hospice care begins it too', () => {
    const hospiceVisit = stay('h', '2025-03-10', '2025-03-10', {
      class: { code: 'HH' },
      type: [{ coding: [{ system: SYSTEM.snomed, code: '385763009' }] }],
    })
    expect(counting({ encounters: [initiating, hospiceVisit], tasks: entry('2025-03-25') })).toEqual([0, 'hospice 20'])
  })
})

describe('entries without clock times', () => {
  test('their minutes are added to the union, up to 60 an entry, and flagged', () => {
    const tasks = [
      timed('nurse', '2025-03-05 10:00', 20),
      manual('nurse', '2025-03-05', 15),
      manual('doc', '2025-03-06', 90),
    ]
    const decision = decideMonth(aPatientMonth({ tasks }))
    expect(decision).toMatchObject({ staffMinutes: 35, practitionerMinutes: 60, totalMinutes: 95 })
    expect(decision.counted.map((entry) => entry.manual)).toEqual([true, false, true])
    expect(decision.warnings.map(({ code }) => code)).toContain('manual-entry')
  })

  test('one is of its local day and month only', () => {
    const tasks = [manual('nurse', '2025-03-31', 20)]
    expect(counting({ tasks })).toEqual([20])
    expect(counting({ tasks, month: month('2025-04') })).toEqual([0])
  })

  test('it counts when any hour of its day would, and says what to do where only some would', () => {
    const tasks = [manual('nurse', '2025-03-10', 20)]
    const during = { consents: [consent({ given: instant('2025-03-10 09:00') })] }
    expect(counting({ tasks, ...during })).toEqual([0, 'before-consent 20'])
    expect(reasonsNotCounted({ tasks, ...during })[0]).toMatch(/^The entry has no clock times: give them/)
    expect(counting({ tasks, consents: [consent({ given: '2025-03-10' })] })).toEqual([20])
    const later = { consents: [consent({ given: '2025-03-11' })] }
    expect(counting({ tasks, ...later })).toEqual([0, 'before-consent 20'])
    expect(reasonsNotCounted({ tasks, ...later })[0]).not.toContain('clock times')
  })

  test('days of the chart and people count as for others', () => {
    const seen = { encounters: [initiating, visit('v', '2025-03-10')] }
    expect(counting({ ...seen, tasks: [manual('nurse', '2025-03-10', 20)] })).toEqual([0, 'e-m-day 20'])
    expect(reasonsNotCounted({ ...seen, tasks: [manual('nurse', '2025-03-10', 20)] })[0]).not.toContain('clock times')
    expect(counting({ ...seen, tasks: [manual('nurse', '2025-03-10', 20, { emOverride: 'Separate' })] })).toEqual([20])
    expect(counting({ tasks: [manual('receptionist', '2025-03-10', 20)] })).toEqual([0, 'non-clinical 20'])
    for (const chart of [
      { episodes: [enrollment(), hospice('2025-03-10')] },
      { encounters: [initiating, stay('s', '2025-03-10', '2025-03-10')] },
    ])
      expect(reasonsNotCounted({ ...chart, tasks: [manual('nurse', '2025-03-10', 20)] })[0]).toMatch(/^The patient/)
  })

  test('they are compared with nobody’s time', () => {
    const facts = aPatientMonth({
      tasks: [manual('nurse', '2025-03-10', 20)],
      elsewhere: [timed('nurse', '2025-03-10 10:00', 60, { patient: 'r' })],
    })
    expect(decideMonth(facts)).toMatchObject({ totalMinutes: 20, blockers: [] })
  })
})

describe('one person, or one patient, at two things at once', () => {
  const mine = timed('nurse', '2025-03-05 10:00', 30, { id: 'mine' })
  const elsewhere = (from: string, minutes: number, owner = 'nurse') => [
    timed(owner, from, minutes, { patient: 'r', id: `r-${from}` }),
  ]

  test('the middle of an entry may be taken, the rest counts on', () => {
    const facts = aPatientMonth({ tasks: [mine], elsewhere: elsewhere('2025-03-05 10:10', 5) })
    const decision = decideMonth(facts)
    expect(decision).toMatchObject({ totalMinutes: 25, notCounted: [{ code: 'overlap', minutes: 5 }] })
    expect(decision.counted).toMatchObject([{ seconds: 1500 }])
    expect(decision.blockers).toEqual([
      {
        code: 'overlap',
        message:
          '2025-03-05 10:10 to 10:15 (5 min): the same person is on record with another patient at that moment. Correct one of the two entries. (Task/mine/_history/1)',
      },
    ])
  })

  test('entries that touch do not overlap, nor do those of others, of planned ones, or of the same patient', () => {
    for (const tasks of [
      elsewhere('2025-03-05 10:30', 20),
      elsewhere('2025-03-05 09:40', 20),
      elsewhere('2025-03-05 10:10', 20, 'nurse2'),
      elsewhere('2025-03-05 10:10', 20).map((task) => ({ ...task, status: 'entered-in-error' as const })),
      [timed('nurse', '2025-03-05 10:10', 20, { id: 'same' })],
      [manual('nurse', '2025-03-05', 20, { patient: 'r' })],
      elsewhere('2025-03-05 10:10', 20, 'nurse').map((task) => ({ ...task, owner: { reference: 'Device/x' } })),
    ])
      expect(decideMonth(aPatientMonth({ tasks: [mine], elsewhere: tasks }))).toMatchObject({
        totalMinutes: 30,
        blockers: [],
      })
  })

  test('several moments are all named', () => {
    const facts = aPatientMonth({
      tasks: [mine],
      elsewhere: [...elsewhere('2025-03-05 10:05', 5), ...elsewhere('2025-03-05 10:20', 3)],
    })
    expect(decideMonth(facts).blockers[0]?.message).toContain('10:05 to 10:10, 2025-03-05 10:20 to 10:23 (8 min)')
  })

  test('what does not count anyway is not disputed', () => {
    const tasks = [timed('nurse', '2025-03-05 10:00', 30, { activity: 'voicemail' })]
    const decision = decideMonth(aPatientMonth({ tasks, elsewhere: elsewhere('2025-03-05 10:10', 5) }))
    expect(decision).toMatchObject({ notCounted: [{ code: 'not-countable', minutes: 30 }], blockers: [] })
  })

  test('another programme’s time that would not count there either takes nothing', () => {
    const tasks = [mine, timed('receptionist', '2025-03-05 10:10', 5, { focus: 'EpisodeOfCare/rpm', id: 'rpm' })]
    expect(counting({ tasks })).toEqual([30, 'non-clinical 5'])
  })

  test('a second person for another programme at the same moment: the patient’s minute serves one', () => {
    const tasks = [mine, timed('nurse2', '2025-03-05 10:20', 20, { focus: 'EpisodeOfCare/rpm', id: 'rpm' })]
    const decision = decideMonth(aPatientMonth({ tasks }))
    expect(decision.totalMinutes).toBe(20)
    expect(decision.blockers.map(({ code }) => code)).toEqual(['time-conflict'])
    expect(decision.notCounted.map(({ task, minutes }) => `${task} ${minutes}`)).toEqual([
      'Task/mine/_history/1 10',
      'Task/rpm/_history/1 20',
    ])
  })
})
