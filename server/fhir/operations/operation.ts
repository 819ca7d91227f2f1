import type { ParametersParameter, Resource } from '@medplum/fhirtypes'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, FhirRepository } from '#ports/fhir-store.ts'
import type { JobStatus } from '#ports/job-queue.ts'
import type { Permission } from '../../auth/scopes.ts'
import type { Principal } from '../../auth/principal.ts'
import type { FhirResponse } from '../exchange.ts'
import type { Guard } from '../guards/rights.ts'

/**
 * An extended operation (`$name`). The router finds it, checks method, place, role and scopes, reads its parameters,
 * enters it in the audit trail and turns its answer, or what it throws (`Refusal`, `FhirError`, the store's errors),
 * into a response. Which roles may call it stands in `auth/roles.ts`. https://hl7.org/fhir/R4/operations.html
 */
export interface Operation {
  /** Without the dollar: `ccm-month`. */
  readonly name: string
  /** Canonical URL of its OperationDefinition; where types have operations of the same name, by type ('' for the base). */
  readonly definition: string | Readonly<Record<string, string>>
  /** What the CapabilityStatement calls it at a type, where that is not its name. */
  readonly listedAs?: Readonly<Record<string, string>>
  /** Where it can be called. */
  readonly at: readonly OperationPlace[]
  /** True: by POST only. False: GET with parameters in the query works too. */
  readonly affectsState: boolean
  /** Its parameters; others are refused. Absent: the operation looks at them itself. */
  readonly parameters?: readonly DefinedParameter[]
  /** What the caller's role and scopes must allow besides the call itself. */
  readonly needs: readonly { readonly permission: Permission; readonly type: string }[]
  handle(call: OperationCall): Promise<OperationAnswer>
  /** For an answer of kind `job`: the task of the queue whose result is this operation's, and how it is shown. */
  readonly job?: AsynchronousResult
}

/** A parameter of an OperationDefinition, with its parts. */
export interface DefinedParameter {
  readonly name: string
  readonly part?: readonly DefinedParameter[]
}

/** A level; at type and instance for one type, or for any where it is `Resource`. */
export type OperationPlace =
  { readonly level: 'system' } | { readonly level: 'type' | 'instance'; readonly type: string }

interface AsynchronousResult {
  readonly task: string
  /**
   * Shows what a finished job has made. Absent: its result is a resource, shown as the one entry of a `batch-response` Bundle
   * (the FHIR asynchronous pattern).
   * @param place the job's URL
   */
  show?(job: JobStatus, place: string): FhirResponse
  /**
   * Whether the caller, whose job it is, could ask for it with this token, and it is still there. Absent: whoever sees the
   * whole practice and all that the operation needs.
   */
  isOpenTo?(caller: Pick<OperationCall, 'principal' | 'guard'>, job: JobStatus): boolean
  /** A file that a finished job has left; undefined where there is none of this name. */
  file?(guard: Guard, job: JobStatus, name: string): FhirResponse | undefined
  /** Runs when a finished or running job is deleted by its owner: takes away what it left (export files). */
  discard?(tenant: number, job: JobStatus): Promise<void>
}

/** One call. */
export interface OperationCall {
  readonly principal: Principal
  readonly level: OperationPlace['level']
  /** Present at the levels type and instance. */
  readonly type?: string
  /** Present at the level instance. The router does not check that the resource exists. */
  readonly id?: string
  readonly input: OperationInput
  /** The query string as it came, with what it says about how to show the answer (`_summary`, `_pretty` …). */
  readonly query: string
  /** The caller's rights, for operations that leave out what the caller may not see. */
  readonly guard: Guard
  /** Rows of the caller's tenant, within the caller's compartment. Programme rules are the use case's own business. */
  readonly repository: FhirRepository
  /** For the operation's writes: who, and in which request. */
  readonly note: AuditNote
  /**
   * Tries a write as the caller's own request would do it, and keeps nothing of it.
   * @throws what would stand in its way: rights, the programme's rules, what the store holds
   */
  readonly rehearse: (change: Change) => Promise<void>
  /** The server's FHIR base URL as clients see it, without a trailing slash. */
  readonly base: string
  /** The `Accept` header, '' when absent. */
  readonly accept: string
  /** The client sent `Prefer: respond-async`. */
  readonly respondAsync: boolean
  /** The client sent `Prefer: handling=lenient`: what is not supported is passed over. */
  readonly lenient: boolean
}

/**
 * The parameters of a call, from a Parameters resource or from the query string alike. Readers throw a 400 that names
 * the parameter when a value is there but is not what was asked for.
 */
export interface OperationInput {
  /** Everything that came, for operations whose domain reads it whole. */
  parameters(): readonly ParametersParameter[]
  /** All parameters of this name; those from a query carry `valueString`. */
  all(name: string): readonly ParametersParameter[]
  /** The one value, whatever primitive type it came as, as text. */
  text(name: string): string | undefined
  /** All values of a parameter that may be given several times, as text. */
  texts(name: string): readonly string[]
  flag(name: string): boolean | undefined
  /** `Type/id` of a valueReference, or the text of the query. */
  reference(name: string): string | undefined
  /** The body, where it is a resource. */
  body(): Resource | undefined
  /** The resource of a parameter, or the body itself where the body is not a Parameters resource and `name` is `resource`. */
  resource(name: string): Resource | undefined
}

export type OperationAnswer =
  | { readonly kind: 'resource'; readonly resource: Resource; readonly status?: number }
  /** JSON text of a resource, to be shown as the query asks. */
  | { readonly kind: 'text'; readonly text: string; readonly status?: number }
  /** JSON of a resource that is shown as the query asks already. */
  | { readonly kind: 'shown'; readonly body: string | Uint8Array }
  | { readonly kind: 'file'; readonly contentType: string; readonly body: Uint8Array | string }
  /** `202 Accepted`: the id of a job in the queue, to be polled. */
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'nothing' }
