import type { ChargeItem, Resource, Task } from '@medplum/fhirtypes'
import { firstDayOfMonth, windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { withdrawnCharge } from '#domain/month/draft-charges.ts'
import { withdrawnClaim } from '#domain/month/draft-claim.ts'
import { reopenedMonth } from '#domain/month/draft-month.ts'
import { chargesOfMonth, reopeningsOf } from '#domain/month/month-items.ts'
import { isClosed, isMonthTask, monthStateOf } from '#domain/month/month-state.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, FhirReader, FhirRepository } from '#ports/fhir-store.ts'
import { enrolledPatients } from './enrolled-patients.ts'
import { enrollmentLock } from './enroll-patient.ts'
import { closingIds } from './month-ids.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readPractice } from './read-practice.ts'
import { parseStored } from './stored.ts'

/** Which months are opened again, and why. */
export interface Reopening {
  readonly month: ServiceMonth
  /** Patient ids; absent: everybody's. */
  readonly patients?: readonly string[]
  readonly reason?: string
  readonly note: AuditNote
}

/** A month that was opened again, with the charges that stand no longer. */
export interface ReopenedMonth {
  readonly patient: string
  /** `ChargeItem/id` */
  readonly charges: readonly string[]
}

const BATCH = 100

/**
 * Opens closed months again (`$ccm-reopen-month`): their charges become entered-in-error and their claims are taken back,
 * with their history; the next close decides anew. Months that are not closed stay as they are.
 */
export async function reopenMonth(
  deps: ProgrammeDeps,
  repository: FhirRepository,
  reopening: Reopening,
): Promise<readonly ReopenedMonth[]> {
  const { practice } = await readPractice(repository)
  const patients = reopening.patients ?? (await enrolledPatients(repository, reopening.month, practice.timeZone))
  const reopened: ReopenedMonth[] = []
  for (let done = 0; done < patients.length; done += BATCH)
    reopened.push(
      ...(await reopenPatients(deps, repository, { ...reopening, patients: patients.slice(done, done + BATCH) })),
    )
  return reopened
}

async function reopenPatients(
  { preparer, clock }: ProgrammeDeps,
  repository: FhirRepository,
  { month, patients, reason, note }: Reopening & { readonly patients: readonly string[] },
): Promise<readonly ReopenedMonth[]> {
  return repository.transaction(async (tx) => {
    await tx.lock(patients.map(enrollmentLock))
    const now = clock.now()
    const closed = await closedMonths(tx, patients, month)
    const written = await readResources(tx, closed.flatMap(referencesOf))
    const at = new Date(now).toISOString()
    const withdrawn = closed.flatMap(({ task }): Resource[] => [reopenedMonth(task, reason, at)])
    withdrawn.push(...written.map(withdraw))
    const changes = withdrawn.map((resource): Change => ({ kind: 'put', resource: preparer.prepare(resource) }))
    if (changes.length > 0) await tx.write(changes, reason === undefined ? note : { ...note, reason })
    return closed.map(({ patient, task }) => ({ patient: `Patient/${patient}`, charges: chargesOfMonth(task) }))
  })
}

interface ClosedMonth {
  readonly patient: string
  readonly task: Task
  /** `Claim/id` */
  readonly claim: string
}

/** By the months' own Tasks: also where the enrollment has changed since. */
async function closedMonths(
  reader: FhirReader,
  patients: readonly string[],
  month: ServiceMonth,
): Promise<readonly ClosedMonth[]> {
  // Wide enough for any time zone: which month a Task is about, it says itself.
  const { start, end } = windowOfMonth(month, 'UTC')
  const records = await reader.records(patients, ['Task'], { from: start, to: end })
  return [...records].flatMap(([patient, stored]) =>
    stored
      .map((found) => parseStored(found) as Task)
      .filter(
        (task) =>
          isMonthTask(task) && isClosed(monthStateOf(task)) && task.executionPeriod?.start === firstDayOfMonth(month),
      )
      .map((task) => ({ patient, task, claim: `Claim/${closingIds(task, reopeningsOf(task)).claim}` })),
  )
}

function referencesOf({ task, claim }: ClosedMonth): readonly string[] {
  return [...chargesOfMonth(task), claim]
}

async function readResources(reader: FhirReader, references: readonly string[]): Promise<readonly Resource[]> {
  return (await reader.readMany(references)).map(parseStored)
}

function withdraw(resource: Resource): Resource {
  return resource.resourceType === 'Claim' ? withdrawnClaim(resource) : withdrawnCharge(resource as ChargeItem)
}
