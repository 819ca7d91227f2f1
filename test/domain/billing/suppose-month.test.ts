import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { endedFacts } from '#domain/billing/suppose-end.ts'
import { supposeMonth, type Supposition } from '#domain/billing/suppose-month.ts'
import type { EndRequest } from '#domain/enrollment/end-enrollment.ts'
import { IDENTIFIER } from '#domain/fhir/canonicals.ts'
import {
  at,
  condition,
  consent,
  coverage,
  enrollment,
  hospice,
  instant,
  mdm,
  practice,
} from '../../support/patient-chart.ts'
import { aPatientMonth, billed, minutes, timed } from '../../support/patient-month.ts'

/** The money of both policies, as the tables of the decision write it, with the difference to the month as it is. */
function supposed(facts: MonthFacts, supposition: Supposition) {
  const { outcomes } = supposeMonth(facts, supposition)
  return Object.fromEntries(
    outcomes.map(({ policy, charges, total, difference }) => {
      const codes = charges.map(({ code, units }) => (units > 1 ? `${code}×${units}` : code))
      const sign = difference < 0 ? '-' : '+'
      const words = codes.length === 0 ? 'none' : `${codes.join('+')} ${(total / 100).toFixed(2)}`
      return [policy, `${words} (${sign}${(Math.abs(difference) / 100).toFixed(2)})`]
    }),
  )
}

const same = (words: string) => ({ specific: words, 'max-payment': words })

describe('more minutes, if the work is done and needed (2025 prices)', () => {
  test.each<[number, number, number, Record<string, string>]>([
    [14, 0, 5, same('none (+0.00)')],
    [14, 0, 6, same('99490 60.49 (+60.49)')],
    [34, 0, 6, same('99490+99439 106.42 (+45.93)')],
    [34, 0, 26, same('99490+99439×2 152.35 (+91.86)')],
    [60, 0, 60, same('99490+99439×2 152.35 (+0.00)')],
    [10, 30, 10, { specific: '99491 82.16 (+0.00)', 'max-payment': '99490+99439 106.42 (+0.00)' }],
    [10, 30, 20, { specific: '99491 82.16 (+0.00)', 'max-payment': '99490+99439×2 152.35 (+45.93)' }],
  ])('s %d, q %d, %d more', (staff, practitioner, more, expected) => {
    expect(supposed(aPatientMonth({ tasks: minutes(staff, practitioner) }), { minutes: more })).toEqual(expected)
  })

  test('as many as the next code wants earn it', () => {
    for (const staff of [0, 7, 20, 39, 59]) {
      const facts = aPatientMonth({ tasks: minutes(staff) })
      const next = decideMonth(facts).next
      const { outcomes } = supposeMonth(facts, { minutes: next?.minutesNeeded ?? 0 })
      expect(outcomes[0]?.charges.map(({ code }) => code)).toContain(next?.code ?? 'none')
    }
  })

  test('are worth what they would be worth once they are there', () => {
    for (const practitioner of [0, 10, 30, 45])
      for (const [staff, more] of [
        [0, 20],
        [5, 55],
        [19, 1],
        [20, 19],
        [41, 80],
        [60, 30],
      ] as const)
        for (const observations of [[], [mdm('moderate', '2025-03-07')]]) {
          const before = aPatientMonth({ tasks: minutes(staff, practitioner), observations })
          const after = decideMonth(aPatientMonth({ tasks: minutes(staff + more, practitioner), observations }))
          const [own, other] = supposeMonth(before, { minutes: more }).outcomes
          expect(own).toMatchObject({ policy: after.policy, total: after.total })
          expect(other).toMatchObject({ policy: after.alternative.policy, total: after.alternative.total })
        }
  })
})

describe('complexity that the practitioner records', () => {
  test.each<[number, Supposition, Record<string, string>]>([
    [
      60,
      { complexity: 'moderate' },
      { specific: '99487 131.65 (-20.70)', 'max-payment': '99490+99439×2 152.35 (+0.00)' },
    ],
    [59, { complexity: 'high' }, same('99490+99439 106.42 (+0.00)')],
    [
      59,
      { complexity: 'high', minutes: 1 },
      { specific: '99487 131.65 (+25.23)', 'max-payment': '99490+99439×2 152.35 (+45.93)' },
    ],
    [90, { complexity: 'low' }, same('99490+99439×2 152.35 (+0.00)')],
  ])('s %d, %o', (staff, supposition, expected) => {
    expect(supposed(aPatientMonth({ tasks: minutes(staff) }), supposition)).toEqual(expected)
  })

  test('what is on file holds where it is the higher, and says why a code does not come', () => {
    const facts = aPatientMonth({ tasks: minutes(60), observations: [mdm('high', '2025-03-07')] })
    expect(supposed(facts, { complexity: 'low' })['specific']).toBe('99487 131.65 (+0.00)')
    const short = supposeMonth(aPatientMonth({ tasks: minutes(30) }), { complexity: 'moderate' })
    expect(short.notGiven.find(({ code }) => code === '99487')?.message).toContain('60')
  })

  test('a practice that wants the plan revised bills it only then', () => {
    const facts = aPatientMonth({ tasks: minutes(60), practice: practice({ requireRevisionForComplex: true }) })
    expect(supposed(facts, { complexity: 'moderate' })['specific']).toBe('99490+99439×2 152.35 (+0.00)')
  })
})

