import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import { staffDirectoryOf } from '#domain/staff/staff-directory.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { consent, enrollment, instant, PATIENT, practice } from '../../support/patient-chart.ts'
import { aPatientMonth, counting, omit, reasonsNotCounted, timed } from '../../support/patient-month.ts'

describe('who did it', () => {
  const entry = (owner: string) => [timed(owner, '2025-03-05 10:00', 20)]

  test.each([
    ['nurse', [20]],
    ['colleague', [20]],
    ['doc', [20]],
    ['receptionist', [0, 'non-clinical 20']],
    ['bot', [0, 'automation 20']],
    ['stranger', [0, 'unknown-role 20']],
    ['nobody-knows', [0, 'unknown-role 20']],
  ])('%s', (owner, expected) => {
    expect(counting({ tasks: entry(owner) })).toEqual(expected)
  })

  test('only the enrollment’s own practitioner makes practitioner’s minutes', () => {
    const decision = decideMonth(
      aPatientMonth({ tasks: [...entry('doc'), timed('colleague', '2025-03-06 10:00', 15)] }),
    )
    expect(decision).toMatchObject({ practitionerMinutes: 20, staffMinutes: 15, totalMinutes: 35 })
    expect(decision.counted).toEqual([
      expect.objectContaining({ kind: 'practitioner', person: 'Practitioner/doc', seconds: 1200, day: '2025-03-05' }),
      expect.objectContaining({ kind: 'staff', person: 'Practitioner/colleague', seconds: 900, manual: false }),
    ])
  })

  test('a PractitionerRole is the same person; an entry without an owner is nobody’s', () => {
    const [task] = entry('doc')
    const byRole = { ...task!, owner: { reference: 'PractitionerRole/doc-role' } }
    expect(decideMonth(aPatientMonth({ tasks: [byRole] })).practitionerMinutes).toBe(20)
    expect(counting({ tasks: [omit(task!, 'owner')] })).toEqual([0, 'unknown-role 20'])
  })

  test('a practitioner who only has a clinical role makes staff’s minutes, also in an enrollment of their own', () => {
    const decision = decideMonth(aPatientMonth({ episodes: [enrollment({ by: 'nurse' })], tasks: entry('nurse') }))
    expect(decision).toMatchObject({ staffMinutes: 20, practitionerMinutes: 0 })
  })

  test('each reason names where it is written', () => {
    const sourceOf = (owner: string) => reasonsNotCounted({ tasks: entry(owner) })[0]?.split('Source: ')[1]
    expect(sourceOf('stranger')).toBe('42 CFR 410.26(b)(5), services of clinical staff.')
    expect(sourceOf('receptionist')).toBe('CMS, frequently asked questions about chronic care management.')
    expect(sourceOf('bot')).toBe('CMS, frequently asked questions about chronic care management.')
    expect(reasonsNotCounted({ tasks: entry('stranger') })[0]).toContain('no role in the practice on 2025-03-05')
    expect(reasonsNotCounted({ tasks: entry('receptionist') })[0]).toContain('not clinical')
    expect(reasonsNotCounted({ tasks: entry('bot') })[0]).toContain('a person’s review of it counts')
  })

  test('what one entry loses for one reason is told once', () => {
    expect(counting({ tasks: [timed('receptionist', '2025-03-05 23:50', 20)] })).toEqual([0, 'non-clinical 20'])
    expect(decideMonth(aPatientMonth({ tasks: [timed('nurse', '2025-03-05 23:50', 20)] })).counted).toMatchObject([
      { seconds: 1200, day: '2025-03-05' },
    ])
  })

  test('a role counts on the days on which it was held, also within one entry', () => {
    const role = {
      resourceType: 'PractitionerRole' as const,
      id: 'r',
      practitioner: { reference: 'Practitioner/new' },
      period: { start: '2025-03-06' },
      code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: 'clinical-staff' }] }],
    }
    const staff = staffDirectoryOf([], [role])
    const tasks = [timed('new', '2025-03-05 23:50', 30)]
    expect(counting({ staff, tasks })).toEqual([20, 'unknown-role 10'])
  })
})

