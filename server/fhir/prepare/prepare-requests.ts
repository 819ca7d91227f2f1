import type { Resource } from '@medplum/fhirtypes'
import type { ReceivedBundle } from './bundle/received-bundle.ts'
import type { Prepared } from './prepare-resource.ts'

/** A body of one resource that was read and is of the right type. Nothing else of it has been checked. */
export interface ReceivedResource {
  /** The id that it carries, whatever that is. */
  readonly id: unknown
  readonly resource: Resource
  /**
   * Validates and indexes it, for this id.
   * @throws InvalidResource 400 or 422
   */
  prepare(id: string): Prepared
}

/** Reads, validates and indexes what clients send. Bodies of one resource in the thread of the caller, bundles in a worker. */
export interface PrepareRequests {
  /**
   * Reads a body that holds one resource of a type.
   * @throws FhirError 400 malformed JSON, another type
   */
  read(body: Uint8Array, type: string): ReceivedResource
  /**
   * Reads a batch or transaction. The bytes are given away. Close it when it is answered.
   * @throws FhirError 400 malformed JSON, another Bundle, an entry of a transaction that is no request; 413 too many entries
   */
  bundle(body: Uint8Array): Promise<ReceivedBundle>
  /** Ends the worker. */
  close(): Promise<void>
}
