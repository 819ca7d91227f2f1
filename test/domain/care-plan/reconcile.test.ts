import type { AllergyIntolerance, CarePlan, List, MedicationRequest, Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { careRecordOf } from '../../../server/domain/care-plan/care-record.ts'
import { MedicineNames } from '../../../server/domain/care-plan/medications/allergen.ts'
import { reconcile, reconciliationOf } from '../../../server/domain/care-plan/medications/reconcile.ts'
import { isTaken, medicationName } from '../../../server/domain/care-plan/medications/taken.ts'

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm'

function order(id: string, name: string, more: Partial<MedicationRequest> = {}): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/ada' },
    medicationCodeableConcept: { text: name },
    ...more,
  }
}

function list(items: readonly string[], more: Partial<List> = {}): List {
  return {
    resourceType: 'List',
    id: 'list',
    status: 'current',
    mode: 'snapshot',
    code: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/list-example-use-codes', code: 'medications' }] },
    entry: items.map((reference) => ({ item: { reference } })),
    ...more,
  }
}

function allergy(name: string, more: Partial<AllergyIntolerance> = {}): AllergyIntolerance {
  return {
    resourceType: 'AllergyIntolerance',
    id: 'allergy',
    patient: { reference: 'Patient/ada' },
    code: { text: name },
    ...more,
  }
}

const found = (given: List | undefined, ...resources: Resource[]) =>
  reconcile(given, careRecordOf(resources)).map(({ kind, references }) => `${kind} ${references.join(' ')}`)

describe('the list against the chart', () => {
  const metformin = order('a', 'Metformin')
  const lisinopril = order('b', 'Lisinopril')

  test('nothing where both agree; nothing without a list', () => {
    expect(found(list(['MedicationRequest/a', 'MedicationRequest/b']), metformin, lisinopril)).toEqual([])
    expect(found(undefined, metformin, lisinopril)).toEqual([])
  })

  test('a medicine of the chart that is not on it', () => {
    expect(found(list(['MedicationRequest/a']), metformin, lisinopril)).toEqual(['not-on-list MedicationRequest/b'])
  })

  test('says so in both languages', () => {
    const [one] = reconcile(list(['MedicationRequest/a']), careRecordOf([metformin, lisinopril]))
    expect(one?.message).toEqual({
      text: 'Lisinopril is in the chart but not on the reconciled list.',
      es: 'Lisinopril está en el expediente y no en la lista conciliada.',
    })
  })

  test('one that was ordered anew under the same name is', () => {
    expect(found(list(['MedicationRequest/a']), { ...metformin, status: 'stopped' }, order('c', 'metformin'))).toEqual([
      'stopped-in-chart MedicationRequest/a',
    ])
  })

  test('a medicine on it that the chart stopped', () => {
    expect(found(list(['MedicationRequest/a']), { ...metformin, status: 'stopped' })).toEqual([
      'stopped-in-chart MedicationRequest/a',
    ])
  })

  test('an item taken off the list is not on it', () => {
    const shortened = list([], { entry: [{ deleted: true, item: { reference: 'MedicationRequest/a' } }] })
    expect(found(shortened, metformin)).toEqual(['not-on-list MedicationRequest/a'])
  })
})

describe('the medicines with each other', () => {
  const coded = (id: string, code: string) =>
    order(id, 'x', { medicationCodeableConcept: { coding: [{ system: RXNORM, code }] } })

  test('ordered twice, by code or by name', () => {
    expect(found(undefined, coded('a', '860975'), coded('b', '860975'), coded('c', '314076'))).toEqual([
      'duplicate MedicationRequest/a MedicationRequest/b',
    ])
    expect(found(undefined, order('a', 'Metformin'), order('b', 'METFORMIN'))).toEqual([
      'duplicate MedicationRequest/a MedicationRequest/b',
    ])
  })

  test('told and ordered is not twice', () => {
    const told = {
      resourceType: 'MedicationStatement',
      id: 's',
      status: 'active',
      subject: { reference: 'Patient/ada' },
      medicationCodeableConcept: { text: 'Metformin' },
    } as const
    expect(found(undefined, order('a', 'Metformin'), told)).toEqual([])
  })

  test('two orders that each contain a medication of the same local name are two medicines', () => {
    const containing = (id: string, name: string): MedicationRequest => ({
      resourceType: 'MedicationRequest',
      id,
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/ada' },
      contained: [{ resourceType: 'Medication', id: 'med', code: { text: name } }],
      medicationReference: { reference: '#med' },
    })
    const orders = [containing('a', 'Metformin'), containing('b', 'Warfarin')]
    const record = careRecordOf(orders)
    expect(orders.map((one) => medicationName(one, record))).toEqual(['Metformin', 'Warfarin'])
    expect(found(undefined, ...orders)).toEqual([])
  })
})

