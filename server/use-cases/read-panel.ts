import type { Patient, Task } from '@medplum/fhirtypes'
import { decideMonth } from '#domain/billing/decide-month.ts'
import { dayOf, monthOfDay, windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { assessEligibility } from '#domain/eligibility/assess-eligibility.ts'
import { stateNow } from '#domain/month/month-parameters.ts'
import { monthStateOf } from '#domain/month/month-state.ts'
import type { PanelMonth, PanelPage, PanelPatient } from '#domain/panel/panel.ts'
import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import { claimOf } from './claim-enrollment.ts'
import { othersHold, type MonthClaim } from './claim-months.ts'
import { caresOf, factsOfCare } from './month-cares.ts'
import { monthSubject } from './month-ids.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readMonths, type MonthRecord } from './read-months.ts'
import { parseStored } from './stored.ts'

/** Which part of the practice's patients is asked about. */
export interface PanelQuestion {
  readonly month: ServiceMonth
  /** Patients a page. */
  readonly count: number
  /** Where the page before ended. */
  readonly cursor?: string
}

type Deps = Pick<ProgrammeDeps, 'registry' | 'clock'>

/**
 * Reads the practice's patients page by page, each with what the month says of them: who is enrolled gets the month's
 * decision, who is not the verdict on enrolling (`$ccm-panel`). Writes nothing.
 */
export async function readPanel(deps: Deps, repository: FhirRepository, question: PanelQuestion): Promise<PanelPage> {
  return repository.transaction(async (tx) => {
    const { month, count, cursor } = question
    const page = await tx.search({
      type: 'Patient',
      where: [],
      sort: [],
      count,
      include: [],
      revinclude: [],
      total: 'none',
      ...(cursor === undefined ? {} : { cursor }),
    })
    const ids = page.matches
      .map(parseStored)
      .flatMap((patient) => (listed(patient as Patient) ? [patient.id ?? ''] : []))
    const { records } = await readMonths(tx, ids, month, deps.clock.now())
    const patients = await judge(deps, tx, [...records.values()])
    return { month, patients, ...(page.next === undefined ? {} : { next: page.next }) }
  })
}

/** A record that is no longer in use, or that another one replaces, is nobody's work. */
function listed({ active, link }: Patient): boolean {
  return active !== false && link?.some(({ type }) => type === 'replaced-by') !== true
}

async function judge(
  deps: Deps,
  tx: FhirTransaction,
  records: readonly MonthRecord[],
): Promise<readonly PanelPatient[]> {
  const claims = records.flatMap((record): MonthClaim[] =>
    caresOf(record)
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .map((care) => ({ record, care })),
  )
  const enrolled = Map.groupBy(claims, ({ record }) => record)
  const rest = records.filter((record) => !enrolled.has(record))
  const [taken, billed] = [
    await othersHold(deps.registry, tx, { claims, take: false }),
    await billedElsewhere(deps, tx, rest),
  ]
  return records.map((record) => {
    const [month, ...also] = (enrolled.get(record) ?? []).map((claim) => inMonth(claim, taken.get(claim) === true))
    return month ? { record, month, also } : notEnrolled(record, billed.get(record) === true, deps.clock.now())
  })
}

function rankOf({ enrollment }: MonthClaim['care']): number {
  return ['ccm', 'pcm', 'apcm'].indexOf(enrollment.program)
}

function inMonth({ record, care }: MonthClaim, taken: boolean): PanelMonth {
  const decision = decideMonth(factsOfCare(record, care.care, taken))
  const subject = monthSubject(record.patient.id ?? '', record.month, care.care)
  const task: Task | undefined = record.tasks.find(({ id }) => id === subject.id)
  const ended = record.now >= windowOfMonth(record.month, record.practice.timeZone).end
  const state = stateNow(decision, monthStateOf(task), ended)
  return { decision, enrollment: care.enrollment, ...(state ? { state } : {}) }
}

function notEnrolled(record: MonthRecord, elsewhere: boolean, now: number): PanelPatient {
  const on = dayOf(now, record.practice.timeZone)
  const otherBiller = elsewhere ? (['ccm'] as const) : []
  return { record, eligibility: assessEligibility({ ...record, on, otherBiller }) }
}

/** Whether somebody else on the server has the month of CCM for people who are not enrolled here. */
async function billedElsewhere(
  { registry, clock }: Deps,
  tx: FhirTransaction,
  records: readonly MonthRecord[],
): Promise<ReadonlyMap<MonthRecord, boolean>> {
  const asked = records.map((record) => {
    const month = monthOfDay(dayOf(clock.now(), record.practice.timeZone))
    return claimOf(record, { program: 'ccm', biller: undefined, months: { from: month, to: month }, episode: '' })
  })
  const verdicts = await registry.claimEach(tx, asked, false)
  return new Map(records.map((record, index) => [record, verdicts[index] === 'other-biller']))
}
