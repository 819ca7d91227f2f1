import { describe, expect, test } from 'vitest'
import { decideEnrollment } from '../../../server/domain/enrollment/decide-enrollment.ts'
import type { EnrollmentFacts } from '../../../server/domain/enrollment/enrollment-facts.ts'
import type { EnrollmentRequest } from '../../../server/domain/enrollment/enrollment-request.ts'
import { extensionOf, extensionsOf, partOf } from '../../../server/domain/fhir/extensions.ts'
import { at, condition, coverage, PATIENT } from '../support/chart.ts'
import {
  CLERK,
  consent,
  DIABETES,
  DR_LEE,
  DR_OTTO,
  enrollmentFacts,
  episode,
  HYPERTENSION,
  NURSE,
} from '../support/practice.ts'

const STATEMENTS = ['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop']
const GIVEN = { method: 'verbal', dateTime: '2026-03-05T15:00:00Z', recorder: NURSE, statements: STATEMENTS }
const REQUEST: EnrollmentRequest = {
  program: 'ccm',
  billingPractitioner: DR_LEE,
  conditions: [],
  consent: GIVEN,
  transfer: false,
}
const REFERENCES = {
  episode: 'EpisodeOfCare/new',
  consent: 'Consent/new',
  careTeam: 'CareTeam/new',
  carePlan: 'CarePlan/new',
}

const decide = (request: Partial<EnrollmentRequest> = {}, facts: Partial<EnrollmentFacts> = {}) =>
  decideEnrollment({ ...REQUEST, ...request }, enrollmentFacts(facts), REFERENCES)

function refused(request: Partial<EnrollmentRequest>, facts: Partial<EnrollmentFacts> = {}): string[] {
  const decision = decide(request, facts)
  if (decision.kind === 'enrolled') return []
  return decision.refusals.map(({ status, rule, expression }) => `${status} ${rule} ${expression ?? ''}`.trim())
}

function enrolled(request: Partial<EnrollmentRequest> = {}, facts: Partial<EnrollmentFacts> = {}) {
  const decision = decide(request, facts)
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.refusals))
  return decision
}

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
    const { consent: _none, ...rest } = REQUEST
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
    const { billingPractitioner: _nobody, ...rest } = REQUEST
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
    ['the same programme with a colleague', {}, { episodes: [episode(withOtto)] }, ['409 already-enrolled start']],
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

