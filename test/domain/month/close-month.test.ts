import type { ClaimResponse, Task } from '@medplum/fhirtypes'
import { describe, expect, it } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { closeCareMonth, type Closing } from '#domain/month/close-month.ts'
import { closeParameters } from '#domain/month/close-parameters.ts'
import { withdrawnCharge } from '#domain/month/draft-charges.ts'
import { chargesOfClaim, withdrawnClaim } from '#domain/month/draft-claim.ts'
import { reopenedMonth } from '#domain/month/draft-month.ts'
import { fateOfClaim, followedMonth } from '#domain/month/follow-claim.ts'
import { chargesOfMonth, reopeningsOf } from '#domain/month/month-items.ts'
import { monthParameters, stateNow } from '#domain/month/month-parameters.ts'
import { isClosed, monthStateOf } from '#domain/month/month-state.ts'
import { carePlan, mdm } from '../../support/patient-chart.ts'
import { aPatientMonth, minutes, month } from '../../support/patient-month.ts'

const NOW = '2025-04-01T14:00:00.000Z'

function closed(over: Partial<MonthFacts> = {}, previous?: Task): Closing {
  const facts = aPatientMonth(over)
  return closeCareMonth(decideMonth(facts), {
    subject: { id: 'month-1', patient: 'Patient/p', month: month('2025-03'), care: 'ccm' },
    previous,
    practice: facts.practice,
    conditions: facts.conditions,
    ids: { claim: 'claim-1', charge: (code) => `charge-${code}` },
    now: NOW,
  })
}

const earned = { tasks: minutes(45) }

describe('closing a month', () => {
  it('makes a charge for each code, with everything that it rests on by version', () => {
    const [base, addOn] = closed(earned).charges
    expect(base).toMatchObject({
      id: 'charge-99490',
      status: 'billable',
      identifier: [{ system: 'https://ccm-on-fhir.org/ig/charge', value: 'Patient/p 2025-03 99490 1' }],
      definitionCanonical: ['https://ccm-on-fhir.org/ig/ChargeItemDefinition/99490|2025'],
      subject: { reference: 'Patient/p' },
      context: { reference: 'EpisodeOfCare/ccm' },
      occurrencePeriod: { start: '2025-03-01', end: '2025-03-31' },
      performer: [{ actor: { reference: 'Practitioner/doc' } }],
      performingOrganization: { reference: 'Organization/practice' },
      quantity: { value: 1 },
      priceOverride: { value: 60.49, currency: 'USD' },
    })
    const evidence = base?.supportingInformation?.map(({ reference }) => reference)
    expect(evidence).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Task\/nurse-.*\/_history\/1$/),
        'Consent/consent/_history/3',
        'CarePlan/plan/_history/2',
        'EpisodeOfCare/ccm',
        'Coverage/coverage-121',
        'Condition/c1',
        'Condition/c2',
      ]),
    )
    expect(addOn).toMatchObject({ quantity: { value: 1 }, partOf: [{ reference: 'ChargeItem/charge-99490' }] })
    expect(base?.partOf).toBeUndefined()
  })

  it('names the judgement of complexity where a complex code rests on it', () => {
    const { charges } = closed({ tasks: minutes(60), observations: [mdm('moderate', '2025-03-10')] })
    expect(charges[0]?.code.coding?.[0]?.code).toBe('99487')
    expect(charges[0]?.supportingInformation).toContainEqual({ reference: 'Observation/mdm-moderate/_history/1' })
  })

  it('drafts a professional claim, an item a charge, on the day of the threshold', () => {
    const { claim, charges } = closed(earned)
    expect(claim).toMatchObject({
      status: 'draft',
      use: 'claim',
      type: { coding: [{ code: 'professional' }] },
      provider: { reference: 'Organization/practice' },
      careTeam: [{ sequence: 1, provider: { reference: 'Practitioner/doc' } }],
      insurance: [{ focal: true, coverage: { reference: 'Coverage/coverage-121' } }],
      diagnosis: [
        { sequence: 1, diagnosisCodeableConcept: { coding: [{ code: 'E11.9' }] } },
        { sequence: 2, diagnosisCodeableConcept: { coding: [{ code: 'I10' }] } },
      ],
      total: { value: 106.42, currency: 'USD' },
    })
    expect(claim?.item).toHaveLength(2)
    for (const item of claim?.item ?? [])
      expect(item).toMatchObject({ servicedDate: '2025-03-05', diagnosisSequence: [1, 2], careTeamSequence: [1] })
    expect(claim && chargesOfClaim(claim)).toEqual(charges.map(({ id }) => `ChargeItem/${id ?? ''}`))
  })

  it('says on the month’s Task what was made of it', () => {
    const { state, task } = closed(earned)
    expect(state).toBe('closed')
    expect(task).toMatchObject({ status: 'completed', for: { reference: 'Patient/p' }, lastModified: NOW })
    expect(isClosed(monthStateOf(task))).toBe(true)
    expect(chargesOfMonth(task)).toEqual(['ChargeItem/charge-99490', 'ChargeItem/charge-99439'])
  })

  it('makes no charge while a blocker stands, and says what the month needs', () => {
    const { state, task, charges, claim } = closed({
      ...earned,
      carePlans: [carePlan({ status: 'draft' })],
      coverages: [],
    })
    expect([state, charges, claim]).toEqual(['needs-attention', [], undefined])
    expect(task.status).toBe('on-hold')
    expect(task.output).toBeUndefined()
    expect(task.statusReason?.coding?.map(({ code }) => code)).toEqual(['coverage-unknown', 'no-care-plan'])
  })

  it('says the same, word for word, when nothing has changed', () => {
    const once = closed({ ...earned, coverages: [] })
    expect(closed({ ...earned, coverages: [], now: Date.parse('2025-06-01') }, once.task).task).toEqual(once.task)
  })

  it('closes a month that earned nothing, without a charge', () => {
    const { state, task, charges, claim } = closed({ tasks: minutes(19) })
    expect([state, charges, claim, task.output]).toEqual(['closed', [], undefined, undefined])
  })
})

