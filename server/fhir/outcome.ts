import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import {
  AlreadyExists,
  CanonicalTaken,
  OfTheGuide,
  OutsideAccess,
  StoreBusy,
  TimeOverlap,
  VersionConflict,
} from '#ports/fhir-store.ts'
import { OutOfTime } from '#ports/deadline.ts'
import { Refusal } from '#ports/govern-writes.ts'
import { InvalidResource } from '#ports/prepare-resource.ts'
import { IndexOutdated, InvalidCursor, SearchNotSupported, SearchTooCostly } from '#ports/search.ts'
import { FhirError, type IssueCode } from './fault.ts'
import { printableIssue } from './printable.ts'

/** An error as the caller sees it. */
export interface Failure {
  readonly status: number
  readonly outcome: OperationOutcome
  readonly headers: Readonly<Record<string, string>>
  /** The rule, or failing that the issue's code: what the audit trail keeps of it. */
  readonly reason: string
  /** The programmer's fault: to be logged, and not shown. */
  readonly unexpected: boolean
}

/** An OperationOutcome of these issues, in words that can be printed whatever the client sent. */
export function outcome(issues: readonly OperationOutcomeIssue[]): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: issues.map(printableIssue) }
}

/** The one place where an error becomes a status and an OperationOutcome. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FhirError) return failure(error.status, error.issues, error.headers)
  if (error instanceof Refusal) return failure(error.status, refusalIssues(error))
  if (error instanceof InvalidResource) return failure(error.status, error.issues)
  for (const { issueOf, status, retryAfter } of knownErrors) {
    const issue = issueOf(error)
    if (issue) return failure(status, [issue], retryAfter === undefined ? {} : { 'retry-after': retryAfter })
  }
  if (isUnavailable(error))
    return failure(503, [issue('transient', 'The database does not answer at the moment. Try again.')], {
      'retry-after': '1',
    })
  if (isCancelled(error))
    return failure(503, [issue('timeout', 'The database took too long over this and gave it up.')])
  return {
    ...failure(500, [issue('exception', 'The server failed. The request id in X-Request-Id helps to find out why.')]),
    unexpected: true,
  }
}

function failure(
  status: number,
  issues: readonly OperationOutcomeIssue[],
  headers: Readonly<Record<string, string>> = {},
): Failure {
  const first = issues[0]
  const reason = first?.details?.coding?.[0]?.code ?? first?.code ?? String(status)
  return { status, outcome: outcome(issues), headers, reason, unexpected: false }
}

interface KnownError {
  /** The issue, when the error is of this kind. */
  readonly issueOf: (error: unknown) => OperationOutcomeIssue | undefined
  readonly status: number
  /** Seconds after which the same may succeed. */
  readonly retryAfter: string | undefined
}

function known<E extends Error>(
  kind: abstract new (...values: never[]) => E,
  status: number,
  toIssue: (error: E) => OperationOutcomeIssue,
  retryAfter?: string,
): KnownError {
  return { status, retryAfter, issueOf: (error) => (error instanceof kind ? toIssue(error) : undefined) }
}

/** Errors of the store: status, and the issue in its own words. */
const knownErrors: readonly KnownError[] = [
  known(VersionConflict, 412, (error) => issue('conflict', error.message)),
  known(OutsideAccess, 403, (error) => issue('forbidden', error.message)),
  known(OfTheGuide, 403, (error) => issue('forbidden', error.message)),
  known(CanonicalTaken, 409, (error) => issue('duplicate', error.message)),
  known(StoreBusy, 503, (error) => issue('transient', error.message), '1'),
  known(IndexOutdated, 503, (error) => issue('transient', error.message), '60'),
  known(OutOfTime, 503, (error) => issue('timeout', error.message)),
  known(AlreadyExists, 409, (error) => issue('duplicate', error.message)),
  known(TimeOverlap, 409, overlapIssue),
  known(SearchNotSupported, 400, (error) => issue('not-supported', error.message)),
  known(SearchTooCostly, 400, (error) => issue('too-costly', error.message)),
  known(InvalidCursor, 400, (error) => issue('value', error.message)),
]

function issue(code: IssueCode | 'exception', diagnostics: string): OperationOutcomeIssue {
  return { severity: 'error', code, diagnostics }
}

/** A connection that cannot be had or was lost (Node's codes, SQLSTATE classes 08, 53 and 57P), or a lock in the way: it passes. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const connecting = 'syscall' in error && error.syscall === 'connect'
  return (
    connecting || /^(ECONN|EPIPE|08|53|57P|25P03|40001|40P01|55P03)/.test(code) || CONNECTION_LOST.test(error.message)
  )
}

/** How pg says that a connection ended while a statement was under way, or before it. */
const CONNECTION_LOST = /^(Connection terminated|Client (has encountered a connection error|was closed))/

/** PostgreSQL stopped a statement at `statement_timeout`. */
function isCancelled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
}

function refusalIssues(refusal: Refusal): OperationOutcomeIssue[] {
  const code = refusal.status === 403 ? 'forbidden' : refusal.status === 409 ? 'conflict' : 'business-rule'
  return refusal.issues.map(({ rule, message, expression }) => ({
    ...issue(code, message),
    ...ruleDetails(rule, message),
    ...(expression ? { expression: [expression] } : {}),
  }))
}

function ruleDetails(rule: string, text: string): Pick<OperationOutcomeIssue, 'details'> {
  return { details: { coding: [{ system: codeSystem('ccm-rule'), code: rule }], text } }
}

function overlapIssue(error: TimeOverlap): OperationOutcomeIssue {
  const { other } = error
  const when = other ? ` It lasts from ${instant(other.start)} to ${other.end ? instant(other.end) : 'now'}.` : ''
  const message = error.message + when
  return { ...issue('conflict', message), ...ruleDetails(error.rule, message), expression: ['Task.executionPeriod'] }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
