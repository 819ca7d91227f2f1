import type { ServiceMonth } from '#domain/calendar.ts'
import type { Care } from '#domain/month/care.ts'
import type { MonthSubject } from '#domain/month/draft-month.ts'
import type { MonthIds } from '#domain/month/close-month.ts'
import { derivedId } from './derived-id.ts'

/** Whose month it is, and the id of its Task. */
export function monthSubject(patient: string, month: ServiceMonth, care: Care): MonthSubject {
  return { id: derivedId('month', patient, month, care), patient: `Patient/${patient}`, month, care }
}

/** The ids of a closing's charges and claim: one set for each time that the month is closed anew. */
export function closingIds({ id = '' }: { readonly id?: string }, reopenings: number): MonthIds {
  const closing = String(reopenings)
  return {
    claim: derivedId('claim', id, closing),
    charge: (code) => derivedId('charge', id, closing, code),
  }
}
