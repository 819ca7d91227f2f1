import type { EpisodeOfCare, Observation, Provenance, Resource, Task } from '@medplum/fhirtypes'
import { monthOf } from '#domain/calendar.ts'
import type { PatientFacts } from '#domain/eligibility/patient-facts.ts'
import { checkClosedEnrollment } from '#domain/enrollment/check-closed-enrollment.ts'
import { checkEpisodeWrite, isGovernedEpisode } from '#domain/enrollment/check-episode-write.ts'
import { isCurrent } from '#domain/enrollment/enrollment-state.ts'
import { enrollmentOf } from '#domain/enrollment/enrollment.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { checkComplexity } from '#domain/month/check-complexity.ts'
import type { RuleRefusal } from '#domain/refusal.ts'
import { checkTimeEntry } from '#domain/time-entry/check-time-entry.ts'
import type { TimeCaller } from '#domain/time-entry/time-entry-facts.ts'
import type { Caller, Role } from '#ports/caller.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { enrollmentCaller } from '../caller-rights.ts'
import { claimOf, somebodyElseBills } from '../claim-enrollment.ts'
import type { ProgrammeDeps } from '../programme-deps.ts'
import type { ClosedMonths } from './closed-months.ts'
import { judgeCarePlan, type IncomingRequest } from './judge-care-plan.ts'
import { patientOf, tasksOf } from './governed.ts'
import type { GovernedRecords } from './governed-record.ts'
import { judgeProvenance } from './judge-provenance.ts'
import { judgeSubject } from './judge-subject.ts'

