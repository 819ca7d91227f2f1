import type { CarePlan, Condition, Goal, PlanDefinition, ServiceRequest } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carePlanTemplates } from '#definitions/care-plan-templates.ts'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { kindOf, openApplying, type ApplyingPractice } from '../support/applying.ts'
import { eligibleChart, NURSE } from '../support/programme.ts'

let here: ApplyingPractice

beforeAll(async () => {
  here = await openApplying('choices')
})
afterAll(() => here.stop())

describe('which templates', () => {
  test('those for the chart’s conditions and for everybody, where none is named', async () => {
    await here.practice.chart(...eligibleChart('eve', '1EG4TE5MK77'))
    const plan = await here.applied('eve', undefined)
    expect(plan.instantiatesCanonical?.map((canonical) => canonical.split('/').at(-1))).toEqual([
      'ccm-plan-diabetes|0.1.0',
      'ccm-plan-hypertension|0.1.0',
      'ccm-plan-whole-person|0.1.0',
    ])
    expect(plan.addresses?.map(({ reference }) => reference)).toEqual([
      'Condition/eve-diabetes',
      'Condition/eve-hypertension',
    ])
  })

  test('a practice’s own, with activities of its own and of the guide', async () => {
    const own: PlanDefinition = {
      resourceType: 'PlanDefinition',
      id: 'gout-plan',
      url: 'https://elm.example/PlanDefinition/gout',
      status: 'active',
      title: 'Gout',
      goal: [
        {
          id: 'uric-acid',
          description: { text: 'Bring my uric acid down' },
          target: [
            {
              measure: { coding: [{ system: SYSTEM.loinc, code: '3084-1' }], text: 'Uric acid' },
              detailQuantity: {
                value: 6,
                comparator: '<',
                unit: 'mg/dL',
                code: 'mg/dL',
                system: 'http://unitsofmeasure.org',
              },
              due: { value: 6, code: 'mo', system: 'http://unitsofmeasure.org', unit: 'months' },
            },
          ],
        },
      ],
      action: [
        { goalId: ['uric-acid'], definitionCanonical: 'https://elm.example/ActivityDefinition/less-beer' },
        {
          goalId: ['uric-acid'],
          definitionCanonical: 'https://ccm-on-fhir.org/ig/ActivityDefinition/ccm-action-medication-review',
        },
      ],
    }
    await here.practice.chart(own, {
      resourceType: 'ActivityDefinition',
      id: 'less-beer',
      url: 'https://elm.example/ActivityDefinition/less-beer',
      status: 'active',
      kind: 'Task',
      title: 'Drink less beer',
      participant: [{ type: 'patient' }],
    })
    await here.practice.chart(...eligibleChart('fay', '1EG4TE5MK78'))
    const plan = await here.applied('fay', ['PlanDefinition/gout-plan'])
    expect((await here.goalsOf(plan)).map(({ description }) => description.text)).toEqual(['Bring my uric acid down'])
    const titles = (await here.held(plan)).flatMap((one) => (one.resourceType === 'Task' ? [one.code?.text] : []))
    expect(titles.toSorted()).toEqual(['Drink less beer', 'Go over all your medicines'])
    expect(await here.applied('fay', ['https://elm.example/PlanDefinition/gout'])).toEqual(plan)
  })

  test('one that nobody has, or that asks for more than is done here, writes nothing', async () => {
    await here.practice.chart(...eligibleChart('gus', '1EG4TE5MK79'))
    const before = await here.versions()
    expect(await here.apply('gus', ['nonsense'])).toEqual({
      kind: 'unknown-template',
      name: 'PlanDefinition/ccm-plan-nonsense',
    })
    const [first] = carePlanTemplates().plans.values()
    expect(await here.apply('gus', [`${first!.url!}|9.9`])).toEqual({
      kind: 'unknown-template',
      name: `${first!.url!}|9.9`,
    })
    await here.practice.chart({
      resourceType: 'PlanDefinition',
      id: 'too-much',
      url: 'https://elm.example/PlanDefinition/too-much',
      status: 'active',
      action: [{ id: 'a', title: 'Something', dynamicValue: [{ path: 'status' }] }],
    })
    expect(await here.apply('gus', ['PlanDefinition/too-much'])).toMatchObject({
      kind: 'unusable',
      faults: [expect.stringContaining('definitionCanonical'), expect.stringContaining('dynamicValue')],
    })
    expect(await here.versions()).toEqual(before)
  })
})

