import type { CarePlan, Goal, List, Observation, Provenance, ServiceRequest } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { carePlanInForce } from '../../../server/domain/care-plan/care-plan-in-force.ts'
import { planDifference } from '../../../server/domain/care-plan/revision/plan-difference.ts'
import { withTranslation } from '../../../server/domain/care-plan/local-text.ts'
import { planRevisions } from '../../../server/domain/care-plan/revision/plan-revisions.ts'
import { codeSystem, structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { decision } from '../../support/care-plans.ts'
import { at, ZONE } from '../support/chart.ts'
import { DR_LEE, NURSE } from '../support/practice.ts'
import { measured } from './support/applying.ts'
import { step, viewOf, whole, WHOLE } from './support/whole-plan.ts'

const before = viewOf(WHOLE)
const difference = (over: Parameters<typeof whole>[0]) => planDifference(before, viewOf(whole(over)))

describe('the difference between two states of a plan', () => {
  test('of a plan and itself is nothing; a new value is no change of the plan', () => {
    expect(planDifference(before, before)).toEqual([])
    expect(difference({ more: [...WHOLE.more, measured('4548-4', 9.1, '%')] })).toEqual([])
  })

  test('says what of a goal is otherwise', () => {
    const [target] = WHOLE.goal.target!
    const goal = { ...WHOLE.goal, target: [{ ...target!, detailQuantity: { ...target!.detailQuantity!, value: 7 } }] }
    expect(difference({ goal })).toEqual([
      {
        area: 'measurable-goals',
        kind: 'changed',
        what: 'Blood sugar in range',
        property: 'target',
        before: 'A1c below 8% by June 1, 2026',
        after: 'A1c below 7% by June 1, 2026',
        reference: 'Goal/a1c',
      },
    ])
  })

  test('says what came and what went, with all it said', () => {
    const activity = [...WHOLE.plan.activity!.slice(1), { reference: { reference: 'Task/walk' } }]
    const walk = step('walk', 'self-management', { owner: { reference: 'Patient/ada' } })
    const found = difference({ plan: { ...WHOLE.plan, activity }, more: [...WHOLE.more, walk] })
    expect(found).toEqual([
      {
        area: 'interventions',
        kind: 'removed',
        what: 'Low blood sugar',
        before: 'instructions: Call us',
        reference: 'CommunicationRequest/warning',
      },
      { area: 'interventions', kind: 'added', what: 'walk', after: 'responsible: the patient', reference: 'Task/walk' },
    ])
  })

  test('speaks the language that is asked for; what people wrote without a translation stays', () => {
    const [target] = WHOLE.goal.target!
    const goal: Goal = {
      ...WHOLE.goal,
      description: withTranslation('text', { text: 'Blood sugar in range', es: 'Azúcar en su meta' }),
      achievementStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code: 'improving' }],
      },
      target: [{ ...target!, detailQuantity: { ...target!.detailQuantity!, value: 7 } }],
    }
    const walk = step('walk', 'self-management', { owner: { reference: 'Patient/ada' } })
    const state = whole({
      plan: {
        ...WHOLE.plan,
        addresses: [],
        goal: [...WHOLE.plan.goal!, { reference: 'Goal/second' }],
        activity: [...WHOLE.plan.activity!, { reference: { reference: 'Task/walk' } }],
      },
      outlook: { ...WHOLE.outlook, summary: 'Better by summer' },
      goal,
      more: [...WHOLE.more, walk, { ...goal, id: 'second' }],
    })
    const changes = planDifference(before, viewOf(state), 'es')
    expect(changes.map(({ what, property, before: was, after: is }) => [what, property, was, is])).toEqual([
      ['Type 2 diabetes', undefined, undefined, undefined],
      ['Resultado esperado', 'outcome', 'Stable with treatment', 'Better by summer'],
      ['Azúcar en su meta', 'words', 'Blood sugar in range', 'Azúcar en su meta'],
      [
        'Azúcar en su meta',
        'target',
        'A1c menos de 8% para el 1 de junio de 2026',
        'A1c menos de 7% para el 1 de junio de 2026',
      ],
      ['Azúcar en su meta', 'achievement', undefined, 'improving'],
      ['Azúcar en su meta', undefined, undefined, 'objetivo: A1c menos de 7% para el 1 de junio de 2026; logro: mejor'],
      ['walk', undefined, undefined, 'responsable: el paciente'],
    ])
  })

  test('sets a newer finding beside the one that it takes the place of, and says when medicines were gone through', () => {
    const [older] = WHOLE.more.filter((one): one is Observation => one.id === 'assessed-functional')
    const newer: Observation = {
      ...older!,
      id: 'newer',
      effectiveDateTime: '2026-02-20T15:00:00Z',
      valueString: 'Walks with a cane',
    }
    const list: List = {
      resourceType: 'List',
      id: 'list',
      status: 'current',
      mode: 'snapshot',
      code: { coding: [{ system: 'http://loinc.org', code: '10160-0' }] },
      date: '2026-02-20T15:00:00Z',
    }
    expect(difference({ more: [...WHOLE.more, newer, list] })).toEqual([
      {
        area: 'plan',
        kind: 'changed',
        what: before.title,
        property: 'medicines gone through',
        after: 'February 20, 2026',
      },
      {
        area: 'functional-assessment',
        kind: 'changed',
        what: 'Daily life',
        property: 'finding',
        before: 'Does well',
        after: 'Walks with a cane',
        reference: 'Observation/newer',
      },
    ])
  })

  test('says from when a service is repeated', () => {
    const visit: ServiceRequest = {
      resourceType: 'ServiceRequest',
      id: 'visit',
      status: 'active',
      intent: 'plan',
      code: { text: 'Eye exam' },
      subject: WHOLE.plan.subject,
      occurrenceTiming: { repeat: { frequency: 1, period: 1, periodUnit: 'a', boundsPeriod: { start: '2026-05-04' } } },
    }
    const activity = [...WHOLE.plan.activity!, { reference: { reference: 'ServiceRequest/visit' } }]
    const [found] = difference({ plan: { ...WHOLE.plan, activity }, more: [...WHOLE.more, visit] })
    expect(found).toMatchObject({ what: 'Eye exam', after: 'how often: every year; next time: May 4, 2026' })
  })

  test('a suggestion is told of once it is taken over, as new; one that is declined never', () => {
    const of = (lifecycleStatus: Goal['lifecycleStatus']) => {
      const goal: Goal = {
        resourceType: 'Goal',
        id: 'walk',
        lifecycleStatus,
        description: { text: 'Walk every day' },
        subject: WHOLE.plan.subject,
      }
      return {
        plan: { ...WHOLE.plan, goal: [...WHOLE.plan.goal!, { reference: 'Goal/walk' }] },
        more: [...WHOLE.more, goal],
      }
    }
    expect(difference(of('proposed'))).toEqual([])
    expect(difference(of('rejected'))).toEqual([])
    expect(difference(of('active'))).toMatchObject([{ kind: 'added', what: 'Walk every day' }])
  })

  test('says how the plan stands, who does what, how often, what is expected, who is in the team', () => {
    const found = difference({
      plan: { ...WHOLE.plan, status: 'active', addresses: [] },
      outlook: { ...WHOLE.outlook, summary: 'Better by summer' },
      call: step('call', 'follow-up', {
        status: 'completed',
        owner: { reference: 'Practitioner/x', display: 'Dr. X' },
      }),
    })
    expect(found.map(({ area, kind, property }) => [area, kind, property])).toEqual([
      ['plan', 'changed', 'status'],
      ['problem-list', 'removed', undefined],
      ['expected-outcome', 'changed', 'outcome'],
      ['interventions', 'changed', 'responsible'],
      ['interventions', 'changed', 'how often'],
      ['interventions', 'changed', 'standing'],
    ])
    expect(found[3]).toMatchObject({ after: 'Dr. X' })
    expect(found[4]).toMatchObject({ before: 'every month' })
    expect(found[4]).not.toHaveProperty('after')
  })
})

