import type { Resource } from '@medplum/fhirtypes'
import type { Caller } from '#ports/caller.ts'
import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import type { GovernWrites } from '#ports/govern-writes.ts'
import { parseStored } from '../../use-cases/stored.ts'
import type { DemoCalendar } from '../demo-calendar.ts'
import type { DemoSeeding } from './demo-seeding.ts'

/** What every story is told with. */
export interface StorySeeding extends DemoSeeding {
  readonly governs: GovernWrites
  readonly caller: Caller
  readonly calendar: DemoCalendar
}

/** Writes resources as a client would: the programme's rules look at each. Written again, they change nothing. */
export async function putGoverned(
  seeding: StorySeeding,
  repository: FhirRepository,
  resources: readonly Resource[],
): Promise<void> {
  await repository.transaction((tx) => putGovernedIn(seeding, tx, resources))
}

/** The same within a transaction. */
export async function putGovernedIn(
  { governs, preparer, caller, note }: StorySeeding,
  tx: FhirTransaction,
  resources: readonly Resource[],
): Promise<void> {
  const current = await tx.readMany(resources.map(({ resourceType, id = '' }) => `${resourceType}/${id}`))
  const known = new Map(current.map((stored) => [`${stored.type}/${stored.id}`, parseStored(stored)]))
  const planned = resources.map((resource) => {
    const before = known.get(`${resource.resourceType}/${resource.id ?? ''}`)
    return {
      change: { kind: 'put', resource: preparer.prepare(resource), unlessUnchanged: true } as const,
      resource,
      expression: resource.resourceType,
      ...(before ? { current: before } : {}),
    }
  })
  await tx.write(await governs.check(tx, planned, caller), note)
}
