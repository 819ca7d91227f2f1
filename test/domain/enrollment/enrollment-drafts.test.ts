import { describe, expect, test } from 'vitest'
import { extensionOf, extensionsOf, partOf } from '../../../server/domain/fhir/extensions.ts'
import { at, PATIENT } from '../support/chart.ts'
import { enrolled, refused, STATEMENTS } from '../support/enrolling.ts'
import { DIABETES, DR_LEE, episode, HYPERTENSION, NURSE } from '../support/practice.ts'

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
