import { supposeMonth, type SupposedMonth, type Supposition } from '#domain/billing/suppose-month.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import { claimOf, somebodyElseBills } from './claim-enrollment.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readAskedMonth, type MonthQuestion } from './read-month.ts'
import type { MonthRecord } from './read-months.ts'

/**
 * What one patient's month would earn under a supposition (`$ccm-simulate`). Writes nothing, and takes nothing from the
 * registry; undefined where there is no such patient.
 */
export async function simulateMonth(
  { registry, clock }: Pick<ProgrammeDeps, 'registry' | 'clock'>,
  repository: FhirRepository,
  { supposition, ...question }: MonthQuestion & { readonly supposition: Supposition },
): Promise<SupposedMonth | undefined> {
  return repository.transaction(async (tx) => {
    const asked = await readAskedMonth({ registry, now: clock.now() }, tx, question)
    if (!asked) return undefined
    const { record, care, facts } = asked
    const { program } = supposition
    const instead = program && care && program !== care.enrollment.program ? { ...care.enrollment, program } : undefined
    const taken = instead ? await othersHave(registry, tx, record, instead) : false
    const otherBiller = instead && taken ? [...facts.otherBiller, instead.program] : facts.otherBiller
    return supposeMonth({ ...facts, otherBiller }, supposition)
  })
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
