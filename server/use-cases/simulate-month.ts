import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { endedFacts } from '#domain/billing/suppose-end.ts'
import { supposeMonth, type SupposedMonth, type Supposition } from '#domain/billing/suppose-month.ts'
import type { EndRequest } from '#domain/enrollment/end-enrollment.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import { claimOf, somebodyElseBills } from './claim-enrollment.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readAskedMonth, type MonthQuestion } from './read-month.ts'
import type { MonthRecord } from './read-months.ts'
import { refuseIfAny } from './refuse.ts'

/** What is supposed of whose month. */
export interface SimulationQuestion extends MonthQuestion {
  readonly supposition: Supposition
  /** The enrollment ends so. */
  readonly end?: EndRequest
}

/**
 * What one patient's month would earn under a supposition (`$ccm-simulate`). Writes nothing, and takes nothing from the
 * registry; undefined where there is no such patient.
 * @throws Refusal where the enrollment cannot be ended as supposed
 */
export async function simulateMonth(
  { registry, clock }: Pick<ProgrammeDeps, 'registry' | 'clock'>,
  repository: FhirRepository,
  { supposition, end, ...question }: SimulationQuestion,
): Promise<SupposedMonth | undefined> {
  return repository.transaction(async (tx) => {
    const asked = await readAskedMonth({ registry, now: clock.now() }, tx, question)
    if (!asked) return undefined
    const { record, care, facts } = asked
    const { program } = supposition
    const instead = program && care && program !== care.enrollment.program ? { ...care.enrollment, program } : undefined
    const taken = instead ? await othersHave(registry, tx, record, instead) : false
    const otherBiller = instead && taken ? [...facts.otherBiller, instead.program] : facts.otherBiller
    const before = { ...facts, otherBiller }
    return supposeMonth(end && care ? afterEnd(before, care.enrollment, end) : before, supposition, before)
  })
}

/** @throws Refusal where the enrollment cannot be ended so */
function afterEnd(facts: MonthFacts, { reference }: Enrollment, end: EndRequest): MonthFacts {
  const ended = endedFacts(facts, reference, end)
  if (ended.kind === 'ended') return ended.facts
  refuseIfAny(ended.refusals)
  return facts
}

/** Whether another practitioner has the month in the programme of a supposed enrollment. */
function othersHave(
  registry: ProgrammeDeps['registry'],
  tx: FhirTransaction,
  record: MonthRecord,
  { program, billingPractitioner: biller, reference: episode }: Enrollment,
): Promise<boolean> {
  const months = { from: record.month, to: record.month }
  return somebodyElseBills(registry, tx, claimOf(record, { program, biller, months, episode }))
}
