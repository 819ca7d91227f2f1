import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { programOf } from '#domain/enrollment/enrollment.ts'
import { isCurrent, stateOf } from '#domain/enrollment/enrollment-state.ts'
import type { DraftPlace, EnrollDraft, SweepDrafts } from '#ports/enroll-drafts.ts'
import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import { patientOf } from './governing/governed.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readCurrent } from './stored.ts'

/** How long a draft is kept, in milliseconds. */
const WEEK = 7 * 24 * 3_600_000

/** What keeping drafts needs of the outside. */
export type DraftDeps = Pick<ProgrammeDeps, 'drafts' | 'clock'>

/** What somebody has begun for a patient; undefined where there is no such patient, empty where nothing is begun. */
export function readDraft(
  { drafts, clock }: DraftDeps,
  repository: FhirRepository,
  place: DraftPlace,
): Promise<{ readonly draft?: EnrollDraft } | undefined> {
  return repository.transaction(async (tx) => {
    if (!(await readCurrent(tx, 'Patient', place.patient))) return undefined
    const draft = await drafts.read(tx, place, clock.now() - WEEK)
    return draft ? { draft } : {}
  })
}

/**
 * Keeps what somebody has begun, in the place of what was kept before; nothing: they begin anew.
 * @returns when it was kept, milliseconds since 1970; undefined where there is no such patient
 */
export function keepDraft(
  { drafts, clock }: DraftDeps,
  repository: FhirRepository,
  { place, begun }: { readonly place: DraftPlace; readonly begun: Omit<EnrollDraft, 'savedAt'> | undefined },
): Promise<number | undefined> {
  const savedAt = clock.now()
  return repository.transaction(async (tx) => {
    if (!(await readCurrent(tx, 'Patient', place.patient))) return undefined
    if (begun) await drafts.keep(tx, place, { ...begun, savedAt })
    else await drafts.discard(tx, place)
    return savedAt
  })
}

/** Forgets drafts for what a write of an EpisodeOfCare decides: the patient is enrolled, or said no. */
export async function forgetDecided(
  { drafts }: Pick<DraftDeps, 'drafts'>,
  tx: FhirTransaction,
  { before, episode }: { readonly before: EpisodeOfCare | undefined; readonly episode: EpisodeOfCare },
): Promise<void> {
  const [state, program, patient] = [stateOf(episode), programOf(episode), patientOf(episode)]
  const decided = state === 'declined' || isCurrent(state)
  if (!decided || program === undefined || patient === undefined) return
  if (!before || stateOf(before) !== state) await drafts.forget(tx, patient, program)
}

/** Takes away what nobody went on with for a week; answers how many drafts of all practices that were. */
export function sweepDrafts(sweep: SweepDrafts, now: number): Promise<number> {
  return sweep(now - WEEK)
}
