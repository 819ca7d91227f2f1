import type { Task } from '@medplum/fhirtypes'
import { describe, expect, it } from 'vitest'
import { checkTimeEntry } from '#domain/time-entry/check-time-entry.ts'
import { derivePerformerType } from '#domain/time-entry/derive-performer-type.ts'
import type { TimeEntryFacts } from '#domain/time-entry/time-entry-facts.ts'
import { at, consent, enrollment, extension, instant, NEW_YORK, STAFF } from '../../support/patient-chart.ts'
import { between, manual, timed } from '../../support/patient-month.ts'

const NURSE = { writes: 'own', person: 'Practitioner/nurse' } as const
const ENTRY = timed('nurse', '2025-03-05 10:00', 20)

const facts = (over: Partial<TimeEntryFacts> = {}): TimeEntryFacts => ({
  caller: NURSE,
  episodes: [enrollment()],
  consents: [consent()],
  staff: STAFF,
  timeZone: NEW_YORK,
  closed: new Set(),
  reasonGiven: false,
  now: at('2025-03-20 12:00'),
  ...over,
})

/** What a new entry is refused for: status, rule, element. */
const refused = (next: Task, over: Partial<TimeEntryFacts> = {}) =>
  checkTimeEntry({ previous: undefined, next }, facts(over)).map(
    ({ status, rule, expression }) => `${status} ${rule} ${expression ?? ''}`,
  )

const corrected = (previous: Task, next: Task | undefined, over: Partial<TimeEntryFacts> = {}) =>
  checkTimeEntry({ previous, next }, facts(over)).map(({ status, rule }) => `${status} ${rule}`)

describe('a new time entry', () => {
  it('is taken when everything is said', () => {
    expect(refused(ENTRY)).toEqual([])
    expect(refused(between('nurse', instant('2025-03-05 10:00'), undefined, { status: 'in-progress' }))).toEqual([])
    expect(refused(manual('nurse', '2025-03-05', 60))).toEqual([])
  })

  it.each([
    ['end-before-start', timed('nurse', '2025-03-05 10:00', -1), 'Task.executionPeriod.end'],
    ['longer-than-24h', timed('nurse', '2025-03-05 10:00', 24 * 60 + 1), 'Task.executionPeriod.end'],
    ['future', timed('nurse', '2025-03-20 11:50', 12), 'Task.executionPeriod'],
    ['future', manual('nurse', '2025-03-21', 10), 'Task.executionPeriod.start'],
    ['entry-unclear', manual('nurse', '2025-03-05', 61), 'Task.extension'],
    ['entry-unclear', between('nurse', '2025-03-05', '2025-03-05'), 'Task.executionPeriod.start'],
    ['entry-unclear', between('nurse', instant('2025-03-05 10:00'), undefined), 'Task.executionPeriod.end'],
    [
      'entry-unclear',
      between('nurse', instant('2025-03-05 10:00'), instant('2025-03-05 11:00'), { status: 'in-progress' }),
      'Task.executionPeriod.end',
    ],
    [
      'entry-unclear',
      {
        ...manual('nurse', '2025-03-05', 10),
        executionPeriod: { start: '2025-03-05', end: instant('2025-03-05 10:10') },
      },
      'Task.executionPeriod.end',
    ],
  ])('is refused as %s', (rule, entry, expression) => {
    expect(refused(entry)).toEqual([`422 ${rule} ${expression}`])
  })

  it('may last exactly 24 hours, and end a little ahead of the server’s clock', () => {
    expect(refused(timed('nurse', '2025-03-05 10:00', 24 * 60))).toEqual([])
    expect(refused(timed('nurse', '2025-03-20 11:50', 10.5))).toEqual([])
  })

  it('names somebody of the practice', () => {
    const byRole = { ...ENTRY, owner: { reference: 'PractitionerRole/nurse-role' } }
    expect(refused(byRole)).toEqual([])
    expect(
      refused({ ...ENTRY, owner: { reference: 'PractitionerRole/nobody' } }, { caller: { writes: 'any' } }),
    ).toEqual(['422 unknown-reference Task.owner'])
  })

  it('wants an enrollment of any date, by the one that it names', () => {
    expect(refused(ENTRY, { episodes: [] })).toEqual(['422 no-enrollment Task.for'])
    const named = timed('nurse', '2025-03-05 10:00', 20, { focus: 'EpisodeOfCare/other' })
    expect(refused(named)).toEqual(['422 no-enrollment Task.focus'])
    const longAgo = enrollment({ start: '2020-01-01', end: '2020-03-31' })
    expect(refused(ENTRY, { episodes: [longAgo] })).toEqual([])
    const outreach = enrollment({
      status: 'planned',
      extension: [extension('ccm-enrollment-state', { valueCode: 'to-contact' })],
    })
    expect(refused(ENTRY, { episodes: [outreach] })).toEqual(['422 no-enrollment Task.for'])
  })

  it('wants a consent of any date: what lies before it is kept and not counted', () => {
    expect(refused(ENTRY, { consents: [] })).toEqual(['422 no-consent Task.for'])
    expect(refused(ENTRY, { consents: [consent({ program: 'pcm' })] })).toEqual(['422 no-consent Task.for'])
    expect(refused(ENTRY, { consents: [consent({ given: '2025-03-19' })] })).toEqual([])
    expect(refused(ENTRY, { consents: [consent({ withdrawn: '2025-01-01' })] })).toEqual([])
  })

  it('names every rule that stands in the way', () => {
    const wrong = timed('doc', '2025-03-05 10:00', -5)
    expect(refused(wrong, { episodes: [] })).toEqual([
      '403 not-your-time Task.owner',
      '422 end-before-start Task.executionPeriod.end',
      '422 no-enrollment Task.for',
    ])
  })

  it('is nothing to judge while it is planned work', () => {
    expect(refused(timed('doc', '2025-03-05 10:00', -5, { status: 'requested' }), { episodes: [] })).toEqual([])
  })
})

