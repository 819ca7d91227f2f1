import type { Access } from '#ports/access.ts'
import type { Clock } from '#ports/clock.ts'
import type { AuditLedger } from '../audit-trail.ts'
import type { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'
import type { StoreLimits } from './fhir-store.ts'

/** What every part of a repository knows: whose rows, and with what. */
export interface StoreContext {
  readonly db: Database
  readonly audit: AuditLedger
  readonly clock: Clock
  readonly limits: StoreLimits
  readonly access: Access
  readonly tenant: number
  readonly keys: TenantKeys
}