describe('the medicines against the allergies', () => {
  test.each([
    ['Amoxicillin 500 MG', 'Allergy to penicillin', true],
    ['Cephalexin 250 MG', 'Cephalosporin allergy', true],
    ['Ibuprofen 200 MG', 'NSAIDs', true],
    ['Atorvastatin 20 MG', 'Statin intolerance', true],
    ['Nystatin cream', 'Statin intolerance', false],
    ['Atorvastatin 20 MG', 'Allergy to nystatin', false],
    ['Lisinopril 10 MG', 'ACE inhibitor', true],
    ['Lisinopril 10 MG', 'Allergy to lisinopril', true],
    ['Sulfamethoxazole / Trimethoprim', 'Sulfa allergy', true],
    ['Ferrous sulfate', 'Sulfa allergy', false],
    ['Metformin', 'Allergy to penicillin', false],
    ['Metformin', 'Allergy to tree pollen', false],
  ])('%s, %s: %s', (medicine, named, expected) => {
    const names = new MedicineNames([medicine], (name) => name)
    expect(names.namedBy(named).includes(medicine)).toBe(expected)
  })

  test('of thousands of both the first thousand meetings are told', () => {
    const many = Array.from({ length: 3000 }, (_, at) => at)
    const orders = many.map((at) => order(`order-${at}`, `Amoxicillin ${at} MG`))
    const allergies = many.map((at) => allergy(`Allergy to penicillin, word${at} again`, { id: `allergy-${at}` }))
    const met = found(undefined, ...orders, ...allergies)
    expect(met).toHaveLength(1000)
    expect(met[0]).toBe('allergy MedicationRequest/order-0 AllergyIntolerance/allergy-0')
  })

  test('a warning names both; one that is refuted, over, or of a stopped medicine is none', () => {
    const amoxicillin = order('a', 'Amoxicillin')
    const penicillin = allergy('Penicillin')
    const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } }
    const over = { clinicalStatus: { coding: [{ code: 'resolved' }] } }
    expect(found(undefined, amoxicillin, penicillin)).toEqual([
      'allergy MedicationRequest/a AllergyIntolerance/allergy',
    ])
    expect(found(undefined, amoxicillin, allergy('Penicillin', refuted))).toEqual([])
    expect(found(undefined, amoxicillin, allergy('Penicillin', over))).toEqual([])
    expect(found(undefined, { ...amoxicillin, status: 'stopped' }, penicillin)).toEqual([])
  })

  test('by code too', () => {
    const coding = [{ system: RXNORM, code: '7980' }]
    const penicillin = order('a', 'Pen VK', { medicationCodeableConcept: { text: 'Pen VK', coding } })
    expect(found(undefined, penicillin, allergy('PCN', { code: { text: 'PCN', coding } }))).toHaveLength(1)
  })
})

describe('which medicines are taken, which list holds', () => {
  test.each([
    [order('a', 'x'), true],
    [order('a', 'x', { intent: 'plan' }), false],
    [order('a', 'x', { intent: 'proposal' }), false],
    [order('a', 'x', { status: 'on-hold' }), false],
  ])('%#', (medicine, taken) => {
    expect(isTaken(medicine)).toBe(taken)
  })

  const plan: CarePlan = {
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    subject: { reference: 'Patient/ada' },
  }

  test('the newest current list; one that the plan names goes first', () => {
    const older = list([], { id: 'older', date: '2026-01-01' })
    const newer = list([], { id: 'newer', date: '2026-02-01' })
    const retired = list([], { id: 'retired', date: '2026-03-01', status: 'retired' })
    const problems = list([], { id: 'problems', date: '2026-03-01', code: { coding: [{ code: 'problems' }] } })
    const record = careRecordOf([newer, older, retired, problems])
    expect(reconciliationOf(plan, record)?.id).toBe('newer')
    expect(reconciliationOf({ ...plan, supportingInfo: [{ reference: 'List/older' }] }, record)?.id).toBe('older')
    expect(reconciliationOf(plan, careRecordOf([retired, problems]))).toBeUndefined()
  })
})
