import type { OperationOutcomeIssue } from '@medplum/fhirtypes'

/** HTTP statuses with which the FHIR surface says no. */
export type FaultStatus =
  400 | 401 | 403 | 404 | 405 | 406 | 408 | 409 | 410 | 412 | 413 | 414 | 415 | 417 | 422 | 429 | 431 | 501 | 503

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
  | 'throttled'
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

/**
 * An error for a request that asks for more than a limit of the server allows.
 * @param setting the limit's name among the settings, for whoever runs the server
 * @param diagnostics what is too much, and how much would not be
 */
export function overLimit(
  setting: string,
  status: FaultStatus,
  diagnostics: string,
  more: { readonly expression?: string } = {},
): FhirError {
  const code = status === 413 || status === 414 || status === 431 ? 'too-long' : 'too-costly'
  return fault(status, code, `${diagnostics} (Setting ${setting}.)`, more)
}
