import { definedOperation } from './ccm-operation.ts'
import { eligibilityParameters } from '#domain/eligibility/eligibility-parameters.ts'
import { assessPatient } from '../../use-cases/assess-patient.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { PATIENT_FACTS } from '../../use-cases/read-patient.ts'
import { fault } from '../fault.ts'
import type { Operation } from './operation.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** `GET Patient/{id}/$ccm-eligibility`: which programmes the patient qualifies for, and what is missing (DESIGN section 4). */
export function ccmEligibility(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-eligibility'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: false,
    needs: PATIENT_FACTS.map((type) => ({ permission: 'r', type })),
    async handle({ repository, id = '', input }) {
      const on = input.text('date')
      if (on !== undefined && !DAY.test(on))
        throw fault(400, 'value', `date is “${on}”; write a day such as 2026-03-05.`, { expression: 'date' })
      const billingPractitioner = input.reference('billingPractitioner')
      const eligibility = await assessPatient(deps, repository, {
        patient: id,
        ...(on ? { on } : {}),
        ...(billingPractitioner ? { billingPractitioner } : {}),
      })
      if (!eligibility) throw fault(404, 'not-found', `There is no Patient/${id}.`)
      return { kind: 'resource', resource: eligibilityParameters(eligibility) }
    },
  }
}
