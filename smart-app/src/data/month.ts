import type { Parameters } from '@medplum/fhirtypes'
import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { lastDayOfMonth, monthOfDay, type ServiceMonth } from '#domain/calendar.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { OurServer } from '../fhir/our-server.ts'
import { partsOf, type Parts } from './parts.ts'

/** A code of the programme's rules, and what it means here. */
export interface Reason {
  readonly code: string
  readonly message: string
}

/** What a month earns under a code. */
export interface MonthCharge {
  readonly code: string
  readonly units: number
  readonly cents: number | undefined
  readonly serviceDate: string | undefined
  readonly tasks: readonly string[]
  readonly reason: string
}

/** Time that is kept and not counted, or not all of it. */
export interface NotCounted extends Reason {
  /** `Task/…`, without its version. */
  readonly task: string
  readonly seconds: number
}

/** A patient's month, as `$ccm-month` answers. */
export interface MonthView {
  readonly program: string | undefined
  readonly state: string | undefined
  readonly staffMinutes: number
  readonly practitionerMinutes: number
  readonly totalMinutes: number
  readonly charges: readonly MonthCharge[]
  readonly alternative: { readonly policy: string; readonly charges: readonly MonthCharge[] } | undefined
  readonly notCounted: readonly NotCounted[]
  readonly next: { readonly code: string; readonly minutesNeeded: number; readonly by: string } | undefined
  readonly blockers: readonly Reason[]
  readonly warnings: readonly Reason[]
}

/** Reads a month. */
export async function readMonth(server: OurServer, patient: string, month: ServiceMonth): Promise<MonthView> {
  return monthOf(partsOf(await server.get<Parameters>(`Patient/${patient}/$ccm-month?month=${month}`)))
}

/** A month of a patient. */
export const monthQuery = (server: OurServer, patient: string, month: ServiceMonth) =>
  queryOptions({ queryKey: ['month', patient, month], queryFn: () => readMonth(server, patient, month) })

/** A month of the chart's patient. */
export function useMonth(month: ServiceMonth): UseQueryResult<MonthView> {
  return useQuery(monthQuery(useApp().server, usePatientId(), month))
}

function monthOf(parts: Parts): MonthView {
  const [alternative] = parts.each('alternative')
  const [next] = parts.each('next')
  return {
    program: parts.code('program'),
    state: parts.code('state'),
    staffMinutes: parts.number('clinicalStaffMinutes') ?? 0,
    practitionerMinutes: parts.number('practitionerMinutes') ?? 0,
    totalMinutes: parts.number('totalMinutes') ?? 0,
    charges: parts.each('charge').map(chargeOf),
    alternative: alternative && {
      policy: alternative.code('policy') ?? '',
      charges: alternative.each('charge').map(chargeOf),
    },
    notCounted: parts.each('notCounted').map((one) => ({
      ...reasonOf(one),
      task: unversioned(one.reference('task')?.reference ?? ''),
      seconds: one.number('seconds') ?? 0,
    })),
    next: next && {
      code: next.coding('code')?.code ?? '',
      minutesNeeded: next.number('minutesNeeded') ?? 0,
      by: next.code('by') ?? 'staff',
    },
    blockers: parts.each('blocker').map(reasonOf),
    warnings: parts.each('warning').map(reasonOf),
  }
}

function chargeOf(parts: Parts): MonthCharge {
  return {
    code: parts.coding('code')?.code ?? '',
    units: parts.number('units') ?? 1,
    cents: parts.cents('amount'),
    serviceDate: parts.day('serviceDate'),
    tasks: parts.references('task').map(unversioned),
    reason: parts.text('reason') ?? '',
  }
}

function reasonOf(parts: Parts): Reason {
  return { code: parts.code('code') ?? '', message: parts.text('message') ?? '' }
}

function unversioned(reference: string): string {
  return reference.replace(/\/_history\/.*$/, '')
}

/** Days that a day's month still has, this day among them: 1 on its last. */
export function daysLeft(today: string): number {
  return Number(lastDayOfMonth(monthOfDay(today)).slice(8)) - Number(today.slice(8)) + 1
}

/** Seconds that are kept and do not count. */
export function secondsMissed(missed: readonly NotCounted[]): number {
  return missed.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** What charges are worth together, in cents; an amount that is not known adds nothing. */
export function totalOf(charges: readonly MonthCharge[]): number {
  return charges.reduce((sum, { cents = 0 }) => sum + cents, 0)
}