const version = (n: number, over: Partial<CarePlan>): CarePlan => ({
  ...WHOLE.plan,
  meta: { ...WHOLE.plan.meta, versionId: String(n), lastUpdated: `2026-0${n}-10T15:00:00.000Z` },
  ...over,
})
const mark = (day: string) => ({ url: structureDefinition('ccm-substantial-revision'), valueDateTime: day })

describe('the revisions of a plan', () => {
  const versions = [
    version(1, { status: 'draft' }),
    version(2, { status: 'draft', instantiatesCanonical: ['https://ccm-on-fhir.org/ig/PlanDefinition/x'] }),
    version(3, { status: 'active', extension: [decision(['interventions'])] }),
    version(4, { status: 'active' }),
    version(5, { status: 'active', extension: [mark('2026-05-10')] }),
    version(6, { status: 'active', extension: [mark('2026-05-10')] }),
    version(7, { status: 'completed' }),
  ]
  const told: Provenance = {
    resourceType: 'Provenance',
    target: [{ reference: 'CarePlan/plan/_history/2' }],
    recorded: '2026-02-10T15:00:00Z',
    activity: { coding: [{ system: codeSystem('ccm-care-plan-activity'), code: 'suggested' }] },
    reason: [{ text: 'New diagnosis' }],
    agent: [{ who: { reference: DR_LEE } }],
  }
  const writes = [
    { versioned: 'CarePlan/plan/_history/2', by: 'somebody else' },
    { versioned: 'CarePlan/plan/_history/3', by: NURSE, reason: 'Agreed on the phone' },
  ]
  const revisions = planRevisions(versions, [told], writes)

  test('say what each version did', () => {
    expect(revisions.map(({ version: n, activity, substantial }) => [n, activity, substantial])).toEqual([
      ['1', 'established', false],
      ['2', 'suggested', false],
      ['3', 'activated-with-gaps', false],
      ['4', 'revised', false],
      ['5', 'substantially-revised', true],
      ['6', 'revised', false],
      ['7', 'ended', false],
    ])
  })

  test('say who and why: a Provenance first, then the trail', () => {
    expect(revisions[1]).toMatchObject({ by: DR_LEE, why: 'New diagnosis' })
    expect(revisions[2]).toMatchObject({ by: NURSE, why: 'Agreed on the phone' })
    expect(revisions[3]).not.toHaveProperty('by')
    const [, , unexplained] = planRevisions(versions, [], [])
    expect(unexplained).toMatchObject({ activity: 'activated-with-gaps', why: 'Still being written' })
  })

  test('a Provenance that names the plan alone speaks of the version that it was filed with', () => {
    const filed = (lastUpdated: string) => ({
      ...told,
      meta: { lastUpdated },
      target: [{ reference: 'CarePlan/plan' }, { reference: 'Goal/a1c' }],
    })
    const why = (lastUpdated: string) =>
      planRevisions(versions, [filed(lastUpdated)], []).flatMap(({ version: n, why }) =>
        why === 'New diagnosis' ? [n] : [],
      )
    expect(why('2026-04-10T15:00:00.000Z')).toEqual(['4'])
    expect(why('2026-05-09T15:00:00.000Z')).toEqual(['4'])
    expect(why('2027-05-09T15:00:00.000Z')).toEqual(['7'])
    expect(why('2025-05-09T15:00:00.000Z')).toEqual([])
  })

  test('a day has the version that was followed then', () => {
    const on = (day: string) => {
      const start = at(`${day}T05:00:00Z`)
      return carePlanInForce(versions, { start, end: start + 86_400_000 }, ZONE)?.plan.meta?.versionId
    }
    expect(on('2026-04-20')).toBe('4')
    expect(on('2026-05-10')).toBe('5')
  })
})

