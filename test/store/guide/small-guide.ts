import type { PlanDefinition, Resource } from '@medplum/fhirtypes'
import { loadGuide } from '../../../server/store/guide/load-guide.ts'
import type { TestDatabase } from '../../support/database.ts'
import { NOTE, preparedResource, type OpenedStore } from '../../support/stored.ts'

export const URL = 'https://example.org/guide'

export const plan = (id: string, more: Partial<PlanDefinition> = {}) =>
  ({ resourceType: 'PlanDefinition', id, status: 'active', url: `${URL}/${id}`, title: id, ...more }) satisfies Resource

export const activity = (id: string) =>
  ({ resourceType: 'ActivityDefinition', id, status: 'active', url: `${URL}/${id}` }) satisfies Resource

/** An edition of a guide: two plans, one of them in two versions, and what the first is made of. */
export const GUIDE = [
  activity('walk'),
  plan('asthma', { date: '2026-02-01', action: [{ definitionCanonical: `${URL}/walk` }] }),
  plan('copd-1', { url: `${URL}/copd`, version: '1', date: '2026-01-01' }),
  plan('copd-10', { url: `${URL}/copd`, version: '10', date: '2026-03-01' }),
  plan('copd-9', { url: `${URL}/copd`, version: '9' }),
]

/** Loads an edition as a starting process does. */
export function load(db: TestDatabase, by: OpenedStore, resources: readonly Resource[]): Promise<number> {
  const texts = resources.map((resource) => {
    const prepared = preparedResource(resource)
    return { ...prepared, prepare: () => prepared }
  })
  return loadGuide({ db: db.database, store: by.store }, texts, NOTE)
}
