import type { Tenant } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { FhirRepository } from '#ports/fhir-store.ts'
import type { Log } from '#ports/log.ts'
import type { ProgrammeDeps } from '../use-cases/programme-deps.ts'
import { practiceResources } from './practice.ts'

/** What seeding the demo needs of the running process. */
export interface DemoSeeding extends ProgrammeDeps {
  readonly tenant: Tenant
  /** All rows of the demo practice. */
  readonly repository: FhirRepository
  /** Who writes: the demo itself. */
  readonly note: AuditNote
  readonly log: Log
}

/**
 * Fills the demo practice at its first start. The practice's Organization is written with everything else or not at all,
 * so that a start that was cut off begins again, and what somebody has changed since stays changed.
 */
export async function seedDemo({ repository, preparer, note, log }: DemoSeeding): Promise<void> {
  const practice = practiceResources().map((resource) => preparer.prepare(resource))
  const [organization] = practice
  if (organization && (await repository.read(organization.type, organization.id))) return
  const written = await repository.write(
    practice.map((resource) => ({ kind: 'put', resource, unlessUnchanged: true })),
    note,
  )
  log.info('demo seeded', { resources: written.length })
}
