import type { ChargeItem, EpisodeOfCare, Parameters, Task } from '@medplum/fhirtypes'
import { addMonths, windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { codeSystem, IDENTIFIER } from '#domain/fhir/canonicals.ts'
import { PracticeMonths } from '#domain/panel/practice-months.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { Criterion } from '#ports/search.ts'
import { readPractice } from './read-practice.ts'
import { eachOf } from './stored.ts'

/** Sums up a practice's months: who was enrolled, what was counted, what was charged (`$ccm-report`). Writes nothing. */
export async function reportPractice(
  reader: FhirReader,
  { from, count }: { readonly from: ServiceMonth; readonly count: number },
): Promise<Parameters> {
  const { practice } = await readPractice(reader)
  const months = Array.from({ length: count }, (_, index) => addMonths(from, index))
  const sums = new PracticeMonths(months, practice.timeZone)
  const span = {
    from: windowOfMonth(from, 'UTC').start,
    to: windowOfMonth(addMonths(from, count - 1), 'UTC').end,
  }
  const within = (param: string): Criterion => ({ kind: 'date', param, values: [{ prefix: 'eq', ...span }] })
  await eachOf<EpisodeOfCare>(reader, 'EpisodeOfCare', [token('type', codeSystem('ccm-program'))], (episode) => {
    sums.addEpisode(episode)
  })
  await eachOf<Task>(reader, 'Task', [token('code', codeSystem('ccm-task'), 'month'), within('period')], (task) => {
    sums.addMonth(task)
  })
  const ours = [token('identifier', IDENTIFIER.charge), within('occurrence')]
  await eachOf<ChargeItem>(reader, 'ChargeItem', ours, (charge) => {
    sums.addCharge(charge)
  })
  return sums.parameters()
}

function token(param: string, system: string, code?: string): Criterion {
  return { kind: 'token', param, values: [{ system, ...(code === undefined ? {} : { code }) }] }
}
