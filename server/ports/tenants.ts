import type { Tenant } from './access.ts'

/** The practices that this server serves. A practice's facts are in its Organization resource; this is only its key. */
export interface TenantDirectory {
  find(slug: string): Promise<Tenant | undefined>
  /** Finds the practice of this name or makes it. */
  ensure(slug: string): Promise<Tenant>
  all(): Promise<readonly Tenant[]>
}
