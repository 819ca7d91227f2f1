import type { CodeableConcept } from '@medplum/fhirtypes'
import { SYSTEM } from '../fhir/canonicals.ts'
import { LONGITUDINAL_PLAN } from './care-plan-in-force.ts'

/** Categories of a comprehensive plan of ours: by the first, US Core's readers find it; the second says what it is. */
export const PLAN_CATEGORIES: readonly CodeableConcept[] = [
  {
    coding: [
      { system: SYSTEM.usCoreCarePlanCategory, code: 'assess-plan', display: 'Assessment and Plan of Treatment' },
    ],
  },
  { coding: [{ system: SYSTEM.snomed, code: LONGITUDINAL_PLAN, display: 'Longitudinal care plan' }] },
]
