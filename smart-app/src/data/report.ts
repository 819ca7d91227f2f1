import type { Parameters } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { addMonths, type ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../app/app-context.ts'
import { partsOf } from './parts.ts'

/** What a month was for the whole practice. */
export interface ReportMonth {
  readonly month: string
  readonly enrolled: number
  /** Months of patients that a close has taken; minutes and charges are theirs. */
  readonly closed: number
  readonly staffMinutes: number
  readonly practitionerMinutes: number
  readonly units: number
  readonly cents: number
}

/** The last months of the practice in sums, the newest last. */
export function useReport(to: ServiceMonth, count: number): UseQueryResult<readonly ReportMonth[]> {
  const { server } = useApp()
  const from = addMonths(to, 1 - count)
  return useQuery({
    queryKey: ['report', from, to],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const answer = await server.get<Parameters>(`$ccm-report?from=${from}&to=${to}`, { signal })
      return partsOf(answer)
        .each('month')
        .map((parts) => ({
          month: parts.text('month') ?? '',
          enrolled: parts.number('enrolled') ?? 0,
          closed: parts.number('closed') ?? 0,
          staffMinutes: parts.number('clinicalStaffMinutes') ?? 0,
          practitionerMinutes: parts.number('practitionerMinutes') ?? 0,
          units: parts.number('units') ?? 0,
          cents: parts.cents('charged') ?? 0,
        }))
    },
  })
}
