import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import {
  carePlan,
  consent,
  enrollment,
  extension,
  hospice,
  instant,
  mdm,
  PATIENT,
  practice,
} from '../../support/patient-chart.ts'
import { aPatientMonth, billed, manual, minutes, timed } from '../../support/patient-month.ts'

const decide = (over: Partial<MonthFacts>) => decideMonth(aPatientMonth(over))

describe('a charge', () => {
  test('says everything that a ChargeItem says', () => {
    const [task] = minutes(45)
    const { charges } = decide({ tasks: [task!] })
    expect(charges).toEqual([
      {
        code: '99490',
        system: 'http://www.ama-assn.org/go/cpt',
        title: expect.any(String) as string,
        units: 1,
        amount: 6049,
        priceAssumed: false,
        serviceDate: '2025-03-05',
        family: 'ccm-staff',
        definition: 'https://ccm-on-fhir.org/ig/ChargeItemDefinition/99490|2025',
        tasks: [`Task/${task!.id!}/_history/1`],
        reason:
          'Clinical staff gave 45 minutes; 20 are needed, reached on 2025-03-05. Rule 99490|2025; source: Medicare Learning Network, Chronic Care Management Services (MLN909188).',
      },
      expect.objectContaining({
        code: '99439',
        units: 1,
        amount: 4593,
        serviceDate: '2025-03-05',
        reason:
          'One unit for each full 20 minutes beyond the first 20: 25 more were counted, so 1. Rule 99439|2025; source: Medicare Learning Network, Chronic Care Management Services (MLN909188).',
      }),
    ])
  })

  test('tells whose minutes they were', () => {
    const reason = (staff: number, practitioner: number, over: Partial<MonthFacts> = {}) =>
      decide({ tasks: minutes(staff, practitioner), ...over }).charges[0]?.reason
    expect(reason(15, 10)).toContain(
      '25 minutes counted (15 by clinical staff, 10 by the billing practitioner, who may fill up staff time); 20 are needed, reached on 2025-03-06.',
    )
    expect(reason(0, 31)).toMatch(
      /^The billing practitioner gave 31 minutes in person; 30 are needed, reached on 2025-03-06\./,
    )
    expect(reason(60, 0, { observations: [mdm('high', '2025-03-07')] })).toContain(
      'Medical decision making of high complexity by the billing practitioner on 2025-03-07.',
    )
  })

  test('tells why this family under specific, and that another pays more', () => {
    expect(decide({ tasks: minutes(40, 30) }).charges[0]?.reason).toContain(
      'The billing practitioner’s own minutes earn a code of their own, so staff codes do not borrow them: with them these would pay $152.35. The practice bills the code that describes the service; what pays most is 99490, 99439×2, $152.35.',
    )
    const complex = decide({ tasks: minutes(60), observations: [mdm('high', '2025-03-07')] }).charges[0]?.reason
    expect(complex).toContain('what pays most is 99490, 99439×2, $152.35.')
    expect(complex).not.toContain('borrow')
    expect(decide({ tasks: minutes(40) }).charges[0]?.reason).not.toContain('The practice bills')
  })

  test('tells under max-payment that it was chosen for what it pays, and which is the specific one', () => {
    const decision = decide({ tasks: minutes(40, 30), policy: 'max-payment' })
    expect(decision.charges[0]?.reason).toContain('The practice bills what pays most.')
    expect(billed(decision.alternative)).toBe('99490+99439 106.42')
    const complex = decide({ tasks: minutes(90), observations: [mdm('high', '2025-03-07')], policy: 'max-payment' })
    expect(complex.charges[0]?.reason).not.toContain('The practice bills')
  })

  test('tells that a cap was reached, only where it was', () => {
    const cap = (staff: number) => decide({ tasks: minutes(staff) }).charges[1]?.reason
    expect(cap(79)).not.toContain('most in a month')
    expect(cap(80)).toContain('2 are the most in a month; 20 minutes stay unbilled.')
    expect(cap(59)).not.toContain('most in a month')
  })

  test('names as evidence only whose minutes earned it', () => {
    const [staff, doctor] = minutes(40, 30)
    const tasks = [staff!, doctor!]
    expect(decide({ tasks }).charges[0]?.tasks).toEqual([`Task/${staff!.id!}/_history/1`])
    expect(decide({ tasks: minutes(10, 30) }).charges[0]?.tasks).toEqual([`Task/${doctor!.id!}/_history/1`])
    expect(decide({ tasks, policy: 'max-payment' }).charges[0]?.tasks).toHaveLength(2)
  })

  test('the practice’s own policy decides where none is asked for', () => {
    const facts = { tasks: minutes(0, 40) }
    expect(billed(decide({ ...facts, practice: practice({}, 'max-payment') }))).toBe('99490+99439 106.42')
    expect(billed(decide({ ...facts, practice: practice({}, 'max-payment'), policy: 'specific' }))).toBe('99491 82.16')
  })

  test('a practice may keep the practitioner’s minutes out of staff codes altogether', () => {
    const own = { practice: practice({ countQhpAsStaff: false }), observations: [mdm('high', '2025-03-07')] }
    expect(billed(decide({ ...own, tasks: minutes(15, 10) }))).toBe('none')
    expect(billed(decide({ ...own, tasks: minutes(59, 1) }))).toBe('99490+99439 106.42')
    expect(billed(decide({ ...own, tasks: minutes(60, 20) }))).toBe('99487 131.65')
    expect(billed(decide({ ...own, tasks: minutes(20, 29), policy: 'max-payment' }))).toBe('99490 60.49')
    const reason = decide({ ...own, tasks: minutes(15, 10) }).notGiven.find(({ code }) => code === '99490')?.message
    expect(reason).toContain('It wants 20 minutes of clinical staff in the month; 15 count toward it.')
  })
})

