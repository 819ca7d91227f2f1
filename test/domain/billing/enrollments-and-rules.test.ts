import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import { CHARGE_RULES } from '#domain/billing/generated/code-sets.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { consent, enrollment, extension, instant, practice, visit } from '../../support/patient-chart.ts'
import { aPatientMonth, billed, manual, minutes, month, omit, timed } from '../../support/patient-month.ts'

const decide = (over: Partial<MonthFacts>) => decideMonth(aPatientMonth(over))

describe('which enrollment a month is of', () => {
  test('CCM before PCM before APCM, unless another is asked for', () => {
    const episodes = [
      enrollment({ program: 'apcm', by: 'colleague' }),
      enrollment({ program: 'pcm', by: 'nurse' }),
      enrollment(),
    ]
    expect(decide({ episodes })).toMatchObject({ program: 'ccm', otherPrograms: ['pcm', 'apcm'] })
    expect(decide({ episodes, program: 'apcm' })).toMatchObject({
      program: 'apcm',
      otherPrograms: ['ccm', 'pcm'],
      billingPractitioner: 'Practitioner/colleague',
    })
    expect(decide({ episodes: episodes.slice(0, 2) }).program).toBe('pcm')
  })

  test('a programme that the patient is not in', () => {
    expect(decide({ program: 'pcm' }).blockers.map(({ code }) => code)).toEqual(['not-enrolled'])
  })

  test('touches the month at its first or last instant', () => {
    const enrolled = (over: Parameters<typeof enrollment>[0]) => decide({ episodes: [enrollment(over)] }).program
    expect(enrolled({ end: '2025-03-01' })).toBe('ccm')
    expect(enrolled({ end: instant('2025-03-01 00:00') })).toBeUndefined()
    expect(enrolled({ start: instant('2025-03-31 23:59') })).toBe('ccm')
    expect(enrolled({ start: '2025-04-01' })).toBeUndefined()
  })

  test('outreach and mistakes are no enrollment', () => {
    const outreach = enrollment()
    outreach.extension = [...(outreach.extension ?? []), extension('ccm-enrollment-state', { valueCode: 'attempted' })]
    for (const episode of [{ ...outreach, status: 'planned' as const }, enrollment({ status: 'entered-in-error' })])
      expect(decide({ episodes: [episode] }).program).toBeUndefined()
  })

  test('one that waits for another’s end comes after it', () => {
    const waiting = enrollment({ id: 'waiting', by: 'colleague', start: '2024-01-01' })
    waiting.status = 'planned'
    waiting.extension = [
      ...(waiting.extension ?? []),
      extension('ccm-enrollment-state', { valueCode: 'enrolled' }),
      extension('ccm-transfer', { valueBoolean: true }),
    ]
    expect(decide({ episodes: [waiting, enrollment()] }).enrollment?.reference).toBe('EpisodeOfCare/ccm')
    expect(decide({ episodes: [waiting] }).enrollment?.reference).toBe('EpisodeOfCare/waiting')
  })

  test('of two the earlier is billed, and time names its own', () => {
    const first = enrollment({ id: 'first', end: instant('2025-03-10 12:00') })
    const second = enrollment({ id: 'second', by: 'colleague', start: instant('2025-03-10 12:00') })
    const tasks = [timed('nurse', '2025-03-05 10:00', 20), timed('nurse', '2025-03-20 10:00', 25)]
    for (const episodes of [
      [first, second],
      [second, first],
    ]) {
      const decision = decide({ episodes, tasks })
      expect(decision.enrollment?.reference).toBe('EpisodeOfCare/first')
      expect(decision).toMatchObject({ totalMinutes: 20, notCounted: [{ code: 'other-program', minutes: 25 }] })
      expect(decision.otherPrograms).toEqual([])
    }
  })

  test('who left and came back to the same practitioner has one month, with what lies between left out', () => {
    const episodes = [
      enrollment({ id: 'first', end: instant('2025-03-10 12:00') }),
      enrollment({ id: 'second', start: instant('2025-03-15 12:00') }),
    ]
    const tasks = [
      timed('nurse', '2025-03-05 10:00', 10, { focus: 'EpisodeOfCare/first' }),
      timed('nurse', '2025-03-12 10:00', 10),
      timed('nurse', '2025-03-20 10:00', 10, { focus: 'EpisodeOfCare/second' }),
    ]
    const decision = decide({ episodes, tasks })
    expect(billed(decision)).toBe('99490 60.49')
    expect(decision).toMatchObject({ totalMinutes: 20, notCounted: [{ code: 'after-end', minutes: 10 }] })
    expect(decision.otherPrograms).toEqual([])
    expect(decision.blockers).toEqual([])
  })

  test('time that names none is for the one that held then; where several did, for CCM', () => {
    const pcm = enrollment({ program: 'pcm', by: 'colleague', start: '2025-03-10' })
    const ccm = enrollment({ start: '2025-03-20' })
    const tasks = [
      timed('nurse', '2025-03-12 10:00', 5),
      timed('nurse', '2025-03-25 10:00', 7),
      manual('nurse', '2025-03-13', 11),
      timed('nurse', '2025-03-02 10:00', 3),
    ]
    const facts = { episodes: [pcm, ccm], tasks }
    expect(decide(facts)).toMatchObject({
      program: 'ccm',
      totalMinutes: 7,
      notCounted: [
        { code: 'before-start', minutes: 3 },
        { code: 'other-program', minutes: 5 },
        { code: 'other-program', minutes: 11 },
      ],
    })
    expect(decide({ ...facts, program: 'pcm' }).totalMinutes).toBe(16)
  })

  test('after the end each entry says so, by the enrollment that was last', () => {
    const episodes = [
      enrollment({ id: 'older', start: '2023-01-01', end: '2023-12-31' }),
      enrollment({ id: 'old', end: '2025-02-10' }),
      enrollment({ id: 'later', start: '2025-05-01' }),
    ]
    const decision = decide({ episodes, tasks: minutes(10) })
    expect(decision.blockers.map(({ code }) => code)).toEqual(['not-enrolled'])
    expect(decision.notCounted).toMatchObject([
      { code: 'after-end', minutes: 10, message: expect.stringContaining('2025-02-11') as string },
    ])
  })

  test('after several practitioners it is the last of them, before several the first', () => {
    const past = [
      enrollment({ id: 'a', by: 'colleague', start: '2023-01-01', end: '2023-12-31' }),
      enrollment({ id: 'b', by: 'doc', start: '2024-01-01', end: '2024-12-31' }),
      enrollment({ id: 'c', by: 'nurse', start: '2025-06-01' }),
    ]
    const reasonOf = (episodes: typeof past) => decide({ episodes, tasks: minutes(10) }).notCounted[0]?.message
    for (const episodes of [past, past.toReversed()]) expect(reasonOf(episodes)).toContain('ended on 2025-01-01 00:00')
    const future = [
      enrollment({ id: 'c', by: 'nurse', start: '2025-06-01' }),
      enrollment({ id: 'd', by: 'doc', start: '2025-05-01' }),
    ]
    for (const episodes of [future, future.toReversed()])
      expect(reasonOf(episodes)).toContain('began on 2025-05-01 00:00')
    const until = enrollment({ id: 'e', end: instant('2025-03-01 00:00') })
    expect(decide({ episodes: [until, ...future], tasks: minutes(10) }).notCounted).toMatchObject([
      { code: 'after-end' },
    ])
  })

  test('outreach beside an enrollment changes nothing', () => {
    const outreach = enrollment({ id: 'outreach', status: 'planned', by: 'colleague' })
    const tasks = minutes(10)
    expect(decide({ episodes: [outreach, enrollment()], tasks })).toMatchObject({
      enrollment: { reference: 'EpisodeOfCare/ccm' },
      totalMinutes: 10,
    })
  })

  test('before the start as well', () => {
    const episodes = [enrollment({ id: 'later', start: '2025-06-01' }), enrollment({ id: 'next', start: '2025-05-01' })]
    const decision = decide({ episodes, tasks: minutes(10) })
    expect(decision.notCounted).toMatchObject([
      { code: 'before-start', message: expect.stringContaining('2025-05-01') as string },
    ])
  })

  test('a consent to CCM explains time of somebody who was never enrolled', () => {
    const decision = decide({ episodes: [], consents: [consent({ program: 'apcm' })], tasks: minutes(10) })
    expect(decision.notCounted).toMatchObject([{ code: 'before-consent' }])
  })
})

