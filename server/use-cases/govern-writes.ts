import type { EpisodeOfCare, Resource } from '@medplum/fhirtypes'
import { isGovernedEpisode } from '#domain/enrollment/check-episode-write.ts'
import type { RuleRefusal } from '#domain/refusal.ts'
import type { GovernWrites, PlannedChange } from '#ports/govern-writes.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import { claimEnrollment } from './claim-enrollment.ts'
import { forgetDecided } from './enroll-drafts.ts'
import { enrollmentLock } from './enroll-patient.ts'
import { readClosedMonths } from './governing/closed-months.ts'
import {
  GOVERNED_DELETIONS,
  GOVERNED_TYPES,
  hasEngineId,
  isEngineOnly,
  isGoverned,
  patientOf,
} from './governing/governed.ts'
import { readGoverned, type GovernedRecords } from './governing/governed-record.ts'
import { withDecision } from './governing/judge-care-plan.ts'
import { followClaims } from './governing/follow-claims.ts'
import { judgeChange, reasonsIn } from './governing/judge-change.ts'
import { withNewNarrative } from './governing/renew-narrative.ts'
import { changesNothing, derived, writtenChange } from './governing/written-change.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { refuseIfAny } from './refuse.ts'

/** The programme's rules over plain FHIR writes. */
export function createGovernWrites(deps: ProgrammeDeps): GovernWrites {
  return {
    types: GOVERNED_TYPES,
    deletions: GOVERNED_DELETIONS,
    governs: isGoverned,
    async check(tx, planned, caller, others = []) {
      refuseIfAny(planned.flatMap(judgeEngineOnly))
      const patients = patientsOf(planned)
      if (patients.length > 0) await tx.lock(patients.map(enrollmentLock))
      const now = deps.clock.now()
      const { user } = caller
      const records = await readGoverned(tx, planned, { patients, others, ...(user ? { user } : {}) })
      const next = planned.map((change) => derived(change, records, now))
      const closed = await readClosedMonths(tx, planned, { records, now })
      const reasons = reasonsIn(planned.flatMap(({ resource }) => resource ?? []))
      const request = { planned, others }
      const judging = { deps, tx, caller, records, closed, reasons, request, now }
      const refusals: RuleRefusal[] = []
      for (const [index, change] of planned.entries())
        if (!changesNothing(change, next[index]))
          refusals.push(...(await judgeChange(change, judging)).map((refusal) => placed(refusal, change)))
      refuseIfAny(refusals)
      for (const [index, change] of planned.entries()) {
        const decided = await withDecision(change, next[index], judging)
        next[index] = await withNewNarrative(change, decided, judging)
      }
      for (const [index, change] of planned.entries()) await claim(deps, tx, { change, next: next[index], records })
      await followClaims(deps, tx, { planned, caller })
      return planned.map((change, index) => writtenChange(deps, change, next[index], records))
    },
  }
}

function judgeEngineOnly(planned: PlannedChange): readonly RuleRefusal[] {
  const { resource, current, change } = planned
  const engineOnly = [resource, current].some((one) => one && isEngineOnly(one))
  const taken = resource && !current && change.kind !== 'delete' && hasEngineId({ ...resource, id: change.resource.id })
  if (!engineOnly && taken !== true) return []
  const message = 'Only closing and reopening a month write this; the audit trail writes itself.'
  return [placed({ status: 403, rule: 'engine-only', message }, planned)]
}

/** Everybody whose record the request touches, sorted. */
function patientsOf(planned: readonly PlannedChange[]): readonly string[] {
  const touched = planned.flatMap(({ resource, current }) => [patientOf(resource), patientOf(current)])
  return [...new Set(touched.filter((patient) => patient !== undefined))].sort()
}

/** A refusal that says where in the request it stands. */
function placed(refusal: RuleRefusal, { expression, resource, current }: PlannedChange): RuleRefusal {
  const type = (resource ?? current)?.resourceType ?? ''
  const at = refusal.expression ?? type
  return { ...refusal, expression: at.startsWith(type) ? expression + at.slice(type.length) : at }
}

/** Makes the registry agree with the enrollments as they will be; nobody goes on with the draft of what is decided. */
async function claim(
  { registry, drafts }: ProgrammeDeps,
  tx: FhirTransaction,
  { change, next, records }: { change: PlannedChange; next: Resource | undefined; records: GovernedRecords },
): Promise<void> {
  const [before, episode] = [change.current, next].map(governedEpisode)
  if (!before && !episode) return
  if (episode) await forgetDecided({ drafts }, tx, { before, episode })
  const facts = records.patients.get(patientOf(episode ?? before) ?? '')
  const id = change.change.kind === 'delete' ? change.change.id : change.change.resource.id
  if (!facts || !episode) return registry.release(tx, `EpisodeOfCare/${id}`)
  await claimEnrollment(registry, tx, { episode: { ...episode, id }, facts })
}

function governedEpisode(resource: Resource | undefined): EpisodeOfCare | undefined {
  return resource?.resourceType === 'EpisodeOfCare' && isGovernedEpisode(resource) ? resource : undefined
}