describe('what an enrollment makes', () => {
  test('EpisodeOfCare, active from the consent on, with its state, people and diagnoses', () => {
    const { episode: made } = enrolled({ careManager: NURSE })
    expect(made).toMatchObject({
      id: 'new',
      status: 'active',
      patient: { reference: 'Patient/ada', display: 'Ada Bell' },
      period: { start: '2026-03-05T15:00:00Z' },
      careManager: { reference: NURSE },
      team: [{ reference: 'CareTeam/new' }],
      managingOrganization: { reference: 'Organization/practice' },
      diagnosis: [
        { condition: { reference: 'Condition/diabetes' }, rank: 1 },
        { condition: { reference: 'Condition/hypertension' }, rank: 2 },
      ],
      statusHistory: [{ status: 'active', period: { start: '2026-03-05T15:00:00Z' } }],
    })
    expect(extensionOf(made, 'ccm-enrollment-state')?.valueCode).toBe('enrolled')
    expect(extensionOf(made, 'ccm-billing-practitioner')?.valueReference).toEqual({ reference: DR_LEE, display: 'Lee' })
  })

  test('a start of its own goes before the consent’s; one that lies ahead is planned', () => {
    expect(enrolled({ start: '2026-03-01' }).episode).toMatchObject({
      status: 'active',
      period: { start: '2026-03-01' },
    })
    expect(enrolled({ start: '2026-03-10' }).episode.status).toBe('planned')
  })

  test('Consent with how, who, what was explained, for this programme and practitioner', () => {
    const made = enrolled().consent
    expect(made).toMatchObject({
      id: 'new',
      status: 'active',
      dateTime: '2026-03-05T15:00:00Z',
      performer: [{ reference: 'Patient/ada' }],
      policyRule: { coding: [{ code: 'OPTIN' }] },
      verification: [{ verified: true }],
    })
    expect(extensionOf(made, 'ccm-consent-method')?.valueCode).toBe('verbal')
    expect(extensionOf(made, 'ccm-consent-recorder')?.valueReference?.reference).toBe(NURSE)
    expect(extensionsOf(made, 'ccm-consent-statement').map(({ valueCode }) => valueCode)).toEqual(STATEMENTS)
    expect(extensionOf(made, 'ccm-billing-practitioner')?.valueReference?.reference).toBe(DR_LEE)
  })

  test('CareTeam of patient, practitioner, care manager; a draft CarePlan that names all', () => {
    const made = enrolled({ careManager: NURSE })
    expect(made.careTeam.participant?.map(({ member }) => member?.reference)).toEqual(['Patient/ada', DR_LEE, NURSE])
    expect(made.carePlan).toMatchObject({
      status: 'draft',
      intent: 'plan',
      subject: { reference: 'Patient/ada' },
      careTeam: [{ reference: 'CareTeam/new' }],
      addresses: [{ reference: 'Condition/diabetes' }, { reference: 'Condition/hypertension' }],
      supportingInfo: [{ reference: 'EpisodeOfCare/new' }],
    })
    expect(made.carePlan.category?.[0]?.coding?.[0]?.code).toBe('assess-plan')
  })

  test('attestation and initiating visit are kept with the enrollment', () => {
    const attestation = { duration: true, risk: true, by: DR_LEE, reason: 'Two admissions' }
    const { episode: made } = enrolled({ attestation, initiatingVisit: { reference: 'Encounter/autumn' } })
    const kept = extensionOf(made, 'ccm-attestation')
    expect(partOf(kept, 'duration')?.valueBoolean).toBe(true)
    expect(partOf(kept, 'risk')?.valueBoolean).toBe(true)
    expect(partOf(kept, 'by')?.valueReference?.reference).toBe(DR_LEE)
    expect(partOf(kept, 'reason')?.valueString).toBe('Two admissions')
    expect(extensionOf(made, 'ccm-initiating-visit')?.valueReference?.reference).toBe('Encounter/autumn')
    expect(
      extensionOf(enrolled({ initiatingVisit: { day: '2026-03-01' } }).episode, 'ccm-initiating-visit')?.valueDate,
    ).toBe('2026-03-01')
  })

  test('names in the narrative cannot break out of it', () => {
    const named = { ...HYPERTENSION, code: { ...HYPERTENSION.code, text: '<script>alert(1)</script> & "x"' } }
    const div = enrolled({}, { conditions: [DIABETES, named] }).carePlan.text?.div ?? ''
    expect(div).not.toContain('<script>')
    expect(div).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;')
  })

  test('an outreach episode goes on as the enrollment, with its history', () => {
    const outreach = episode(
      {
        id: 'outreach',
        status: 'planned',
        period: { start: '2026-02-01' },
        statusHistory: [{ status: 'planned', period: { start: '2026-02-01' } }],
      },
      'attempted',
    )
    const made = enrolled({}, { episodes: [outreach] })
    expect(made.outreach?.id).toBe('outreach')
    expect(made.episode).toMatchObject({
      id: 'outreach',
      status: 'active',
      statusHistory: [
        { status: 'planned', period: { start: '2026-02-01', end: '2026-03-05T17:00:00.000Z' } },
        { status: 'active', period: { start: '2026-03-05T17:00:00.000Z' } },
      ],
    })
    expect(extensionsOf(made.episode, 'ccm-enrollment-state').map(({ valueCode }) => valueCode)).toEqual(['enrolled'])
    expect(made.carePlan.supportingInfo).toEqual([{ reference: 'EpisodeOfCare/outreach' }])
  })

  test('the day of the start is the practice’s: 03:00Z on 1 April is still March', () => {
    const patient = { ...PATIENT, deceasedDateTime: '2026-04-01' }
    expect(refused({ start: '2026-04-01T03:00:00Z' }, { patient, now: at('2026-04-02T00:00:00Z') })).toEqual([])
    expect(refused({ start: '2026-04-01T05:00:00Z' }, { patient, now: at('2026-04-02T00:00:00Z') })).toEqual([
      '422 deceased start',
    ])
  })
})
