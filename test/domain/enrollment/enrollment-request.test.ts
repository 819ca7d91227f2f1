import type { ParametersParameter } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { readEnrollmentRequest } from '../../../server/domain/enrollment/enrollment-request.ts'
import { ENROLL } from '../../profiles/support/examples.ts'

const program: ParametersParameter = { name: 'program', valueCode: 'ccm' }

describe('reading the input of $ccm-enroll (DESIGN section 3)', () => {
  test('everything', () => {
    expect(readEnrollmentRequest(ENROLL.parameter ?? [])).toEqual({
      program: 'ccm',
      billingPractitioner: 'Practitioner/lee',
      careManager: 'Practitioner/nurse',
      conditions: [],
      transfer: false,
      consent: {
        method: 'verbal',
        dateTime: '2026-03-05T15:00:00Z',
        recorder: 'Practitioner/nurse',
        statements: ['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'],
      },
      initiatingVisit: { day: '2026-03-01' },
      attestation: { duration: true, risk: true, by: 'Practitioner/lee', reason: 'Two admissions last year <&>' },
    })
  })

  test('the least', () => {
    expect(readEnrollmentRequest([program])).toEqual({ program: 'ccm', conditions: [], transfer: false })
  })

  test('conditions, transfer, reason, start, a visit by reference', () => {
    expect(
      readEnrollmentRequest([
        program,
        { name: 'start', valueDateTime: '2026-03-05' },
        { name: 'condition', valueReference: { reference: 'Condition/a' } },
        { name: 'condition', valueReference: { reference: 'Condition/b' } },
        { name: 'transfer', valueBoolean: true },
        { name: 'reason', valueString: 'Other condition' },
        { name: 'initiatingVisit', valueReference: { reference: 'Encounter/v' } },
      ]),
    ).toEqual({
      program: 'ccm',
      start: '2026-03-05',
      conditions: ['Condition/a', 'Condition/b'],
      transfer: true,
      reason: 'Other condition',
      initiatingVisit: { reference: 'Encounter/v' },
    })
  })

  test.each([
    ['no programme', [], ['program']],
    ['an unknown programme', [{ name: 'program', valueCode: 'ccc' }], ['program']],
    ['a start without a zone', [program, { name: 'start', valueDateTime: '2026-03-05T10:00:00' }], ['start']],
    ['a start that is no day', [program, { name: 'start', valueDateTime: '2026-13-05' }], ['start']],
    [
      'a consent of some day',
      [program, { name: 'consent', part: [{ name: 'dateTime', valueDateTime: 'yesterday' }] }],
      ['consent.dateTime'],
    ],
    [
      'several at once',
      [
        { name: 'start', valueString: 'x' },
        { name: 'initiatingVisit', valueDate: 'y' },
      ],
      ['program', 'start', 'initiatingVisit'],
    ],
  ] satisfies [string, ParametersParameter[], string[]][])(
    '%s is a fault that names the parameter',
    (_words, parameters, expected) => {
      const read = readEnrollmentRequest(parameters)
      expect('faults' in read ? read.faults.map(({ parameter }) => parameter) : read).toEqual(expected)
    },
  )

  test('a statement that nobody knows is a fault', () => {
    const part = [
      { name: 'statement', valueCode: 'weather' },
      { name: 'statement', valueCode: 'availability' },
    ]
    expect(readEnrollmentRequest([program, { name: 'consent', part }])).toEqual({
      faults: [
        {
          parameter: 'consent.statement',
          message: '“weather” is none of availability, cost-sharing, one-practitioner, right-to-stop.',
        },
      ],
    })
  })

  test('a consent that is there but empty is one: what is missing is for the rules to say', () => {
    expect(readEnrollmentRequest([program, { name: 'consent' }])).toMatchObject({ consent: { statements: [] } })
  })
})
