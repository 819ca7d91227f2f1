import { describe, expect, test } from 'vitest'
import { CHARGE_RULES } from '#domain/billing/generated/code-sets.ts'
import { decideMonth } from '#domain/billing/decide-month.ts'
import { claim, consent, enrollment, instant, mdm, visit } from '../../support/patient-chart.ts'
import { aPatientMonth, between, billed, minutes, month, timed } from '../../support/patient-month.ts'

const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code)

/** One test for each fault that other products are known for. */
describe('faults of other products', () => {
  test('an add-on without its cap: 99439 stops at two units, and the rest is said to stay unbilled', () => {
    const decision = decideMonth(aPatientMonth({ tasks: minutes(240) }))
    expect(billed(decision)).toBe('99490+99439×2 152.35')
    expect(decision.charges[1]?.reason).toContain('2 are the most in a month; 180 minutes stay unbilled')
  })

  test('seconds rounded up: 19 minutes 59 seconds are 19 minutes', () => {
    const tasks = [between('nurse', instant('2025-03-05 10:00:00'), instant('2025-03-05 10:19:59'))]
    expect(decideMonth(aPatientMonth({ tasks })).totalMinutes).toBe(19)
    expect(billed(decideMonth(aPatientMonth({ tasks })))).toBe('none')
  })

  test('each entry rounded by itself: twenty entries of 30 seconds are 10 minutes, not 20 and not 0', () => {
    const tasks = Array.from({ length: 20 }, (_, index) => {
      const minute = String(index + 10)
      return between('nurse', instant(`2025-03-05 10:${minute}:00`), instant(`2025-03-05 10:${minute}:30`))
    })
    expect(decideMonth(aPatientMonth({ tasks })).totalMinutes).toBe(10)
  })

  test('a unit for a started increment: 89 complex minutes earn no add-on', () => {
    const facts = aPatientMonth({ tasks: minutes(89), observations: [mdm('high', '2025-03-07')] })
    expect(billed(decideMonth(facts))).toBe('99487 131.65')
  })

  test('months in UTC: the evening of the 31st in New York is no time of the next month', () => {
    const tasks = [timed('nurse', '2025-03-31 22:00', 30)]
    expect(decideMonth(aPatientMonth({ tasks })).totalMinutes).toBe(30)
    expect(decideMonth(aPatientMonth({ tasks, month: month('2025-04') })).totalMinutes).toBe(0)
  })

  test('minutes lost when two sessions write: each entry stands by itself, and all are added up', () => {
    const tasks = [
      timed('nurse', '2025-03-05 10:00', 8),
      timed('nurse2', '2025-03-05 10:08', 7),
      timed('nurse', '2025-03-06 10:00', 5),
    ]
    expect(decideMonth(aPatientMonth({ tasks })).totalMinutes).toBe(20)
    expect(decideMonth(aPatientMonth({ tasks: tasks.toReversed() })).totalMinutes).toBe(20)
  })

  test('no consent check: without consent nothing counts, and the month says so', () => {
    const decision = decideMonth(aPatientMonth({ tasks: minutes(25), consents: [] }))
    expect(decision).toMatchObject({
      totalMinutes: 0,
      charges: [],
      notCounted: [{ code: 'before-consent', minutes: 25 }],
    })
    expect(codes(decision.blockers)).toEqual(['no-consent'])
  })

  test('a consent to another practitioner or programme is none', () => {
    for (const other of [
      consent({ program: 'apcm' }),
      consent({
        extension: [
          {
            url: 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-billing-practitioner',
            valueReference: { reference: 'Practitioner/colleague' },
          },
          ...(consent().extension ?? []),
        ],
      }),
    ])
      expect(codes(decideMonth(aPatientMonth({ tasks: minutes(25), consents: [other] })).blockers)).toEqual([
        'no-consent',
      ])
  })

  test('no overlap check: the same half hour logged twice is half an hour', () => {
    const tasks = [
      timed('nurse', '2025-03-05 10:00', 30, { id: 'a' }),
      timed('nurse', '2025-03-05 10:00', 30, { id: 'b' }),
    ]
    expect(decideMonth(aPatientMonth({ tasks })).totalMinutes).toBe(30)
  })

  test('two timers at once count once, and one that still runs not at all', () => {
    const tasks = [
      timed('nurse', '2025-03-05 10:00', 15),
      timed('nurse2', '2025-03-05 10:05', 15),
      between('doc', instant('2025-03-05 11:00'), undefined, { status: 'in-progress', id: 'running' }),
    ]
    const decision = decideMonth(aPatientMonth({ tasks }))
    expect(decision).toMatchObject({ totalMinutes: 20, open: ['Task/running'] })
    expect(codes(decision.blockers)).toEqual(['timer-running'])
  })

  test('no second-practitioner check: a claim of another, or the word of the registry, stops the month', () => {
    const onFile = aPatientMonth({
      tasks: minutes(25),
      claims: [claim('99490', '2025-03-31', { provider: { reference: 'Practitioner/colleague' } })],
    })
    expect(codes(decideMonth(onFile).blockers)).toEqual(['other-biller'])
    const registered = decideMonth(aPatientMonth({ tasks: minutes(25), otherBiller: ['ccm'] }))
    expect(codes(registered.blockers)).toEqual(['other-biller'])
    expect(billed(registered)).toBe('99490 60.49')
  })

  test('the same month billed twice by the same practitioner: it is on file already', () => {
    const decision = decideMonth(aPatientMonth({ tasks: minutes(25), claims: [claim('99490', '2025-03-20')] }))
    expect(billed(decision)).toBe('none')
    expect(codes(decision.blockers)).toEqual(['already-billed'])
  })

  test('an overlapping programme of the same practitioner: principal care is on file', () => {
    const decision = decideMonth(aPatientMonth({ tasks: minutes(25), claims: [claim('99426', '2025-03-20')] }))
    expect(codes(decision.blockers)).toEqual(['family-conflict'])
  })

  test('99489 beside an overpaid 99487: an add-on never stands without its base', () => {
    for (const staff of [0, 20, 60, 90, 150, 390])
      for (const { charges } of [decideMonth(aPatientMonth({ tasks: minutes(staff, 35) }))])
        for (const { code } of charges) {
          const needs = CHARGE_RULES.find((rule) => rule.code === code)?.addOnTo ?? []
          expect(needs.length === 0 || charges.some((charge) => needs.includes(charge.code))).toBe(true)
        }
  })

  test('denied for a missing plan: the month says so before it is billed', () => {
    expect(codes(decideMonth(aPatientMonth({ tasks: minutes(25), carePlans: [] })).blockers)).toEqual(['no-care-plan'])
  })

  test('minutes that cannot be reconciled: a charge names the version of every entry that earned it', () => {
    const [first, second] = minutes(15, 10)
    const decision = decideMonth(aPatientMonth({ tasks: [first!, second!] }))
    expect(decision.charges[0]?.tasks).toEqual([`Task/${first!.id!}/_history/1`, `Task/${second!.id!}/_history/1`])
  })

  test('cloned notes are pointed out', () => {
    const note = 'Called the patient about blood pressure; no change.'
    const tasks = [timed('nurse', '2025-03-05 10:00', 15, { note }), timed('nurse', '2025-03-12 10:00', 15, { note })]
    expect(codes(decideMonth(aPatientMonth({ tasks })).warnings)).toContain('cloned-note')
    const [one, two] = tasks.map((task, index) => ({ ...task, note: [{ text: `${note} ${index}` }] }))
    expect(codes(decideMonth(aPatientMonth({ tasks: [one!, two!] })).warnings)).not.toContain('cloned-note')
  })

  test('codes and prices in the program: another threshold, cap and price in the data give another charge', () => {
    const rules = CHARGE_RULES.map((rule) => {
      if (rule.code === '99490') return { ...rule, threshold: 15, price: { standard: 1000 } }
      return rule.code === '99439' ? { ...rule, increment: 5, maxUnits: 3, price: { standard: 100 } } : rule
    })
    expect(billed(decideMonth(aPatientMonth({ tasks: minutes(60) }), rules))).toBe('99490+99439×3 13.00')
  })

  test('the staff member’s visit day: a visit of the practitioner stops everybody’s minutes of that day', () => {
    const facts = aPatientMonth({
      encounters: [visit('initiating', '2024-11-20'), visit('seen', '2025-03-05')],
      tasks: [timed('nurse', '2025-03-05 15:00', 30), timed('doc', '2025-03-05 16:00', 30)],
    })
    expect(decideMonth(facts)).toMatchObject({
      totalMinutes: 0,
      notCounted: [{ code: 'e-m-day' }, { code: 'e-m-day' }],
    })
  })

  test('a practitioner who changed: minutes for the other’s enrollment are not borrowed', () => {
    const facts = aPatientMonth({
      episodes: [enrollment(), enrollment({ id: 'other', by: 'colleague', program: 'pcm' })],
      tasks: [timed('nurse', '2025-03-05 10:00', 25, { focus: 'EpisodeOfCare/other' })],
    })
    expect(decideMonth(facts)).toMatchObject({ totalMinutes: 0, notCounted: [{ code: 'other-program', minutes: 25 }] })
  })
})
