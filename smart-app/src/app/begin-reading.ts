import type { QueryClient } from '@tanstack/react-query'
import { monthOf } from '#domain/calendar.ts'
import { patientQuery, practiceQuery } from '../data/chart.ts'
import { enrollmentQuery } from '../data/enrollment.ts'
import { monthQuery } from '../data/month.ts'
import type { AppContextValue } from './app-context.ts'

/**
 * Asks at once for what the first page of a chart is made of, before any of it is drawn. The month is the one by this
 * computer's zone; for the hours in which the practice's has another, the page asks for that.
 */
export function beginReading(
  queries: QueryClient,
  { server, patient, now }: Pick<AppContextValue, 'server' | 'patient' | 'now'>,
): QueryClient {
  void queries.prefetchQuery(practiceQuery(server))
  if (patient === undefined) return queries
  const month = monthOf(now(), Intl.DateTimeFormat().resolvedOptions().timeZone)
  void queries.prefetchQuery(monthQuery(server, patient, month))
  void queries.prefetchQuery(enrollmentQuery(server, patient))
  void queries.prefetchQuery(patientQuery(server, patient))
  return queries
}
