import type { Condition } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recognizeConditions } from '../../../server/domain/eligibility/chronic-conditions.ts'
import { countChronic } from '../../../server/domain/eligibility/count-chronic.ts'
import { condition, TODAY, ZONE } from '../support/chart.ts'
import { ICD10_ROWS } from './icd10-rows.ts'

const chart = (...codes: string[]): Condition[] => codes.map((icd10) => condition({ icd10 }))
const count = (conditions: readonly Condition[], confirmed: readonly string[] = []) =>
  countChronic(recognizeConditions(conditions, TODAY, ZONE), new Set(confirmed)).count

describe('counting chronic conditions (ccm-rules §3.4)', () => {
  test.each([
    ['rule a: two codes of one group are one condition', ['E11.9', 'E11.40'], 1],
    ['one code twice is one condition', ['E11.9', 'E11.9'], 1],
    ['rule b: hypertensive kidney disease and its stage are two groups', ['I12.9', 'N18.30'], 2],
    ['one code that fits two groups is one diagnosis', ['I12.9'], 1],
    ['diabetic kidney disease alone is one diagnosis', ['E11.22'], 1],
    ['diabetic kidney disease and its stage are two', ['E11.22', 'N18.30'], 2],
    ['two general diagnoses', ['E11.9', 'I10'], 2],
    ['dementia beside Alzheimer’s disease is one disease', ['G30.9', 'F03.90'], 1],
    ['what is for review does not count', ['E78.5', 'E03.9', 'I10'], 1],
    ['what never counts does not', ['I63.9', 'R73.03', 'Z85.3'], 0],
    ['nothing', [], 0],
  ] satisfies [string, string[], number][])('%s', (_words, codes, expected) => {
    expect(count(chart(...codes))).toBe(expected)
  })

  test('the same disease in ICD-10-CM and in SNOMED CT is one', () => {
    expect(count([condition({ icd10: 'E11.9' }), condition({ snomed: '44054006' })])).toBe(1)
  })

  test('a clinician’s tick makes a reviewed condition count, and nothing else', () => {
    const lipids = condition({ icd10: 'E78.5' }, { id: 'lipids' })
    const prediabetes = condition({ icd10: 'R73.03' }, { id: 'prediabetes' })
    expect(count([...chart('I10'), lipids], ['Condition/lipids'])).toBe(2)
    expect(count([...chart('I10'), prediabetes], ['Condition/prediabetes'])).toBe(1)
  })

  test('names what it counted', () => {
    const { names } = countChronic(recognizeConditions(chart('E11.9', 'I10'), TODAY, ZONE))
    expect(names).toEqual(['Diabetes', 'Hypertension'])
  })

  const codes = fc.array(fc.constantFrom(...ICD10_ROWS.map(([code]) => code)), { maxLength: 8 })

  test('the order of the chart is irrelevant', () => {
    fc.assert(
      fc.property(codes, (given) => {
        expect(count(chart(...given.toReversed()))).toBe(count(chart(...given)))
      }),
    )
  })

  test('writing a condition down twice never adds one, and another condition never takes one away', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom(...ICD10_ROWS.map(([code]) => code)), (given, more) => {
        const counted = count(chart(...given))
        expect(count(chart(...given, ...given))).toBe(counted)
        expect(count(chart(...given, more)) - counted).toBeOneOf([0, 1])
      }),
    )
  })

  test('never more than different diagnoses that count', () => {
    fc.assert(
      fc.property(codes, (given) => {
        const counting = ICD10_ROWS.filter(([code, standing]) => standing === 'counts' && given.includes(code))
        expect(count(chart(...given))).toBeLessThanOrEqual(counting.length)
      }),
    )
  })
})
