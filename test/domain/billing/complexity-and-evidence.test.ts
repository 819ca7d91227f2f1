import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { condition, consent, enrollment, instant, mdm } from '../../support/patient-chart.ts'
import { aPatientMonth, billed, minutes, timed } from '../../support/patient-month.ts'

const decide = (over: Partial<MonthFacts>) => decideMonth(aPatientMonth(over))

describe('complexity', () => {
  const billedWith = (...observations: MonthFacts['observations']) =>
    billed(decide({ tasks: minutes(60), observations }))
  const none = '99490+99439×2 152.35'

  test.each([
    ['moderate', '99487 131.65'],
    ['high', '99487 131.65'],
    ['low', none],
    ['extreme', none],
  ])('%s', (level, expected) => {
    expect(billedWith(mdm(level, '2025-03-07'))).toBe(expected)
  })

  test('is of the local month', () => {
    expect(billedWith(mdm('high', '2025-02-28'))).toBe(none)
    expect(billedWith(mdm('high', '2025-04-01'))).toBe(none)
    expect(billedWith(mdm('high', '2025-03-31'))).toBe('99487 131.65')
    expect(billedWith(mdm('high', '2025-03-01'))).toBe('99487 131.65')
    expect(billedWith(mdm('high', '2025-04-01T03:30:00Z'))).toBe('99487 131.65')
    expect(billedWith(mdm('high', '2025-03-01T04:30:00Z'))).toBe(none)
    expect(billedWith(mdm('high', '2025-04-01T00:00:00-04:00'))).toBe(none)
    expect(billedWith(mdm('high', 'not a date'))).toBe(none)
  })

  test('may be dated by an instant or a period', () => {
    const dateless = { ...mdm('high', '2025-03-07') }
    delete dateless.effectiveDateTime
    expect(billedWith(dateless)).toBe(none)
    expect(billedWith({ ...dateless, effectiveInstant: '2025-03-07T15:00:00Z' })).toBe('99487 131.65')
    expect(billedWith({ ...dateless, effectivePeriod: { start: '2025-03-07' } })).toBe('99487 131.65')
  })

  test.each(['final', 'amended', 'corrected'] as const)('%s is signed', (status) => {
    expect(billedWith(mdm('high', '2025-03-07', { status }))).toBe('99487 131.65')
  })

  test.each(['preliminary', 'entered-in-error', 'cancelled', 'registered'] as const)('%s is not', (status) => {
    expect(billedWith(mdm('high', '2025-03-07', { status }))).toBe(none)
  })

  test('the highest of a month holds; nobody else’s, and nothing else, does', () => {
    expect(billedWith(mdm('high', '2025-03-07'), mdm('low', '2025-03-20'))).toBe('99487 131.65')
    expect(billedWith(mdm('low', '2025-03-20'), mdm('moderate', '2025-03-07'))).toBe('99487 131.65')
    expect(billedWith(mdm('high', '2025-03-07', { performer: [] }))).toBe(none)
    expect(
      billedWith(mdm('high', '2025-03-07', { code: { coding: [{ system: 'http://loinc.org', code: 'mdm-level' }] } })),
    ).toBe(none)
    const second = mdm('high', '2025-03-07', {
      performer: [{ reference: 'Practitioner/nurse' }, { reference: 'Practitioner/doc' }],
    })
    expect(billedWith(second)).toBe('99487 131.65')
  })
})

describe('the evidence', () => {
  test('names versions of what the month rests on', () => {
    const { evidence } = decide({
      tasks: minutes(60),
      episodes: [enrollment({ meta: { versionId: '4' } })],
      observations: [mdm('high', '2025-03-07')],
    })
    expect(evidence).toEqual({
      enrollment: 'EpisodeOfCare/ccm/_history/4',
      consent: 'Consent/consent/_history/3',
      carePlan: 'CarePlan/plan/_history/2',
      complexity: 'Observation/mdm-high/_history/1',
      coverage: 'Coverage/coverage-121',
      conditions: ['Condition/c1', 'Condition/c2'],
      initiatingVisit: 'Encounter/initiating',
    })
  })

  test('names no complexity where no complex code rests on it, and nothing that is not there', () => {
    const { evidence } = decide({
      tasks: minutes(20),
      observations: [mdm('high', '2025-03-07')],
      consents: [],
      carePlans: [],
      coverages: [],
      encounters: [],
      conditions: [],
    })
    expect(evidence).toEqual({ enrollment: 'EpisodeOfCare/ccm', conditions: [] })
  })

  test('names the consent that covered the first counted time', () => {
    const consents = [
      consent({ id: 'first', withdrawn: instant('2025-03-10 09:00') }),
      consent({ id: 'second', given: instant('2025-03-15 09:00') }),
    ]
    const consentOf = (tasks: MonthFacts['tasks']) => decide({ tasks, consents }).evidence.consent
    expect(consentOf([timed('nurse', '2025-03-05 10:00', 10), timed('nurse', '2025-03-20 10:00', 10)])).toContain(
      'first',
    )
    expect(consentOf([timed('nurse', '2025-03-20 10:00', 10)])).toContain('second')
    expect(consentOf([])).toContain('second')
    const carried = [timed('nurse', '2025-02-28 23:50', 20)]
    expect(
      decide({ tasks: carried, consents: [consent({ id: 'march', given: '2025-03-01' })] }).evidence.consent,
    ).toContain('march')
  })

  test('names a condition that counts by a clinician’s word', () => {
    const conditions = [condition('c1', 'E11.9'), condition('c2', 'E78.5')]
    expect(decide({ conditions }).evidence.conditions).toEqual(['Condition/c1', 'Condition/c2'])
    const never = [...conditions, condition('c3', 'R73.03')]
    expect(decide({ conditions: never }).evidence.conditions).toEqual(['Condition/c1', 'Condition/c2'])
  })

  test('reads conditions and coverage on the date of service', () => {
    const ended = { ...condition('c2', 'I10'), abatementDateTime: '2025-03-20' }
    const decision = decide({
      tasks: [...minutes(20), timed('nurse', '2025-03-25 10:00', 5)],
      conditions: [condition('c1', 'E11.9'), ended],
    })
    expect(decision.evidence.conditions).toEqual(['Condition/c1', 'Condition/c2'])
  })

  test('names no consent that was given later', () => {
    expect(decide({ consents: [consent({ given: '2025-04-01' })] }).evidence).not.toHaveProperty('consent')
  })

  test('names the conditions that count, not those that a clinician has yet to confirm', () => {
    const conditions = aPatientMonth().conditions.concat({
      ...aPatientMonth().conditions[0]!,
      id: 'c3',
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E78.5' }] },
    })
    expect(decide({ conditions }).evidence.conditions).toEqual(['Condition/c1', 'Condition/c2'])
  })
})
