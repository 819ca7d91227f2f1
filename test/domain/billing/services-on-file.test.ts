import type { ChargeItem, Claim, ExplanationOfBenefit } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { IDENTIFIER, SYSTEM } from '#domain/fhir/canonicals.ts'
import { claim, DOC_NPI, enrollment, extension, practice } from '../../support/patient-chart.ts'
import { aPatientMonth, minutes, omit, timed } from '../../support/patient-month.ts'

/** What stands in the way of a month with 25 minutes. */
function blockers(over: Partial<MonthFacts>): readonly string[] {
  return decideMonth(aPatientMonth({ tasks: minutes(25), ...over })).blockers.map(({ code }) => code)
}

const byClaim = (over: Partial<Claim> = {}, code = '99490') => blockers({ claims: [claim(code, '2025-03-20', over)] })

/** A claim's first item, changed. */
const item = (over: object) => ({ item: [{ ...claim('99490', '2025-03-20').item![0]!, ...over }] })

const COLLEAGUE = { reference: 'Practitioner/colleague' }

describe('a Claim on file', () => {
  test('is by the same practitioner when it names them, by reference or NPI, or this practice', () => {
    expect(byClaim()).toEqual(['already-billed'])
    expect(byClaim({ provider: { reference: 'PractitionerRole/doc-role' } })).toEqual(['already-billed'])
    expect(byClaim({ provider: { identifier: { system: SYSTEM.npi, value: DOC_NPI } } })).toEqual(['already-billed'])
    expect(byClaim({ provider: { reference: 'Organization/practice' } })).toEqual(['already-billed'])
    const withNpi = { ...practice(), npi: '1999999984' }
    const npi = { identifier: { system: SYSTEM.npi, value: '1999999984' } }
    expect(blockers({ claims: [claim('99490', '2025-03-20', { provider: npi })], practice: withNpi })).toEqual([
      'already-billed',
    ])
  })

  test('is by another when it names somebody else, or nobody who is known', () => {
    for (const provider of [
      COLLEAGUE,
      { reference: 'Organization/elsewhere' },
      { display: 'Somebody' },
      { identifier: { system: SYSTEM.npi, value: '1000000004' } },
      { identifier: { system: 'x', value: DOC_NPI } },
    ])
      expect(byClaim({ provider })).toEqual(['other-biller'])
  })

  test('counts by its care team, without those who only referred, supervised or helped', () => {
    const team = (role: string, sequence = 1) => [
      { sequence, provider: { reference: 'Practitioner/doc' }, role: { coding: [{ code: role }] } },
    ]
    expect(byClaim({ provider: COLLEAGUE, careTeam: team('primary') })).toEqual(['already-billed'])
    for (const role of ['referring', 'supervisor', 'assist'])
      expect(byClaim({ provider: COLLEAGUE, careTeam: team(role) })).toEqual(['other-biller'])
    expect(byClaim({ provider: COLLEAGUE, careTeam: team('primary'), ...item({ careTeamSequence: [2] }) })).toEqual([
      'other-biller',
    ])
    expect(byClaim({ provider: COLLEAGUE, careTeam: team('primary', 2), ...item({ careTeamSequence: [2] }) })).toEqual([
      'already-billed',
    ])
  })

  test('by people where it names some: the organization beside them says nothing', () => {
    const careTeam = [{ sequence: 1, provider: COLLEAGUE }]
    expect(byClaim({ provider: { reference: 'Organization/practice' }, careTeam })).toEqual(['other-biller'])
    const typed = [{ sequence: 1, provider: { type: 'Practitioner' as const, display: 'Somebody' } }]
    expect(byClaim({ provider: { reference: 'Organization/practice' }, careTeam: typed })).toEqual(['other-biller'])
    const role = [{ sequence: 1, provider: { reference: 'PractitionerRole/colleague-role' } }]
    expect(byClaim({ provider: { reference: 'Organization/practice' }, careTeam: role })).toEqual(['other-biller'])
  })

  test.each<[string, Partial<Claim>]>([
    ['a draft', { status: 'draft' }],
    ['cancelled', { status: 'cancelled' }],
    ['a predetermination', { use: 'predetermination' }],
    ['without items', { item: [] }],
  ])('%s is none', (_, over) => {
    expect(byClaim(over)).toEqual([])
  })

  test('of ours is none: its item points to the charge', () => {
    const ours = item({ extension: [extension('ccm-charge', { valueReference: { reference: 'ChargeItem/x' } })] })
    expect(byClaim(ours)).toEqual([])
  })

  test('in another code system, or with another code, is none', () => {
    expect(byClaim(item({ productOrService: { coding: [{ system: SYSTEM.snomed, code: '99490' }] } }))).toEqual([])
    expect(byClaim({}, '99214')).toEqual([])
    expect(byClaim(item({ productOrService: { coding: [{ system: SYSTEM.cpt }] } }))).toEqual([])
  })

  test('lies in the month by its item, else by its period, else by when it was made', () => {
    const on = (over: object, rest: Partial<Claim> = {}) => {
      const [first] = claim('99490', '2025-03-20').item!
      return byClaim({ ...rest, item: [{ ...omit(first!, 'servicedDate'), ...over }] })
    }
    expect(on({ servicedDate: '2025-02-28' })).toEqual([])
    expect(on({ servicedDate: '2025-03-01' })).toEqual(['already-billed'])
    expect(on({ servicedDate: '2025-03-31' })).toEqual(['already-billed'])
    expect(on({ servicedDate: '2025-04-01' })).toEqual([])
    expect(on({ servicedPeriod: { start: '2025-03-31', end: '2025-04-29' } })).toEqual(['already-billed'])
    expect(on({ servicedPeriod: { start: '2025-02-01', end: '2025-02-28' } })).toEqual([])
    expect(on({ servicedPeriod: { start: '2025-02-28' } })).toEqual([])
    expect(on({ servicedPeriod: { end: '2025-03-01' } })).toEqual(['already-billed'])
    expect(on({}, { billablePeriod: { start: '2025-02-01', end: '2025-02-28' } })).toEqual([])
    expect(on({ servicedDate: '2025-03-20' }, { billablePeriod: { start: '2025-02-01', end: '2025-02-28' } })).toEqual([
      'already-billed',
    ])
    expect(on({}, { created: '2025-03-31' })).toEqual(['already-billed'])
    expect(on({}, { created: '2025-04-02' })).toEqual([])
    expect(on({}, { created: 'no date' })).toEqual([])
  })
})

