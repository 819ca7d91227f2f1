import type { RelatedPerson, Resource } from '@medplum/fhirtypes'
import { monthOf } from '#domain/calendar.ts'
import { decideEnrollment, type EnrollmentWarning } from '#domain/enrollment/decide-enrollment.ts'
import type { NewReferences } from '#domain/enrollment/drafts/draft-input.ts'
import type { EnrollmentFacts } from '#domain/enrollment/enrollment-facts.ts'
import type { EnrollmentRequest } from '#domain/enrollment/enrollment-request.ts'
import type { PatientFacts } from '#domain/eligibility/patient-facts.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller } from '#ports/caller.ts'
import type { Change, FhirRepository, FhirTransaction, WriteResult } from '#ports/fhir-store.ts'
import { enrollmentCaller } from './caller-rights.ts'
import { claimEnrollment, claimOf, somebodyElseBills } from './claim-enrollment.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readPatient } from './read-patient.ts'
import { refuseIfAny } from './refuse.ts'
import { parseStored } from './stored.ts'

/** What an enrollment wrote: EpisodeOfCare, Consent, CareTeam, draft CarePlan. */
export interface Enrolled {
  readonly written: readonly WriteResult[]
  readonly warnings: readonly EnrollmentWarning[]
}

/**
 * Enrolls a patient (`$ccm-enroll`): reads the record, asks the rules, claims the person's months and writes everything
 * in one transaction. Undefined where there is no such patient.
 * @throws Refusal with every rule that stands in the way
 */
export async function enrollPatient(
  deps: ProgrammeDeps,
  repository: FhirRepository,
  input: {
    readonly patient: string
    readonly request: EnrollmentRequest
    readonly caller: Caller
    readonly note: AuditNote
  },
): Promise<Enrolled | undefined> {
  const { patient, request, caller, note } = input
  const references: NewReferences = {
    episode: `EpisodeOfCare/${deps.ids.next()}`,
    consent: `Consent/${deps.ids.next()}`,
    careTeam: `CareTeam/${deps.ids.next()}`,
    carePlan: `CarePlan/${deps.ids.next()}`,
  }
  return repository.transaction(async (tx) => {
    await tx.lock([enrollmentLock(patient)])
    const people = [
      request.billingPractitioner,
      request.careManager,
      request.consent?.recorder,
      request.attestation?.by,
      caller.user,
    ]
    const facts = await readPatient(tx, patient, people)
    if (!facts) return undefined
    const decision = decideEnrollment(request, await asked(deps, tx, { request, caller, facts }), references)
    if (decision.kind === 'refused') {
      refuseIfAny(decision.refusals)
      return undefined
    }
    if (!decision.waits) await claimEnrollment(deps.registry, tx, { episode: decision.episode, facts })
    const { episode, consent, careTeam, carePlan } = decision
    const drafts: Resource[] = [episode, ...(consent ? [consent] : []), careTeam, carePlan]
    const written = await tx.write(
      drafts.map((draft): Change => ({ kind: 'put', resource: deps.preparer.prepare(draft) })),
      note,
    )
    await deps.drafts.forget(tx, patient, request.program)
    return { written, warnings: decision.warnings }
  })
}

/** The name under which enrollments, time and months of one patient wait for each other. */
export function enrollmentLock(patient: string): string {
  return `programme:${patient}`
}

/** What the decision depends on beside the record: the registry's word, who speaks for the patient, who asks, and when. */
async function asked(
  deps: ProgrammeDeps,
  tx: FhirTransaction,
  {
    request,
    caller,
    facts,
  }: { readonly request: EnrollmentRequest; readonly caller: Caller; readonly facts: PatientFacts },
): Promise<EnrollmentFacts> {
  return {
    ...facts,
    ...(await representativeOf(tx, request)),
    otherBiller: await anotherBills(deps, tx, request, facts),
    caller: enrollmentCaller(caller, deps.demo),
    now: deps.clock.now(),
  }
}

/** Who is said to have consented for the patient, where they are on file. */
async function representativeOf(
  tx: FhirTransaction,
  { consent }: EnrollmentRequest,
): Promise<{ readonly representative?: RelatedPerson }> {
  const reference = consent?.performer?.reference
  if (reference?.startsWith('RelatedPerson/') !== true) return {}
  const [found] = await tx.readMany([reference])
  return found === undefined || found.deleted ? {} : { representative: parseStored(found) as RelatedPerson }
}

/** The registry's word on the programme from the start month on, before the rules are asked. */
async function anotherBills(
  { registry, clock }: ProgrammeDeps,
  tx: FhirTransaction,
  request: EnrollmentRequest,
  facts: PatientFacts,
): Promise<boolean> {
  const { timeZone } = facts.practice
  const start = Date.parse(request.start ?? request.consent?.dateTime ?? '') || clock.now()
  const claim = claimOf(facts, {
    program: request.program,
    biller: request.billingPractitioner,
    months: { from: monthOf(start, timeZone) },
    episode: '',
  })
  return somebodyElseBills(registry, tx, claim)
}
