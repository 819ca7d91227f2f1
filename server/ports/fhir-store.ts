import type { Access } from './access.ts'
import type { AuditNote } from './audit-trail.ts'
import type { Deadline } from './deadline.ts'
import type { PreparedResource } from './prepare.ts'
import type { RecordPage, RecordQuery } from './patient-record.ts'
import type { SearchQuery } from './search.ts'

/** A version of a resource as it lies in the store. `content` is the JSON text that goes out to clients, unparsed. */
export interface StoredResource {
  readonly type: string
  readonly id: string
  readonly version: number
  /** Milliseconds since 1970; equals `meta.lastUpdated` in `content`. */
  readonly updated: number
  readonly deleted: boolean
  /** '' when deleted. */
  readonly content: string
  /** The Patient whose compartment it is in, where it is exactly one and the current version: for the audit of reads. */
  readonly patient?: string
}

/** What is asked of the history of one resource, of a type, or (type and id absent) of the tenant. */
export interface HistoryQuery {
  readonly type?: string
  readonly id?: string
  /** Of the tenant's history these types alone; absent: all. */
  readonly types?: readonly string[]
  /** Only versions at or after this instant (milliseconds since 1970). */
  readonly since?: number
  /** Only versions that were current at this instant or before. */
  readonly at?: number
  readonly count: number
  readonly cursor?: string
}

/** A version, and whether it brought back what the version before it had deleted. */
export interface HistoryVersion extends StoredResource {
  readonly revived: boolean
}

export interface HistoryPage {
  readonly versions: readonly HistoryVersion[]
  readonly total?: number
  readonly next?: string
}

/** One page of matches, and what was included with them. */
export interface SearchPage {
  readonly matches: readonly StoredResource[]
  readonly included: readonly StoredResource[]
  /** Why not everything is included that was asked for. */
  readonly left?: LeftOut
  readonly total?: number
  /** Present when more matches follow. */
  readonly next?: string
}

/** What stopped the including: how many resources there may be, or how many rounds of `:iterate`. */
export interface LeftOut {
  readonly limit: 'resources' | 'rounds'
  readonly most: number
}

/** Instants `from <= t < to`, milliseconds since 1970. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** A change to one resource. All changes of one request are one transaction. */
export type Change =
  | {
      /** `create` insists that the id is new; `put` updates, or creates where nothing is (update as create). */
      readonly kind: 'create' | 'put'
      readonly resource: PreparedResource
      /** The version that must be current, else the store throws `VersionConflict` (If-Match). */
      readonly ifVersion?: number
      /** A put whose digest equals the current version's writes nothing (an import that runs again). */
      readonly unlessUnchanged?: boolean
      /** What the time ledger keeps of a time entry; null takes an entry out of it (entered in error). */
      readonly timeEntry?: TimeSpan | null
    }
  | { readonly kind: 'delete'; readonly type: string; readonly id: string; readonly ifVersion?: number }

/** A person's time with clock times, as the overlap constraint sees it. An open end is a running timer. */
export interface TimeSpan {
  /** The person: a Practitioner's id, also where a PractitionerRole was named. */
  readonly performer: string
  readonly start: number
  readonly end?: number
}

export interface WriteResult extends StoredResource {
  /** There was nothing, or it was deleted. */
  readonly created: boolean
  /** Nothing was written, because nothing would have changed. */
  readonly unchanged: boolean
}

/**
 * Reading, within one access. AuditEvents are read and searched like any other type; they come from the audit trail and
 * cannot be written.
 */
export interface FhirReader {
  /** The current version, a deleted one included; undefined where there never was one (or not for this access). */
  read(type: string, id: string): Promise<StoredResource | undefined>
  readVersion(type: string, id: string, version: number): Promise<StoredResource | undefined>
  /** Current versions of `Type/id` references, in no order; missing and deleted ones are left out. */
  readMany(references: readonly string[]): Promise<readonly StoredResource[]>
  history(query: HistoryQuery): Promise<HistoryPage>
  search(query: SearchQuery): Promise<SearchPage>
  /**
   * All current resources of the given types in these patients' compartments, by patient id. For whole-record work.
   * @param within only those whose main date (`IndexRow.at`) meets this window, or that have none: a month's work is then
   * not slower for a long record
   */
  records(
    patients: readonly string[],
    types: readonly string[],
    within?: Window,
  ): Promise<ReadonlyMap<string, readonly StoredResource[]>>
  /** A patient's whole record, page by page, as far as this access reaches. */
  everything(query: RecordQuery): Promise<RecordPage>
}