describe('an ExplanationOfBenefit on file', () => {
  const benefit = (over: Partial<ExplanationOfBenefit> = {}): ExplanationOfBenefit =>
    ({
      ...omit(claim('99490', '2025-03-20'), 'resourceType', 'priority', 'insurance', 'provider'),
      resourceType: 'ExplanationOfBenefit',
      id: 'benefit',
      outcome: 'complete',
      insurer: { display: 'Medicare' },
      insurance: [],
      provider: { reference: 'Organization/elsewhere' },
      ...over,
    }) as ExplanationOfBenefit

  test('says the same', () => {
    expect(blockers({ benefits: [benefit()] })).toEqual(['other-biller'])
    expect(blockers({ benefits: [benefit({ outcome: 'error' })] })).toEqual([])
    expect(blockers({ benefits: [benefit({ status: 'cancelled' })] })).toEqual([])
    expect(blockers({ benefits: [benefit({ use: 'preauthorization' })] })).toEqual([])
  })
})

describe('a ChargeItem on file', () => {
  const charge = (over: Partial<ChargeItem> = {}, code = '99490'): ChargeItem => ({
    resourceType: 'ChargeItem',
    id: 'charge',
    status: 'billable',
    code: { coding: [{ system: SYSTEM.cpt, code }] },
    subject: { reference: 'Patient/p' },
    occurrencePeriod: { start: '2025-03-01', end: '2025-03-31' },
    performer: [{ actor: COLLEAGUE }],
    ...over,
  })
  const ours = { identifier: [{ system: IDENTIFIER.charge, value: 'x' }] }
  const byCharge = (over: Partial<ChargeItem> = {}, code = '99490') => blockers({ chargeItems: [charge(over, code)] })

  test('of somebody else is a fact of the chart', () => {
    expect(byCharge()).toEqual(['other-biller'])
    expect(byCharge({ performer: [{ actor: { reference: 'Practitioner/doc' } }] })).toEqual(['already-billed'])
    const organization = { performingOrganization: { reference: 'Organization/practice' } }
    expect(blockers({ chargeItems: [{ ...omit(charge(), 'performer'), ...organization }] })).toEqual(['already-billed'])
    expect(byCharge({ performer: [{ actor: COLLEAGUE }], ...organization })).toEqual(['other-biller'])
  })

  test('with another identifier is still somebody else’s', () => {
    const identifier = [{ system: 'http://other.example', value: 'x' }]
    expect(byCharge({ identifier })).toEqual(['other-biller'])
    expect(byCharge({ identifier: [...identifier, ...ours.identifier] })).toEqual([])
  })

  test('of ours for the same programme is what the decision is about', () => {
    expect(byCharge(ours)).toEqual([])
    expect(byCharge({ ...ours, performer: [{ actor: { reference: 'Practitioner/doc' } }] }, '99487')).toEqual([])
  })

  test('of ours for another programme of the same practitioner excludes', () => {
    expect(byCharge({ ...ours, performer: [{ actor: { reference: 'Practitioner/doc' } }] }, '99426')).toEqual([
      'family-conflict',
    ])
  })

  test.each(['billable', 'billed', 'unknown'] as const)('%s stands', (status) => {
    expect(byCharge({ status })).toEqual(['other-biller'])
  })

  test.each(['planned', 'not-billable', 'aborted', 'entered-in-error'] as const)('%s does not', (status) => {
    expect(byCharge({ status })).toEqual([])
  })

  test('lies in the month by its occurrence', () => {
    const on = (over: Partial<ChargeItem>) =>
      blockers({ chargeItems: [{ ...omit(charge(), 'occurrencePeriod'), ...over }] })
    expect(on({ occurrenceDateTime: '2025-03-31T23:00:00-04:00' })).toEqual(['other-biller'])
    expect(on({ occurrenceDateTime: '2025-04-01' })).toEqual([])
    expect(on({ occurrencePeriod: { start: '2025-02-01', end: '2025-02-28' } })).toEqual([])
    expect(on({})).toEqual([])
  })
})