describe('the date of service', () => {
  const dateOf = (over: Partial<MonthFacts>) => decide(over).charges[0]?.serviceDate

  test('is the day on which the family’s own minutes reached its threshold', () => {
    const tasks = [
      timed('doc', '2025-03-03 10:00', 10),
      timed('nurse', '2025-03-05 10:00', 10),
      timed('doc', '2025-03-10 10:00', 20),
      timed('nurse', '2025-03-20 10:00', 10),
    ]
    expect(dateOf({ tasks: tasks.slice(0, 2) })).toBe('2025-03-05')
    expect(dateOf({ tasks })).toBe('2025-03-10')
    expect(decide({ tasks }).charges[0]?.code).toBe('99491')
    expect(dateOf({ tasks: [...tasks, timed('nurse', '2025-03-25 10:00', 40)] })).toBe('2025-03-20')
  })

  test('to the second: one short of the threshold is not there yet', () => {
    const almost = timed('nurse', '2025-03-05 10:00', 19.99)
    expect(dateOf({ tasks: [almost, timed('nurse', '2025-03-09 10:00', 1)] })).toBe('2025-03-09')
  })

  test('counts the minutes of manual entries on their day', () => {
    expect(dateOf({ tasks: [manual('nurse', '2025-03-04', 10), timed('nurse', '2025-03-06 10:00', 10)] })).toBe(
      '2025-03-06',
    )
    expect(dateOf({ tasks: [manual('nurse', '2025-03-08', 10), timed('nurse', '2025-03-06 10:00', 10)] })).toBe(
      '2025-03-08',
    )
  })

  test('may be the month’s last day, and never one without care', () => {
    const own = { practice: practice({ serviceDate: 'month-end' }), tasks: minutes(25) }
    expect(dateOf(own)).toBe('2025-03-31')
    expect(dateOf({ ...own, patient: { ...PATIENT, deceasedDateTime: instant('2025-03-18 09:00') } })).toBe(
      '2025-03-18',
    )
    expect(dateOf({ ...own, episodes: [enrollment({ end: '2025-03-20' })] })).toBe('2025-03-20')
    expect(dateOf({ ...own, episodes: [enrollment(), hospice('2025-03-12')] })).toBe('2025-03-11')
    expect(dateOf({ ...own, episodes: [enrollment(), hospice('2025-03-06')] })).toBe('2025-03-05')
    const withdrawn = enrollment({ end: '2025-03-31' })
    withdrawn.extension = [
      ...(withdrawn.extension ?? []),
      extension('ccm-enrollment-state', { valueCode: 'withdrawn' }),
    ]
    const consents = [consent({ withdrawn: instant('2025-03-15 12:00') })]
    expect(dateOf({ ...own, consents, episodes: [withdrawn] })).toBe('2025-03-31')
    expect(dateOf({ ...own, consents })).toBe('2025-03-15')
    const dead = { ...PATIENT, deceasedDateTime: '2025-03-20' }
    expect(dateOf({ ...own, consents, episodes: [withdrawn], patient: dead })).toBe('2025-03-20')
  })
})

