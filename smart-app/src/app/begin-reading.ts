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
  // Who shows what was read says what failed.
  const ask = (reading: Promise<unknown>) => void reading.catch(() => undefined)
  ask(queries.query(practiceQuery(server)))
  if (patient === undefined) return queries
  const month = monthOf(now(), Intl.DateTimeFormat().resolvedOptions().timeZone)
  ask(queries.query(monthQuery(server, patient, month)))
  ask(queries.query(enrollmentQuery(server, patient)))
  ask(queries.query(patientQuery(server, patient)))
  return queries
}
