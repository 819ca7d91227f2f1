import type { RelatedPerson } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { decideEnrollment } from '../../../server/domain/enrollment/decide-enrollment.ts'
import type { EnrollmentFacts } from '../../../server/domain/enrollment/enrollment-facts.ts'
import type { EnrollmentRequest } from '../../../server/domain/enrollment/enrollment-request.ts'
import { extensionOf } from '../../../server/domain/fhir/extensions.ts'
import { condition, coverage, PATIENT, without } from '../support/chart.ts'
import { decide, enrolled, GIVEN, REFERENCES, refused, REQUEST, STATEMENTS } from '../support/enrolling.ts'
import { CLERK, consent, DIABETES, DR_LEE, DR_OTTO, enrollmentFacts, episode, NURSE } from '../support/practice.ts'

describe('refusals: the consent (DESIGN section 3, ccm-rules §5)', () => {
  test('missing statements: one refusal each, with the words of what to say', () => {
    const decision = decide({ consent: { ...GIVEN, statements: ['availability'] } })
    expect(decision).toMatchObject({
      kind: 'refused',
      refusals: [
        { status: 422, rule: 'consent-statement-missing', expression: 'consent.statement' },
        { rule: 'consent-statement-missing' },
        { rule: 'consent-statement-missing' },
      ],
    })
    const messages = decision.kind === 'refused' ? decision.refusals.map(({ message }) => message).join(' ') : ''
    for (const statement of STATEMENTS.slice(1)) expect(messages).toContain(`(${statement})`)
  })

  test.each([
    ['no method', { consent: { ...GIVEN, method: 'telepathy' } }, ['422 consent-incomplete consent.method']],
    [
      'no date',
      { consent: { statements: STATEMENTS, method: 'written', recorder: NURSE } },
      ['422 consent-incomplete consent.dateTime'],
    ],
    ['a date to come', { consent: { ...GIVEN, dateTime: '2026-03-05T17:00:01Z' } }, ['422 future consent.dateTime']],
    [
      'a recorder nobody knows',
      { consent: { ...GIVEN, recorder: 'Practitioner/x' } },
      ['422 unknown-reference consent.recorder'],
    ],
  ] satisfies [string, Partial<EnrollmentRequest>, string[]][])('%s', (_words, request, expected) => {
    expect(refused(request)).toEqual(expected)
  })

  test('no consent sent and none on file', () => {
    const rest = without(REQUEST, 'consent')
    const decision = decideEnrollment(rest, enrollmentFacts(), REFERENCES)
    expect(decision).toMatchObject({ refusals: [{ status: 422, rule: 'no-consent', expression: 'consent' }] })
    const onFile = (given = consent()) => decideEnrollment(rest, enrollmentFacts({ consents: [given] }), REFERENCES)
    expect(onFile()).toMatchObject({ kind: 'enrolled' })
    expect(onFile()).not.toHaveProperty('consent')
    expect(onFile(consent({}, 'pcm'))).toMatchObject({ refusals: [{ rule: 'no-consent' }] })
    expect(onFile(consent({}, 'ccm', DR_OTTO))).toMatchObject({ refusals: [{ rule: 'no-consent' }] })
    expect(onFile(consent({ extension: [] }))).toMatchObject({
      refusals: STATEMENTS.map(() => ({ rule: 'consent-statement-missing' })),
    })
  })

  test('who speaks for the patient is one of the patient’s own, and is named with the word', () => {
    const daughter: RelatedPerson = { resourceType: 'RelatedPerson', id: 'eve', patient: { reference: 'Patient/ada' } }
    const performer = { reference: 'RelatedPerson/eve', display: 'Eve (daughter)' }
    const asked = { consent: { ...GIVEN, performer } }
    const given = enrolled(asked, { representative: daughter }).consent
    expect(given?.performer).toEqual([performer])
    expect(given?.verification?.[0]?.verifiedWith).toEqual(performer)
    expect(given?.patient?.reference).toBe('Patient/ada')
    const unknown = ['422 unknown-reference consent.performer']
    expect(refused(asked)).toEqual(unknown)
    expect(refused(asked, { representative: { ...daughter, patient: { reference: 'Patient/bob' } } })).toEqual(unknown)
    expect(refused({ consent: { ...GIVEN, performer: { reference: 'Patient/bob' } } })).toEqual(unknown)
    const own = { consent: { ...GIVEN, performer: { reference: 'Patient/ada' } } }
    expect(enrolled(own).consent?.performer?.[0]?.reference).toBe('Patient/ada')
  })

  test('whoever asks took the consent, when nobody else is named; a caller who is no person has to say', () => {
    const unsigned = { consent: { method: 'verbal', dateTime: GIVEN.dateTime, statements: STATEMENTS } }
    expect(extensionOf(enrolled(unsigned).consent, 'ccm-consent-recorder')?.valueReference?.reference).toBe(DR_LEE)
    expect(refused(unsigned, { caller: { mayAttest: false } })).toEqual(['422 consent-incomplete consent.recorder'])
  })
})