describe('rules and prices by date of service', () => {
  const initiating = [visit('initiating', '2023-12-20')]
  const episodes = [enrollment({ start: '2024-01-01' })]
  const consents = [consent({ given: '2024-01-01' })]
  const in2024 = { month: month('2024-03'), encounters: initiating, episodes, consents }
  const definition = (over: Partial<MonthFacts>) => decide(over).charges[0]?.definition.split('/').at(-1)

  test('a conversion factor that changes within a month', () => {
    const first = { ...in2024, tasks: [timed('nurse', '2024-03-08 10:00', 20)] }
    const second = { ...in2024, tasks: [timed('nurse', '2024-03-09 10:00', 20)] }
    expect([billed(decide(first)), definition(first)]).toEqual(['99490 61.56', '99490|2024-01'])
    expect([billed(decide(second)), definition(second)]).toEqual(['99490 62.58', '99490|2024-03'])
  })

  test('a threshold that changes within a month holds by the day on which it is reached', () => {
    const rules = CHARGE_RULES.map((rule) =>
      rule.code === '99490' && rule.from === '2024-03-09' ? { ...rule, threshold: 30 } : rule,
    )
    const billedOn = (...tasks: MonthFacts['tasks']) => billed(decideMonth(aPatientMonth({ ...in2024, tasks }), rules))
    const early = timed('nurse', '2024-03-05 10:00', 20)
    expect(billedOn(early)).toBe('99490 61.56')
    expect(billedOn(timed('nurse', '2024-03-12 10:00', 29))).toBe('none')
    expect(billedOn(timed('nurse', '2024-03-12 10:00', 30))).toBe('99490 62.58')
    expect(billedOn(early, timed('nurse', '2024-03-12 10:00', 10))).toBe('99490 61.56')
  })

  test('the year’s own amounts, and those of qualifying APM participants', () => {
    const in2026 = { month: month('2026-02'), tasks: minutes(40, 0, '2026-02') }
    expect(billed(decide(in2026))).toBe('99490+99439 116.57')
    expect(billed(decide({ ...in2026, practice: practice({ qualifyingApm: true }) }))).toBe('99490+99439 117.15')
    expect(billed(decide({ tasks: minutes(40), practice: practice({ qualifyingApm: true }) }))).toBe(
      '99490+99439 106.42',
    )
  })

  test('a code without a price for the year takes its last known one, marked', () => {
    const decision = decide({ month: month('2026-02'), tasks: minutes(0, 30, '2026-02') })
    expect(decision.charges).toMatchObject([{ code: '99491', amount: 8216, priceAssumed: true }])
    expect(decision.charges[0]?.definition).toContain('99491|2026')
    expect(decision.charges[0]?.reason).toContain(
      'No price of 99491 could be verified for this date: the last known one stands in (price-assumed).',
    )
  })

  test('after the last rules on file these go on, marked', () => {
    const decision = decide({ month: month('2027-02'), tasks: minutes(20, 0, '2027-02') })
    expect(decision.charges).toMatchObject([{ code: '99490', amount: 6613, priceAssumed: true }])
  })

  test('the last day of a year has the year’s own price, and the last rules on file are the latest of all codes', () => {
    const rules = CHARGE_RULES.toReversed()
    const last = aPatientMonth({ month: month('2026-12'), tasks: [timed('nurse', '2026-12-31 10:00', 20)] })
    expect(decideMonth(last, [...rules]).charges).toMatchObject([{ amount: 6613, priceAssumed: false }])
    const next = aPatientMonth({ month: month('2027-01'), tasks: [timed('nurse', '2027-01-01 10:00', 40)] })
    expect(decideMonth(next, [...rules]).charges).toMatchObject([
      { code: '99490', amount: 6613, priceAssumed: true },
      { code: '99439', amount: 5044, priceAssumed: true },
    ])
    const without = rules.filter(({ code, from }) => code !== '99439' || from < '2026-01-01')
    expect(billed(decideMonth(next, without))).toBe('99490 66.13')
  })

  test('a code that ended before the rules on file do is gone', () => {
    const rules = CHARGE_RULES.filter(({ code, from }) => code !== '99439' || from < '2026-01-01')
    const facts = aPatientMonth({ month: month('2026-02'), tasks: minutes(40, 0, '2026-02') })
    expect(billed(decideMonth(facts, rules))).toBe('99490 66.13')
    const bases = CHARGE_RULES.filter(({ code, from }) => code !== '99490' || from < '2026-01-01')
    expect(billed(decideMonth(facts, bases))).toBe('none')
    expect(billed(decideMonth({ ...facts, month: month('2025-12'), tasks: minutes(40, 0, '2025-12') }, bases))).toBe(
      '99490+99439 106.42',
    )
  })

  test('before the first rules on file nothing is earned', () => {
    const decision = decide({
      month: month('2023-12'),
      tasks: minutes(40, 0, '2023-12'),
      episodes: [enrollment({ start: '2023-01-01' })],
      consents: [consent({ given: '2023-01-01' })],
      encounters: [visit('initiating', '2022-12-20')],
    })
    expect(billed(decision)).toBe('none')
    expect(decision.totalMinutes).toBe(40)
  })

  test('the order of the rules is irrelevant', () => {
    const facts = aPatientMonth({ tasks: minutes(60) })
    expect(billed(decideMonth(facts, CHARGE_RULES.toReversed()))).toBe('99490+99439×2 152.35')
  })

  test('families that pay the same: the lowest rank is billed', () => {
    const rules = CHARGE_RULES.map((rule) => (rule.code === '99491' ? { ...rule, price: { standard: 6049 } } : rule))
    const facts = aPatientMonth({ tasks: minutes(20, 30) })
    expect(billed(decideMonth(facts, rules))).toBe('99491 60.49')
    expect(billed(decideMonth(facts, rules.toReversed()))).toBe('99491 60.49')
    expect(billed(decideMonth({ ...facts, tasks: minutes(0, 30), policy: 'max-payment' }, rules))).toBe('99491 60.49')
  })

  test('a code that never had a price is billed for nothing, marked', () => {
    const rules = CHARGE_RULES.map((rule) => (rule.code === '99490' ? omit(rule, 'price') : rule))
    expect(decideMonth(aPatientMonth({ tasks: minutes(20) }), rules).charges).toMatchObject([
      { code: '99490', amount: 0, priceAssumed: true },
    ])
  })

  test('what comes next is by the rules of the month, not by later ones', () => {
    const rules = CHARGE_RULES.map((rule) =>
      rule.code === '99490' && rule.from >= '2026-01-01' ? { ...rule, threshold: 27 } : rule,
    )
    const next = (service: string) =>
      decideMonth(aPatientMonth({ month: month(service), tasks: minutes(5, 0, service) }), rules).next?.minutesNeeded
    expect([next('2025-12'), next('2026-01')]).toEqual([15, 22])
  })

  test('another complexity or performer in the data changes who earns what', () => {
    const rules = CHARGE_RULES.map((rule) => (rule.code === '99491' ? { ...rule, threshold: 25 } : rule))
    expect(billed(decideMonth(aPatientMonth({ tasks: minutes(0, 25) }), rules))).toBe('99491 82.16')
  })
})
