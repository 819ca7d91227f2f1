import { useVisits } from '../../data/chart.ts'
import { useFormat } from '../../format/use-format.ts'

/** The local day of the newest finished visit with the billing practitioner since a day. */
export function useInitiatingVisit(since: string, biller: string): string | undefined {
  const format = useFormat()
  const visits = useVisits(since)
  const seen = visits.data?.find(
    ({ status, participant, class: kind }) =>
      status === 'finished' &&
      kind.code !== 'IMP' &&
      participant?.some(({ individual }) => individual?.reference === biller) === true,
  )
  const start = seen?.period?.start
  return start === undefined ? undefined : format.dayOf(start)
}
