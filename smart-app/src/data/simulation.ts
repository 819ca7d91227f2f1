import type { Parameters } from '@medplum/fhirtypes'
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ServiceMonth } from '#domain/calendar.ts'
import type { EndReason } from '#domain/enrollment/end-enrollment.ts'
import { useApp } from '../app/app-context.ts'
import type { Reason } from './month.ts'
import { partsOf, type Parts } from './parts.ts'

/** What is asked about a month that is not so. */
export interface Supposed {
  /** Further minutes of staff; 0: none. */
  readonly minutes: number
  /** The practitioner records moderate complexity. */
  readonly complex: boolean
  /** The programme in place of the present one; undefined: none. */
  readonly instead: string | undefined
}

/** How an enrollment would end. */
export interface SupposedEnd {
  readonly reason: EndReason
  /** A local day; undefined: now, or the day of death on file. */
  readonly day: string | undefined
}

/** What a policy would bill, in cents; the difference is to the month as it stands. */
export interface Outcome {
  readonly policy: string
  readonly cents: number
  readonly difference: number
  readonly codes: readonly { readonly code: string; readonly units: number }[]
}

/** Why a charge code is not billed, by a rule of `[ig]/CodeSystem/ccm-rule`. */
interface NotGiven {
  readonly code: string
  readonly rule: string | undefined
  readonly message: string
}

/** The server's answer to a supposition. */
export interface Simulation {
  /** Minutes that would count. */
  readonly minutes: number
  /** The practice's own policy first. */
  readonly outcomes: readonly Outcome[]
  readonly blockers: readonly Reason[]
  readonly notGiven: readonly NotGiven[]
}

/** Whose month is asked about. */
export interface SimulatedMonth {
  /** `Patient.id`, given: what stands in a side sheet outlives the page that it was opened from. */
  readonly patient: string
  readonly month: ServiceMonth
}

/** What a month would earn, as the server reckons it; the answer before stays until the next is there. */
export function useSimulation(asked: SimulatedMonth, supposed: Supposed): UseQueryResult<Simulation> {
  const { minutes, complex, instead } = supposed
  return useAsked(asked, {
    ...(minutes > 0 && { minutes: String(minutes) }),
    ...(complex && { complexity: 'moderate' }),
    ...(instead !== undefined && { instead }),
  })
}

/** What an end of the enrollment would leave of a month. */
export function useSupposedEnd(
  asked: SimulatedMonth,
  program: string,
  { reason, day }: SupposedEnd,
): UseQueryResult<Simulation> {
  return useAsked(asked, { program, endReason: reason, ...(day !== undefined && { endDateTime: day }) })
}

function useAsked(
  { patient, month }: SimulatedMonth,
  supposed: Readonly<Record<string, string>>,
): UseQueryResult<Simulation> {
  const { server } = useApp()
  return useQuery({
    queryKey: ['month', patient, month, 'simulation', supposed],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const query = new URLSearchParams({ month, ...supposed }).toString()
      return simulationOf(partsOf(await server.get<Parameters>(`Patient/${patient}/$ccm-simulate?${query}`)))
    },
  })
}

function simulationOf(parts: Parts): Simulation {
  return {
    minutes: parts.number('totalMinutes') ?? 0,
    outcomes: parts.each('outcome').map((outcome) => ({
      policy: outcome.code('policy') ?? '',
      cents: outcome.cents('total') ?? 0,
      difference: outcome.cents('difference') ?? 0,
      codes: outcome.each('charge').map((charge) => ({
        code: charge.coding('code')?.code ?? '',
        units: charge.number('units') ?? 1,
      })),
    })),
    blockers: parts.each('blocker').map((one) => ({ code: one.code('code') ?? '', message: one.text('message') ?? '' })),
    notGiven: parts.each('notGiven').map((one) => ({
      code: one.coding('code')?.code ?? '',
      rule: one.code('rule'),
      message: one.text('message') ?? '',
    })),
  }
}