describe('exclusions', () => {
  test('a practitioner who is not known yet has billed nothing', () => {
    const nobody = enrollment({ extension: enrollment().extension!.slice(1) })
    expect(blockers({ episodes: [nobody], claims: [claim('99490', '2025-03-20')] })).toEqual([
      'no-billing-practitioner',
      'other-biller',
    ])
  })

  test('a service over several days is named with them', () => {
    const claims = [
      claim(
        'G0181',
        '2025-03-20',
        item({
          servicedPeriod: { start: '2025-03-02', end: '2025-03-30' },
          servicedDate: undefined,
          productOrService: { coding: [{ system: SYSTEM.hcpcs, code: 'G0181' }] },
        }),
      ),
    ]
    const decision = decideMonth(aPatientMonth({ tasks: minutes(25), claims }))
    expect(decision.blockers[0]?.message).toMatch(/On file: G0181, 2025-03-02 to 2025-03-30 \(Claim\/claim-G0181\)\.$/)
    expect(decision.notGiven.every(({ rule }) => rule === 'care-plan-oversight')).toBe(true)
  })

  test('a same-day pair is looked for on the date of service only', () => {
    const tasks = [timed('nurse', '2025-03-05 10:00', 25)]
    const warned = (day: string) =>
      decideMonth(aPatientMonth({ tasks, claims: [claim('90834', day)] })).warnings.map(({ code }) => code)
    expect(warned('2025-03-05')).toContain('same-day-edit')
    expect(warned('2025-03-06')).not.toContain('same-day-edit')
    expect(warned('2025-03-04')).not.toContain('same-day-edit')
  })

  test('advanced primary care includes consultations and online visits of the same practitioner', () => {
    const apcm = { episodes: [enrollment({ program: 'apcm' })], tasks: minutes(5) }
    expect(blockers({ ...apcm, claims: [claim('99421', '2025-03-20')] })).toEqual(['bundled-service'])
    expect(blockers({ ...apcm, claims: [claim('99421', '2025-03-20', { provider: COLLEAGUE })] })).toEqual([])
    expect(blockers({ ...apcm, claims: [claim('99495', '2025-03-20')] })).toEqual(['tcm-conflict'])
    expect(blockers({ ...apcm, claims: [claim('G0557', '2025-03-20', { provider: COLLEAGUE })] })).toEqual([
      'other-biller',
    ])
  })

  test('remote monitoring and transitional care stand beside chronic care', () => {
    for (const code of ['99457', '99454', '99495', '99484']) expect(byClaim({}, code)).toEqual([])
  })
})
