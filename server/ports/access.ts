import type { Criterion } from './search.ts'

/** Key of a practice. Every row carries `key`; `slug` is what people and tokens name it by. */
export interface Tenant {
  readonly key: number
  readonly slug: string
}

/** Which patients' records a caller may touch within the tenant. */
export type Compartment = 'unrestricted' | { readonly patients: readonly string[] }

/**
 * Whose rows a call may see or change. The store has no other door: there is no query without an access, and no access
 * without a tenant.
 *
 * `narrowed` holds granular scopes (SMART App Launch 2.2, scopes with search constraints): for a resource type listed
 * there, only rows that match at least one of its searches exist for this caller.
 */
export interface Access {
  readonly tenant: Tenant
  readonly compartment: Compartment
  readonly narrowed?: ReadonlyMap<string, readonly (readonly Criterion[])[]>
  /** A search finds rows of the practice's own alone, nothing of the guide: it asks for somebody's record. */
  readonly ownOnly?: true
}
