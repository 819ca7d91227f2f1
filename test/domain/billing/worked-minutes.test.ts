import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import { condition, coverage, enrollment, mdm, visit } from '../../support/patient-chart.ts'
import { aPatientMonth, byPolicy, minutes } from '../../support/patient-month.ts'

interface Case {
  readonly id: string
  readonly staff: number
  readonly practitioner?: number
  readonly level?: string
  readonly max: string
  readonly specific?: string
}

const MINUTES: readonly Case[] = [
  { id: 'T01', staff: 0, max: 'none' },
  { id: 'T02', staff: 19, max: 'none' },
  { id: 'T03', staff: 20, max: '99490 60.49' },
  { id: 'T04', staff: 39, max: '99490 60.49' },
  { id: 'T05', staff: 40, max: '99490+99439 106.42' },
  { id: 'T06', staff: 59, level: 'low', max: '99490+99439 106.42' },
  { id: 'T07', staff: 60, level: 'low', max: '99490+99439×2 152.35' },
  { id: 'T08', staff: 80, level: 'low', max: '99490+99439×2 152.35' },
  { id: 'T09', staff: 120, level: 'low', max: '99490+99439×2 152.35' },
  { id: 'T10', staff: 59, level: 'high', max: '99490+99439 106.42' },
  { id: 'T11', staff: 60, level: 'moderate', max: '99490+99439×2 152.35', specific: '99487 131.65' },
  { id: 'T12', staff: 89, level: 'moderate', max: '99490+99439×2 152.35', specific: '99487 131.65' },
  { id: 'T13', staff: 90, level: 'moderate', max: '99487+99489 202.17' },
  { id: 'T14', staff: 120, level: 'high', max: '99487+99489×2 272.69' },
  { id: 'T15', staff: 119, level: 'high', max: '99487+99489 202.17' },
  { id: 'T16', staff: 390, level: 'high', max: '99487+99489×10 836.85' },
  { id: 'T17', staff: 0, practitioner: 29, max: '99490 60.49' },
  { id: 'T18', staff: 0, practitioner: 30, max: '99491 82.16' },
  { id: 'T19', staff: 0, practitioner: 39, max: '99491 82.16' },
  { id: 'T20', staff: 0, practitioner: 40, max: '99490+99439 106.42', specific: '99491 82.16' },
  { id: 'T21', staff: 0, practitioner: 59, max: '99490+99439 106.42', specific: '99491 82.16' },
  { id: 'T22', staff: 0, practitioner: 60, max: '99490+99439×2 152.35', specific: '99491+99437 139.74' },
  { id: 'T23', staff: 0, practitioner: 89, max: '99490+99439×2 152.35', specific: '99491+99437 139.74' },
  { id: 'T24', staff: 0, practitioner: 90, max: '99491+99437×2 197.32' },
  { id: 'T25', staff: 0, practitioner: 120, max: '99491+99437×2 197.32' },
  { id: 'T26', staff: 0, practitioner: 90, level: 'high', max: '99487+99489 202.17' },
  { id: 'T27', staff: 15, practitioner: 10, max: '99490 60.49' },
  { id: 'T28', staff: 10, practitioner: 9, max: 'none' },
  { id: 'T29', staff: 40, practitioner: 30, max: '99490+99439×2 152.35', specific: '99490+99439 106.42' },
  { id: 'T30', staff: 20, practitioner: 30, max: '99490+99439 106.42', specific: '99491 82.16' },
  { id: 'T31', staff: 10, practitioner: 30, max: '99490+99439 106.42', specific: '99491 82.16' },
  { id: 'T32', staff: 30, practitioner: 30, level: 'moderate', max: '99490+99439×2 152.35', specific: '99487 131.65' },
]

describe('minutes to codes, with 2025 amounts', () => {
  test.each(MINUTES)('$id: s $staff q $practitioner mdm $level', ({ staff, practitioner, level, max, specific }) => {
    const facts = aPatientMonth({
      tasks: minutes(staff, practitioner),
      observations: level ? [mdm(level, '2025-03-07')] : [],
    })
    expect(byPolicy(facts)).toEqual({ 'max-payment': max, specific: specific ?? max })
    expect(decideMonth(facts)).toMatchObject({
      staffMinutes: staff,
      practitionerMinutes: practitioner ?? 0,
      totalMinutes: staff + (practitioner ?? 0),
      blockers: [],
    })
  })
})

/** Both policies bill the same. */
const same = (codesAndMoney: string) => ({ 'max-payment': codesAndMoney, specific: codesAndMoney })

const PCM: readonly Case[] = [
  { id: 'T50', staff: 29, max: 'none' },
  { id: 'T50', staff: 30, max: '99426 61.78' },
  { id: 'T50', staff: 60, max: '99426+99427 112.24' },
  { id: 'T50', staff: 120, max: '99426+99427×2 162.70' },
  { id: 'T51', staff: 0, practitioner: 60, max: '99424+99425 139.74' },
  { id: 'T51', staff: 0, practitioner: 90, max: '99424+99425×2 198.61' },
]

describe('principal and advanced primary care', () => {
  test.each(PCM)('$id: s $staff q $practitioner', ({ staff, practitioner, max }) => {
    const facts = aPatientMonth({
      episodes: [enrollment({ program: 'pcm' })],
      conditions: [condition('c1', 'I50.9')],
      tasks: minutes(staff, practitioner),
    })
    expect(byPolicy(facts)).toEqual(same(max))
    expect(decideMonth(facts)).toMatchObject({ program: 'pcm', blockers: [] })
  })

  test('T52: advanced primary care wants no minutes; three conditions are level 2', () => {
    const facts = aPatientMonth({
      episodes: [enrollment({ program: 'apcm' })],
      conditions: [condition('c1', 'E11.9'), condition('c2', 'I10'), condition('c3', 'J44.9')],
      encounters: [visit('initiating', '2024-11-20'), visit('care', '2025-03-12')],
    })
    expect(byPolicy(facts)).toEqual(same('G0557 48.84'))
    expect(decideMonth(facts)).toMatchObject({ totalMinutes: 0, blockers: [] })
  })

  test('T53: a Qualified Medicare Beneficiary with two conditions is level 3, whatever the minutes', () => {
    const facts = aPatientMonth({
      episodes: [enrollment({ program: 'apcm' })],
      coverages: [coverage('121', { qmb: true })],
      tasks: minutes(25),
    })
    expect(byPolicy(facts)).toEqual(same('G0558 107.07'))
    expect(decideMonth(facts).blockers).toEqual([])
  })
})