describe('what it was', () => {
  const entry = (activity: string) => [timed('nurse', '2025-03-05 10:00', 20, { activity })]

  test.each(['care-coordination', 'patient-contact', 'medication-management', 'care-planning', 'record-review'])(
    '%s counts',
    (activity) => {
      expect(counting({ tasks: entry(activity) })).toEqual([20])
    },
  )

  test.each([
    'administrative',
    'face-to-face',
    'voicemail',
    'prior-authorization',
    'supervision',
    'travel',
    'unheard-of',
  ])('%s does not', (activity) => {
    expect(counting({ tasks: entry(activity) })).toEqual([0, 'not-countable 20'])
  })

  test('the reasons tell one from the other, each with its source', () => {
    expect(reasonsNotCounted({ tasks: entry('unheard-of') })[0]).toContain('“unheard-of” is no activity')
    expect(reasonsNotCounted({ tasks: entry('voicemail') })[0]).toContain('Voicemail: this kind of work does not count')
    expect(reasonsNotCounted({ tasks: entry('prior-authorization') })[0]).toContain(
      'the practice has not switched it on',
    )
    expect(reasonsNotCounted({ tasks: entry('voicemail') })[0]).toMatch(/Source: Medicare Learning Network/)
  })

  test('a practice may count prior authorization, and is warned', () => {
    const facts = { practice: practice({ countPriorAuthorization: true }), tasks: entry('prior-authorization') }
    expect(counting(facts)).toEqual([20])
    expect(decideMonth(aPatientMonth(facts)).warnings.map(({ code }) => code)).toContain('prior-authorization')
    expect(counting({ ...facts, tasks: entry('voicemail') })).toEqual([0, 'not-countable 20'])
  })

  test('who is asked before what: an automatic reminder is automation', () => {
    expect(counting({ tasks: [timed('bot', '2025-03-05 10:00', 20, { activity: 'administrative' })] })).toEqual([
      0,
      'automation 20',
    ])
  })

  test('entries that were cancelled, planned or entered in error are no time at all', () => {
    for (const status of ['entered-in-error', 'cancelled', 'draft'] as const)
      expect(counting({ tasks: [timed('nurse', '2025-03-05 10:00', 20, { status })] })).toEqual([0])
  })

  test('entries of another patient are passed over', () => {
    expect(counting({ tasks: [timed('nurse', '2025-03-05 10:00', 20, { patient: 'r' })] })).toEqual([0])
  })
})