describe('which plan', () => {
  test('a patient who has none gets a draft; of several somebody says which', async () => {
    await here.practice.chart(...eligibleChart('hal', '1EG4TE5MK80'))
    const plan = await here.applied('hal', ['diabetes'], { organization: 'Organization/practice' })
    expect([plan.status, plan.subject.reference, plan.author?.reference]).toEqual([
      'draft',
      'Patient/hal',
      'Practitioner/nurse',
    ])
    const other: CarePlan = { ...plan, id: 'hal-other', status: 'active' }
    delete other.instantiatesCanonical
    delete other.goal
    delete other.activity
    await here.practice.chart(other)
    expect(await here.apply('hal', ['diabetes'])).toMatchObject({ kind: 'several' })
    const into = await here.applied('hal', ['diabetes'], { carePlan: 'CarePlan/hal-other' })
    expect([into.id, into.status, into.goal?.length]).toEqual(['hal-other', 'active', 3])
    expect(await here.apply('hal', ['diabetes'], { carePlan: 'CarePlan/ada' })).toMatchObject({ kind: 'not-open' })
  })

  test('nobody’s plan, in nobody’s name', async () => {
    expect(await here.apply('nobody', ['diabetes'])).toEqual({ kind: 'no-patient' })
    await expect(here.apply('hal', ['diabetes'], { practitioner: 'Practitioner/nobody' })).rejects.toMatchObject({
      status: 422,
      issues: [{ rule: 'unknown-reference', expression: 'practitioner' }],
    })
  })

  test('a goal and an order that are in the plan already are not suggested beside it', async () => {
    await here.practice.chart(...eligibleChart('ida', '1EG4TE5MK81'))
    const subject = { reference: 'Patient/ida' }
    const goal: Goal = {
      resourceType: 'Goal',
      id: 'ida-goal',
      lifecycleStatus: 'active',
      description: { text: 'Pressure below 140' },
      subject,
      target: [{ measure: { coding: [{ system: SYSTEM.loinc, code: '8480-6' }] } }],
    }
    const order: ServiceRequest = {
      resourceType: 'ServiceRequest',
      id: 'ida-a1c',
      status: 'active',
      intent: 'order',
      code: { coding: [{ system: SYSTEM.loinc, code: '4548-4' }] },
      subject,
    }
    const empty = await here.applied('ida', ['whole-person'])
    await here.practice.chart(goal, order)
    const by: CarePlan & { id: string } = {
      ...empty,
      goal: [{ reference: 'Goal/ida-goal' }],
      activity: [...empty.activity!, { reference: { reference: 'ServiceRequest/ida-a1c' } }],
    }
    await here.practice.put(by, NURSE)
    const plan = await here.applied('ida', ['diabetes'])
    const kinds = (await here.goalsOf(plan)).map((one) => kindOf(one) ?? one.description.text)
    expect(kinds).toEqual(expect.arrayContaining(['Pressure below 140', 'a1c']))
    expect(kinds).not.toContain('blood-pressure')
    const tests = (await here.held(plan)).filter(
      (one) => one.resourceType === 'ServiceRequest' && one.code?.coding?.some(({ code }) => code === '4548-4'),
    )
    expect(tests.map(({ id }) => id)).toEqual(['ida-a1c'])
  })
})

test('a condition that is over is no reason', async () => {
  await here.practice.chart(...eligibleChart('jo', '1EG4TE5MK82'))
  const condition = await here.practice.read<Condition>('Condition', 'jo-diabetes')
  await here.practice.chart({
    ...condition,
    clinicalStatus: { coding: [{ system: SYSTEM.conditionClinical, code: 'resolved' }] },
  })
  const plan = await here.applied('jo', undefined)
  expect(plan.instantiatesCanonical?.join()).not.toContain('diabetes')
})
