import type { CarePlan, Goal, Observation, Provenance, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { kindOf, openApplying, type ApplyingPractice } from '../support/applying.ts'
import { eligibleChart, NURSE } from '../support/programme.ts'
import { searchAll } from '../support/search-all.ts'

let here: ApplyingPractice

beforeAll(async () => {
  here = await openApplying('applying')
})
afterAll(() => here.stop())

describe('applying templates to a patient', () => {
  test('who is enrolled fills the draft of the enrollment, and the second time changes nothing', async () => {
    await here.practice.chart(...eligibleChart('ada', '1EG4TE5MK73'))
    const enrolled = await here.practice.enroll('ada')
    const draft = enrolled!.written.find(({ type }) => type === 'CarePlan')!
    const plan = await here.applied('ada', ['diabetes', 'hypertension'])
    expect([plan.id, plan.status]).toEqual([draft.id, 'draft'])
    const items = await here.held(plan)
    expect(items).toHaveLength((plan.goal?.length ?? 0) + (plan.activity?.length ?? 0))
    expect(plan.activity?.every(({ reference, detail }) => reference && !detail)).toBe(true)
    expect(plan.text?.div).toContain('Keep my blood pressure in a healthy range')
    const before = await here.versions()
    expect(await here.applied('ada', ['diabetes', 'hypertension'])).toEqual(plan)
    expect(await here.applied('ada', ['hypertension'])).toEqual(plan)
    expect(await here.versions()).toEqual(before)
  })

  test('gives the steps to the people of the care team', async () => {
    const plan = await here.applied('ada', ['diabetes'])
    const tasks = (await here.held(plan)).filter((one): one is Task & { id: string } => one.resourceType === 'Task')
    const review = tasks.find(({ code }) => code?.text === 'Go over your home readings together')
    expect(review?.owner?.reference).toBe('Practitioner/nurse')
    const salt = tasks.find(({ code }) => code?.text === 'Eat less salt')
    expect(salt?.owner?.reference).toBe('Patient/ada')
    for (const task of tasks) expect(task.basedOn).toEqual([{ reference: `CarePlan/${plan.id}` }])
  })

  test('tells who did it, and from what', async () => {
    const plan = await here.applied('ada', ['diabetes'])
    const [provenance] = (await searchAll<Provenance>(here.practice.repository, 'Provenance')).filter(({ target }) =>
      target.some(({ reference }) => reference?.startsWith(`CarePlan/${plan.id}/_history/`)),
    )
    expect(provenance?.activity?.coding?.[0]?.code).toBe('suggested')
    expect(provenance?.agent[0]?.who.reference).toBe('Practitioner/nurse')
    expect(provenance?.entity?.map(({ what }) => what.reference)).toEqual([
      'PlanDefinition/ccm-plan-diabetes',
      'PlanDefinition/ccm-plan-hypertension',
    ])
    const targets = provenance!.target.map(({ reference }) => reference!)
    expect(targets).toHaveLength(1 + (await here.held(plan)).length)
  })
})

describe('applying again', () => {
  test('overwrites nothing that somebody has edited, and brings back nothing that somebody has taken out', async () => {
    await here.practice.chart(...eligibleChart('ben', '1EG4TE5MK74'))
    const plan = await here.applied('ben', ['diabetes'])
    const goals = await here.goalsOf(plan)
    const a1c = goals.find((goal) => kindOf(goal) === 'a1c')!
    const pressure = goals.find((goal) => kindOf(goal) === 'blood-pressure')!
    const albumin = goals.find((goal) => kindOf(goal) === 'urine-albumin')!
    const edited: Goal & { id: string } = {
      ...a1c,
      target: [{ ...a1c.target![0]!, detailQuantity: { value: 7.5, unit: '%' } }],
    }
    await here.practice.put(edited, NURSE)
    await here.practice.put({ ...pressure, lifecycleStatus: 'rejected' }, NURSE)
    const [call] = (await here.held(plan)).filter(({ resourceType }) => resourceType === 'Task')
    const without: CarePlan & { id: string } = {
      ...plan,
      goal: plan.goal!.filter(({ reference }) => reference !== `Goal/${albumin.id}`),
      activity: plan.activity!.filter(({ reference }) => reference?.reference !== `Task/${call!.id}`),
    }
    await here.practice.put(without, NURSE)
    await here.practice.remove('Task', call!.id, NURSE)
    const before = await here.versions()
    const again = await here.applied('ben', ['diabetes', 'hypertension'])
    expect(again.goal).not.toContainEqual({ reference: `Goal/${albumin.id}` })
    expect(again.activity).not.toContainEqual({ reference: { reference: `Task/${call!.id}` } })
    const after = await here.versions()
    for (const reference of [`Goal/${a1c.id}`, `Goal/${pressure.id}`, `Goal/${albumin.id}`])
      expect(after.get(reference), reference).toBe(before.get(reference))
    expect(after.has(`Task/${call!.id}`)).toBe(false)
    expect((await here.goalsOf(again)).map(kindOf)).toContain('physical-activity')
  })

  test('lets what nobody has touched follow the newest values', async () => {
    await here.practice.chart(...eligibleChart('cora', '1EG4TE5MK75'))
    const weight = (id: string, value: number, day: string): Observation => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      code: { coding: [{ system: SYSTEM.loinc, code: '29463-7' }] },
      subject: { reference: 'Patient/cora' },
      effectiveDateTime: `${day}T12:00:00Z`,
      valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    })
    const suggested = async () => {
      const goals = await here.goalsOf(await here.applied('cora', ['obesity']))
      const goal = goals.find((one) => kindOf(one) === 'weight-loss')!
      const [target] = goal.target!
      const days = [goal.id, goal.startDate, target!.dueDate]
      return { days, quantity: target!.detailQuantity, now: goal.outcomeReference }
    }
    const unknown = await suggested()
    expect([unknown.quantity, unknown.now]).toEqual([undefined, undefined])
    await here.practice.chart(weight('w1', 100, '2025-02-01'))
    expect((await suggested()).quantity).toMatchObject({ value: 95, comparator: '<=', code: 'kg' })
    await here.practice.chart(weight('w2', 90, '2025-02-20'))
    const newest = await suggested()
    expect(newest.quantity).toMatchObject({ value: 85.5 })
    expect(newest.now).toEqual([{ reference: 'Observation/w2' }])
    expect(newest.days).toEqual(unknown.days)
  })

  test('at the same moment makes every suggestion once', async () => {
    await here.practice.chart(...eligibleChart('dan', '1EG4TE5MK76'))
    const plans = await Promise.all(
      [['diabetes'], ['hypertension'], ['diabetes', 'hypertension'], ['whole-person']].map((names) =>
        here.applied('dan', names),
      ),
    )
    expect(new Set(plans.map(({ id }) => id)).size).toBe(1)
    const current = await here.applied('dan', ['diabetes'])
    const references = [...current.goal!, ...current.activity!.map(({ reference }) => reference!)].map(
      ({ reference }) => reference,
    )
    expect(new Set(references).size).toBe(references.length)
    const kinds = (await here.goalsOf(current)).map(kindOf)
    expect(new Set(kinds).size).toBe(kinds.length)
  })
})
