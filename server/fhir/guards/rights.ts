import type { Access } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { FhirRepository } from '#ports/fhir-store.ts'
import type { Permission } from '../../auth/scopes.ts'

/** What this caller may do, and which rows exist for it. */
export interface Guard {
  /** @throws FhirError 403, without a word on what there is, when role or scopes do not allow this */
  require(permission: Permission, type: string): void
  allows(permission: Permission, type: string): boolean
  /** Whether there may be resources of the type that do not exist for this caller: those of other patients, or beside a scope. */
  hides(permission: Permission, type: string): boolean
  /** Whether the role itself writes some of a type only: what it may read and not change is refused as that. */
  writesSomeOnly(type: string): boolean
  /** Whether role and scopes allow this, and no granular scope narrows it. */
  seesAll(need: Need): boolean
  /**
   * Rows of the caller's practice, compartment and granular scopes under this permission; under several, the rows that all
   * of them reach. Does not ask `require`.
   */
  repository(...permissions: readonly [Permission, ...Permission[]]): FhirRepository
  /** The rows of `repository`, for work that outlives the request, or that is one part of a transaction. */
  access(...permissions: readonly [Permission, ...Permission[]]): Access
  /**
   * Rows of the caller's practice and compartment, whatever granular scopes leave out: for the program's rules alone, which
   * hold for who sees little as for who sees all. Nothing of it is shown.
   */
  whole(): Access
  /** For a search: of the caller's rows those in this patient's compartment. */
  compartment(patient: string): FhirRepository
  /**
   * Rows of the caller's practice and compartment for an operation, which must see all of a type or nothing.
   * @throws FhirError 403 when role or scopes do not allow what it needs, or a granular scope narrows it
   */
  repositoryFor(needs: readonly Need[]): FhirRepository
  /**
   * The same for an operation that answers questions: beside what it needs it reads no more than the caller could.
   * @throws FhirError 403
   */
  repositoryShowing(needs: readonly Need[]): FhirRepository
  /** Who writes, for which interaction: every write's audit entry is made of it. */
  note(interaction: string): AuditNote
}

/** A permission on a resource type. */
export interface Need {
  readonly permission: Permission
  readonly type: string
}
