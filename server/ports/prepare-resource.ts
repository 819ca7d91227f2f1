import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import type { PreparedResource } from './prepare.ts'

/** Makes resources ready for the store, in the thread of the caller. For use cases that write resources of their own. */
export interface ResourcePreparer {
  /**
   * Validates against R4 and every known profile that the resource claims, gives it an id where it has none, sets
   * `meta.lastUpdated` and extracts its index.
   * @throws InvalidResource
   */
  prepare(resource: Resource): PreparedResource
}

/** The resource breaks the base definition (HTTP 400) or a profile that it claims (HTTP 422), or is the engine's (403). */
export class InvalidResource extends Error {
  readonly code = 'INVALID_RESOURCE'
  readonly status: 400 | 403 | 422
  readonly issues: readonly OperationOutcomeIssue[]

  constructor(status: 400 | 403 | 422, issues: readonly OperationOutcomeIssue[]) {
    super(issues.map((issue) => issue.diagnostics ?? issue.details?.text ?? issue.code).join(' '))
    this.status = status
    this.issues = issues
  }
}
