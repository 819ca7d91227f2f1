import type { Coverage } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { payerKindOf } from '../../../server/domain/coverage/coverage-kind.ts'
import { payerOn } from '../../../server/domain/coverage/payer-on.ts'
import { structureDefinition, SYSTEM } from '../../../server/domain/fhir/canonicals.ts'
import { coverage, TODAY, ZONE } from '../support/chart.ts'

const payer = (...coverages: Coverage[]) => payerOn(coverages, TODAY, ZONE)
const plan = (value: string): Partial<Coverage> => ({
  class: [
    { type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code: 'plan' }] }, value },
  ],
})

describe('what a coverage is (DESIGN section 3, Payer)', () => {
  test.each([
    ['12', 'part-b'],
    ['121', 'part-b'],
    ['1211', 'part-b'],
    ['129', 'part-b'],
    ['122', 'silent'],
    ['123', 'medicare-advantage'],
    ['11', 'medicare-advantage'],
    ['111', 'medicare-advantage'],
    ['119', 'medicare-advantage'],
    ['1', 'medicare'],
    ['19', 'medicare'],
    ['2', 'medicaid'],
    ['211', 'medicaid'],
    ['25', 'medicaid'],
    ['3', 'other'],
    ['5', 'other'],
    ['511', 'other'],
    ['81', 'other'],
  ])('Source of Payment Typology %s: %s', (code, kind) => {
    expect(payerKindOf(coverage(code))).toBe(kind)
  })

  test.each([
    ['Part A', 'silent'],
    ['Part B', 'part-b'],
    ['PART C', 'medicare-advantage'],
    ['Part D', 'silent'],
  ])('Blue Button’s class plan “%s”: %s', (value, kind) => {
    expect(payerKindOf(coverage(undefined, plan(value)))).toBe(kind)
  })

  test('of several codes the most specific one decides', () => {
    const both = ['1', '111'].map((code) => ({ system: SYSTEM.sourceOfPayment, code }))
    expect(payerKindOf(coverage(undefined, { type: { coding: both } }))).toBe('medicare-advantage')
  })

  test('the class says more than the type', () => {
    expect(payerKindOf(coverage('1', plan('Part C')))).toBe('medicare-advantage')
  })

  test.each([
    [{ type: { text: 'Medicare' } }, 'medicare'],
    [{ type: { text: 'Medicare Part B' } }, 'part-b'],
    [{ payor: [{ display: 'Humana Medicare Advantage' }] }, 'medicare-advantage'],
    [{ payor: [{ display: 'AARP Medicare Supplement' }] }, 'other'],
    [{ payor: [{ display: 'Medicare Part D' }] }, 'silent'],
    [{ payor: [{ display: 'Medi-Cal' }] }, 'medicaid'],
    [{ payor: [{ display: 'Aetna' }] }, 'other'],
    [{ identifier: [{ system: SYSTEM.mbi, value: '1EG4TE5MK73' }] }, 'medicare'],
    [{ payor: [{ reference: 'Organization/x' }] }, 'silent'],
  ] satisfies [Partial<Coverage>, string][])('by its names: %j is %s', (more, kind) => {
    expect(payerKindOf(coverage(undefined, more))).toBe(kind)
  })
})

describe('who pays on a day', () => {
  test.each([
    ['Part B', [coverage('121')], 'part-b', false],
    ['Medicare without its part counts as Part B, assumed', [coverage('1')], 'part-b', true],
    ['a named part beside it is not assumed', [coverage('1'), coverage('121')], 'part-b', false],
    ['Advantage keeps Part B on paper', [coverage('121'), coverage('111')], 'medicare-advantage', false],
    ['Part B and Medicaid', [coverage('2'), coverage('121')], 'part-b', false],
    ['Medicaid alone', [coverage('2')], 'other', false],
    ['a commercial plan', [coverage('511')], 'other', false],
    ['nothing on file', [], 'unknown', false],
    ['only a drug plan', [coverage('122')], 'unknown', false],
    ['Part A alone', [coverage(undefined, plan('Part A'))], 'unknown', false],
  ])('%s', (_words, coverages, kind, assumed) => {
    expect(payer(...coverages)).toMatchObject({ kind, assumed })
  })

  test.each([
    ['began today', { period: { start: '2026-03-05' } }, 'part-b'],
    ['begins tomorrow', { period: { start: '2026-03-06' } }, 'none'],
    ['ends today', { period: { end: '2026-03-05' } }, 'part-b'],
    ['ended yesterday', { period: { end: '2026-03-04' } }, 'none'],
    ['ends some time this month', { period: { end: '2026-03' } }, 'part-b'],
    ['was cancelled, its period says until when', { status: 'cancelled', period: { end: '2026-03-31' } }, 'part-b'],
    ['was cancelled, nobody knows when', { status: 'cancelled' }, 'none'],
    ['was entered in error', { status: 'entered-in-error' }, 'unknown'],
    ['is a draft', { status: 'draft' }, 'unknown'],
  ] satisfies [string, Partial<Coverage>, string][])('one that %s: %s', (_words, more, kind) => {
    expect(payer(coverage('121', more)).kind).toBe(kind)
  })

  test('names the coverage on which the answer rests', () => {
    expect(payer(coverage('2'), coverage('121', { id: 'b' })).coverage).toBe('Coverage/b')
    expect(payer().coverage).toBeUndefined()
  })
})

describe('what else a Medicare coverage says', () => {
  const qmb = { extension: [{ url: structureDefinition('ccm-qmb'), valueBoolean: true }] }
  const aligned = (period: { start?: string; end?: string }) => ({
    extension: [{ url: structureDefinition('ccm-access-alignment'), valuePeriod: period }],
  })

  test('a Qualified Medicare Beneficiary, by any coverage of Medicare in force', () => {
    expect(payer(coverage('121', qmb)).qmb).toBe(true)
    expect(payer(coverage('121'), coverage(undefined, { ...plan('Part A'), ...qmb })).qmb).toBe(true)
    expect(payer(coverage('121'), coverage('2', qmb)).qmb).toBe(false)
    expect(payer(coverage('121', { ...qmb, period: { end: '2025-12-31' } })).qmb).toBe(false)
    expect(payer(coverage('121', { extension: [{ ...qmb.extension[0]!, valueBoolean: false }] })).qmb).toBe(false)
  })

  test.each([
    [{ start: '2026-03-05' }, true],
    [{ start: '2026-03-06' }, false],
    [{ start: '2026-01-01', end: '2026-03-05' }, true],
    [{ start: '2026-01-01', end: '2026-03-04' }, false],
    [{}, true],
  ])('aligned to ACCESS in %j: %s', (period, expected) => {
    expect(payer(coverage('121', aligned(period))).accessAligned).toBe(expected)
  })

  test('Medicaid beside it is said', () => {
    expect(payer(coverage('121'), coverage('2')).medicaid).toBe(true)
    expect(payer(coverage('121')).medicaid).toBe(false)
  })
})