describe('refusals: people', () => {
  test.each([
    ['a nurse does not bill', NURSE, ['422 not-a-billing-practitioner billingPractitioner']],
    ['nobody without an NPI bills', 'Practitioner/no-npi', ['422 not-a-billing-practitioner billingPractitioner']],
    ['a stranger', 'Practitioner/x', ['422 unknown-reference billingPractitioner']],
  ])('%s', (_words, billingPractitioner, expected) => {
    expect(refused({ billingPractitioner })).toEqual(expected)
  })

  test('without a name the caller bills, where they may', () => {
    const rest = without(REQUEST, 'billingPractitioner')
    const by = (person: string) =>
      decideEnrollment(rest, enrollmentFacts({ caller: { mayAttest: false, person } }), REFERENCES)
    expect(by(DR_OTTO)).toMatchObject({ kind: 'enrolled' })
    expect(by(NURSE)).toMatchObject({
      refusals: [{ rule: 'no-billing-practitioner', expression: 'billingPractitioner' }],
    })
  })

  test('the care manager is somebody of the practice', () => {
    expect(refused({ careManager: 'Practitioner/x' })).toEqual(['422 unknown-reference careManager'])
    expect(enrolled({ careManager: CLERK }).episode.careManager?.reference).toBe(CLERK)
  })
})

describe('refusals: the patient on the day of the start', () => {
  const hospice = episode({
    id: 'hospice',
    type: [{ coding: [{ system: 'http://snomed.info/sct', code: '385763009' }] }],
    extension: [],
    period: { start: '2026-03-10' },
  })

  test.each([
    [
      'died before',
      { start: '2026-03-05T16:00:00Z' },
      { patient: { ...PATIENT, deceasedDateTime: '2026-03-01' } },
      ['422 deceased start'],
    ],
    ['dies later', { start: '2026-03-05T16:00:00Z' }, { patient: { ...PATIENT, deceasedDateTime: '2026-03-06' } }, []],
    ['chooses hospice later', {}, { episodes: [hospice] }, []],
    ['in hospice care by then', { start: '2026-03-10T15:00:00Z' }, { episodes: [hospice] }, ['422 hospice start']],
    [
      'coverage ended before',
      {},
      { coverages: [coverage('121', { period: { end: '2026-03-04' } })] },
      ['422 coverage-ended start'],
    ],
    ['coverage ends later', {}, { coverages: [coverage('121', { period: { end: '2026-03-06' } })] }, []],
    ['coverage not known: blocks billing only', {}, { coverages: [] }, []],
    ['Medicare Advantage: blocks billing only', {}, { coverages: [coverage('111')] }, []],
    ['one condition', {}, { conditions: [DIABETES] }, ['422 not-eligible condition']],
    ['a condition of nobody', { conditions: ['Condition/x'] }, {}, ['422 unknown-reference condition']],
    [
      'a visit of nobody',
      { initiatingVisit: { reference: 'Encounter/x' } },
      {},
      ['422 unknown-reference initiatingVisit'],
    ],
    ['no visit at all: it may come later', {}, { encounters: [] }, []],
  ] satisfies [string, Partial<EnrollmentRequest>, Partial<EnrollmentFacts>, string[]][])(
    '%s',
    (_words, request, facts, expected) => {
      expect(refused(request, facts)).toEqual(expected)
    },
  )

  test('PCM wants one condition, APCM none', () => {
    expect(refused({ program: 'pcm' }, { conditions: [DIABETES] })).toEqual([])
    expect(refused({ program: 'pcm' }, { conditions: [] })).toEqual(['422 not-eligible condition'])
    expect(refused({ program: 'apcm' }, { conditions: [] })).toEqual([])
  })

  test('a tick makes a reviewed condition count; only ticked ones do then', () => {
    const lipids = condition({ icd10: 'E78.5' }, { id: 'lipids' })
    const conditions = [DIABETES, lipids]
    expect(refused({}, { conditions })).toEqual(['422 not-eligible condition'])
    const ticked = enrolled({ conditions: ['Condition/diabetes', 'Condition/lipids'] }, { conditions })
    expect(ticked.episode.diagnosis?.map((diagnosis) => diagnosis.condition.reference)).toEqual([
      'Condition/diabetes',
      'Condition/lipids',
    ])
    expect(refused({ conditions: ['Condition/diabetes'] })).toEqual(['422 not-eligible condition'])
  })
})