describe('reopening', () => {
  it('takes charges and claim back and says why; the next closing makes new ones', () => {
    const first = closed(earned)
    const reopened = reopenedMonth(first.task, 'Wrong patient', '2025-04-03T10:00:00Z')
    expect(monthStateOf(reopened)).toBe('reopened')
    expect(reopened).toMatchObject({ status: 'in-progress', statusReason: { text: 'Wrong patient' } })
    expect([reopened.output, reopeningsOf(reopened)]).toEqual([undefined, 1])
    expect(first.charges.map(withdrawnCharge).map(({ status }) => status)).toEqual([
      'entered-in-error',
      'entered-in-error',
    ])
    expect(first.claim && withdrawnClaim(first.claim).status).toBe('entered-in-error')
    expect(first.claim && withdrawnClaim({ ...first.claim, status: 'active' }).status).toBe('cancelled')
    const second = closed(earned, reopened)
    expect(second.charges[0]?.identifier?.[0]?.value).toBe('Patient/p 2025-03 99490 2')
    expect(reopeningsOf(reopenedMonth(second.task, undefined, NOW))).toBe(2)
  })
})

describe('a month after its claim', () => {
  const { task, claim } = closed(earned)
  const answer = (over: Partial<ClaimResponse>): ClaimResponse => ({
    resourceType: 'ClaimResponse',
    status: 'active',
    type: { text: 'professional' },
    use: 'claim',
    patient: { reference: 'Patient/p' },
    created: '2025-04-20',
    insurer: { display: 'MAC' },
    outcome: 'complete',
    ...over,
  })
  const after = (from: Task, told: ReturnType<typeof fateOfClaim>) => told && followedMonth(from, told)

  it('is submitted once the claim is sent, and paid or denied by the answer', () => {
    expect(claim).toBeDefined()
    if (!claim) return
    const submitted = after(task, fateOfClaim({ ...claim, status: 'active' }, undefined))
    expect(monthStateOf(submitted)).toBe('submitted')
    if (!submitted) return
    const payment = { type: { text: 'complete' }, amount: { value: 85.14, currency: 'USD' as const } }
    expect(monthStateOf(after(submitted, fateOfClaim(claim, answer({ payment }))))).toBe('paid')
    const denied = after(submitted, fateOfClaim(claim, answer({ disposition: 'B20: paid to another provider' })))
    expect(monthStateOf(denied)).toBe('denied')
    expect(denied?.statusReason?.text).toBe('B20: paid to another provider')
    expect(fateOfClaim(claim, answer({ outcome: 'queued' }))).toBeUndefined()
  })

  it('does not follow a claim while it is open', () => {
    const reopened = reopenedMonth(task, 'again', NOW)
    expect(followedMonth(reopened, { state: 'submitted' })).toBeUndefined()
    expect(followedMonth(task, { state: 'closed' })).toBeUndefined()
  })
})

