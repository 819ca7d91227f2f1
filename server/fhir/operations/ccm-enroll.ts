import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { readEnrollmentRequest, type ParameterFault } from '#domain/enrollment/enrollment-request.ts'
import { enrollPatient, type Enrolled } from '../../use-cases/enroll-patient.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { PATIENT_FACTS } from '../../use-cases/read-patient.ts'
import { fault, FhirError } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation } from './operation.ts'
import { transactionResponse } from './transaction-response.ts'

const WRITTEN = ['EpisodeOfCare', 'Consent', 'CareTeam', 'CarePlan'] as const

/** What whoever enrolls must be allowed: what it answers, refusals too, tells of all that it reads. */
export const ENROLL_NEEDS: Operation['needs'] = [
  ...PATIENT_FACTS.map((type) => ({ permission: 'r', type }) as const),
  ...WRITTEN.map((type) => ({ permission: 'c', type }) as const),
]

/** `POST Patient/{id}/$ccm-enroll`: consent, enrollment, team and draft care plan in one transaction (DESIGN section 4). */
export function ccmEnroll(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-enroll'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: true,
    needs: ENROLL_NEEDS,
    async handle({ principal, repository, id = '', input, note }) {
      const request = readEnrollmentRequest(input.parameters())
      if ('faults' in request) throw parameterFaults(request.faults)
      const enrolled = await enrollPatient(deps, repository, { patient: id, request, caller: principal, note })
      if (!enrolled) throw fault(404, 'not-found', `There is no Patient/${id}.`)
      return { kind: 'text', text: transactionResponse(enrolled.written, warningsOf(enrolled)) }
    },
  }
}

/** Parameters that are missing or malformed, as a 400 with an issue each. */
function parameterFaults(faults: readonly ParameterFault[]): FhirError {
  return new FhirError(
    400,
    faults.map(({ parameter, message }) => ({
      severity: 'error' as const,
      code: 'invalid' as const,
      diagnostics: message,
      expression: [parameter],
    })),
  )
}

/** What somebody should know though nothing was refused. */
function warningsOf({ warnings }: Enrolled): OperationOutcome | undefined {
  if (warnings.length === 0) return undefined
  const issue = warnings.map(({ rule, message }): OperationOutcomeIssue => ({
    severity: 'warning',
    code: 'business-rule',
    details: { coding: [{ system: codeSystem('ccm-rule'), code: rule }] },
    diagnostics: message,
  }))
  return { resourceType: 'OperationOutcome', issue }
}
