import type { Tenant } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Evaluate } from '#domain/care-plan/apply/chart-variables.ts'
import type { FhirRepository, FhirStore } from '#ports/fhir-store.ts'
import type { Log } from '#ports/log.ts'
import type { Typesetter } from '#ports/typesetter.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'

/** What seeding the demo needs of the running process. */
export interface DemoSeeding extends ProgrammeDeps {
  readonly tenant: Tenant
  readonly store: FhirStore
  /** All rows of the demo practice. */
  readonly repository: FhirRepository
  /** Who writes: the demo itself. */
  readonly note: AuditNote
  readonly log: Log
  /** Evaluates what care-plan templates ask of a chart. */
  readonly evaluate: () => Evaluate
  /** Sets the copies of care plans; absent: they are HTML only. */
  readonly typesetter?: Typesetter
}