declare const session: unique symbol

/** The database's side of a running transaction: what the registry and the job queue need to take part in it. */
export interface TransactionSession {
  readonly [session]: true
}

/** A transaction: reads see its own writes, and everything it wrote stands or falls together. */
export interface FhirTransaction extends FhirReader {
  /** Handed on unchanged by whatever wraps a transaction. */
  readonly session: TransactionSession
  /**
   * Waits for these names and holds them until the end. Names are taken in sorted order, so that two transactions never
   * wait for each other; take all of them in one call, before the reads that they protect.
   */
  lock(names: readonly string[]): Promise<void>
  /**
   * Current versions of `Type/id` references, deleted ones included, which nobody else can change until the end of the
   * transaction. Rows are locked in one order by everybody. Take them in one call, after `lock`.
   */
  readForUpdate(references: readonly string[]): Promise<readonly StoredResource[]>
  /** @param reach whose rows each change is held to, in the order of the changes; undefined: those of the transaction */
  write(
    changes: readonly Change[],
    note: AuditNote,
    reach?: readonly (Access | undefined)[],
  ): Promise<readonly WriteResult[]>
  /** The same transaction for another access to the same practice. */
  as(access: Access): FhirTransaction
}

export interface FhirRepository extends FhirReader {
  /** Writes the changes, with their audit entries, in one transaction (one statement where one change is all). */
  write(changes: readonly Change[], note: AuditNote): Promise<readonly WriteResult[]>
  /**
   * Runs `work` in a transaction, from the start again (three times, with jitter) after a deadlock or a serialization
   * failure: it must have no effect but through its argument.
   */
  transaction<R>(work: (tx: FhirTransaction) => Promise<R>): Promise<R>
}

/** Storage of FHIR resources, versions and search index. */
export interface FhirStore {
  /**
   * The only way in: a repository for one access. Cheap; made for each request.
   * @param deadline after which what it does is given up (`OutOfTime`)
   */
  as(access: Access, deadline?: Deadline): FhirRepository
}

/** The version asked for in If-Match is not the current one (HTTP 412). */
export class VersionConflict extends Error {
  readonly code = 'VERSION_CONFLICT'
  readonly reference: string

  constructor(reference: string, expected: number) {
    super(`${reference} is not at version ${expected}: it was changed meanwhile, or is not there.`)
    this.reference = reference
  }
}

/** The write concerns records that this access does not reach, whether they exist or not (HTTP 403). */
export class OutsideAccess extends Error {
  readonly code = 'OUTSIDE_ACCESS'

  constructor(type: string) {
    super(
      `This token does not allow to write this ${type}: it is confined to other records, and chooses no ids of new ones.`,
    )
  }
}

/** The write concerns a resource of the guide, which is the same for every practice and is written by nobody (HTTP 403). */
export class OfTheGuide extends Error {
  readonly code = 'OF_THE_GUIDE'

  constructor(reference: string) {
    super(
      `${reference} is a resource of the implementation guide: every practice reads it, none may change or delete it. A copy needs an id and a url of its own.`,
    )
  }
}

/** A resource calls itself by a canonical URL of the guide, which would then mean two things (HTTP 409). */
export class CanonicalTaken extends Error {
  readonly code = 'CANONICAL_TAKEN'

  constructor(type: string) {
    super(`The url of this ${type} is one of the implementation guide's. Give it a url of its own.`)
  }
}

/** The database was too busy: the same request may well succeed in a moment (HTTP 503). Nothing was written. */
export class StoreBusy extends Error {
  readonly code = 'STORE_BUSY'
}

/** A create found its id taken (HTTP 409). */
export class AlreadyExists extends Error {
  readonly code = 'ALREADY_EXISTS'
  readonly reference: string

  constructor(reference: string) {
    super(`${reference} exists already.`)
    this.reference = reference
  }
}

/** A person cannot be in two places: their time overlaps another entry of theirs (HTTP 409 `overlap` or `timer-running`). */
export class TimeOverlap extends Error {
  readonly code = 'TIME_OVERLAP'
  readonly rule: 'overlap' | 'timer-running'
  /** The entry in the way. It may be another patient's: show its times, never its patient. */
  readonly other: { readonly task: string; readonly start: number; readonly end?: number } | undefined

  constructor(rule: 'overlap' | 'timer-running', other?: { task: string; start: number; end?: number }) {
    super(
      rule === 'overlap'
        ? 'The time overlaps another entry of the same person.'
        : 'A timer of this person runs already.',
    )
    this.rule = rule
    this.other = other
  }
}
