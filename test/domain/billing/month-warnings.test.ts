import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import {
  at,
  claim,
  coverage,
  enrollment,
  extension,
  hospice,
  instant,
  mdm,
  practice,
  visit,
} from '../../support/patient-chart.ts'
import { aPatientMonth, between, manual, minutes, month, timed } from '../../support/patient-month.ts'

const contact = { activity: 'patient-contact' }
const spoken = [timed('nurse', '2025-03-05 10:00', 25, contact)]

const warnings = (over: Partial<MonthFacts>) =>
  decideMonth(aPatientMonth({ tasks: spoken, ...over })).warnings.map(({ code, message }) => [code, message] as const)

const codes = (over: Partial<MonthFacts>) => warnings(over).map(([code]) => code)

describe('what a biller is told beside the charges', () => {
  test('nothing, where there is nothing to tell', () => {
    expect(warnings({})).toEqual([])
  })

  test('Medicare without its part, and a beneficiary who is never billed coinsurance', () => {
    expect(warnings({ coverages: [coverage('1')] })).toEqual([
      ['coverage-assumed', expect.stringContaining('Part B is assumed') as string],
    ])
    expect(warnings({ coverages: [coverage('121', { qmb: true })] })).toEqual([
      ['qmb', expect.stringContaining('never billed') as string],
    ])
    const later = coverage('1', { period: { start: '2025-03-06' } })
    expect(codes({ coverages: [coverage('121', { period: { end: '2025-03-05' } }), later] })).toEqual([])
  })

  test('nothing of a timer where none runs, or of the same practitioner’s other programme', () => {
    expect(codes({ now: at('2025-03-20 12:00') })).toEqual([])
    expect(codes({ episodes: [enrollment(), enrollment({ program: 'pcm' })] })).toEqual([])
  })

  test('hospice care, a pause and prior authorization, in words', () => {
    const facts = {
      episodes: [enrollment(), hospice('2025-03-10')],
      tasks: [...spoken, timed('nurse', '2025-03-12 10:00', 5)],
    }
    expect(warnings(facts)).toEqual([['hospice', expect.stringContaining('modifier GW or GV') as string]])
    const paused = enrollment({ statusHistory: [{ status: 'onhold', period: { start: '2025-03-10' } }] })
    expect(warnings({ episodes: [paused] })).toEqual([
      ['paused', expect.stringContaining('stayed in the program') as string],
    ])
    const prior = timed('nurse', '2025-03-06 10:00', 5, { activity: 'prior-authorization' })
    const counted = { tasks: [...spoken, prior], practice: practice({ countPriorAuthorization: true }) }
    expect(warnings(counted)).toEqual([
      ['prior-authorization', expect.stringContaining('the practice decided so') as string],
    ])
  })

  test('a price that could not be verified, with its codes', () => {
    const tasks = [timed('doc', '2026-02-05 10:00', 60, contact)]
    const facts = { month: month('2026-02'), tasks }
    expect(warnings(facts)).toEqual([
      ['price-assumed', 'No price could be verified for the date of service: the last known one stands in (99491).'],
    ])
    expect(decideMonth(aPatientMonth(facts)).charges).toMatchObject([
      { code: '99491', amount: 8216, priceAssumed: true },
      { code: '99437', amount: 6313, priceAssumed: false },
    ])
  })

  test('a visit on the date of service of complex care wants modifier 25', () => {
    const facts = {
      tasks: [timed('nurse', '2025-03-05 10:00', 60, contact)],
      observations: [mdm('high', '2025-03-07')],
      claims: [claim('99214', '2025-03-05')],
    }
    expect(codes(facts)).toEqual(['modifier-25'])
    expect(warnings(facts)[0]?.[1]).toMatch(/needs modifier 25\. On file: 99214 \(Claim\/claim-99214\)\.$/)
    expect(codes({ ...facts, claims: [claim('99214', '2025-03-06')] })).toEqual([])
    expect(codes({ ...facts, observations: [] })).toEqual([])
  })

  test('a warning that several charges share is given once', () => {
    const tasks = [timed('nurse', '2025-03-05 10:00', 120, contact)]
    const facts = { tasks, observations: [mdm('high', '2025-03-07')], claims: [claim('99214', '2025-03-05')] }
    expect(codes(facts)).toEqual(['modifier-25'])
  })

  test('what another practitioner bills beside it', () => {
    const byOther = { provider: { reference: 'Practitioner/colleague' } }
    expect(codes({ claims: [claim('99426', '2025-03-20', byOther)] })).toEqual(['concurrent-program'])
    expect(codes({ claims: [claim('G0182', '2025-03-20', byOther)] })).toEqual(['care-plan-oversight'])
    expect(codes({ claims: [claim('90961', '2025-03-20', byOther)] })).toEqual(['esrd'])
  })

  test('another practitioner’s programme in the same practice', () => {
    const facts = { episodes: [enrollment(), enrollment({ program: 'pcm', by: 'colleague' })] }
    expect(codes(facts)).toEqual(['concurrent-program'])
    expect(warnings(facts)[0]?.[1]).toContain('Principal Care Management')
    expect(decideMonth(aPatientMonth(facts)).otherPrograms).toEqual(['pcm'])
    const waiting = enrollment({ program: 'pcm', by: 'colleague' })
    waiting.status = 'planned'
    waiting.extension = [
      ...(waiting.extension ?? []),
      extension('ccm-enrollment-state', { valueCode: 'enrolled' }),
      extension('ccm-transfer', { valueBoolean: true }),
    ]
    expect(codes({ episodes: [enrollment(), waiting] })).toEqual([])
  })

  test('a pause, where time was counted in the month and the pause touches it', () => {
    const paused = (start: string, end?: string) => [
      enrollment({ statusHistory: [{ status: 'onhold', period: { start, ...(end && { end }) } }] }),
    ]
    expect(codes({ episodes: paused('2025-03-10', '2025-03-12') })).toEqual(['paused'])
    expect(codes({ episodes: paused('2025-02-10') })).toEqual(['paused'])
    expect(codes({ episodes: paused('2025-02-10', '2025-02-28') })).toEqual([])
    expect(codes({ episodes: paused('2025-04-01') })).toEqual([])
    expect(codes({ episodes: paused('2025-03-10', '2025-03-12'), tasks: [] })).toEqual([])
  })

  test('entries that do not say how long', () => {
    const unclear = between('nurse', instant('2025-03-06 10:00'), undefined, { id: 'unclear' })
    const facts = { tasks: [...spoken, unclear] }
    expect(warnings(facts)).toEqual([
      ['time-unclear', 'These entries do not say how long they were, and count for nothing: Task/unclear.'],
    ])
    expect(decideMonth(aPatientMonth(facts)).open).toEqual(['Task/unclear'])
    const earlier = between('nurse', instant('2025-02-06 10:00'), undefined)
    expect(codes({ tasks: [...spoken, earlier] })).toEqual([])
    const undated = { ...unclear, executionPeriod: {} }
    expect(codes({ tasks: [...spoken, undated] })).toEqual(['time-unclear'])
  })

  test('entries without clock times, by name', () => {
    const tasks = [...spoken, manual('nurse', '2025-03-06', 5, { id: 'm', ...contact })]
    expect(warnings({ tasks })).toEqual([
      ['manual-entry', 'Entries without clock times, which cannot be compared with others: Task/m/_history/1.'],
    ])
  })

  test('a month without contact with the patient', () => {
    expect(warnings({ tasks: minutes(25) })).toEqual([
      ['no-patient-contact', 'No contact with the patient or caregiver is on record.'],
    ])
    expect(codes({ tasks: [...spoken, ...minutes(0, 5)] })).toEqual([])
    expect(codes({ tasks: [] })).toEqual([])
    const tasks = [...minutes(25), timed('bot', '2025-03-07 10:00', 5, contact)]
    expect(codes({ tasks })).toEqual(['no-patient-contact'])
  })

  test('time of a visit’s day that counts by an override; an override that was not needed is no matter', () => {
    const tasks = [timed('nurse', '2025-03-05 10:00', 25, { ...contact, emOverride: 'Separate', id: 'o' })]
    const encounters = [visit('initiating', '2024-11-20'), visit('seen', '2025-03-05')]
    expect(warnings({ tasks, encounters })).toEqual([['e-m-override', expect.stringContaining('(Task/o/_history/1)')]])
    expect(codes({ tasks })).toEqual([])
    const byHand = [manual('nurse', '2025-03-05', 25, { ...contact, emOverride: 'Separate' })]
    expect(codes({ tasks: byHand, encounters })).toEqual(['manual-entry', 'e-m-override'])
  })

  test('notes that say word for word the same, where they are long enough to tell', () => {
    const noted = (note: string) => [
      timed('nurse', '2025-03-05 10:00', 15, { ...contact, note, id: 'a' }),
      timed('nurse', '2025-03-06 10:00', 15, { ...contact, note, id: 'b' }),
    ]
    expect(warnings({ tasks: noted('Reviewed the readings') })).toEqual([
      ['cloned-note', expect.stringContaining('Task/a/_history/1, Task/b/_history/1') as string],
    ])
    expect(codes({ tasks: noted('Twenty letters here.') })).toEqual(['cloned-note'])
    expect(codes({ tasks: noted('Nineteen characters') })).toEqual([])
    const [first, second] = noted('Reviewed the readings')
    const uncounted = { ...second!, owner: { reference: 'Practitioner/receptionist' } }
    expect(codes({ tasks: [first!, uncounted] })).toEqual([])
  })
})
