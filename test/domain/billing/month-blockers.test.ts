import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { staffDirectoryOf } from '#domain/staff/staff-directory.ts'
import {
  at,
  carePlan,
  claim,
  condition,
  consent,
  coverage,
  enrollment,
  extension,
  instant,
  PATIENT,
  practice,
  visit,
} from '../../support/patient-chart.ts'
import { aPatientMonth, between, billed, minutes, month, omit, timed } from '../../support/patient-month.ts'

/** Codes and messages of what stands in the way of a month with 25 minutes. */
function blockers(over: Partial<MonthFacts>): readonly (readonly [string, string])[] {
  const decision = decideMonth(aPatientMonth({ tasks: minutes(25), ...over }))
  return decision.blockers.map(({ code, message }) => [code, message])
}

const codes = (over: Partial<MonthFacts>) => blockers(over).map(([code]) => code)

/** The enrollment without one of its extensions. */
function lacking(name: string, episode: EpisodeOfCare = enrollment()): EpisodeOfCare {
  return { ...episode, extension: (episode.extension ?? []).filter(({ url }) => url !== structureDefinition(name)) }
}

describe('what stands in the way of billing', () => {
  test('nothing, where all is in order', () => {
    expect(blockers({})).toEqual([])
  })

  test('nobody enrolled: no programme, no minutes, and each entry says why', () => {
    const decision = decideMonth(aPatientMonth({ tasks: minutes(25), episodes: [] }))
    expect(decision).toMatchObject({
      totalMinutes: 0,
      charges: [],
      total: 0,
      policy: 'specific',
      alternative: { policy: 'max-payment', charges: [], total: 0 },
      otherPrograms: [],
      warnings: [],
      notGiven: [],
      evidence: { conditions: [] },
      notCounted: [{ code: 'before-start', minutes: 25 }],
      blockers: [{ code: 'not-enrolled', message: 'The patient was not enrolled in this month.' }],
    })
    expect(decision).not.toHaveProperty('program')
    expect(decision).not.toHaveProperty('enrollment')
  })

  test('everything is named at once', () => {
    expect(
      codes({
        patient: omit(PATIENT, 'identifier'),
        carePlans: [],
        coverages: [],
        conditions: [],
        consents: [consent({ extension: [extension('ccm-consent-method', { valueCode: 'verbal' })] })],
        episodes: [lacking('ccm-attestation')],
        encounters: [],
        otherBiller: ['ccm', 'apcm'],
      }),
    ).toEqual([
      'consent-incomplete',
      'no-mbi',
      'not-eligible',
      'coverage-unknown',
      'no-care-plan',
      'no-attestation',
      'no-initiating-visit',
      'other-biller',
    ])
  })

  test('who bills has to be known, with the role and an NPI on the date of service', () => {
    expect(codes({ episodes: [lacking('ccm-billing-practitioner')] })).toContain('no-billing-practitioner')
    const nurse = blockers({ episodes: [enrollment({ by: 'nurse' })] })
    expect(nurse[0]?.[0]).toBe('not-a-billing-practitioner')
    expect(nurse[0]?.[1]).toContain('2025-03-05')
    expect(codes({ staff: staffDirectoryOf([], []) })).toContain('not-a-billing-practitioner')
  })

  test('consent has to be in force in the month, and complete', () => {
    expect(codes({ consents: [] })).toEqual(['no-consent'])
    expect(codes({ consents: [consent({ withdrawn: instant('2025-02-28 12:00') })] })).toEqual(['no-consent'])
    expect(codes({ consents: [consent({ given: '2025-04-01' })] })).toEqual(['no-consent'])
    expect(codes({ consents: [consent({ given: '2025-03-31' })] })).toEqual([])
    expect(blockers({ consents: [] })[0]?.[1]).toContain('Chronic Care Management')
    const told = (consent().extension ?? []).filter(({ valueCode }) => valueCode !== 'cost-sharing')
    const incomplete = consent({ extension: told })
    expect(blockers({ consents: [incomplete] })).toEqual([
      ['consent-incomplete', 'The consent does not say that the patient was told of: cost-sharing.'],
    ])
    expect(codes({ consents: [incomplete, consent({ id: 'better', given: '2025-03-01' })] })).toEqual([])
    expect(codes({ consents: [consent(), { ...incomplete, id: 'worse', dateTime: '2025-03-01' }] })).toEqual([])
    expect(codes({ consents: [consent({ withdrawn: instant('2025-03-01 00:00') })] })).toEqual(['no-consent'])
  })

  test('a death without its day; one with it is no blocker', () => {
    expect(blockers({ patient: { ...PATIENT, deceasedBoolean: true } })).toEqual([
      ['deceased', 'The patient has died, and the chart does not say when: add the date of death.'],
    ])
    expect(codes({ patient: { ...PATIENT, deceasedDateTime: '2025-03-20' } })).toEqual([])
    expect(codes({ patient: { ...PATIENT, deceasedDateTime: '2025-03-01' } })).toEqual([])
    expect(blockers({ patient: { ...PATIENT, deceasedDateTime: '2025-02-28' } })).toEqual([
      ['deceased', 'The patient died on 2025-02-28, before this month.'],
    ])
  })

  test('nobody is told to work on for who had died before the month', () => {
    const next = (deceasedDateTime?: string) =>
      decideMonth(aPatientMonth({ tasks: minutes(5), patient: { ...PATIENT, deceasedDateTime } as typeof PATIENT }))
        .next
    expect(next()).toMatchObject({ minutesNeeded: 15 })
    expect(next('2025-03-20')).toMatchObject({ minutesNeeded: 15 })
    expect(next('2025-02-28')).toBeUndefined()
  })

  test('an identifier of Medicare', () => {
    expect(blockers({ patient: { ...PATIENT, identifier: [{ system: 'x', value: '1' }] } })).toEqual([
      ['no-mbi', 'The patient has no Medicare Beneficiary Identifier on file.'],
    ])
    const several = [{ system: 'x', value: '1' }, ...PATIENT.identifier!]
    expect(codes({ patient: { ...PATIENT, identifier: several } })).toEqual([])
    expect(codes({ patient: { ...PATIENT, identifier: [{ system: PATIENT.identifier![0]!.system! }] } })).toEqual([
      'no-mbi',
    ])
  })

  test('the conditions that the programme wants, on the date of service', () => {
    const resolved = { ...condition('c2', 'I10'), abatementDateTime: '2025-03-01' }
    expect(blockers({ conditions: [condition('c1', 'E11.9'), resolved] })).toEqual([
      ['not-eligible', 'Chronic Care Management wants two chronic conditions; 1 count on 2025-03-05.'],
    ])
    const later = { ...condition('c2', 'I10'), abatementDateTime: '2025-03-20' }
    expect(codes({ conditions: [condition('c1', 'E11.9'), later] })).toEqual([])
    expect(blockers({ conditions: [], episodes: [enrollment({ program: 'pcm' })], tasks: minutes(30) })[0]).toEqual([
      'not-eligible',
      'Principal Care Management wants a chronic condition; 0 count on 2025-03-05.',
    ])
  })

  test('a condition that a clinician ticked counts by their word', () => {
    const reviewed = condition('c2', 'E78.5')
    expect(codes({ conditions: [condition('c1', 'E11.9'), reviewed] })).toEqual([])
    expect(codes({ conditions: [condition('c1', 'E11.9'), { ...reviewed, id: 'unticked' }] })).toEqual(['not-eligible'])
  })

  test.each([
    ['111', 'medicare-advantage'],
    ['2', 'not-medicare'],
    ['5', 'not-medicare'],
  ])('coverage %s: %s', (code, blocker) => {
    expect(codes({ coverages: [coverage(code)] })).toEqual([blocker])
  })

  test('the coverage of the date of service decides', () => {
    const until = (end: string) => coverage('121', { period: { start: '2020-01-01', end } })
    expect(codes({ coverages: [until('2025-03-04')] })).toEqual(['coverage-ended'])
    expect(codes({ coverages: [until('2025-03-05')] })).toEqual([])
    const changed = [until('2025-03-31'), coverage('111', { period: { start: '2025-03-06' } })]
    expect(codes({ coverages: changed })).toEqual([])
    expect(codes({ coverages: changed, tasks: [timed('nurse', '2025-03-06 10:00', 25)] })).toEqual([
      'medicare-advantage',
    ])
  })

  test('a patient aligned to the ACCESS model, unless the practice has nothing to do with it', () => {
    const aligned = coverage('121', {
      extension: [extension('ccm-access-alignment', { valuePeriod: { start: '2025-03-01' } })],
    })
    expect(codes({ coverages: [aligned] })).toEqual(['access-aligned'])
    expect(codes({ coverages: [aligned], practice: practice({ unrelatedToAccess: true }) })).toEqual([])
  })

  test('a care plan that is being followed: a draft is none', () => {
    expect(codes({ carePlans: [carePlan({ status: 'draft' })] })).toEqual(['no-care-plan'])
    expect(codes({ carePlans: [carePlan({ period: { start: '2025-04-01' } })] })).toEqual(['no-care-plan'])
  })

  test('both words of the attestation', () => {
    const half = (name: string) => ({
      ...lacking('ccm-attestation'),
      extension: [
        ...(lacking('ccm-attestation').extension ?? []),
        extension('ccm-attestation', { extension: [{ url: name, valueBoolean: true }] }),
      ],
    })
    expect(codes({ episodes: [lacking('ccm-attestation')] })).toEqual(['no-attestation'])
    expect(codes({ episodes: [half('duration')] })).toEqual(['no-attestation'])
    expect(codes({ episodes: [half('risk')] })).toEqual(['no-attestation'])
    expect(codes({ episodes: [lacking('ccm-attestation')], tasks: [] })).toEqual(['no-attestation'])
  })

  test.each([
    ['ccm', 'the conditions are expected to last twelve months or longer'],
    ['pcm', 'the condition is complex, is expected to last three months or longer'],
  ] as const)('what is attested for %s is said by its own rule', (program, words) => {
    const said = blockers({
      episodes: [lacking('ccm-attestation', enrollment({ program }))],
      tasks: minutes(30),
    })
    expect(said).toContainEqual(['no-attestation', expect.stringContaining(words) as string])
  })

  test('the initiating visit: principal care wants one every year', () => {
    expect(codes({ encounters: [visit('old', '2023-11-20')] })).toEqual(['no-initiating-visit'])
    const pcm = { episodes: [enrollment({ program: 'pcm', start: '2024-01-05' })], tasks: minutes(30) }
    expect(codes({ ...pcm, encounters: [visit('first', '2024-01-02')] })).toEqual(['no-initiating-visit'])
    expect(codes({ ...pcm, encounters: [visit('first', '2024-01-02'), visit('yearly', '2025-01-02')] })).toEqual([])
    expect(
      codes({ episodes: [enrollment({ start: '2024-01-05' })], encounters: [visit('first', '2024-01-02')] }),
    ).toEqual([])
  })

  test('another biller of the programme, by the registry', () => {
    expect(codes({ otherBiller: ['ccm'] })).toEqual(['other-biller'])
    expect(codes({ otherBiller: ['pcm', 'apcm'] })).toEqual([])
  })

  test('another programme of the same practitioner, and not that of a colleague or one that waits', () => {
    expect(codes({ episodes: [enrollment(), enrollment({ program: 'pcm' })] })).toEqual(['family-conflict'])
    expect(codes({ episodes: [enrollment(), enrollment({ program: 'pcm', by: 'colleague' })] })).toEqual([])
    expect(codes({ episodes: [enrollment(), enrollment({ program: 'pcm', start: '2025-04-01' })] })).toEqual([])
    const waiting = enrollment({ program: 'pcm' })
    waiting.status = 'planned'
    waiting.extension = [
      ...(waiting.extension ?? []),
      extension('ccm-enrollment-state', { valueCode: 'enrolled' }),
      extension('ccm-transfer', { valueBoolean: true }),
    ]
    expect(codes({ episodes: [enrollment(), waiting] })).toEqual([])
  })

  test('each is said in words that tell what to do', () => {
    expect(blockers({ episodes: [lacking('ccm-billing-practitioner')] })[0]?.[1]).toContain(
      'names no billing practitioner',
    )
    expect(blockers({ carePlans: [] })[0]?.[1]).toContain('a draft is none until it is activated')
    expect(blockers({ encounters: [] })[0]?.[1]).toMatch(/^Chronic Care Management: An initiating visit is needed/)
    expect(blockers({ otherBiller: ['ccm'] })[0]?.[1]).toContain('Another practitioner bills Chronic Care Management')
    const both = [enrollment(), enrollment({ program: 'pcm' }), enrollment({ program: 'apcm' })]
    expect(blockers({ episodes: both })[0]?.[1]).toContain(
      'in Principal Care Management, Advanced Primary Care Management too',
    )
    const apcm = blockers({ episodes: [enrollment({ program: 'apcm' })], tasks: [] })
    expect(apcm).toEqual([['no-service', expect.stringContaining('Nothing is on file that was done') as string]])
  })

  test('a timer that still runs when the month is over', () => {
    const running = between('doc', instant('2025-03-31 23:00'), undefined, { status: 'in-progress', id: 'runs' })
    const tasks = [...minutes(25), running]
    expect(blockers({ tasks })).toEqual([
      ['timer-running', 'A timer that began in the month still runs: stop it first (Task/runs).'],
    ])
    const now = at('2025-03-31 23:30')
    expect(blockers({ tasks, now })).toEqual([])
    expect(decideMonth(aPatientMonth({ tasks, now })).warnings).toContainEqual({
      code: 'timer-running',
      message: 'A timer runs: its time counts once it is stopped (Task/runs).',
    })
    expect(codes({ tasks, now: at('2025-04-01 00:00') })).toEqual(['timer-running'])
    const april = between('doc', instant('2025-04-01 00:00'), undefined, { status: 'in-progress' })
    expect(codes({ tasks: [...minutes(25), april] })).toEqual([])
  })

  test('an exclusion that leaves another code is no blocker', () => {
    const pcm = { episodes: [enrollment({ program: 'pcm' })], claims: [claim('99496', '2025-03-03')] }
    const decision = decideMonth(aPatientMonth({ ...pcm, tasks: minutes(0, 60) }))
    expect(billed(decision)).toBe('99426 61.78')
    expect(decision.blockers).toEqual([])
    expect(decision.notGiven).toContainEqual(expect.objectContaining({ code: '99424', rule: 'tcm-conflict' }))
    expect(decision.notGiven).toContainEqual(expect.objectContaining({ code: '99427', rule: 'tcm-conflict' }))
    expect(codes({ ...pcm, tasks: [] })).toEqual([])
  })

  test('an exclusion is named once, also before anything was earned', () => {
    const facts = { claims: [claim('G0181', '2025-03-03'), claim('90961', '2025-03-31')], tasks: [] }
    expect(codes(facts)).toEqual(['care-plan-oversight'])
    expect(blockers(facts)[0]?.[1]).toContain('On file: G0181, 2025-03-03 (Claim/claim-G0181).')
  })

  test('a future month of an enrollment is judged by its last day', () => {
    expect(
      blockers({
        month: month('2025-06'),
        tasks: [],
        coverages: [coverage('121', { period: { end: '2025-06-29' } })],
        now: at('2025-03-05'),
      }),
    ).toEqual([['coverage-ended', expect.any(String)]])
  })

  test('while the month runs, today decides about the payer', () => {
    const facts = { tasks: [], coverages: [coverage('121', { period: { end: '2025-03-20' } })] }
    expect(codes({ ...facts, now: at('2025-03-20 12:00') })).toEqual([])
    expect(codes({ ...facts, now: at('2025-03-21 12:00') })).toEqual(['coverage-ended'])
  })
})
