import type { Condition } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recognizeConditions } from '../../../server/domain/eligibility/chronic-conditions.ts'
import { CATEGORIES, ICD10 } from '../../../server/domain/terminology/generated/chronic-conditions.ts'
import { condition, status, TODAY, verification, without, ZONE } from '../support/chart.ts'
import { ICD10_ROWS } from './icd10-rows.ts'
import { SNOMED_ROWS } from './snomed-rows.ts'

const recognized = (...conditions: Condition[]) => recognizeConditions(conditions, TODAY, ZONE)
const standing = (given: Condition) => recognized(given)[0]?.standing
const categories = (given: Condition) =>
  recognized(given)[0]
    ?.categories.map(({ code }) => code)
    .join('+')

describe('ICD-10-CM (ccm-rules §3.4)', () => {
  test.each(ICD10_ROWS)('%s: %s, %s', (icd10, expected, kinds) => {
    const found = condition({ icd10 })
    expect(standing(found)).toBe(expected)
    expect(categories(found)).toBe(kinds)
  })

  test.each(['D29.1', 'Z79.4', 'J06.9', 'Z00.00', 'K21', 'S93.401A'])('%s is no chronic condition', (icd10) => {
    expect(recognized(condition({ icd10 })).filter((found) => found.standing === 'counts')).toEqual([])
  })

  test('a code counts the same with and without its dot, in capitals or not', () => {
    for (const icd10 of ['E11.40', 'E1140', 'e11.40'])
      expect(recognized(condition({ icd10 }))[0]).toMatchObject({
        standing: 'counts',
        icd10: { code: 'E11.40', suggested: false },
      })
  })

  test('the longest prefix decides: E11 counts, E11.A (remission) is for review', () => {
    expect(standing(condition({ icd10: 'E11' }))).toBe('counts')
    expect(standing(condition({ icd10: 'E11.65' }))).toBe('counts')
    expect(standing(condition({ icd10: 'E11.A' }))).toBe('review')
  })

  test('whatever is written behind a code that is known, its category stays', () => {
    const codes = Object.keys(ICD10).filter((code) => !/^[ST]/.test(code))
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.stringMatching(/^[0-9A-Z]{0,2}$/), (code, tail) => {
        const base = ICD10[code]?.[0]
        const found = recognized(condition({ icd10: `${code}${tail}` }))[0]
        if (base?.category === 'no-illness') return
        const own = found?.categories.map((category) => category.code) ?? []
        expect(own.length).toBeGreaterThan(0)
        expect(own.every((category) => CATEGORIES[category ?? ''] !== undefined)).toBe(true)
      }),
    )
  })

  test('the system may be an OID of older exports; another system of the same code says nothing', () => {
    const coded = (system: string) => condition({}, { code: { coding: [{ system, code: 'E11.9' }] } })
    expect(standing(coded('urn:oid:2.16.840.1.113883.6.90'))).toBe('counts')
    expect(recognized(coded('http://hl7.org/fhir/sid/icd-9-cm'))).toEqual([])
    expect(recognized(condition({}, { code: { coding: [{ code: 'E11.9' }] } }))).toEqual([])
    expect(recognized(condition({}, { code: { text: 'Diabetes' } }))).toEqual([])
  })
})