describe('another programme instead', () => {
  const one = aPatientMonth().conditions.slice(0, 1)
  const qmb = [coverage('121', { qmb: true })]

  test.each<[Partial<MonthFacts>, string]>([
    [{ tasks: minutes(0) }, 'G0557 48.84 (+48.84)'],
    [{ tasks: minutes(20) }, 'G0557 48.84 (-11.65)'],
    [{ tasks: minutes(20), coverages: qmb }, 'G0558 107.07 (+46.58)'],
    [{ tasks: minutes(20), conditions: one }, 'G0556 15.20 (-45.29)'],
  ])('APCM in place of CCM %#', (over, expected) => {
    expect(supposed(aPatientMonth(over), { program: 'apcm' })).toEqual(same(expected))
  })

  test('and CCM in place of APCM: its minutes count', () => {
    const facts = aPatientMonth({ episodes: [enrollment({ program: 'apcm' })], tasks: minutes(40) })
    expect(supposed(facts, { program: 'ccm' })).toEqual(same('99490+99439 106.42 (+57.58)'))
  })

  test('wants its own consent, and is nobody else’s', () => {
    const codes = (over: Partial<MonthFacts>) =>
      supposeMonth(aPatientMonth({ tasks: minutes(20), ...over }), { program: 'apcm' }).blockers.map(({ code }) => code)
    const forCcm = consent({ program: 'ccm' })
    expect(codes({ consents: [forCcm] })).toEqual(['no-consent'])
    expect(codes({ consents: [forCcm, consent({ program: 'apcm' })] })).toEqual([])
    expect(codes({ consents: [consent()], otherBiller: ['apcm'] })).toEqual(['other-biller'])
  })

  test('what this practice has charged for the month does not stand beside it; what others have does', () => {
    const charged = (ours: boolean) => ({
      resourceType: 'ChargeItem' as const,
      id: 'c',
      status: 'billable' as const,
      subject: { reference: 'Patient/p' },
      occurrenceDateTime: '2025-03-20',
      code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99490' }] },
      performer: [{ actor: { reference: 'Practitioner/doc' } }],
      ...(ours && { identifier: [{ system: IDENTIFIER.charge, value: 'x' }] }),
    })
    const apcm = (ours: boolean) =>
      supposed(aPatientMonth({ tasks: minutes(20), chargeItems: [charged(ours)] }), { program: 'apcm' })['specific']
    expect(apcm(true)).toBe('G0557 48.84 (-11.65)')
    expect(apcm(false)).toContain('none')
  })
})

describe('the end of the enrollment', () => {
  const facts = aPatientMonth({
    tasks: [timed('nurse', '2025-03-05 10:00', 21), timed('nurse', '2025-03-20 10:00', 20)],
    now: at('2025-03-25 12:00'),
  })
  const ending = (end: EndRequest) => {
    const ended = endedFacts(facts, 'EpisodeOfCare/ccm', end)
    if (ended.kind === 'refused') return ended.refusals.map(({ rule }) => rule).join(' ')
    const { program, totalMinutes, outcomes } = supposeMonth(ended.facts, {}, facts)
    const [own] = outcomes
    return `${program ?? 'not enrolled'} ${totalMinutes} ${((own?.total ?? 0) / 100).toFixed(2)} ${((own?.difference ?? 0) / 100).toFixed(2)}`
  }

  test.each<[EndRequest, string]>([
    [{ reason: 'moved' }, 'ccm 41 106.42 0.00'],
    [{ reason: 'withdrawn' }, 'ccm 41 106.42 0.00'],
    [{ reason: 'moved', dateTime: '2025-03-10' }, 'ccm 21 60.49 -45.93'],
    [{ reason: 'withdrawn', dateTime: '2025-03-10' }, 'ccm 21 60.49 -45.93'],
    [{ reason: 'graduated', dateTime: '2025-03-20' }, 'ccm 41 106.42 0.00'],
    [{ reason: 'other', dateTime: '2025-03-05' }, 'ccm 21 60.49 -45.93'],
    [{ reason: 'other', dateTime: instant('2025-03-05 10:19') }, 'ccm 19 0.00 -106.42'],
    [{ reason: 'other', dateTime: '2025-02-20' }, 'not enrolled 0 0.00 0.00'],
    [{ reason: 'other', dateTime: '2025-03-26' }, 'future'],
    [{ reason: 'other', dateTime: '2020-01-01' }, 'end-before-start'],
  ])('%o', (end, expected) => {
    expect(ending(end)).toBe(expected)
  })

  test('of an enrollment that is not there changes nothing', () => {
    expect(endedFacts(facts, 'EpisodeOfCare/other', { reason: 'moved' })).toEqual({ kind: 'ended', facts })
  })
})

test('nothing supposed is the month as it is', () => {
  const facts = aPatientMonth({ tasks: minutes(45, 30) })
  const { program, blockers, outcomes } = supposeMonth(facts, {})
  const now = decideMonth(facts)
  expect({ program, blockers }).toEqual({ program: now.program, blockers: now.blockers })
  expect(outcomes.map((one) => [one.policy, one.total, one.difference])).toEqual([
    [now.policy, now.total, 0],
    [now.alternative.policy, now.alternative.total, 0],
  ])
  expect(billed(now)).not.toBe('none')
})

test('of a month without an enrollment nothing can be said', () => {
  const answer = supposeMonth(aPatientMonth({ episodes: [hospice('2025-01-01')] }), { minutes: 20 })
  expect(answer.outcomes).toEqual([])
  expect(answer.program).toBeUndefined()
  expect(answer.blockers.map(({ code }) => code)).toEqual(['not-enrolled'])
})

test('one condition is too few for CCM and enough for PCM', () => {
  const facts = aPatientMonth({ conditions: [condition('c1', 'E11.9')], tasks: minutes(20) })
  expect(supposeMonth(facts, {}).blockers.map(({ code }) => code)).toContain('not-eligible')
  expect(supposeMonth(facts, { program: 'pcm' }).blockers.map(({ code }) => code)).not.toContain('not-eligible')
})