describe('a month in which the plan was revised', () => {
  const may = { start: at('2026-05-01T04:00:00Z'), end: at('2026-06-01T04:00:00Z') }
  const filed = (lastUpdated: string, over: Partial<CarePlan> = {}): CarePlan => ({
    ...WHOLE.plan,
    status: 'active',
    period: { start: '2026-01-05' },
    meta: { ...WHOLE.plan.meta, versionId: lastUpdated, lastUpdated },
    ...over,
  })
  const first = filed('2026-01-05T15:00:00Z')
  const revisedIn = (...versions: readonly CarePlan[]) => carePlanInForce([first, ...versions], may, ZONE)?.revised

  test('has a version of it, or a mark that says so', () => {
    expect(revisedIn()).toBe(false)
    expect(revisedIn(filed('2026-05-20T15:00:00Z', { title: 'New' }))).toBe(true)
    expect(revisedIn(filed('2026-06-03T15:00:00Z', { extension: [mark('2026-05-28')] }))).toBe(true)
    expect(revisedIn(filed('2026-06-03T15:00:00Z', { extension: [mark('2026-06-02')] }))).toBe(false)
  })

  test('is none by suggestions alone: nobody has decided anything', () => {
    const suggested = {
      instantiatesCanonical: ['https://ccm-on-fhir.org/ig/PlanDefinition/ccm-plan-diabetes|0.1.0'],
      goal: [...first.goal!, { reference: 'Goal/suggested' }],
      text: { status: 'generated' as const, div: '<div xmlns="http://www.w3.org/1999/xhtml">New</div>' },
    }
    expect(revisedIn(filed('2026-05-20T15:00:00Z', suggested))).toBe(false)
    expect(revisedIn(filed('2026-05-20T15:00:00Z', { ...suggested, title: 'Otherwise' }))).toBe(true)
    expect(revisedIn(filed('2026-05-20T15:00:00Z', { ...suggested, goal: [] }))).toBe(true)
  })
})
