import type { EpisodeOfCare, Patient } from '@medplum/fhirtypes'
import type { PatientFacts } from '#domain/eligibility/patient-facts.ts'
import { checkClosedEnrollment } from '#domain/enrollment/check-closed-enrollment.ts'
import { endEnrollment as decideEnd, type EndRequest } from '#domain/enrollment/end-enrollment.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, FhirRepository, FhirTransaction, StoredResource } from '#ports/fhir-store.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { claimEnrollment } from './claim-enrollment.ts'
import { enrollmentLock } from './enroll-patient.ts'
import { readClosedMonths } from './governing/closed-months.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readPatient } from './read-patient.ts'
import { refuseIfAny } from './refuse.ts'
import { readCurrent } from './stored.ts'

/**
 * Ends an enrollment (`$ccm-end`), gives back the months after it, and on withdrawal makes the consent inactive.
 * Undefined where there is no such enrollment.
 * @throws Refusal, also where a month after the end is closed
 */
export async function endEnrollment(
  deps: ProgrammeDeps,
  repository: FhirRepository,
  input: { readonly episode: string; readonly request: EndRequest; readonly note: AuditNote },
): Promise<StoredResource | undefined> {
  const found = await readCurrent<EpisodeOfCare>(repository, 'EpisodeOfCare', input.episode)
  const patient = literalOf(found?.patient)?.split('/')[1]
  if (patient === undefined) return undefined
  return repository.transaction(async (tx) => {
    await tx.lock([enrollmentLock(patient)])
    const facts = await readPatient(tx, patient)
    const episode = facts?.episodes.find(({ id }) => id === input.episode)
    if (!facts || !episode) return undefined
    const decision = decideEnd(input.request, {
      episode,
      consents: facts.consents,
      staff: facts.staff,
      timeZone: facts.practice.timeZone,
      now: deps.clock.now(),
      ...deathOf(facts.patient),
    })
    if (decision.kind === 'refused') {
      refuseIfAny(decision.refusals)
      return undefined
    }
    const change: Change = { kind: 'put', resource: deps.preparer.prepare(decision.episode) }
    const ending = { change, resource: decision.episode, current: episode, expression: 'EpisodeOfCare' }
    await refuseClosed(tx, ending, { ...facts, now: deps.clock.now() })
    await claimEnrollment(deps.registry, tx, { episode: decision.episode, facts })
    const changes = [
      change,
      ...decision.consents.map((consent): Change => ({ kind: 'put', resource: deps.preparer.prepare(consent) })),
    ]
    const [written] = await tx.write(changes, input.note)
    return written
  })
}

interface Ending extends PlannedChange {
  readonly resource: EpisodeOfCare
  readonly current: EpisodeOfCare
}

/** An end before a month that is closed would take the enrollment away from under its charges. @throws Refusal */
async function refuseClosed(
  tx: FhirTransaction,
  ending: Ending,
  facts: PatientFacts & { readonly now: number },
): Promise<void> {
  const patient = facts.patient.id ?? ''
  const { staff, now } = facts
  const records = {
    ...facts,
    patients: new Map([[patient, facts]]),
    enrollmentsOf: () => facts,
    episodesOnFile: () => facts.episodes,
  }
  const closed = (await readClosedMonths(tx, [ending], { records, now })).get(patient) ?? new Set<string>()
  const judged = { staff, timeZone: facts.practice.timeZone, closed, now }
  const refusals = checkClosedEnrollment(ending.current, ending.resource, judged)
  refuseIfAny(refusals.map((refusal) => ({ ...refusal, expression: 'dateTime' })))
}

function deathOf(patient: Patient): { readonly deceased?: string } {
  return patient.deceasedDateTime ? { deceased: patient.deceasedDateTime } : {}
}
