import type { AuditEvent, CarePlan, Provenance } from '@medplum/fhirtypes'
import { addDays, startOfDay } from '#domain/calendar.ts'
import { carePlanInForce } from '#domain/care-plan/care-plan-in-force.ts'
import { planRevisions, type Revision, type VersionWrite } from '#domain/care-plan/revision/plan-revisions.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readPractice } from './read-practice.ts'
import { readVersions } from './read-versions.ts'
import { readAll } from './stored.ts'

/** A plan's history, and which of its versions was in force on a day. */
export interface RevisionsOfPlan {
  readonly revisions: readonly Revision[]
  /** Absent: none was, or no day was asked about. */
  readonly inForce?: string
}

/**
 * Who changed a care plan when and why, oldest version first. Undefined where there is no such plan.
 * @param on local day (`2026-03-05`) for which the version in force is looked up
 */
export async function carePlanRevisions(
  reader: FhirReader,
  id: string,
  on?: string,
): Promise<RevisionsOfPlan | undefined> {
  const reference = `CarePlan/${id}`
  const versions = await readVersions<CarePlan>(reader, [reference])
  if (versions.length === 0) return undefined
  const [provenances, writes, { practice }] = await Promise.all([
    readAll<Provenance>(reader, 'Provenance', [
      { kind: 'reference', param: 'target', values: [{ type: 'CarePlan', id }] },
    ]),
    readWrites(reader, id, versions),
    readPractice(reader),
  ])
  const revisions = planRevisions(versions, provenances, writes)
  if (on === undefined) return { revisions }
  const day = { start: startOfDay(on, practice.timeZone), end: startOfDay(addDays(on, 1), practice.timeZone) }
  const inForce = carePlanInForce(versions, day, practice.timeZone)?.plan.meta?.versionId
  return { revisions, ...(inForce !== undefined && { inForce }) }
}

/** How long before and after the time that a version carries its entry in the trail may lie. */
const BEFORE = 1_000
const AFTER = 60_000

/** Who wrote each version, by the audit trail. */
async function readWrites(
  reader: FhirReader,
  id: string,
  versions: readonly CarePlan[],
): Promise<readonly VersionWrite[]> {
  const times = versions.map(({ meta }) => Date.parse(meta?.lastUpdated ?? '')).filter((time) => !Number.isNaN(time))
  const events = await readAll<AuditEvent>(reader, 'AuditEvent', [
    { kind: 'reference', param: 'entity', values: [{ type: 'CarePlan', id }] },
    { kind: 'token', param: 'action', values: [{ code: 'C' }, { code: 'U' }] },
    {
      kind: 'date',
      param: 'date',
      values: times.map((time) => ({ prefix: 'eq', from: time - BEFORE, to: time + AFTER })),
    },
  ])
  return events.flatMap(writeOf)
}

function writeOf(event: AuditEvent): readonly VersionWrite[] {
  if (event.outcome !== '0') return []
  const [agent] = event.agent
  const reason = event.purposeOfEvent?.[0]?.text
  const by = literalOf(agent?.who) ?? agent?.altId ?? ''
  return (event.entity ?? [])
    .flatMap(({ what }) => what?.reference ?? [])
    .filter((reference) => reference.startsWith('CarePlan/'))
    .map((versioned) => ({ versioned, by, ...(reason !== undefined && { reason }) }))
}
