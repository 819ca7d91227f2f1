import { readGuide } from '#definitions/guide.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { IndexRow } from '#ports/prepare.ts'
import { prepareResource, type PrepareDeps } from '../fhir/prepare/prepare-resource.ts'
import type { AuditLedger } from '../store/audit-trail.ts'
import { createFhirStore } from '../store/fhir/fhir-store.ts'
import { GuideCatalog } from '../store/guide/guide-catalog.ts'
import { loadGuide, type GuideText } from '../store/guide/load-guide.ts'
import type { Database } from '../store/open-database.ts'

export interface OpenGuideDeps {
  readonly db: Database
  readonly audit: AuditLedger
  readonly clock: Clock
  readonly log: Log
  readonly parts: PrepareDeps
  /** Of the entries in the audit trail, should anything be written. */
  readonly request: string
}

/** The guide was proven valid when it was built; a second of doing so again would be a second of every start. */
const TRUSTED: PrepareDeps['validator'] = {
  judge: () => ({ issues: [] }),
  validate: () => [],
  warm: () => undefined,
}

/** Whether a resource is there already, its text says. */
const NO_INDEX: IndexRow = {
  references: [],
  keys: [],
  present: '0',
  open: false,
  strings: [],
  dates: [],
  quantities: [],
  texts: [],
}

/**
 * Puts the compiled guide into the database, where it is not there yet in this edition, and says which resources are its.
 */
export async function openGuide({ db, audit, clock, log, parts, request }: OpenGuideDeps): Promise<GuideCatalog> {
  const guide = readGuide()
  const trusting = { ...parts, validator: TRUSTED }
  const now = clock.now()
  const texts = guide.map((resource): GuideText => {
    const prepare = (by: PrepareDeps) => prepareResource(by, { resource, id: resource.id, now }).prepared
    const { type, id, digest } = prepare({ ...trusting, index: () => NO_INDEX })
    return { type, id, digest, prepare: () => prepare(trusting) }
  })
  const note: AuditNote = { agent: { role: 'administrator', client: 'guide' }, request, interaction: 'load-guide' }
  const changed = await loadGuide({ db, store: createFhirStore({ db, audit, clock }) }, texts, note)
  if (changed > 0) log.info('guide loaded', { resources: guide.length, changed })
  return new GuideCatalog(guide)
}