describe('between which instants', () => {
  test('an entry is cut at the instant of consent, to the second', () => {
    const tasks = [timed('nurse', '2025-03-10 08:50', 30)]
    expect(counting({ tasks, consents: [consent({ given: instant('2025-03-10 09:00:30') })] })).toEqual([
      19,
      'before-consent 10',
    ])
    expect(
      decideMonth(aPatientMonth({ tasks, consents: [consent({ given: instant('2025-03-10 09:00:30') })] })).notCounted,
    ).toMatchObject([{ seconds: 630, message: expect.stringContaining('consented on 2025-03-10 09:00') as string }])
  })

  test('and at that of withdrawal, death, start and end', () => {
    const tasks = [timed('nurse', '2025-03-10 08:50', 30)]
    const nine = instant('2025-03-10 09:00')
    expect(counting({ tasks, consents: [consent({ withdrawn: nine })] })).toEqual([10, 'after-withdrawal 20'])
    expect(counting({ tasks, patient: { ...PATIENT, deceasedDateTime: nine } })).toEqual([10, 'after-death 20'])
    expect(counting({ tasks, episodes: [enrollment({ start: nine })] })).toEqual([20, 'before-start 10'])
    expect(counting({ tasks, episodes: [enrollment({ end: nine })] })).toEqual([10, 'after-end 20'])
  })

  test('the reasons name the instant on the practice’s clock', () => {
    const tasks = [timed('nurse', '2025-03-10 08:50', 30)]
    const nine = instant('2025-03-10 09:00')
    expect(reasonsNotCounted({ tasks, consents: [consent({ withdrawn: nine })] })[0]).toContain(
      'withdrew consent on 2025-03-10 09:00',
    )
    expect(reasonsNotCounted({ tasks, patient: { ...PATIENT, deceasedDateTime: nine } })[0]).toBe(
      'The patient died on 2025-03-10.',
    )
    expect(reasonsNotCounted({ tasks, episodes: [enrollment({ start: nine })] })[0]).toContain(
      'enrollment began on 2025-03-10 09:00',
    )
    expect(reasonsNotCounted({ tasks, episodes: [enrollment({ end: nine })] })[0]).toContain(
      'enrollment ended on 2025-03-10 09:00',
    )
    expect(reasonsNotCounted({ tasks, consents: [] })[0]).toContain('No consent of the patient')
  })

  test('the weightier reason is named: death before consent, consent before enrollment', () => {
    const tasks = [timed('nurse', '2025-03-20 10:00', 20)]
    const patient = { ...PATIENT, deceasedDateTime: instant('2025-03-18 09:00') }
    const withdrawn = [consent({ withdrawn: instant('2025-03-15 09:00') })]
    const ended = [enrollment({ end: instant('2025-03-16 09:00') })]
    expect(counting({ tasks, patient, consents: withdrawn, episodes: ended })).toEqual([0, 'after-death 20'])
    expect(counting({ tasks, consents: withdrawn, episodes: ended })).toEqual([0, 'after-withdrawal 20'])
    expect(counting({ tasks, episodes: ended })).toEqual([0, 'after-end 20'])
  })

  test('of a death the day counts where no hour is known, of a month nothing', () => {
    const tasks = [timed('nurse', '2025-03-18 10:00', 20), timed('nurse', '2025-03-19 10:00', 5)]
    expect(counting({ tasks, patient: { ...PATIENT, deceasedDateTime: '2025-03-18' } })).toEqual([20, 'after-death 5'])
    expect(counting({ tasks, patient: { ...PATIENT, deceasedDateTime: '2025-03' } })).toEqual([
      0,
      'after-death 20',
      'after-death 5',
    ])
    expect(counting({ tasks, patient: { ...PATIENT, deceasedDateTime: instant('2025-03-18 10:20') } })).toEqual([
      20,
      'after-death 5',
    ])
  })

  test('consent that was given again counts again; what lies between is after the withdrawal', () => {
    const tasks = ['2025-03-05', '2025-03-12', '2025-03-20'].map((day) => timed('nurse', `${day} 10:00`, 10))
    const consents = [
      consent({ id: 'first', withdrawn: instant('2025-03-10 09:00') }),
      consent({ id: 'second', given: instant('2025-03-15 09:00') }),
    ]
    expect(counting({ tasks, consents })).toEqual([20, 'after-withdrawal 10'])
    const twice = [
      consents[0]!,
      consent({ id: 'second', given: instant('2025-03-15 09:00'), withdrawn: instant('2025-03-25 09:00') }),
    ]
    expect(reasonsNotCounted({ tasks, consents: twice })[0]).toContain('withdrew consent on 2025-03-10 09:00.')
  })

  test('a consent that is inactive without saying since when is in force at no time', () => {
    const tasks = [timed('nurse', '2025-03-05 10:00', 20)]
    const inactive = [consent({ status: 'inactive' })]
    expect(counting({ tasks, consents: inactive })).toEqual([0, 'after-withdrawal 20'])
    expect(reasonsNotCounted({ tasks, consents: inactive })[0]).toContain('The consent on file is not in force.')
  })

  test('a pause bounds nothing, and the month says so', () => {
    const paused = enrollment({
      statusHistory: [{ status: 'onhold', period: { start: '2025-03-01', end: '2025-03-10' } }],
    })
    const facts = aPatientMonth({ tasks: [timed('nurse', '2025-03-05 10:00', 20)], episodes: [paused] })
    expect(decideMonth(facts).totalMinutes).toBe(20)
    expect(decideMonth(facts).warnings.map(({ code }) => code)).toContain('paused')
  })
})
