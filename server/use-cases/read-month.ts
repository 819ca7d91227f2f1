import type { Task } from '@medplum/fhirtypes'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { MonthDecision } from '#domain/billing/month-decision.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import type { Program } from '#domain/enrollment/program.ts'
import { programOfCare } from '#domain/month/care.ts'
import { stateNow } from '#domain/month/month-parameters.ts'
import { monthStateOf, type MonthState } from '#domain/month/month-state.ts'
import type { BillingPolicy } from '#domain/practice/practice.ts'
import type { BillerRegistry } from '#ports/biller-registry.ts'
import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import { othersHold } from './claim-months.ts'
import { caresOf, factsOfCare, type MonthCare } from './month-cares.ts'
import { monthSubject } from './month-ids.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readMonths, type MonthRecord } from './read-months.ts'

/** Which month of whom is asked about. */
export interface MonthQuestion {
  readonly patient: string
  readonly month: ServiceMonth
  /** Absent: CCM before PCM before APCM. */
  readonly program?: Program
  /** Absent: the practice's own. */
  readonly policy?: BillingPolicy
}

/** A patient's month as it stands. */
export interface MonthReading {
  readonly record: MonthRecord
  readonly decision: MonthDecision
  /** Undefined where the patient was not enrolled in the month. */
  readonly state: MonthState | undefined
  /** The month's Task, where somebody has closed it or tried to. */
  readonly task: Task | undefined
}

/** Reads and decides one patient's month (`$ccm-month`). Writes nothing; undefined where there is no such patient. */
export async function readMonth(
  { registry, clock }: Pick<ProgrammeDeps, 'registry' | 'clock'>,
  repository: FhirRepository,
  question: MonthQuestion,
): Promise<MonthReading | undefined> {
  return repository.transaction(async (tx) => {
    const now = clock.now()
    const asked = await readAskedMonth({ registry, now }, tx, question)
    if (!asked) return undefined
    const { record, care } = asked
    const decision = decideMonth(asked.facts)
    const subject = care && monthSubject(question.patient, question.month, care.care)
    const task = record.tasks.find(({ id }) => id === subject?.id)
    const ended = now >= windowOfMonth(question.month, record.practice.timeZone).end
    return { record, decision, state: stateNow(decision, monthStateOf(task), ended), task }
  })
}

/** A month that is asked about, with the facts of the care that the question means. */
interface AskedMonth {
  readonly record: MonthRecord
  /** Absent: the patient was not enrolled in the month. */
  readonly care: MonthCare | undefined
  readonly facts: MonthFacts
}

/** Reads what one patient's month depends on. Writes nothing; undefined where there is no such patient. */
export async function readAskedMonth(
  { registry, now }: { readonly registry: BillerRegistry; readonly now: number },
  tx: FhirTransaction,
  { patient, month, program, policy }: MonthQuestion,
): Promise<AskedMonth | undefined> {
  const record = (await readMonths(tx, [patient], month, now)).records.get(patient)
  if (!record) return undefined
  const care = caresOf(record)
    .filter((candidate) => program === undefined || programOfCare(candidate.care) === program)
    .sort((a, b) => PREFERENCE.indexOf(a.enrollment.program) - PREFERENCE.indexOf(b.enrollment.program))[0]
  const claim = care && { record, care }
  const taken = claim ? await othersHold(registry, tx, { claims: [claim], take: false }) : undefined
  const facts = care
    ? factsOfCare(record, care.care, claim !== undefined && taken?.get(claim) === true)
    : { ...record, ...(program ? { program } : {}), otherBiller: [] }
  return { record, care, facts: { ...facts, ...(policy ? { policy } : {}) } }
}

const PREFERENCE: readonly Program[] = ['ccm', 'pcm', 'apcm']
