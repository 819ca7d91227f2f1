import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import {
  carePlan,
  consent,
  coverage,
  enrollment,
  hospice,
  instant,
  mdm,
  PATIENT,
  practice,
  stay,
  visit,
} from '../../support/patient-chart.ts'
import { aPatientMonth, billed, minutes, month, timed } from '../../support/patient-month.ts'

const decide = (over: Partial<MonthFacts>) => decideMonth(aPatientMonth(over))

describe('advanced primary care', () => {
  const apcm = (over: Partial<MonthFacts> = {}) => decide({ episodes: [enrollment({ program: 'apcm' })], ...over })
  const one = aPatientMonth().conditions.slice(0, 1)
  const qmb = [coverage('121', { qmb: true })]

  test.each([
    [{ conditions: [] }, 'G0556 15.20'],
    [{ conditions: one }, 'G0556 15.20'],
    [{ conditions: one, coverages: qmb }, 'G0556 15.20'],
    [{}, 'G0557 48.84'],
    [{ coverages: qmb }, 'G0558 107.07'],
  ])('levels: %#', (over, expected) => {
    expect(billed(apcm(over))).toBe(expected)
  })

  test('the first level wants no attestation, the others do', () => {
    const unattested = enrollment({ program: 'apcm', extension: enrollment().extension!.slice(0, 1) })
    const codes = (over: Partial<MonthFacts>) =>
      decide({ episodes: [unattested], tasks: minutes(5), ...over }).blockers.map(({ code }) => code)
    expect(codes({ conditions: one })).toEqual([])
    expect(codes({})).toEqual(['no-attestation'])
  })

  test('its reasons name conditions and beneficiary', () => {
    expect(apcm({ coverages: qmb }).charges[0]?.reason).toContain(
      'A month of Advanced Primary Care Management, which wants no minutes; chronic conditions that count: 2 (Diabetes, Hypertension), Qualified Medicare Beneficiary.',
    )
    expect(apcm({ conditions: [] }).charges[0]?.reason).toContain('no chronic condition counts.')
    const found = Object.fromEntries(apcm().notGiven.map(({ code, rule, message }) => [code, `${rule}: ${message}`]))
    expect(found['G0556']).toContain('condition-count: It is for at most one chronic condition; 2 count on 2025-03-01.')
    expect(found['G0558']).toContain('qmb: It is for Qualified Medicare Beneficiaries')
    expect(apcm({ coverages: qmb }).notGiven.find(({ code }) => code === 'G0557')?.message).toContain(
      'The patient is a Qualified Medicare Beneficiary',
    )
    expect(apcm({ conditions: one }).notGiven.find(({ code }) => code === 'G0558')?.message).toContain('at least 2')
  })

  test('something has to have been done in the month, before it is billed', () => {
    const codes = (over: Partial<MonthFacts> = {}) => apcm(over).blockers.map(({ code }) => code)
    const initiating = visit('initiating', '2024-11-20')
    expect(codes()).toEqual(['no-service'])
    expect(billed(apcm())).toBe('G0557 48.84')
    expect(codes({ tasks: minutes(1) })).toEqual([])
    expect(codes({ tasks: [timed('bot', '2025-03-05 10:00', 5)] })).toEqual(['no-service'])
    expect(codes({ observations: [mdm('low', '2025-03-05')] })).toEqual([])
    expect(codes({ carePlans: [carePlan({ period: { start: '2025-03-02' } })] })).toEqual([])
    expect(codes({ encounters: [initiating, visit('v', '2025-03-05')] })).toEqual([])
    expect(codes({ encounters: [initiating, visit('v', '2025-04-01')] })).toEqual(['no-service'])
    expect(codes({ encounters: [initiating, visit('v', '2025-02-28')] })).toEqual(['no-service'])
    expect(codes({ encounters: [initiating, visit('v', '2025-03-05', '99214', { participant: [] })] })).toEqual([
      'no-service',
    ])
  })

  test('its date is the first day with care, else the first on which it could be given', () => {
    const date = (over: Partial<MonthFacts>) => apcm(over).charges[0]?.serviceDate
    expect(date({ tasks: minutes(1) })).toBe('2025-03-05')
    expect(date({})).toBe('2025-03-01')
    expect(date({ episodes: [enrollment({ program: 'apcm', start: instant('2025-03-12 15:00') })] })).toBe('2025-03-12')
    expect(date({ episodes: [enrollment({ program: 'apcm', start: '2025-03-12' })] })).toBe('2025-03-12')
    expect(date({ episodes: [enrollment({ program: 'apcm', start: '2025-03-31' })] })).toBe('2025-03-31')
    expect(date({ consents: [consent({ given: instant('2025-03-14 15:00') })] })).toBe('2025-03-14')
    expect(date({ episodes: [enrollment({ program: 'apcm' }), hospice('2025-02-01', '2025-03-10')] })).toBe(
      '2025-03-11',
    )
    expect(date({ practice: practice({ serviceDate: 'month-end' }) })).toBe('2025-03-31')
    const dead = { ...PATIENT, deceasedDateTime: '2025-03-10' }
    expect(date({ practice: practice({ serviceDate: 'month-end' }), patient: dead })).toBe('2025-03-10')
  })

  test('a month without a day for care earns nothing', () => {
    const hospiced = { episodes: [enrollment({ program: 'apcm' }), hospice('2025-02-01')] }
    for (const own of [practice(), practice({ serviceDate: 'month-end' })]) {
      const decision = apcm({ ...hospiced, practice: own })
      expect(billed(decision)).toBe('none')
      expect(decision.notGiven.find(({ code }) => code === 'G0557')).toMatchObject({ rule: 'no-service' })
    }
    expect(billed(apcm({ consents: [] }))).toBe('none')
  })

  test('where no level is earned, attestation is asked for only if all want it', () => {
    const unattested = enrollment({ program: 'apcm', extension: enrollment().extension!.slice(0, 1) })
    const decision = decide({ episodes: [unattested, hospice('2025-02-01')] })
    expect(decision.blockers.map(({ code }) => code)).toEqual([])
    expect(decision.notGiven.find(({ code }) => code === 'G0557')?.message).toContain(
      'On no day of the month could the patient be cared for.',
    )
  })

  test('a stay in hospital does not end care by the month', () => {
    const encounters = [visit('initiating', '2024-11-20'), stay('s', '2025-03-01', '2025-03-31')]
    expect(apcm({ encounters }).charges[0]?.serviceDate).toBe('2025-03-01')
  })

  test('before 2025 there was none', () => {
    const facts = { month: month('2024-11'), encounters: [visit('initiating', '2024-01-20')] }
    const decision = apcm({ ...facts, episodes: [enrollment({ program: 'apcm', start: '2024-02-01' })] })
    expect(billed(decision)).toBe('none')
    expect(decision.notGiven).toEqual([])
  })
})
