import type { Goal, ServiceRequest, Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { stricter, type TargetDetail } from '../../../../server/domain/care-plan/apply/stricter.ts'
import { structureDefinition } from '../../../../server/domain/fhir/canonicals.ts'
import {
  ADA,
  apply,
  conditionOf,
  measured,
  MEASURES,
  SMOKER,
  suggestions,
  takes,
  template,
} from '../support/applying.ts'

const goalsOf = (names: readonly string[], chart = names.map(conditionOf)) =>
  apply({ templates: names.map(template), chart: [...chart, ...MEASURES] }).items.filter(
    (item): item is Goal & { id: string } => item.resourceType === 'Goal',
  )
const goal = (names: readonly string[], kind: string) => goalsOf(names).find(({ id }) => id === `goal-${kind}`)

function activity(names: readonly string[], id: string) {
  const chart = [...names.map(conditionOf), ...MEASURES]
  return apply({ templates: names.map(template), chart }).items.find((item) => item.id === `ccm-action-${id}`)
}
const taskOf = (names: readonly string[], id: string) => activity(names, id) as Task
const orderOf = (names: readonly string[], id: string) => activity(names, id) as ServiceRequest

describe('goals of several templates', () => {
  test('of one kind are one goal, with the stricter target, and say what each template alone asks for', () => {
    for (const names of [
      ['hyperlipidemia', 'ischemic-heart-disease'],
      ['ischemic-heart-disease', 'hyperlipidemia'],
    ]) {
      const ldl = goal(names, 'ldl')
      expect(ldl?.target?.[0]?.detailQuantity).toMatchObject({ value: 70, comparator: '<', unit: 'mg/dL' })
      expect(ldl?.note?.map(({ text }) => text)).toEqual([
        'LDL cholesterol: the template “High cholesterol” alone asks for below 100 mg/dL; the stricter target, below 70 mg/dL, stands here.',
      ])
      expect(ldl?.addresses?.map(({ reference }) => reference)).toEqual(names.map((name) => `Condition/${name}`))
    }
  })

  test('that ask for the same say nothing of it', () => {
    const pressure = goal(['diabetes', 'hypertension', 'stroke'], 'blood-pressure')
    expect(pressure?.note).toBeUndefined()
    expect(pressure?.addresses).toHaveLength(3)
    expect(pressure?.target).toHaveLength(2)
  })

  test('that contradict each other are not both suggested: who should keep weight is not asked to lose it', () => {
    const kinds = goalsOf(['obesity', 'dementia']).map(({ id }) => id)
    expect(kinds).toContain('goal-weight-kept')
    expect(kinds).not.toContain('goal-weight-loss')
    expect(goal(['obesity', 'dementia'], 'weight-kept')?.note?.[0]?.text).toContain('contradicts this goal')
    const { activities } = suggestions({ templates: [template('obesity'), template('dementia')] })
    const keys = activities.map(({ key }) => key.split('/').at(-1))
    expect(keys).not.toContain('ccm-action-eat-for-weight')
    expect(keys).toContain('ccm-action-home-weight-weekly')
    expect(goalsOf(['obesity', 'hypertension']).map(({ id }) => id)).toContain('goal-weight-loss')
  })
})

describe('activities of several templates', () => {
  test('with one definition are one activity, as often as the one that wants it most, with all reasons', () => {
    const order = orderOf(['diabetes', 'chronic-kidney-disease', 'heart-failure'], 'test-kidney-function')
    expect(order.occurrenceTiming?.repeat).toMatchObject({ frequency: 1, period: 3, periodUnit: 'mo' })
    expect(order.reasonReference?.map(({ reference }) => reference)).toEqual([
      'Condition/diabetes',
      'Condition/chronic-kidney-disease',
      'Condition/heart-failure',
    ])
    expect(order.note?.map(({ text }) => text)).toEqual([
      'The template “Diabetes” alone asks for it every year; another asks for it more often.',
      'The template “Chronic kidney disease” alone asks for it every 6 months; another asks for it more often.',
    ])
  })

  test('a Task has room for one reason; the others stand beside it', () => {
    const review = taskOf(['diabetes', 'hypertension'], 'medication-review')
    expect(review.reasonReference?.reference).toBe('Condition/diabetes')
    expect(review.extension?.filter(({ url }) => url === structureDefinition('ccm-further-reason'))).toEqual([
      {
        url: structureDefinition('ccm-further-reason'),
        valueReference: { reference: 'Condition/hypertension', display: 'I10' },
      },
    ])
    expect(review.performerType?.[0]?.coding?.[0]?.code).toBe('pharmacist')
    expect(review.owner).toBeUndefined()
    expect(review.restriction?.period?.end).toBe('2026-06-05')
  })

  test('serve the goals of all of them', () => {
    const salt = taskOf(['hypertension', 'heart-failure'], 'eat-less-salt')
    const goals = salt.extension?.filter(({ url }) => url.endsWith('resource-pertainsToGoal'))
    expect(goals?.map(({ valueReference }) => valueReference?.reference)).toEqual([
      'Goal/goal-blood-pressure',
      'Goal/goal-dry-weight',
    ])
  })

  test('without a condition in the chart name the kind of condition', () => {
    const found = apply({ templates: [template('asthma')] }).items.find(({ id }) => id === 'ccm-action-symptoms-asthma')
    expect(found).toMatchObject({ resourceType: 'CommunicationRequest', reasonCode: [{ text: 'Asthma' }] })
    expect(found).not.toHaveProperty('reasonReference')
  })
})

describe('who the patient is decides', () => {
  const value = (kind: string, names: readonly string[], more = {}) => {
    const { items } = apply({ templates: names.map(template), chart: names.map(conditionOf), ...more })
    const found = items.find(({ id }) => id === `goal-${kind}`) as Goal | undefined
    return found?.target?.map(({ detailQuantity }) => detailQuantity?.value)
  }

  test.each([
    ['1990-01-01', [130, 80]],
    ['1946-03-06', [130, 80]],
    ['1946-03-05', [140, 90]],
    [undefined, [130, 80]],
  ])('blood pressure of somebody born %s: below %s', (birthDate, expected) => {
    expect(value('blood-pressure', ['hypertension'], { patient: { ...ADA, birthDate } })).toEqual(expected)
  })

  test('the A1c is looser for the old and for those with several illnesses', () => {
    const young = { patient: { ...ADA, birthDate: '1990-01-01' } }
    expect(value('a1c', ['diabetes'], young)).toEqual([7])
    expect(value('a1c', ['diabetes', 'hypertension', 'asthma'], young)).toEqual([8])
    expect(value('a1c', ['diabetes'])).toEqual([8])
    expect(value('a1c', ['diabetes'], { patient: { ...ADA, birthDate: '1950' } }), 'age unknown: the safer').toEqual([
      8,
    ])
  })

  test.each([
    ['urine-albumin', measured('14959-1', 90, 'ug/mg{creat}'), 63],
    ['urine-albumin', measured('9318-7', 90, 'mg/g{creat}'), 63],
    ['urine-albumin', measured('9318-7', 9, 'mg/mmol'), 30],
    ['kidney-function', measured('33914-3', 50, 'mL/min/1.73m2'), 45],
    ['weight-kept', measured('29463-7', 200, 'lbs'), 86.2],
  ])('%s follows what a laboratory or a device measured in a unit of its own', (goal, observation, expected) => {
    const template = { 'urine-albumin': 'diabetes', 'kidney-function': 'chronic-kidney-disease' }[goal] ?? 'dementia'
    expect(value(goal, [template], { chart: [conditionOf(template), observation] })).toEqual([expected])
  })

  test('targets follow the newest values, in whatever unit they were measured', () => {
    const chart = (...observations: readonly ReturnType<typeof measured>[]) => ({
      chart: [conditionOf('obesity'), ...observations],
    })
    expect(value('weight-loss', ['obesity'], chart())).toEqual([undefined])
    expect(value('weight-loss', ['obesity'], chart(measured('29463-7', 100, 'kg')))).toEqual([95])
    expect(value('weight-loss', ['obesity'], chart(measured('29463-7', 220, '[lb_av]')))).toEqual([94.8])
    expect(value('weight-loss', ['obesity'], chart(measured('29463-7', 15, '[stone_av]')))).toEqual([undefined])
    const twice = chart(measured('29463-7', 100, 'kg'), measured('29463-7', 90, 'kg', '2026-03-01'))
    expect(value('weight-loss', ['obesity'], twice)).toEqual([85.5])
  })

  test('smokers are helped to quit; others are not told to', () => {
    const titles = (more: readonly (typeof SMOKER)[]) =>
      apply({ templates: [template('copd')], chart: [conditionOf('copd'), ...more] }).items.map(({ id }) => id)
    expect(titles([SMOKER])).toEqual(expect.arrayContaining(['goal-tobacco-free', 'ccm-action-quit-smoking']))
    const never = {
      ...SMOKER,
      valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '266919005' }] },
    }
    expect(titles([never]).join()).not.toMatch(/tobacco|smoking/)
    expect(titles([]).join()).not.toMatch(/tobacco|smoking/)
  })

  test('the INR is watched under warfarin only, bleeding under any blood thinner', () => {
    const ids = (drug: string) =>
      apply({
        templates: [template('atrial-fibrillation')],
        chart: [conditionOf('atrial-fibrillation'), takes(drug)],
      }).items.map(({ id }) => id)
    expect(ids('Warfarin sodium 5 MG')).toEqual(
      expect.arrayContaining(['goal-inr', 'ccm-action-test-inr', 'ccm-action-blood-thinner-review']),
    )
    expect(ids('Apixaban 5 MG')).toContain('ccm-action-blood-thinner-review')
    expect(ids('Apixaban 5 MG').join()).not.toContain('inr')
    expect(ids('Metoprolol').join()).not.toMatch(/inr|blood-thinner/)
  })

  test('rheumatoid arthritis is no osteoarthritis', () => {
    const { plan } = apply({
      templates: [template('osteoarthritis')],
      chart: [
        {
          ...conditionOf('osteoarthritis'),
          code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M05.79' }] },
        },
      ],
    })
    expect(plan.addresses).toBeUndefined()
  })
})

describe('stricter', () => {
  const below = (value: number, comparator = '<', code = 'mg/dL') =>
    ({ detailQuantity: { value, comparator, code } }) as TargetDetail
  const range = (low: number, high: number): TargetDetail => ({
    detailRange: { low: { value: low, code: '{INR}' }, high: { value: high, code: '{INR}' } },
  })

  test.each([
    [below(70), below(100), 'first'],
    [below(100), below(70), 'second'],
    [below(70), below(70), 'same'],
    [below(70, '<='), below(70, '<'), 'second'],
    [below(5, '>='), below(7, '>='), 'second'],
    [below(7, '>'), below(7, '>='), 'first'],
    [below(70), below(70, '>'), 'unclear'],
    [below(70), below(7, '<', '%'), 'unclear'],
    [range(2, 3), range(2.5, 3.5), 'unclear'],
    [range(2, 3), range(2, 3.5), 'first'],
    [range(1, 4), range(2, 3), 'second'],
    [range(2, 3), below(3), 'unclear'],
  ] as const)('%j or %j: %s', (first, second, expected) => {
    expect(stricter(first, second)).toBe(expected)
  })
})
