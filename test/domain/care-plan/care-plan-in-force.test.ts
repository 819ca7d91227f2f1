import type { CarePlan } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { carePlanInForce, isComprehensive } from '../../../server/domain/care-plan/care-plan-in-force.ts'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { at, without, ZONE } from '../support/chart.ts'

const MARCH = { start: at('2026-03-01T05:00:00Z'), end: at('2026-04-01T04:00:00Z') }

function plan(more: Partial<CarePlan> = {}, version = '1', filed = '2026-02-10T12:00:00Z'): CarePlan {
  return {
    resourceType: 'CarePlan',
    id: 'plan',
    meta: { versionId: version, lastUpdated: filed, profile: [structureDefinition('ccm-care-plan')] },
    status: 'active',
    intent: 'plan',
    subject: { reference: 'Patient/ada' },
    period: { start: '2026-02-10' },
    ...more,
  }
}

const march = (plans: CarePlan[], episode?: string) => carePlanInForce(plans, MARCH, ZONE, episode)

describe('which plans stand behind a month (ccm-rules §6)', () => {
  test('an active one since February', () => {
    expect(march([plan()])).toEqual({
      plan: plan(),
      reference: 'CarePlan/plan',
      versioned: 'CarePlan/plan/_history/1',
      revised: false,
    })
  })

  test.each([
    ['a draft', { status: 'draft' }, false],
    ['entered in error', { status: 'entered-in-error' }, false],
    ['on hold', { status: 'on-hold' }, true],
    ['begins in April', { period: { start: '2026-04-01' } }, false],
    ['begins on the last day of March', { period: { start: '2026-03-31' } }, true],
    ['ended in February', { status: 'completed', period: { start: '2026-01-01', end: '2026-02-28' } }, false],
    ['ended on 1 March', { status: 'completed', period: { start: '2026-01-01', end: '2026-03-01' } }, true],
    ['completed without an end, filed in February', { status: 'completed', period: { start: '2026-01-01' } }, false],
    ['a proposal', { intent: 'proposal' }, false],
    ['of another kind', { meta: { versionId: '1' } }, false],
    [
      'coded as longitudinal',
      { meta: { versionId: '1' }, category: [{ coding: [{ system: 'http://snomed.info/sct', code: '38717003' }] }] },
      true,
    ],
  ] satisfies [string, Partial<CarePlan>, boolean][])('%s: %#', (_words, more, expected) => {
    expect(march([plan(more)]) !== undefined).toBe(expected)
  })

  test('of versions filed at one instant the last one, in whatever order they are read', () => {
    const versions = ['2', '10', '9'].map((version) => plan({}, version))
    for (const read of [versions, versions.toReversed()])
      expect(march(read)?.versioned).toBe('CarePlan/plan/_history/10')
  })

  test('one of another enrollment is not this one’s; one that names none serves any', () => {
    const named = plan({ supportingInfo: [{ reference: 'EpisodeOfCare/a' }] })
    expect(march([named], 'EpisodeOfCare/a')).toBeDefined()
    expect(march([named], 'EpisodeOfCare/b')).toBeUndefined()
    expect(march([plan()], 'EpisodeOfCare/b')).toBeDefined()
  })

  test('without a period, since it was created or filed', () => {
    const bare = without(plan(), 'period')
    expect(march([{ ...bare, created: '2026-03-20' }])).toBeDefined()
    expect(march([{ ...bare, created: '2026-04-02' }])).toBeUndefined()
    expect(march([bare])).toBeDefined()
  })

  test('of several plans the one begun last', () => {
    expect(march([plan(), plan({ id: 'newer', period: { start: '2026-03-10' } })])?.reference).toBe('CarePlan/newer')
  })
})

describe('which version', () => {
  const draft = plan({ status: 'draft' }, '1', '2026-02-10T12:00:00Z')
  const active = plan({}, '2', '2026-02-20T12:00:00Z')
  const revised = plan({ title: 'revised' }, '3', '2026-03-15T12:00:00Z')
  const later = plan({ title: 'later' }, '4', '2026-04-15T12:00:00Z')

  test('not the one that ended the plan, unless no other is on file', () => {
    for (const status of ['revoked', 'completed'] as const) {
      const over = plan({ status }, '4', '2026-03-20T12:00:00Z')
      expect(march([draft, active, revised, over])?.versioned).toBe('CarePlan/plan/_history/3')
      expect(march([draft, over])?.versioned).toBe('CarePlan/plan/_history/4')
      expect(march([active, plan({ status }, '4', '2026-02-25T12:00:00Z')])).toBeUndefined()
    }
  })

  test('the last one followed before the month’s end, in whatever order they are read', () => {
    expect(march([later, draft, revised, active])?.versioned).toBe('CarePlan/plan/_history/3')
    expect(march([draft, active, later])?.versioned).toBe('CarePlan/plan/_history/2')
  })

  test('put on file later: the first that was followed', () => {
    expect(march([later])?.versioned).toBe('CarePlan/plan/_history/4')
  })

  test('a version of the month is a revision, and so is a plan that begins in it', () => {
    expect(march([active, revised])?.revised).toBe(true)
    expect(march([active, later])?.revised).toBe(false)
    expect(march([plan({ period: { start: '2026-03-10' } })])?.revised).toBe(true)
  })

  test('suggestions alone are no revision: of a template that is new, or of one that is applied again', () => {
    const goal = (id: string) => ({ reference: `Goal/${id}` })
    const [suggestion, own] = ['0d5f7c7e-3a51-8d0b-9a64-0c9f5c0f3a11', '01a219ce-16a1-73ad-b809-f38b727648c0']
    const applied = { instantiatesCanonical: ['https://ccm-on-fhir.org/ig/PlanDefinition/ccm-plan-diabetes'] }
    const before = plan({ ...applied, goal: [goal('first')] }, '2', '2026-02-20T12:00:00Z')
    const next = (more: Partial<CarePlan>) => plan({ ...applied, ...more }, '3', '2026-03-15T12:00:00Z')
    const isRevision = (more: Partial<CarePlan>) => march([before, next(more)])?.revised
    expect(isRevision({ goal: [goal('first'), goal(suggestion)] })).toBe(false)
    expect(isRevision({ goal: [goal('first'), goal(suggestion)], title: 'Otherwise' })).toBe(true)
    expect(isRevision({ goal: [goal('first'), goal(own)] })).toBe(true)
    expect(isRevision({ goal: [goal('first'), goal(suggestion), goal(own)] })).toBe(true)
    expect(isRevision({ goal: [goal(suggestion)] })).toBe(true)
    const another = [...applied.instantiatesCanonical, 'https://ccm-on-fhir.org/ig/PlanDefinition/ccm-plan-copd']
    expect(isRevision({ goal: [goal('first'), goal('second')], instantiatesCanonical: another })).toBe(false)
  })

  test('a draft of the month is no revision', () => {
    expect(march([plan({ status: 'draft' }, '1', '2026-03-02T12:00:00Z'), later])?.revised).toBe(false)
  })
})

test('only comprehensive plans are ours', () => {
  expect(isComprehensive(plan({ intent: 'order' }))).toBe(true)
  expect(isComprehensive(plan({ intent: 'option' }))).toBe(false)
})
