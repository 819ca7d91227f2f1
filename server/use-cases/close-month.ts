import { windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import type { ClosedPatient, ClosedPractice } from '#domain/month/close-parameters.ts'
import type { Tenant } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { FhirRepository, FhirStore } from '#ports/fhir-store.ts'
import { Refusal } from '#ports/govern-writes.ts'
import { closePatients } from './close-patients.ts'
import { enrolledPatients } from './enrolled-patients.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readPractice } from './read-practice.ts'

/** What closing needs: the whole practice's rows, whoever asked. */
export interface ClosingDeps extends ProgrammeDeps {
  readonly store: FhirStore
}

/** Which month of which practice is closed, for whom, and how one hears of it. */
export interface ClosingRequest {
  readonly tenant: Tenant
  readonly month: ServiceMonth
  /** Says what closing would do, and writes nothing. */
  readonly dryRun: boolean
  readonly note: AuditNote
  /** Called between two steps; what it throws ends the close there, and what has been committed stays. */
  progress(done: number, total: number): Promise<void>
}

/** Patients of one transaction: their records are in memory together, and their time waits meanwhile. */
const BATCH = 50
/** Transactions at once: one decides while the other waits for the database. */
const TOGETHER = 2

function batchesOf(patients: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(patients.length / BATCH)
  return Array.from({ length: count }, (_unused, index) => patients.slice(index * BATCH, (index + 1) * BATCH))
}

/**
 * Closes a month for the whole practice (`$ccm-close-month`): patient after patient is locked, read, decided and written,
 * some at a time. Run again it changes nothing: a month that is closed stays as it is, one that could not be is tried
 * anew. Time that is logged meanwhile is either in the charge, or is refused because the month is closed.
 * @throws Refusal `month-running`
 */
export async function closeMonth(deps: ClosingDeps, request: ClosingRequest): Promise<ClosedPractice> {
  const { tenant, month, dryRun } = request
  const repository = deps.store.as({ tenant, compartment: 'unrestricted' })
  const timeZone = await requireEnded(deps, repository, request)
  const patients = await enrolledPatients(repository, month, timeZone)
  const batches = batchesOf(patients)
  const closed: (readonly ClosedPatient[])[] = batches.map(() => [])
  let done = 0
  await inTurns(batches, async (batch, index) => {
    await request.progress(done, patients.length)
    closed[index] = await closePatients(deps, repository, { ...request, patients: batch })
    done += batch.length
  })
  await request.progress(patients.length, patients.length)
  return { month, dryRun, patients: closed.flat() }
}

/** Works through the batches, some together. After a failure none is begun any more, and none is left running. */
async function inTurns<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = items.entries()
  let failed = false
  const turn = async () => {
    for (const [index, item] of waiting) {
      if (failed) return
      try {
        await work(item, index)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const turns = await Promise.allSettled(Array.from({ length: TOGETHER }, turn))
  for (const result of turns) if (result.status === 'rejected') throw result.reason
}

/**
 * Says no to closing a month that has not ended in the practice's time zone; a dry run may look ahead.
 * @returns the practice's time zone
 * @throws Refusal `month-running`
 */
export async function requireEnded(
  { clock }: Pick<ProgrammeDeps, 'clock'>,
  repository: FhirRepository,
  { month, dryRun }: Pick<ClosingRequest, 'month' | 'dryRun'>,
): Promise<string> {
  const { practice } = await readPractice(repository)
  const { timeZone } = practice
  if (dryRun || clock.now() >= windowOfMonth(month, timeZone).end) return timeZone
  throw new Refusal(422, [
    {
      rule: 'month-running',
      message: `${month} has not ended in ${timeZone}: it is closed from the first day of the next month on. A dry run says what it would be billed as now.`,
      expression: 'month',
    },
  ])
}
