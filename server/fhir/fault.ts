import type { OperationOutcomeIssue } from '@medplum/fhirtypes'

/** HTTP statuses with which the FHIR surface says no. */
export type FaultStatus = 400 | 401 | 403 | 404 | 405 | 406 | 409 | 410 | 412 | 413 | 415 | 422 | 501 | 503

/** The request cannot be served, and this is why. Becomes an OperationOutcome. */
export class FhirError extends Error {
  readonly code = 'FHIR'
  readonly status: FaultStatus
  readonly issues: readonly OperationOutcomeIssue[]
  /** Headers that the status asks for (`Allow`, `Accept-Patch`, `Retry-After`). */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: FaultStatus,
    issues: readonly OperationOutcomeIssue[],
    options: { readonly headers?: Readonly<Record<string, string>>; readonly cause?: unknown } = {},
  ) {
    super(issues.map((issue) => issue.diagnostics).join(' '), { cause: options.cause })
    this.status = status
    this.issues = issues
    this.headers = options.headers ?? {}
  }
}

/** The codes of `http://hl7.org/fhir/issue-type` that the surface gives by itself. */
export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'value'
  | 'login'
  | 'forbidden'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'too-costly'
  | 'conflict'
  | 'processing'
  | 'business-rule'
  | 'transient'
  | 'timeout'

/**
 * An error with one issue.
 * @param diagnostics a sentence for the caller: what was expected, what came. Nothing of other patients or practices.
 */
export function fault(
  status: FaultStatus,
  code: IssueCode,
  diagnostics: string,
  more: {
    readonly expression?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly cause?: unknown
  } = {},
): FhirError {
  const { expression, ...options } = more
  return new FhirError(
    status,
    [
      {
        severity: 'error',
        code,
        details: { text: diagnostics },
        diagnostics,
        ...(expression ? { expression: [expression] } : {}),
      },
    ],
    options,
  )
}
