import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { structureDefinition } from '../../server/domain/fhir/canonicals.ts'
import { PRACTICE } from '../domain/support/practice.ts'
import { errorsOf } from './support/validate.ts'

const extension = (name: string, value: object) => ({ url: structureDefinition(name), ...value })

describe('extensions on what carries no profile of ours', () => {
  const coverage = {
    resourceType: 'Coverage',
    status: 'active',
    beneficiary: { reference: 'Patient/ada' },
    payor: [{ display: 'Medicare' }],
  }
  const organization = { resourceType: 'Organization', name: PRACTICE.name }

  test.each([
    [
      'QMB as text',
      { ...coverage, extension: [extension('ccm-qmb', { valueString: 'yes' })] },
      'Coverage.extension[0].value',
    ],
    [
      'ACCESS alignment as a day',
      { ...coverage, extension: [extension('ccm-access-alignment', { valueDate: '2026-07-05' })] },
      'Coverage.extension[0].value',
    ],
    [
      'QMB on a practice',
      { ...organization, extension: [extension('ccm-qmb', { valueBoolean: true })] },
      'Organization.extension[0]',
    ],
    [
      'a policy that is none',
      { ...organization, extension: [extension('ccm-billing-policy', { valueCode: 'greedy' })] },
      'Organization.extension[0].value',
    ],
    [
      'minutes on a practice',
      { ...organization, extension: [extension('ccm-minutes', { valuePositiveInt: 5 })] },
      'Organization.extension[0]',
    ],
  ])('%s', (_words, resource, path) => {
    expect(errorsOf(resource as Resource).some((found) => found.startsWith(`${path}: `))).toBe(true)
  })

  test.each([
    ['QMB', { ...coverage, extension: [extension('ccm-qmb', { valueBoolean: true })] }],
    [
      'ACCESS alignment',
      { ...coverage, extension: [extension('ccm-access-alignment', { valuePeriod: { start: '2026-07-05' } })] },
    ],
    [
      'settings',
      {
        ...organization,
        extension: [
          extension('ccm-billing-policy', { valueCode: 'max-payment' }),
          extension('ccm-service-date', { valueCode: 'month-end' }),
          extension('ccm-qualifying-apm', { valueBoolean: true }),
          extension('ccm-place-of-service', { valueCode: '22' }),
        ],
      },
    ],
  ])('%s is accepted as it should be', (_words, resource) => {
    expect(errorsOf(resource as Resource)).toEqual([])
  })
})
