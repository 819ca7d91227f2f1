import type { Fault } from './portable-fault.ts'
import type { Prepared } from '../prepare-resource.ts'

/** What an entry asks for. Its resource stays where it was read. */
export interface EntryOutline {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As sent; of a POST without URL the type of its resource. */
  readonly url: string
  readonly fullUrl?: string
  /** Of its resource: the type, and the id where it has one. */
  readonly type?: string
  readonly id?: string
  readonly ifMatch?: string
  readonly ifNoneMatch?: string
  readonly ifModifiedSince?: string
  readonly ifNoneExist?: string
}

/** A reference that is a search (`Practitioner?identifier=…`), and the first entry in which it stands. */
export interface ConditionalReference {
  readonly text: string
  readonly entry: number
  /** Entries of this bundle that have the identifier which the search asks for. */
  readonly candidates: readonly number[]
}

/** What a Bundle is, without its resources. */
export type BundleOutline = TransactionOutline | BatchOutline

/** One entry that cannot be read makes the whole transaction one that cannot. */
export interface TransactionOutline {
  readonly type: 'transaction'
  readonly entries: readonly EntryOutline[]
  readonly conditional: readonly ConditionalReference[]
}

/** Entries of a batch have nothing to do with each other: what is wrong with one stands in its place. */
export interface BatchOutline {
  readonly type: 'batch'
  readonly entries: readonly (EntryOutline | Fault)[]
}

/** How the resources of a transaction are to be prepared. */
export interface BundleResolution {
  /** Milliseconds since 1970. */
  readonly now: number
  /** The entries to prepare, each with its id. */
  readonly entries: readonly { readonly entry: number; readonly id: string }[]
  /** What references mean (`Type/id`): full URLs of entries, and references that are searches. */
  readonly links: readonly (readonly [text: string, reference: string])[]
}

/** What became of an entry: its place, and the resource or what is wrong with it. */
export type EntryPrepared = readonly [entry: number, outcome: Prepared | Fault]

/** A Bundle that was read; in the worker, where its resources wait. */
export interface ReceivedBundle {
  readonly outline: BundleOutline
  /**
   * Resolves references, validates and indexes. Can be asked several times, with other ids.
   * @throws FhirError or InvalidResource naming every entry at fault
   */
  prepare(resolution: BundleResolution): Promise<ReadonlyMap<number, Prepared>>
  /** The bytes of an entry's resource as they came; of none, no bytes. */
  body(entry: number): Promise<Uint8Array>
  /** Forgets it. */
  close(): void
}
