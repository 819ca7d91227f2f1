import type { CarePlan, Extension } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import {
  acceptedGaps,
  checkActivation,
  isActivation,
} from '../../../server/domain/care-plan/completeness/check-activation.ts'
import { completenessOf, gapsIn, missingWords } from '../../../server/domain/care-plan/completeness/completeness.ts'
import { ELEMENTS, REQUIRED_ELEMENTS } from '../../../server/domain/care-plan/element.ts'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { completenessParameters } from '../../../server/domain/care-plan/revision/revision-parameters.ts'
import { decision } from '../../support/care-plans.ts'
import { without } from '../support/chart.ts'
import { DRAFT } from './support/applying.ts'
import { viewOf, whole, WHOLE, type WholePlan } from './support/whole-plan.ts'

const missing = (parts: WholePlan) =>
  completenessOf(viewOf(parts)).flatMap(({ element, state }) => (state === 'missing' ? [element] : []))
const planWith = (over: Partial<CarePlan>): WholePlan => whole({ plan: { ...WHOLE.plan, ...over } })
const leftOut = (types: RegExp) => whole({ more: WHOLE.more.filter(({ id = '' }) => !types.test(id)) })
const teamAlone = WHOLE.more.map((resource) =>
  resource.resourceType === 'Organization' ? without(resource, 'telecom') : resource,
)

describe('a whole plan', () => {
  test('lacks nothing', () => {
    const states = completenessOf(viewOf(WHOLE))
    expect(states.map(({ element }) => element)).toEqual(ELEMENTS)
    expect(states.filter(({ state }) => state !== 'present')).toEqual([])
    expect(completenessParameters(states).parameter?.[0]).toEqual({ name: 'complete', valueBoolean: true })
  })

  test('an empty draft lacks everything, and says what would help', () => {
    const empty = whole({ plan: without(DRAFT, 'careTeam'), more: [] })
    expect(missing(empty)).toEqual(ELEMENTS)
    for (const { message } of completenessOf(viewOf(empty))) expect(message).toMatch(/\w.*\.$/)
    for (const element of ELEMENTS) {
      const { text, es } = missingWords(element, viewOf(empty))
      expect(es, element).toMatch(/\w.*\.$/)
      expect(es).not.toBe(text)
    }
    expect(gapsIn(viewOf(empty)).map(({ element }) => element)).toEqual(REQUIRED_ELEMENTS)
    expect(REQUIRED_ELEMENTS).toHaveLength(5)
  })

  test.each([
    ['problem-list', whole({ plan: without(WHOLE.plan, 'addresses') })],
    ['expected-outcome', whole({ plan: without(WHOLE.plan, 'supportingInfo') })],
    ['expected-outcome', whole({ outlook: without(WHOLE.outlook, 'summary') })],
    ['measurable-goals', planWith({ goal: [{ reference: 'Goal/own' }] })],
    ['measurable-goals', whole({ goal: without(WHOLE.goal, 'target') })],
    ['measurable-goals', whole({ goal: { ...WHOLE.goal, target: [without(WHOLE.goal.target![0]!, 'dueDate')] } })],
    [
      'measurable-goals',
      whole({ goal: { ...WHOLE.goal, target: [without(WHOLE.goal.target![0]!, 'detailQuantity')] } }),
    ],
    ['symptom-management', whole({ warning: { ...WHOLE.warning, status: 'revoked' } })],
    ['medication-management', leftOut(/^medication-management$/)],
    ['patient-goal', whole({ own: { ...WHOLE.own, lifecycleStatus: 'cancelled' } })],
    ['cognitive-assessment', leftOut(/^assessed-cognitive$/)],
    ['functional-assessment', leftOut(/^assessed-functional$/)],
    ['psychosocial-assessment', leftOut(/^assessed-psychosocial$/)],
    ['environmental-evaluation', leftOut(/^assessed-environmental$/)],
    ['caregiver-assessment', leftOut(/^assessed-caregiver$/)],
    ['preventive-care', leftOut(/^preventive-care$/)],
    ['community-services', leftOut(/^community-service$/)],
    ['outside-coordination', leftOut(/^referral$/)],
    ['around-the-clock-contact', whole({ more: teamAlone })],
    ['periodic-review', whole({ plan: without(WHOLE.plan, 'extension') })],
  ] as const)('without its part lacks the %s', (element, parts) => {
    expect(missing(parts)).toEqual([element])
  })

  test('interventions count where somebody is responsible', () => {
    const nobody = (parts: WholePlan['more']) =>
      parts.map((resource) => (resource.resourceType === 'Task' ? without(resource, 'owner') : resource))
    const parts = whole({ call: without(WHOLE.call, 'owner'), more: nobody(WHOLE.more) })
    expect(missing(parts)).toEqual(['interventions'])
  })
})