describe('what comes next', () => {
  const next = (staff: number, practitioner = 0, over: Partial<MonthFacts> = {}) => {
    const step = decide({ tasks: minutes(staff, practitioner), ...over }).next
    return step && `${step.code} in ${step.minutesNeeded} by ${step.by}`
  }

  test.each([
    [0, 0, '99490 in 20 by staff'],
    [14, 0, '99490 in 6 by staff'],
    [20, 0, '99439 in 20 by staff'],
    [34, 0, '99439 in 6 by staff'],
    [59, 0, '99439 in 1 by staff'],
    [60, 0, undefined],
    [200, 0, undefined],
    [0, 29, '99491 in 1 by practitioner'],
    [0, 20, '99491 in 10 by practitioner'],
    [0, 30, '99437 in 30 by practitioner'],
    [35, 30, '99439 in 5 by staff'],
    [20, 30, '99439 in 20 by staff'],
    [5, 15, '99491 in 15 by practitioner'],
    [0, 5, '99490 in 15 by staff'],
    [0, 120, undefined],
  ])('s %i q %i: %s', (staff, practitioner, expected) => {
    expect(next(staff, practitioner)).toBe(expected)
  })

  test('with complexity the complex codes come next', () => {
    const complex = { observations: [mdm('moderate', '2025-03-07')] }
    expect(next(45, 0, complex)).toBe('99487 in 15 by staff')
    expect(next(60, 0, complex)).toBe('99489 in 30 by staff')
    expect(next(85, 0, complex)).toBe('99489 in 5 by staff')
    expect(next(390, 0, complex)).toBeUndefined()
  })

  test('under max-payment the step is the one that pays', () => {
    expect(next(0, 30, { policy: 'max-payment' })).toBe('99439 in 10 by staff')
  })

  test('care by the month has no steps', () => {
    expect(next(0, 0, { episodes: [enrollment({ program: 'apcm' })] })).toBeUndefined()
  })

  test('where nobody is enrolled there is none', () => {
    expect(next(0, 0, { episodes: [] })).toBeUndefined()
  })
})

describe('codes that are not given', () => {
  const reasons = (over: Partial<MonthFacts>) =>
    Object.fromEntries(decide(over).notGiven.map(({ code, rule, message }) => [code, `${rule}: ${message}`]))

  test('each has its rule, its reason and its source', () => {
    const found = reasons({ tasks: minutes(45) })
    expect(Object.keys(found).toSorted()).toEqual(['99437', '99487', '99489', '99491'])
    expect(found['99487']).toBe(
      'no-complexity: It wants medical decision making of moderate or high complexity by the billing practitioner in the month; none is on file. Source: Medicare Learning Network, Chronic Care Management Services (MLN909188).',
    )
    expect(found['99491']).toContain(
      'too-few-minutes: It wants 30 minutes of the billing practitioner in person in the month; 0 count toward it.',
    )
    expect(found['99437']).toContain('base-not-billed: It is billed only beside 99491.')
  })

  test('an add-on beside its base says what is missing', () => {
    expect(reasons({ tasks: minutes(25) })['99439']).toContain(
      'too-few-minutes: It wants 40 minutes of clinical staff in the month; 25 count toward it.',
    )
    const complex = { tasks: minutes(70), observations: [mdm('high', '2025-03-07')] }
    expect(reasons(complex)['99489']).toContain(
      'too-few-minutes: It wants 90 minutes of clinical staff in the month; 70',
    )
  })

  test('a family that was earned and not chosen says what was', () => {
    expect(reasons({ tasks: minutes(20, 30) })['99490']).toContain(
      'other-family: One family of codes is billed for a month: it is 99491 ($82.16); this one would pay $60.49.',
    )
  })

  test('staff minutes that are not borrowed are not told as borrowed', () => {
    expect(reasons({ tasks: minutes(10, 30) })['99490']).toContain(
      '20 minutes of clinical staff in the month; 10 count',
    )
  })

  test('low complexity, and complexity by somebody else', () => {
    expect(reasons({ tasks: minutes(60), observations: [mdm('low', '2025-03-07')] })['99487']).toContain(
      'on file is low',
    )
    const byOther = mdm('high', '2025-03-07', { performer: [{ reference: 'Practitioner/colleague' }] })
    expect(reasons({ tasks: minutes(60), observations: [byOther] })['99487']).toContain(
      'what is on file is by somebody else',
    )
  })

  test('a practice that wants a revision of the plan for complex codes', () => {
    const facts = {
      tasks: minutes(60),
      observations: [mdm('high', '2025-03-07')],
      practice: practice({ requireRevisionForComplex: true }),
    }
    expect(billed(decide(facts))).toBe('99490+99439×2 152.35')
    expect(reasons(facts)['99487']).toContain('no-plan-revision')
    const revised = carePlan({ meta: { ...carePlan().meta, versionId: '3', lastUpdated: '2025-03-12T15:00:00Z' } })
    expect(billed(decide({ ...facts, carePlans: [carePlan(), revised] }))).toBe('99487 131.65')
    expect(reasons({ ...facts, carePlans: [] })['99487']).toContain('no-plan-revision')
    expect(billed(decide({ ...facts, practice: practice() }))).toBe('99487 131.65')
  })
})
