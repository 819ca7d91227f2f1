import { payerOn, type Payer } from '#domain/coverage/payer-on.ts'
import { useApp } from '../app/app-context.ts'
import { useFormat } from '../format/use-format.ts'
import { useCoverage } from './chart.ts'

/** Who pays for the chart's patient today; undefined while that is read. */
export function usePayer(): Payer | undefined {
  const { now } = useApp()
  const { dayOf, timeZone } = useFormat()
  const { data } = useCoverage()
  return data && payerOn(data, dayOf(now()), timeZone)
}