describe('what is not needed, and what waits', () => {
  const notNeeded = (element: string): Extension => ({
    url: structureDefinition('ccm-not-needed'),
    extension: [
      { url: 'element', valueCode: element },
      { url: 'reason', valueString: 'Lives in a nursing home' },
    ],
  })

  test('a decision stands instead of an element', () => {
    const extension = [...WHOLE.plan.extension!, notNeeded('community-services')]
    const parts = { ...leftOut(/^community-service$/), plan: { ...WHOLE.plan, extension } }
    const state = completenessOf(viewOf(parts)).find(({ element }) => element === 'community-services')
    expect(state).toMatchObject({ state: 'not-needed', message: 'Lives in a nursing home', required: false })
  })

  test('a suggestion is no part of the plan yet, but waits', () => {
    const parts = whole({
      goal: { ...WHOLE.goal, lifecycleStatus: 'proposed' },
      warning: { ...WHOLE.warning, status: 'draft' },
    })
    const states = completenessOf(viewOf(parts)).filter(({ state }) => state === 'missing')
    expect(states.map(({ element }) => element)).toEqual(['measurable-goals', 'symptom-management'])
    for (const { message } of states) expect(message).toContain('One suggestion waits for a decision.')
  })
})

describe('putting a plan into force', () => {
  const active: CarePlan = { ...WHOLE.plan, status: 'active' }
  const gappy = viewOf(whole({ plan: without(active, 'addresses'), warning: { ...WHOLE.warning, status: 'draft' } }))

  test('is when a draft becomes active, or a plan comes in as active', () => {
    expect(isActivation(undefined, active)).toBe(true)
    expect(isActivation(DRAFT, active)).toBe(true)
    expect(isActivation(active, active)).toBe(false)
    expect(isActivation({ ...active, status: 'on-hold' }, active)).toBe(false)
    expect(isActivation(DRAFT, DRAFT)).toBe(false)
    expect(isActivation(active, undefined)).toBe(false)
    expect(isActivation(undefined, { ...active, meta: {} })).toBe(false)
    expect(isActivation(undefined, { ...active, meta: { profile: [`${DRAFT.meta!.profile![0]!}|0.1.0`] } })).toBe(true)
  })

  test('needs every required element, and names each that is missing', () => {
    expect(checkActivation(active, viewOf(WHOLE))).toEqual([])
    const refused = checkActivation(active, gappy)
    expect(refused.map(({ rule, status, expression }) => [rule, status, expression])).toEqual([
      ['plan-incomplete', 422, 'CarePlan.status'],
      ['plan-incomplete', 422, 'CarePlan.status'],
    ])
    expect(refused.map(({ message }) => message.split(':')[0])).toEqual(['Problem list', 'Symptom management'])
  })

  test('or a decision that names each and says why', () => {
    const decided = (...extension: readonly Extension[]) =>
      checkActivation({ ...active, extension: [...extension] }, gappy)
    expect(decided(decision(['problem-list', 'symptom-management']))).toEqual([])
    expect(decided(decision(['problem-list']), decision(['symptom-management']))).toEqual([])
    expect(decided(decision(['problem-list']))).toHaveLength(1)
    expect(decided(decision(['problem-list', 'symptom-management'], ' '))).toHaveLength(2)
    expect(acceptedGaps({ ...active, extension: [decision(['interventions'])] })).toEqual(['interventions'])
  })
})
