import { AlreadyExists, VersionConflict, type Change, type StoredResource } from '#ports/fhir-store.ts'
import { idOf, referenceOf, typeOf } from './write-values.ts'

/** The row of a change's resource, locked. */
export interface Current {
  readonly rid: number
  readonly version: number
  readonly updated: number
  readonly deleted: boolean
  readonly digest: string
  readonly patient: string | null
}

/** A change that will be written: where, and as which version. */
export interface Step {
  readonly change: Change
  readonly rid: number
  readonly version: number
  readonly created: boolean
  readonly patients: readonly string[]
}

/** Reads what `LOCK_CURRENT` of `write-many.ts` answers. */
export function readCurrent([, rid, version, updated, deleted, digest, patient]: readonly unknown[]): Current {
  return {
    rid: Number(rid),
    version: Number(version),
    updated: Number(updated),
    deleted: deleted === true,
    digest: String(digest),
    patient: typeof patient === 'string' ? patient : null,
  }
}

/** Two changes of one resource in a request have no order: the FHIR surface refuses them before. */
export function requireDistinct(changes: readonly Change[]): void {
  if (new Set(changes.map(referenceOf)).size < changes.length)
    throw new Error('Two changes of one write concern the same resource.')
}

/**
 * What is to be written, or undefined where nothing would change.
 * @throws AlreadyExists, VersionConflict
 */
export function planStep(
  change: Change,
  current: Current | undefined,
  fresh: { readonly rid: number; readonly patients: readonly string[] },
): Step | undefined {
  if (change.kind === 'create' && current) throw new AlreadyExists(referenceOf(change))
  requireVersion(change, current)
  if (change.kind === 'delete') return planDelete(change, current)
  if (!current) return { change, ...fresh, version: 1, created: true }
  if (isSame(change, current)) return undefined
  return { change, rid: current.rid, version: current.version + 1, created: false, patients: fresh.patients }
}

function planDelete(change: Change, current: Current | undefined): Step | undefined {
  if (!current || current.deleted) return undefined
  const patients = current.patient === null ? [] : [current.patient]
  return { change, rid: current.rid, version: current.version + 1, created: false, patients }
}

function isSame(change: Exclude<Change, { kind: 'delete' }>, current: Current): boolean {
  return change.unlessUnchanged === true && !current.deleted && current.digest === change.resource.digest
}

function requireVersion(change: Change, current: Current | undefined): void {
  if (change.kind === 'create' || change.ifVersion === undefined) return
  const live = current && !current.deleted ? current.version : undefined
  const expected = change.kind === 'delete' ? current?.version : live
  if (expected !== change.ifVersion) throw new VersionConflict(referenceOf(change), change.ifVersion)
}

/** What there was to answer of a resource that is not there, or was deleted before. */
export function missing(change: Change, current: Current | undefined, now: number): StoredResource {
  const { version = 0, updated = now } = current ?? {}
  return { type: typeOf(change), id: idOf(change), version, updated, deleted: true, content: '' }
}