describe('refusals: other enrollments (DESIGN section 4, one biller)', () => {
  const withOtto = {
    extension:
      episode().extension?.map((extension) =>
        extension.url.endsWith('billing-practitioner')
          ? { ...extension, valueReference: { reference: DR_OTTO } }
          : extension,
      ) ?? [],
  }

  test.each([
    ['the same programme with the same practitioner', {}, { episodes: [episode()] }, ['409 already-enrolled start']],
    ['that with a transfer too', { transfer: true }, { episodes: [episode()] }, ['409 already-enrolled start']],
    ['a paused one', {}, { episodes: [episode({ status: 'onhold' }, 'paused')] }, ['409 already-enrolled start']],
    [
      'the same programme with a colleague',
      {},
      { episodes: [episode(withOtto)] },
      ['409 already-enrolled start', '409 other-biller start'],
    ],
    [
      'another programme with the same practitioner',
      { program: 'apcm' },
      { episodes: [episode()] },
      ['409 already-enrolled start'],
    ],
    [
      'one that ended last month',
      {},
      { episodes: [episode({ status: 'finished', period: { start: '2025-01-01', end: '2026-02-28' } }, 'graduated')] },
      [],
    ],
    [
      'one that ended this month',
      {},
      { episodes: [episode({ status: 'finished', period: { start: '2025-01-01', end: '2026-03-01' } }, 'graduated')] },
      ['409 already-enrolled start'],
    ],
    ['another practice’s, by the registry', {}, { otherBiller: true }, ['409 other-biller start']],
    ['an enrollment entered in error', {}, { episodes: [episode({ status: 'entered-in-error' })] }, []],
  ] satisfies [string, Partial<EnrollmentRequest>, Partial<EnrollmentFacts>, string[]][])(
    '%s',
    (_words, request, facts, expected) => {
      expect(refused(request, facts)).toEqual(expected)
    },
  )

  test('a refusal does not say who the other is', () => {
    const decision = decide({}, { otherBiller: true })
    expect(JSON.stringify(decision)).not.toContain('otto')
  })

  test('a transfer waits, planned, until the other has ended', () => {
    for (const facts of [{ otherBiller: true }, { episodes: [episode(withOtto)] }]) {
      const decision = enrolled({ transfer: true }, facts)
      expect(decision.waits).toBe(true)
      expect(decision.episode.status).toBe('planned')
      expect(extensionOf(decision.episode, 'ccm-transfer')?.valueBoolean).toBe(true)
      expect(decision.warnings).toMatchObject([{ rule: 'other-biller' }])
    }
  })

  test('beside another practitioner’s other programme: with a warning and its reason (ccm-rules §13.6)', () => {
    const beside = { episodes: [episode({ ...withOtto, id: 'pcm', type: episode({}, 'enrolled', 'pcm').type ?? [] })] }
    expect(enrolled({}, beside).warnings[0]?.message).toContain('Record the reason')
    const reasoned = enrolled({ reason: 'Heart failure by the cardiologist' }, beside)
    expect(reasoned.warnings).toMatchObject([{ rule: 'beside-other-program' }])
    expect(reasoned.warnings[0]?.message).not.toContain('Record the reason')
    expect(extensionOf(reasoned.episode, 'ccm-concurrent-reason')?.valueString).toBe(
      'Heart failure by the cardiologist',
    )
  })
})

describe('refusals: the attestation', () => {
  const attestation = { duration: true, risk: true }

  test.each([
    ['the practitioner, in their own name', { ...attestation, by: DR_LEE }, { mayAttest: true, person: DR_LEE }, []],
    ['the practitioner, unnamed', attestation, { mayAttest: true, person: DR_LEE }, []],
    [
      'staff who send it',
      { ...attestation, by: DR_LEE },
      { mayAttest: false, person: NURSE },
      ['403 not-your-attestation attestation.by'],
    ],
    [
      'a practitioner in another’s name',
      { ...attestation, by: DR_OTTO },
      { mayAttest: true, person: DR_LEE },
      ['403 not-your-attestation attestation.by'],
    ],
    ['the demo administrator for a practitioner', { ...attestation, by: DR_LEE }, { mayAttest: true }, []],
    [
      'the demo administrator for a nurse',
      { ...attestation, by: NURSE },
      { mayAttest: true },
      ['403 not-your-attestation attestation.by'],
    ],
    [
      'for somebody unknown',
      { ...attestation, by: 'Practitioner/x' },
      { mayAttest: true },
      ['422 unknown-reference attestation.by'],
    ],
  ])('%s', (_words, given, caller, expected) => {
    expect(refused({ attestation: given }, { caller })).toEqual(expected)
  })

  test('without one nothing is refused: it may come later', () => {
    expect(extensionOf(enrolled().episode, 'ccm-attestation')).toBeUndefined()
  })
})

test('everything that stands in the way is named at once', () => {
  expect(
    refused(
      {
        consent: { statements: [], recorder: NURSE },
        billingPractitioner: NURSE,
        attestation: { duration: true, risk: true },
      },
      { conditions: [], otherBiller: true, caller: { mayAttest: false, person: NURSE } },
    ).map((refusal) => refusal.split(' ')[1]),
  ).toEqual([
    'consent-incomplete',
    'consent-incomplete',
    'consent-statement-missing',
    'consent-statement-missing',
    'consent-statement-missing',
    'consent-statement-missing',
    'not-a-billing-practitioner',
    'not-eligible',
    'other-biller',
    'not-your-attestation',
  ])
})
