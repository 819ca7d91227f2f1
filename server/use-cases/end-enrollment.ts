import type { Consent, EpisodeOfCare, Patient } from '@medplum/fhirtypes'
import { endEnrollment as decideEnd, type EndRequest } from '#domain/enrollment/end-enrollment.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, FhirRepository, StoredResource } from '#ports/fhir-store.ts'
import { claimEnrollment } from './claim-enrollment.ts'
import { enrollmentLock } from './enroll-patient.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readPatient } from './read-patient.ts'
import { refuseIfAny } from './refuse.ts'
import { readCurrent } from './stored.ts'

/**
 * Ends an enrollment (`$ccm-end`), gives back the months after it, and on withdrawal makes the consent inactive.
 * Undefined where there is no such enrollment.
 * @throws Refusal
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
    await claimEnrollment(deps.registry, tx, { episode: decision.episode, facts })
    const changes = [decision.episode, ...decision.consents].map((resource: EpisodeOfCare | Consent): Change => ({
      kind: 'put',
      resource: deps.preparer.prepare(resource),
    }))
    const [written] = await tx.write(changes, input.note)
    return written
  })
}

function deathOf(patient: Patient): { readonly deceased?: string } {
  return patient.deceasedDateTime ? { deceased: patient.deceasedDateTime } : {}
}
