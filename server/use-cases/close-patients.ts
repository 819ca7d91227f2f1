import type { Resource, Task } from '@medplum/fhirtypes'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { ServiceMonth } from '#domain/calendar.ts'
import { closeCareMonth, type Closing } from '#domain/month/close-month.ts'
import type { ClosedPatient } from '#domain/month/close-parameters.ts'
import type { MonthSubject } from '#domain/month/draft-month.ts'
import { chargesOfMonth, reopeningsOf } from '#domain/month/month-items.ts'
import { isClosed, monthStateOf } from '#domain/month/month-state.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, FhirReader, FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import { othersHold, type MonthClaim } from './claim-months.ts'
import { enrollmentLock } from './enroll-patient.ts'
import { caresOf, factsOfCare } from './month-cares.ts'
import { closingIds, monthSubject } from './month-ids.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readMonths } from './read-months.ts'

/** The patients that one transaction closes. */
export interface PatientsClosing {
  readonly patients: readonly string[]
  readonly month: ServiceMonth
  readonly dryRun: boolean
  readonly note: AuditNote
}

/** A care's month before it is closed. */
interface CareMonth extends MonthClaim {
  readonly subject: MonthSubject
  readonly previous: Task | undefined
}

/**
 * Closes the month of several patients in one transaction: their locks first, so that no time comes in between reading and
 * writing, then everything that is read, then everything that is written.
 */
export async function closePatients(
  deps: ProgrammeDeps,
  repository: FhirRepository,
  closing: PatientsClosing,
): Promise<readonly ClosedPatient[]> {
  return repository.transaction(async (tx) => {
    if (!closing.dryRun) await tx.lock(closing.patients.map(enrollmentLock))
    const cares = await readCares(deps, tx, closing)
    const open = cares.filter(({ previous }) => !isClosed(monthStateOf(previous)))
    const taken = await othersHold(deps.registry, tx, { claims: open, take: !closing.dryRun })
    const decided = open.map((care) => decideCare(deps, care, taken.get(care) === true))
    const unchanged = closing.dryRun ? new Set<string>() : await write(deps, tx, decided, closing.note)
    return [
      ...cares.filter((care) => !open.includes(care)).map(asClosedBefore),
      ...decided.map((one) => asDecided(one, unchanged.has(one.care.subject.id))),
    ]
  })
}

async function readCares(
  { clock }: ProgrammeDeps,
  reader: FhirReader,
  { patients, month }: PatientsClosing,
): Promise<readonly CareMonth[]> {
  const { records } = await readMonths(reader, patients, month, clock.now())
  return [...records].flatMap(([patient, record]) =>
    caresOf(record).map((care) => {
      const subject = monthSubject(patient, month, care.care)
      return { record, care, subject, previous: record.tasks.find(({ id }) => id === subject.id) }
    }),
  )
}

interface DecidedCare {
  readonly care: CareMonth
  readonly decision: ReturnType<typeof decideMonth>
  readonly closing: Closing
}

function decideCare({ clock }: ProgrammeDeps, month: CareMonth, taken: boolean): DecidedCare {
  const { record, care, subject, previous } = month
  const decision = decideMonth(factsOfCare(record, care.care, taken))
  const closing = closeCareMonth(decision, {
    subject,
    previous,
    practice: record.practice,
    conditions: record.conditions,
    ids: closingIds(subject, reopeningsOf(previous)),
    now: new Date(clock.now()).toISOString(),
  })
  return { care: month, decision, closing }
}

/** Writes what was decided; answers the ids of the months that stand as they stood. */
async function write(
  { preparer }: ProgrammeDeps,
  tx: FhirTransaction,
  decided: readonly DecidedCare[],
  note: AuditNote,
): Promise<ReadonlySet<string>> {
  const put = (task: Task): Change => ({ kind: 'put', resource: preparer.prepare(task), unlessUnchanged: true })
  const create = (resource: Resource): Change => ({ kind: 'create', resource: preparer.prepare(resource) })
  const changes = decided.flatMap(({ closing: { task, charges, claim } }) => [
    put(task),
    ...charges.map(create),
    ...(claim ? [create(claim)] : []),
  ])
  if (changes.length === 0) return new Set()
  const written = await tx.write(changes, note)
  return new Set(written.filter(({ unchanged }) => unchanged).map(({ id }) => id))
}

function asClosedBefore({ subject, previous }: CareMonth): ClosedPatient {
  return {
    patient: subject.patient,
    care: subject.care,
    state: monthStateOf(previous) ?? 'closed',
    unchanged: true,
    charges: previous ? chargesOfMonth(previous) : [],
  }
}

function asDecided({ care, decision, closing }: DecidedCare, unchanged: boolean): ClosedPatient {
  return {
    patient: care.subject.patient,
    care: care.subject.care,
    state: closing.state,
    unchanged,
    decision: {
      charges: decision.charges.map(({ code, system, units, amount, serviceDate }) => ({
        code,
        system,
        units,
        amount,
        serviceDate,
      })),
      total: decision.total,
      alternative: { policy: decision.alternative.policy, total: decision.alternative.total },
      blockers: decision.blockers,
      warnings: decision.warnings,
    },
    charges: closing.charges.map(({ id }) => `ChargeItem/${id ?? ''}`),
  }
}
