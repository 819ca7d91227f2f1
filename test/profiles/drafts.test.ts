import type { Resource, Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { eligibilityParameters } from '../../server/domain/eligibility/eligibility-parameters.ts'
import { assessEligibility } from '../../server/domain/eligibility/assess-eligibility.ts'
import { endEnrollment, END_REASONS } from '../../server/domain/enrollment/end-enrollment.ts'
import { codeSystem, structureDefinition } from '../../server/domain/fhir/canonicals.ts'
import { at, ZONE } from '../domain/support/chart.ts'
import { DR_LEE, eligibilityFacts, STAFF } from '../domain/support/practice.ts'
import { CHRONIC, closed, ENROLL, enrolled, medicalDecisionMaking, TIME_ENTRY } from './support/examples.ts'
import { errorsOf, unknownProfiles } from './support/validate.ts'

function expectValid(resource: Resource | undefined): void {
  expect(resource).toBeDefined()
  if (!resource) return
  expect(unknownProfiles(resource)).toEqual([])
  expect(errorsOf(resource)).toEqual([])
}

describe('what the server writes meets the profiles that it claims', () => {
  test.each(['episode', 'consent', 'careTeam', 'carePlan'] as const)('$ccm-enroll: %s', (name) => {
    const resource = enrolled()[name]
    expect(resource?.meta?.profile).toHaveLength(1)
    expectValid(resource)
  })

  test.each(END_REASONS)('$ccm-end, %s: enrollment and consents', (reason) => {
    const { episode, consent } = enrolled()
    const ended = endEnrollment(
      { reason, dateTime: '2026-03-20T16:00:00Z', note: 'As the patient wished' },
      { episode, consents: consent ? [consent] : [], timeZone: ZONE, staff: STAFF, now: at('2026-03-21T12:00:00Z') },
    )
    expect(ended.kind).toBe('ended')
    if (ended.kind !== 'ended') return
    expectValid(ended.episode)
    expect(ended.consents).toHaveLength(reason === 'withdrawn' ? 1 : 0)
    ended.consents.forEach(expectValid)
  })

  test('closing a month: month, charges, claim', () => {
    const written = closed()
    expect(written.map(({ resourceType }) => resourceType)).toEqual(['Task', 'ChargeItem', 'Claim'])
    written.forEach(expectValid)
  })

  test('the input and the answers of the operations are FHIR', () => {
    expectValid(ENROLL)
    expectValid(eligibilityParameters(assessEligibility(eligibilityFacts())))
  })
})

describe('what others may write', () => {
  const minimal: Task = {
    resourceType: 'Task',
    status: 'completed',
    intent: 'order',
    code: { coding: [{ system: codeSystem('ccm-activity'), code: 'documentation' }] },
    for: { reference: 'Patient/ada' },
    owner: { reference: 'PractitionerRole/nurse' },
    executionPeriod: { start: '2026-03-09T15:00:00Z', end: '2026-03-09T15:00:01Z' },
  }
  const claimed = { meta: { profile: [structureDefinition('ccm-time-entry')] } }
  const minutes = [{ url: structureDefinition('ccm-minutes'), valuePositiveInt: 60 }]

  test.each([
    ['with what DESIGN makes mandatory, and no profile', minimal],
    ['with what DESIGN makes mandatory, claiming the profile', { ...minimal, ...claimed }],
    ['a whole one', TIME_ENTRY],
    [
      'a running timer',
      { ...minimal, ...claimed, status: 'in-progress', executionPeriod: { start: '2026-03-09T15:00:00Z' } },
    ],
    [
      'a manual one, by its day',
      { ...minimal, ...claimed, extension: minutes, executionPeriod: { start: '2026-03-09' } },
    ],
    [
      'a manual one, from its day to its day',
      { ...minimal, ...claimed, extension: minutes, executionPeriod: { start: '2026-03-09', end: '2026-03-09' } },
    ],
    [
      'one that ends before it begins: the programme’s rules speak of it',
      { ...minimal, executionPeriod: { start: '2026-03-09T15:00:00Z' } },
    ],
    ['one that no longer stands', { ...minimal, ...claimed, status: 'entered-in-error' }],
    [
      'one on the day of a visit',
      {
        ...minimal,
        ...claimed,
        extension: [{ url: structureDefinition('ccm-em-override'), valueString: 'Separate call' }],
      },
    ],
  ] satisfies [string, Task][])('a time entry: %s', (_words, task) => {
    expectValid(task)
  })

  test('medical decision making', () => {
    expectValid(medicalDecisionMaking('moderate'))
  })

  test('a chronic condition, planned work', () => {
    expectValid(CHRONIC)
    expectValid({
      resourceType: 'Task',
      meta: { profile: [structureDefinition('ccm-outreach-task')] },
      status: 'requested',
      intent: 'order',
      for: { reference: 'Patient/ada' },
      owner: { reference: DR_LEE },
      restriction: { period: { end: '2026-04-01' } },
      reasonCode: { text: 'Monthly call' },
    })
  })
})
