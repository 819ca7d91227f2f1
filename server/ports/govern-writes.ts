import type { Resource } from '@medplum/fhirtypes'
import type { Caller } from './caller.ts'
import type { Change, FhirTransaction } from './fhir-store.ts'
import type { PreparedResource } from './prepare.ts'

/**
 * The programme's rules over plain FHIR writes (DESIGN section 3: time entries, months, enrollments, charges). Every
 * write of the FHIR surface that concerns them passes through `check` inside its transaction; the use cases' own writes
 * go to the store directly.
 */
export interface GovernWrites {
  /**
   * Every resource type that `governs` can answer true for. A write of any other type needs no look at what it replaces.
   */
  readonly types: ReadonlySet<string>
  /** Types of which nothing is deleted without asking the rules, whatever they say of its content. */
  readonly deletions: ReadonlySet<string>
  /**
   * Whether the rules have something to say about this resource, as sent or as stored. Pure, and cheap: it is asked for
   * every resource that comes in, in the worker thread too.
   */
  governs(resource: Resource): boolean
  /**
   * Judges the planned changes together: takes its locks (all in one `tx.lock`), reads what it needs, and answers the
   * changes to write, one for each planned change in the same order, with `timeEntry` attached and with resources
   * prepared anew where the server derives an element (`performerType`).
   * @param others the request's other writes, which no rule governs: a patient that comes in together with an enrollment
   * is known to it
   * @throws Refusal when a rule says no: then nothing of the request is written.
   */
  check(
    tx: FhirTransaction,
    planned: readonly PlannedChange[],
    caller: Caller,
    others?: readonly PreparedResource[],
  ): Promise<readonly Change[]>
}

/** A change that the rules judge: the resource as sent or the one it would replace is governed. */
export interface PlannedChange {
  readonly change: Change
  /** As sent; absent when the change is a delete. */
  readonly resource?: Resource
  /**
   * The current version; absent where there is none or it is deleted. Should it turn out, once its row is locked, that it
   * was another, the transaction is rolled back and everything is judged again.
   */
  readonly current?: Resource
  /** Where it stands in the request: `Bundle.entry[3].resource`, or the type for a request of one resource. */
  readonly expression: string
}

/** One rule that stands in the way. */
export interface RefusalIssue {
  /** Code of `[ig]/CodeSystem/ccm-rule`. */
  readonly rule: string
  /** A sentence for the person who asked: what is wrong and what would help. Nothing of other patients or practices. */
  readonly message: string
  /** FHIRPath of the element, from the resource's type on: `Task.executionPeriod.end`. */
  readonly expression?: string
}

/**
 * The programme's rules say no. Becomes an OperationOutcome with one issue a rule, each with its code in
 * `details.coding`. All rules that stand in the way are named, not only the first.
 */
export class Refusal extends Error {
  readonly code = 'REFUSAL'
  /** 403: not this caller. 409: something that is there already is in the way. 422: the content is. */
  readonly status: 403 | 409 | 422
  readonly issues: readonly RefusalIssue[]

  constructor(status: 403 | 409 | 422, issues: readonly RefusalIssue[]) {
    super(issues.map((issue) => issue.message).join(' '))
    this.status = status
    this.issues = issues
  }
}