describe('the state of a month', () => {
  const decided = (over: Partial<MonthFacts> = {}) => decideMonth(aPatientMonth(over))

  it('is open while it runs, then ready, in need of attention, or open with nothing earned', () => {
    expect(stateNow(decided(earned), undefined, false)).toBe('open')
    expect(stateNow(decided(earned), undefined, true)).toBe('ready')
    expect(stateNow(decided(), undefined, true)).toBe('open')
    expect(stateNow(decided({ ...earned, coverages: [] }), 'needs-attention', true)).toBe('needs-attention')
    expect(stateNow(decided(earned), 'needs-attention', true)).toBe('ready')
    expect(stateNow(decided({ ...earned, coverages: [] }), 'closed', true)).toBe('closed')
    expect(stateNow(decided({ episodes: [] }), undefined, true)).toBeUndefined()
  })
})

describe('Parameters', () => {
  it('of a month say programme, state and minutes', () => {
    const decision = decideMonth(aPatientMonth(earned))
    const { parameter = [] } = monthParameters(decision, 'ready')
    const one = (name: string) => parameter.find((part) => part.name === name)
    expect(one('program')?.valueCode).toBe('ccm')
    expect(one('state')?.valueCode).toBe('ready')
    expect(one('clinicalStaffMinutes')?.valueInteger).toBe(45)
    expect(one('practitionerMinutes')?.valueInteger).toBe(0)
    expect(one('totalMinutes')?.valueInteger).toBe(45)
  })

  it('of a month list each charge with its time, the other policy, and what is next', () => {
    const { parameter = [] } = monthParameters(decideMonth(aPatientMonth(earned)), 'ready')
    const one = (name: string) => parameter.find((part) => part.name === name)
    expect(one('charge')?.part?.map(({ name }) => name)).toEqual([
      'code',
      'units',
      'amount',
      'serviceDate',
      'task',
      'reason',
    ])
    expect(one('alternative')?.part?.[0]).toEqual({ name: 'policy', valueCode: 'max-payment' })
    expect(one('next')?.part).toContainEqual({ name: 'minutesNeeded', valuePositiveInt: 15 })
    expect(one('blocker')).toBeUndefined()
  })

  it('of a month say of the other codes why they are not given', () => {
    const { parameter = [] } = monthParameters(decideMonth(aPatientMonth(earned)), 'ready')
    const refused = parameter.filter(({ name }) => name === 'notGiven').map(({ part = [] }) => part)
    const complex = refused.find((part) => part[0]?.valueCoding?.code === '99487')
    expect(complex?.slice(1)).toEqual([
      { name: 'message', valueString: expect.stringMatching(/\w/) as string },
      { name: 'rule', valueCode: 'no-complexity' },
    ])
  })

  it('of somebody who is not enrolled have no programme', () => {
    const { parameter = [] } = monthParameters(decideMonth(aPatientMonth({ episodes: [] })), undefined)
    expect(parameter.find(({ name }) => name === 'program')).toBeUndefined()
    expect(parameter.find(({ name }) => name === 'blocker')?.part?.[0]).toEqual({
      name: 'code',
      valueCode: 'not-enrolled',
    })
  })

  it('of a close count what was closed and what was not', () => {
    const decision = decideMonth(aPatientMonth(earned))
    const blocked = decideMonth(aPatientMonth({ ...earned, coverages: [] }))
    const { parameter = [] } = closeParameters({
      month: month('2025-03'),
      dryRun: false,
      patients: [
        { patient: 'Patient/a', care: 'ccm', state: 'closed', unchanged: false, decision, charges: ['ChargeItem/1'] },
        {
          patient: 'Patient/b',
          care: 'ccm',
          state: 'needs-attention',
          unchanged: true,
          decision: blocked,
          charges: [],
        },
        { patient: 'Patient/b', care: 'pcm Practitioner/x', state: 'paid', unchanged: true, charges: ['ChargeItem/2'] },
      ],
    })
    const value = (name: string) => parameter.find((part) => part.name === name)
    expect(value('patients')?.valueInteger).toBe(2)
    expect(value('closed')?.valueInteger).toBe(1)
    expect(value('needsAttention')?.valueInteger).toBe(1)
    expect(value('unchanged')?.valueInteger).toBe(2)
    expect(value('charges')?.valueInteger).toBe(2)
    expect(value('total')?.valueMoney).toEqual({ value: 106.42, currency: 'USD' })
    expect(parameter.filter(({ name }) => name === 'patient')).toHaveLength(3)
  })
})
