import type { Parameters } from '@medplum/fhirtypes'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import type { ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../app/app-context.ts'
import type { MonthView, Reason } from './month.ts'
import { partsOf, type Parts } from './parts.ts'

/** What a month earns under a code, without its evidence. */
export interface PanelCharge {
  readonly code: string
  readonly units: number
  readonly cents: number | undefined
}

/** One of the practice's patients, with what a month says of them. */
export interface PanelRow {
  /** `Patient.id` */
  readonly id: string
  readonly name: string
  readonly birthDate: string | undefined
  readonly language: string | undefined
  readonly recordNumber: string | undefined
  /** Absent: not enrolled in the month. */
  readonly program: string | undefined
  readonly state: string | undefined
  /** `Practitioner/…` */
  readonly careManager: string | undefined
  readonly staffMinutes: number
  readonly practitionerMinutes: number
  readonly totalMinutes: number
  readonly charges: readonly PanelCharge[]
  readonly next: MonthView['next']
  readonly blockers: readonly Reason[]
  readonly reviewOn: string | undefined
  readonly lastContact: string | undefined
  /** State of outreach, for those who are not enrolled. */
  readonly outreach: string | undefined
  readonly askAgain: string | undefined
  readonly eligible: readonly string[]
  /** Programs of the month beside `program`. */
  readonly also: readonly AlsoProgram[]
}

/** A further program of somebody's month, in sums. */
export interface AlsoProgram {
  readonly program: string
  readonly state: string | undefined
  readonly totalMinutes: number
  readonly cents: number
}

/** The practice's patients as far as they have been read. */
export interface Panel {
  readonly rows: readonly PanelRow[]
  readonly complete: boolean
}

const PAGE = 250

/** The practice's patients in a month, page by page: what has come is shown while the rest is read. */
export function usePanel(month: ServiceMonth): UseQueryResult<Panel> {
  const { server } = useApp()
  const queries = useQueryClient()
  const queryKey = ['panel', month]
  return useQuery({
    queryKey,
    staleTime: 60_000,
    gcTime: 15 * 60_000,
    queryFn: async ({ signal }) => {
      const known = queries.getQueryData<Panel>(queryKey)
      const rows: PanelRow[] = []
      let after: string | undefined
      do {
        const more = after === undefined ? '' : `&after=${encodeURIComponent(after)}`
        const path = `$ccm-panel?month=${month}&count=${String(PAGE)}${more}`
        const parts = partsOf(await server.get<Parameters>(path, { signal }))
        rows.push(...parts.each('patient').map(rowOf))
        after = parts.text('next')
        if (after !== undefined && known?.complete !== true)
          queries.setQueryData<Panel>(queryKey, { rows: [...rows], complete: false })
      } while (after !== undefined)
      return { rows, complete: true }
    },
  })
}

function rowOf(parts: Parts): PanelRow {
  const patient = parts.reference('patient')
  const id = patient?.reference.split('/')[1] ?? ''
  const [next] = parts.each('next')
  return {
    id,
    name: patient?.display ?? id,
    birthDate: parts.day('birthDate'),
    language: parts.code('language'),
    recordNumber: parts.text('recordNumber'),
    program: parts.code('program'),
    state: parts.code('state'),
    careManager: parts.reference('careManager')?.reference,
    staffMinutes: parts.number('clinicalStaffMinutes') ?? 0,
    practitionerMinutes: parts.number('practitionerMinutes') ?? 0,
    totalMinutes: parts.number('totalMinutes') ?? 0,
    charges: parts.each('charge').map(panelCharge),
    next: next && {
      code: next.coding('code')?.code ?? '',
      minutesNeeded: next.number('minutesNeeded') ?? 0,
      by: next.code('by') ?? 'staff',
    },
    blockers: parts.each('blocker').map(panelReason),
    reviewOn: parts.day('reviewOn'),
    lastContact: parts.instant('lastContact'),
    outreach: parts.code('outreach'),
    askAgain: parts.day('askAgain'),
    eligible: parts.codes('eligible'),
    also: parts.each('also').map((other) => ({
      program: other.code('program') ?? '',
      state: other.code('state'),
      totalMinutes: other.number('totalMinutes') ?? 0,
      cents: other.cents('amount') ?? 0,
    })),
  }
}

/** A charge without its evidence. */
export function panelCharge(parts: Parts): PanelCharge {
  return {
    code: parts.coding('code')?.code ?? '',
    units: parts.number('units') ?? 1,
    cents: parts.cents('amount'),
  }
}

/** A code of the programme's rules, with its words. */
export function panelReason(parts: Parts): Reason {
  return { code: parts.code('code') ?? '', message: parts.text('message') ?? '' }
}
