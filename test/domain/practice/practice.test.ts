import type { Organization } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { structureDefinition, SYSTEM, TIMEZONE_EXTENSION } from '../../../server/domain/fhir/canonicals.ts'
import { DEFAULT_TIME_ZONE, practiceOf } from '../../../server/domain/practice/practice.ts'
import { timerPolicyFor } from '../../../server/domain/practice/timer-policy.ts'

const organization = (...extension: NonNullable<Organization['extension']>): Organization => ({
  resourceType: 'Organization',
  id: 'elm',
  name: 'Elm Street Practice',
  identifier: [{ system: SYSTEM.npi, value: '1234567893' }],
  extension,
})
const setting = (name: string, value: object) => ({ url: structureDefinition(name), ...value })

describe('a practice’s settings (DESIGN section 3)', () => {
  test('the defaults', () => {
    expect(practiceOf(organization())).toEqual({
      name: 'Elm Street Practice',
      reference: 'Organization/elm',
      npi: '1234567893',
      timeZone: DEFAULT_TIME_ZONE,
      policy: 'specific',
      options: {
        countPriorAuthorization: false,
        countQhpAsStaff: true,
        requireRevisionForComplex: false,
        serviceDate: 'threshold',
        qualifyingApm: false,
        placeOfService: '11',
        unrelatedToAccess: false,
      },
      timer: { usual: { askAfter: 120_000, stopAfter: 600_000 }, byActivity: {} },
    })
  })

  test('every setting', () => {
    const practice = practiceOf(
      organization(
        { url: TIMEZONE_EXTENSION, valueCode: 'America/Phoenix' },
        setting('ccm-billing-policy', { valueCode: 'max-payment' }),
        setting('ccm-count-prior-authorization', { valueBoolean: true }),
        setting('ccm-count-qhp-as-staff', { valueBoolean: false }),
        setting('ccm-require-revision-for-complex', { valueBoolean: true }),
        setting('ccm-service-date', { valueCode: 'month-end' }),
        setting('ccm-qualifying-apm', { valueBoolean: true }),
        setting('ccm-place-of-service', { valueCode: '22' }),
        setting('ccm-unrelated-to-access', { valueBoolean: true }),
      ),
    )
    expect(practice).toMatchObject({
      timeZone: 'America/Phoenix',
      policy: 'max-payment',
      options: {
        countPriorAuthorization: true,
        countQhpAsStaff: false,
        requireRevisionForComplex: true,
        serviceDate: 'month-end',
        qualifyingApm: true,
        placeOfService: '22',
        unrelatedToAccess: true,
      },
    })
  })

  test.each([
    ['an unknown zone', { url: TIMEZONE_EXTENSION, valueCode: 'America/Gotham' }],
    ['an unknown policy', setting('ccm-billing-policy', { valueCode: 'greedy' })],
    ['an unknown date of service', setting('ccm-service-date', { valueCode: 'someday' })],
  ])('%s takes the default', (_words, extension) => {
    expect(practiceOf(organization(extension))).toEqual(practiceOf(organization()))
  })

  test('without an Organization there is a practice all the same', () => {
    expect(practiceOf(undefined)).toMatchObject({ name: '', timeZone: DEFAULT_TIME_ZONE, policy: 'specific' })
    expect(practiceOf(undefined)).not.toHaveProperty('reference')
  })

  const timerPolicy = (askAfter: number, stopAfter: number, activity?: string) => ({
    url: structureDefinition('ccm-timer-policy'),
    extension: [
      ...(activity === undefined ? [] : [{ url: 'activity', valueCode: activity }]),
      { url: 'askAfter', valuePositiveInt: askAfter },
      { url: 'stopAfter', valuePositiveInt: stopAfter },
    ],
  })

  test('how long timers wait, by activity and for all others', () => {
    const { timer } = practiceOf(organization(timerPolicy(3, 12), timerPolicy(5, 5, 'record-review')))
    expect(timer).toEqual({
      usual: { askAfter: 180_000, stopAfter: 720_000 },
      byActivity: { 'record-review': { askAfter: 300_000, stopAfter: 300_000 } },
    })
    expect(timerPolicyFor(timer, 'record-review').askAfter).toBe(300_000)
    expect(timerPolicyFor(timer, 'education').askAfter).toBe(180_000)
  })

  test.each([
    [0, 10],
    [5, 4],
    [2, 61],
    [1.5, 3],
  ])('a question after %d and an end after %d minutes are none: the default stays', (ask, stop) => {
    expect(practiceOf(organization(timerPolicy(ask, stop))).timer).toEqual(practiceOf(undefined).timer)
  })
})