describe('SNOMED CT (ccm-rules §3.5)', () => {
  test.each(SNOMED_ROWS)('%s %s: %s (%s)', (...row) => {
    const [snomed, , expected, kinds, icd10] = row
    const found = recognized(condition({ snomed }))[0]
    expect(found?.standing).toBe(expected)
    expect(found?.categories.map(({ code }) => code).join('+')).toBe(kinds)
    expect(found?.icd10).toEqual(icd10 === undefined ? undefined : { code: icd10, suggested: true })
  })

  test.each([
    ['160903007', 'full-time employment (finding)'],
    ['73595000', 'stress (finding)'],
    ['422650009', 'social isolation (finding)'],
    ['741062008', 'not in labor force (finding)'],
    ['314529007', 'medication review due (situation)'],
    ['224299000', 'received higher education (finding)'],
  ])('Synthea’s noise %s %s is left out', (snomed) => {
    expect(recognized(condition({ snomed }))).toEqual([])
  })

  test.each([
    ['444814009', 'viral sinusitis'],
    ['10509002', 'acute bronchitis'],
    ['195662009', 'acute viral pharyngitis'],
    ['65966004', 'fracture of forearm'],
    ['263102004', 'fracture subluxation of wrist'],
  ])('%s %s never counts', (snomed) => {
    expect(standing(condition({ snomed })) ?? 'never').toBe('never')
  })

  test('end-stage renal disease says that the monthly dialysis codes exclude care management (§8.1)', () => {
    expect(recognized(condition({ snomed: '46177005' }))[0]?.esrd).toBe(true)
    expect(recognized(condition({ icd10: 'N18.6' }))[0]?.esrd).toBe(true)
    expect(recognized(condition({ icd10: 'N18.5' }))[0]?.esrd).toBe(false)
  })

  test('an infarction is acute for four weeks; then its effects are for review', () => {
    const onset = (onsetDateTime: string) => standing(condition({ snomed: '22298006' }, { onsetDateTime }))
    expect(onset('2026-02-20')).toBe('never')
    expect(onset('2026-02-05')).toBe('never')
    expect(onset('2026-02-04')).toBe('review')
    expect(onset('2024')).toBe('review')
  })

  test('two codes that disagree are for somebody to look at', () => {
    const found = recognized(condition({ icd10: 'E11.9', snomed: '714628002' }))[0]
    expect(found?.standing).toBe('review')
    expect(found?.reason).toContain('its codes disagree (E11.9, 714628002)')
  })

  test('the chart’s own ICD-10-CM code goes on a claim before a suggested one', () => {
    expect(recognized(condition({ snomed: '44054006', icd10: 'E1165' }))[0]?.icd10).toEqual({
      code: 'E11.65',
      suggested: false,
    })
  })
})

describe('which conditions are in force (ccm-rules §3.4 rule c)', () => {
  const diabetes = (more: Partial<Condition>) => recognized(condition({ icd10: 'E11.9' }, more))[0]?.standing

  test.each(['active', 'recurrence', 'relapse'])('%s counts', (code) => {
    expect(diabetes({ clinicalStatus: status(code) })).toBe('counts')
  })

  test.each(['inactive', 'remission', 'resolved'])('%s does not count', (code) => {
    expect(diabetes({ clinicalStatus: status(code) })).toBeUndefined()
  })

  test.each(['refuted', 'entered-in-error'])('%s does not count, whatever its clinical status', (code) => {
    expect(diabetes({ verificationStatus: verification(code) })).toBeUndefined()
    const untrue = condition({ icd10: 'E11.9' }, { verificationStatus: verification(code) })
    expect(recognized(without(untrue, 'clinicalStatus'))).toEqual([])
  })

  test.each(['unconfirmed', 'provisional', 'differential'])('%s is for review', (code) => {
    expect(diabetes({ verificationStatus: verification(code) })).toBe('review')
  })

  test('without a clinical status it is for review; without a verification status it counts', () => {
    expect(recognized(without(condition({ icd10: 'E11.9' }), 'clinicalStatus'))[0]?.standing).toBe('review')
    expect(recognized(without(condition({ icd10: 'E11.9' }), 'verificationStatus'))[0]?.standing).toBe('counts')
  })

  test.each([
    ['begins tomorrow', { onsetDateTime: '2026-03-06' }, undefined],
    ['begins today', { onsetDateTime: '2026-03-05' }, 'counts'],
    ['began some time this month', { onsetDateTime: '2026-03' }, 'counts'],
    ['ended yesterday', { abatementDateTime: '2026-03-04' }, undefined],
    ['ends today', { abatementDateTime: '2026-03-05' }, undefined],
    [
      'ends tomorrow, though it is called resolved by now',
      { abatementDateTime: '2026-03-06', clinicalStatus: status('resolved') },
      'counts',
    ],
    ['ended in words', { abatementString: 'last winter' }, undefined],
    ['ended at an age', { abatementAge: { value: 70, unit: 'a' } }, undefined],
  ] satisfies [string, Partial<Condition>, string | undefined][])('one that %s', (_words, more, expected) => {
    expect(diabetes(more)).toBe(expected)
  })

  test('an instant belongs to the practice’s day: 03:00Z on the 6th is still the 5th in New York', () => {
    expect(diabetes({ onsetDateTime: '2026-03-06T03:00:00Z' })).toBe('counts')
    expect(diabetes({ onsetDateTime: '2026-03-06T05:30:00Z' })).toBeUndefined()
  })
})
