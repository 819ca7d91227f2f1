import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import type { PreparedResource } from '#ports/prepare.ts'

/** A body that holds one resource, validated, indexed and ready to be stored. */
export interface PreparedBody {
  readonly prepared: PreparedResource
  /** What is worth saying though it refuses nothing: an unknown profile, a binding that was not checked. */
  readonly notices: readonly OperationOutcomeIssue[]
}

/** How the resource of a body is to be written. */
export interface BodyTarget {
  readonly type: string
  /** Of an update the id in the URL, which the body must carry too; of a create the server's new one. */
  readonly id: string
  readonly mode: 'create' | 'update'
}

/** Parses, validates and indexes what clients send. Small bodies in the thread of the caller, bundles in a worker. */
export interface PrepareRequests {
  /**
   * A body of one resource.
   * @throws FhirError 400 malformed JSON, wrong type, id that differs; InvalidResource 400 or 422
   */
  one(body: Uint8Array, target: BodyTarget): Promise<PreparedBody>
  /** A resource that is an object already: the outcome of a patch, an entry of a batch. */
  resource(resource: Resource, target: BodyTarget): PreparedBody
}
