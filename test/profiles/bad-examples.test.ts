import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { BAD_CARE_PLANS } from './bad/bad-care-plans.ts'
import { BAD_DISCLOSURES } from './bad/bad-disclosures.ts'
import { BAD_ENROLLMENTS } from './bad/bad-enrollments.ts'
import { BAD_PAPERS } from './bad/bad-papers.ts'
import { BAD_TIME_AND_CHARGES } from './bad/bad-time-and-charges.ts'
import { INSTANCE_PROFILES } from './support/guide.ts'
import { expectRefusedAt } from './support/validate.ts'

const BAD = [...BAD_TIME_AND_CHARGES, ...BAD_ENROLLMENTS, ...BAD_DISCLOSURES, ...BAD_CARE_PLANS, ...BAD_PAPERS]

describe('a bad example is refused where it is bad, in words that say so', () => {
  test.each(BAD)('%s', (_words, resource, path, error) => {
    expectRefusedAt(resource as Resource, path, error)
  })
})

test.each(INSTANCE_PROFILES.map(({ id = '', url }) => [id, url] as const))('%s has bad examples', (_id, url) => {
  const claiming = BAD.filter(([, resource]) => (resource as Resource).meta?.profile?.includes(url))
  expect(claiming.length).toBeGreaterThanOrEqual(2)
})