/** What a request is judged by. */
export interface Judging {
  readonly deps: ProgrammeDeps
  readonly tx: FhirTransaction
  readonly caller: Caller
  readonly records: GovernedRecords
  readonly closed: ClosedMonths
  /** `Task/id` of the Tasks for whose correction the request gives a reason. */
  readonly reasons: ReadonlySet<string>
  /** Everything that the request writes: what a plan is made of may come in with it. */
  readonly request: IncomingRequest
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What stands in the way of one planned change. */
export async function judgeChange(planned: PlannedChange, judging: Judging): Promise<readonly RuleRefusal[]> {
  const fixed = judgeSubject(planned)
  return fixed.length > 0 ? fixed : judgeOfType(planned, judging)
}

function judgeOfType(
  planned: PlannedChange,
  judging: Judging,
): readonly RuleRefusal[] | Promise<readonly RuleRefusal[]> {
  const type = planned.resource?.resourceType ?? planned.current?.resourceType
  if (type === 'Task') return judgeTask(planned, judging)
  if (type === 'Observation') return judgeObservation(planned, judging)
  if (type === 'CarePlan') return judgeCarePlan(planned, judging)
  if (type === 'Patient') return judgePatient(planned, judging)
  if (type === 'Provenance') return judgeProvenance(planned, { caller: judging.caller, staff: judging.records.staff })
  return type === 'EpisodeOfCare' ? judgeEpisode(planned, judging) : []
}

/** A patient who is enrolled before the request, or has closed months, stays on file: who billed them, and on what, is shown by the record. */
function judgePatient({ resource, current }: PlannedChange, { closed, records }: Judging): readonly RuleRefusal[] {
  if (resource || !current) return []
  const id = current.id ?? ''
  const refused = { status: 409, expression: 'Patient' } as const
  const programs = records.episodesOnFile(id).flatMap((episode) => {
    const { state, program } = enrollmentOf(episode, records.practice.timeZone) ?? {}
    return isCurrent(state) && program ? [program.toUpperCase()] : []
  })
  const enrolled = [...new Set(programs)].map((program) => ({
    ...refused,
    rule: 'enrolled',
    message: `The patient is enrolled in ${program}: end the enrollment first.`,
  }))
  const months = [...(closed.get(id) ?? [])].map((name) => name.split(' ', 1)[0] ?? '')
  const billed = [...new Set(months)].sort().map((month) => ({
    ...refused,
    rule: 'month-closed',
    message: `${month} is closed for this patient: have it reopened first. The record shows what was billed on.`,
  }))
  return [...enrolled, ...billed]
}

/** The Tasks for whose correction a request says why: by a Provenance with a reason. */
export function reasonsIn(resources: readonly Resource[]): ReadonlySet<string> {
  return new Set(
    resources
      .filter((resource): resource is Provenance => resource.resourceType === 'Provenance')
      .filter(({ reason }) => reason?.some(({ text, coding }) => text ?? coding?.[0]?.code))
      .flatMap(tasksOf),
  )
}

const NO_MONTHS: ReadonlySet<string> = new Set()

function judgeTask({ resource, current }: PlannedChange, judging: Judging): readonly RuleRefusal[] {
  const { records, caller, closed, now } = judging
  const next = resource as Task | undefined
  const previous = current as Task | undefined
  const facts = (patient: string | undefined) => ({
    ...records.enrollmentsOf(patient ?? ''),
    caller: timeCaller(caller, records),
    staff: records.staff,
    timeZone: records.practice.timeZone,
    closed: closed.get(patient ?? '') ?? NO_MONTHS,
    reasonGiven: judging.reasons.has(referenceTo(next ?? previous ?? { resourceType: 'Task' })),
    now,
  })
  const [from, to] = [patientOf(previous), patientOf(next ?? previous)]
  if (from === undefined || from === to) return checkTimeEntry({ previous, next }, facts(to))
  // Planned for the one, and done for another: it goes from the one and comes to the other.
  return [
    ...checkTimeEntry({ previous, next: undefined }, { ...facts(from), reasonGiven: true }),
    ...checkTimeEntry({ previous, next }, facts(to)),
  ]
}

/** Whose time each role writes (DESIGN section 7). */
const TIME_OF_ROLE: Readonly<Record<Role, TimeCaller['writes']>> = {
  administrator: 'any',
  'billing-practitioner': 'own',
  'clinical-staff': 'own',
  biller: 'correct',
  auditor: 'none',
  payer: 'none',
  patient: 'none',
}

function timeCaller({ role, user }: Caller, { staff }: GovernedRecords): TimeCaller {
  const person = staff.personOf(user)
  return { writes: TIME_OF_ROLE[role], ...(person ? { person } : {}) }
}

function judgeObservation({ resource, current }: PlannedChange, judging: Judging): readonly RuleRefusal[] {
  const { records, caller, deps, closed } = judging
  const patients = [patientOf(current), patientOf(resource)].flatMap((patient) => [
    ...(closed.get(patient ?? '') ?? []),
  ])
  return checkComplexity(current as Observation | undefined, resource as Observation | undefined, {
    caller: enrollmentCaller(caller, deps.demo),
    staff: records.staff,
    timeZone: records.practice.timeZone,
    closed: new Set(patients),
  })
}

async function judgeEpisode({ resource, current }: PlannedChange, judging: Judging): Promise<readonly RuleRefusal[]> {
  const { records, caller, deps, closed, now } = judging
  const next = resource as EpisodeOfCare | undefined
  const previous = current as EpisodeOfCare | undefined
  const kept = checkClosedEnrollment(previous, next, {
    staff: records.staff,
    timeZone: records.practice.timeZone,
    closed: closed.get(patientOf(previous) ?? '') ?? NO_MONTHS,
    now,
  })
  if (!next || !(isGovernedEpisode(next) || isGovernedEpisode(previous))) return kept
  const facts = records.patients.get(patientOf(next) ?? '')
  if (!facts) return [...kept, unknownPatient(next)]
  const otherBiller = await anotherBills(next, facts, judging)
  const enrolling = { ...facts, caller: enrollmentCaller(caller, deps.demo), otherBiller, now }
  return [...kept, ...checkEpisodeWrite(previous, next, enrolling)]
}

function unknownPatient({ patient }: EpisodeOfCare): RuleRefusal {
  const message = `${patient.reference ?? 'The patient'} is not on file.`
  return { status: 422, rule: 'unknown-reference', message, expression: 'EpisodeOfCare.patient' }
}

/** The registry's word on the programme from the month of the enrollment's start on. */
async function anotherBills(next: EpisodeOfCare, facts: PatientFacts, { deps, tx }: Judging): Promise<boolean> {
  const { timeZone } = facts.practice
  const enrollment = enrollmentOf(next, timeZone)
  if (enrollment?.start === undefined) return false
  const claim = claimOf(facts, {
    program: enrollment.program,
    biller: enrollment.billingPractitioner,
    months: { from: monthOf(enrollment.start, timeZone) },
    episode: enrollment.reference,
  })
  return somebodyElseBills(deps.registry, tx, claim)
}