describe('whose time it is', () => {
  it('is one’s own, also as somebody in a role', () => {
    expect(refused(timed('doc', '2025-03-05 10:00', 20))).toEqual(['403 not-your-time Task.owner'])
    expect(refused(ENTRY, { caller: { writes: 'own' } })).toEqual(['403 not-your-time Task.owner'])
    expect(refused(ENTRY, { caller: { writes: 'none', person: 'Practitioner/nurse' } })).toEqual([
      '403 not-your-time Task.owner',
    ])
    expect(refused(ENTRY, { caller: { writes: 'any' } })).toEqual([])
  })

  it('is not taken from somebody else, nor given away', () => {
    const doctors = timed('doc', '2025-03-05 10:00', 20)
    expect(corrected(doctors, ENTRY)).toEqual(['403 not-your-time'])
    expect(corrected(ENTRY, doctors)).toEqual(['403 not-your-time'])
    expect(corrected(doctors, undefined)).toEqual(['403 not-your-time'])
  })

  it('is corrected by a biller who says why', () => {
    const biller = { caller: { writes: 'correct', person: 'Practitioner/clerk' } } as const
    const shorter = timed('nurse', '2025-03-05 10:00', 15)
    expect(corrected(ENTRY, shorter, biller)).toEqual(['422 correction-without-reason'])
    expect(corrected(ENTRY, shorter, { ...biller, reasonGiven: true })).toEqual([])
    const reason = { text: 'The call lasted 15 minutes.' }
    expect(corrected(ENTRY, { ...shorter, statusReason: reason }, biller)).toEqual([])
    expect(corrected({ ...ENTRY, statusReason: reason }, { ...shorter, statusReason: reason }, biller)).toEqual([
      '422 correction-without-reason',
    ])
    expect(refused(ENTRY, biller)).toEqual(['403 not-your-time Task.owner'])
    expect(corrected(ENTRY, undefined, { ...biller, reasonGiven: true })).toEqual(['403 not-your-time'])
    expect(corrected(ENTRY, timed('doc', '2025-03-05 10:00', 20), { ...biller, reasonGiven: true })).toEqual([
      '403 not-your-time',
    ])
  })
})

describe('a closed month', () => {
  const closed = { closed: new Set(['2025-03 ccm']) }

  it('takes no entry, and gives none', () => {
    expect(refused(ENTRY, closed)).toEqual(['409 month-closed Task.executionPeriod'])
    expect(corrected(ENTRY, timed('nurse', '2025-02-05 10:00', 20), closed)).toEqual(['409 month-closed'])
    expect(corrected(ENTRY, undefined, closed)).toEqual(['409 month-closed'])
    expect(corrected(ENTRY, { ...ENTRY, status: 'entered-in-error' }, closed)).toEqual(['409 month-closed'])
  })

  it('is any that the entry touches by the practice’s clock', () => {
    const overMidnight = timed('nurse', '2025-02-28 23:50', 20)
    expect(refused(overMidnight, closed)).toEqual(['409 month-closed Task.executionPeriod'])
    expect(refused(timed('nurse', '2025-02-28 23:40', 20), closed)).toEqual([])
    const utcMarch = between('nurse', '2025-03-01T04:30:00Z', '2025-03-01T04:55:00Z')
    expect(refused(utcMarch, closed)).toEqual([])
    const timer = between('nurse', instant('2025-02-28 23:50'), undefined, { status: 'in-progress' })
    expect(refused(timer, { ...closed, now: at('2025-03-01 00:10') })).toEqual([
      '409 month-closed Task.executionPeriod',
    ])
  })

  it('is that of the care that the entry is for', () => {
    const both = { episodes: [enrollment(), enrollment({ program: 'pcm', by: 'colleague' })] }
    const named = timed('nurse', '2025-03-05 10:00', 20, { focus: 'EpisodeOfCare/ccm' })
    expect(refused(named, { ...both, ...closed })).toEqual(['409 month-closed Task.executionPeriod'])
    expect(refused(named, { ...both, closed: new Set(['2025-03 pcm Practitioner/colleague']) })).toEqual([])
    expect(refused(ENTRY, { ...both, closed: new Set(['2025-03 pcm Practitioner/colleague']) })).toEqual([
      '409 month-closed Task.executionPeriod',
    ])
  })
})

describe('performerType', () => {
  const typeOf = (task: Task) => derivePerformerType(task, STAFF, NEW_YORK).performerType?.[0]?.coding?.[0]?.code

  it('is the owner’s role on the day, whatever was sent', () => {
    expect(typeOf(ENTRY)).toBe('clinical-staff')
    expect(typeOf({ ...ENTRY, performerType: [{ coding: [{ code: 'physician' }] }] })).toBe('clinical-staff')
    expect(typeOf(timed('doc', '2025-03-05 10:00', 20))).toBe('billing-practitioner')
    expect(typeOf(manual('receptionist', '2025-03-05', 5))).toBe('non-clinical')
    expect(typeOf({ ...timed('stranger', '2025-03-05 10:00', 20), performerType: [{ text: 'nurse' }] })).toBeUndefined()
  })

  it('changes nothing else, and nothing twice', () => {
    const once = derivePerformerType(ENTRY, STAFF, NEW_YORK)
    expect(derivePerformerType(once, STAFF, NEW_YORK)).toBe(once)
    expect({ ...once, performerType: undefined }).toEqual({ ...ENTRY, performerType: undefined })
  })
})
