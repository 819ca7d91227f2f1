import type { Condition } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { recognizeConditions } from '../../../server/domain/eligibility/chronic-conditions.ts'
import { countChronic } from '../../../server/domain/eligibility/count-chronic.ts'
import { withOwnWord } from '../../../server/domain/eligibility/own-word.ts'
import { condition, status, TODAY, ZONE } from '../support/chart.ts'

const PROBLEM = [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] },
]
/** Sarcoidosis: chronic to a clinician, in no category. */
const sarcoid = condition({ icd10: 'D86.0' }, { id: 'sarcoid', category: PROBLEM })

function counted(conditions: Condition[], ticked: string[]): readonly string[] {
  const recognized = recognizeConditions(conditions, TODAY, ZONE)
  const own = withOwnWord(recognized, conditions, { ticked: new Set(ticked), on: TODAY }, ZONE)
  return countChronic(own, new Set(ticked)).names
}

describe('a clinician’s own word (ccm-rules §3.1: there is no closed list)', () => {
  test('a ticked problem that no category knows counts as one of its own kind', () => {
    expect(counted([sarcoid, condition({ icd10: 'I10' })], ['Condition/sarcoid'])).toEqual(['Hypertension', 'D86.0'])
    expect(counted([sarcoid], [])).toEqual([])
  })

  test('two of them are two kinds; the same one twice is one', () => {
    const other = condition({ icd10: 'E27.1' }, { id: 'addison', category: PROBLEM })
    expect(counted([sarcoid, other], ['Condition/sarcoid', 'Condition/addison'])).toHaveLength(2)
    expect(counted([sarcoid, { ...sarcoid, id: 'again' }], ['Condition/sarcoid', 'Condition/again'])).toHaveLength(1)
  })

  test.each([
    ['not of the problem list', { category: [] }],
    ['over', { clinicalStatus: status('resolved') }],
    ['a sign', { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'R05.3' }] } }],
    ['a contact with services', { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z79.4' }] } }],
    ['what is never chronic', { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'R73.03' }] } }],
    [
      'a finding of SNOMED CT',
      {
        code: {
          coding: [{ system: 'http://snomed.info/sct', code: '160903007', display: 'Full-time employment (finding)' }],
        },
      },
    ],
    ['words only', { code: { text: 'Sarcoidosis' } }],
  ] satisfies [string, Partial<Condition>][])('does not reach a condition that is %s', (_words, more) => {
    expect(counted([{ ...sarcoid, ...more }], ['Condition/sarcoid'])).toEqual([])
  })
})
