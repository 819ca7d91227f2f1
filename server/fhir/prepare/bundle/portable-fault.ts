import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import { InvalidResource } from '#ports/prepare-resource.ts'
import { FhirError, type FaultStatus } from '../../fault.ts'

/** An error that can go from one thread to another. */
export interface Fault {
  readonly status: FaultStatus
  readonly issues: readonly OperationOutcomeIssue[]
}

/** What an error says; of one that is the program's own fault it is thrown on. */
export function faultOf(error: unknown): Fault {
  if (error instanceof FhirError || error instanceof InvalidResource)
    return { status: error.status, issues: error.issues }
  throw error
}

/** The fault as an error again. */
export function errorOf({ status, issues }: Fault): FhirError {
  return new FhirError(status, issues)
}

/** More entries at fault are not understood any better by naming them all. */
const MOST = 100

/** Several faults as one error: 400 where a resource is none of R4, else what they say themselves. */
export function errorOfAll(faults: readonly Fault[]): FhirError {
  const status = faults.find((fault) => fault.status === 400)?.status ?? faults[0]?.status ?? 400
  return new FhirError(status, faults.flatMap(({ issues }) => issues).slice(0, MOST))
}

/** The same fault, told of an entry of a Bundle. */
export function faultOfEntry({ status, issues }: Fault, entry: number): Fault {
  const at = `Bundle.entry[${entry}].resource`
  return {
    status,
    issues: issues.map((issue) => ({
      ...issue,
      expression: (issue.expression ?? ['']).map((path) => at + path.replace(/^[A-Za-z]+/, '')),
    })),
  }
}
