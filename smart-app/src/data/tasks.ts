import type { Task } from '@medplum/fhirtypes'
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { nameOf } from '#domain/fhir/codings.ts'
import { extensionOf } from '#domain/fhir/extensions.ts'
import { inLanguage, localText, type Language } from '#domain/care-plan/local-text.ts'
import { localDate } from '#domain/fhir/instants.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import { createByKey, newKey } from '../fhir/create-by-key.ts'
import type { Stored } from '../fhir/our-server.ts'
import { useFormat } from '../format/use-format.ts'

/** Something that somebody of the practice is to do for the patient. */
export interface OpenTask {
  readonly task: Stored<Task>
  readonly title: (language: Language) => string
  /** Local day. */
  readonly due: string | undefined
  /** `Practitioner/…` */
  readonly owner: string | undefined
  readonly role: string | undefined
}

/** Statuses of a task that is still to be done. */
export const OPEN_TASKS = 'requested,received,accepted,ready,in-progress,on-hold'

/** The patient's open tasks, those that are due soonest first. */
export function useTasks(): UseQueryResult<readonly OpenTask[]> {
  const { server } = useApp()
  const patient = usePatientId()
  const { timeZone } = useFormat()
  return useQuery({
    queryKey: ['tasks', patient],
    queryFn: () => {
      const profile = structureDefinition('ccm-outreach-task')
      return server.search<Task>('Task', `patient=${patient}&_profile=${profile}&status=${OPEN_TASKS}&_count=100`)
    },
    select: useCallback((found: readonly Stored<Task>[]) => soonestFirst(found, timeZone), [timeZone]),
  })
}

function soonestFirst(found: readonly Stored<Task>[], timeZone: string): readonly OpenTask[] {
  return found
    .map((task) => taskOf(task, timeZone))
    .toSorted((one, other) => ((one.due ?? '9') < (other.due ?? '9') ? -1 : 1))
}

/** A task as the app shows it, with its day on the practice's clock. */
export function taskOf(task: Stored<Task>, timeZone: string): OpenTask {
  const words = localText(task.code, 'text') ?? { text: nameOf(task.code) || (task.description ?? '') }
  return {
    task,
    title: (language) => inLanguage(words, language),
    due: localDate(task.restriction?.period?.end, timeZone),
    owner: task.owner?.reference,
    role: task.performerType?.[0]?.coding?.[0]?.code,
  }
}

/**
 * Ticks a task. One that comes again is due next time; any other is completed. Gives the way back.
 * @returns the version that was written, and the resource as it was
 */
export function useTickTask() {
  const { server } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ task, today }: { readonly task: Stored<Task>; readonly today: string }) => {
      const done = await server.update<Task>(ticked(task, today))
      return { done, before: task }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  })
}

/** Puts a task back to what it was before it was ticked. */
export function useRestoreTask() {
  const { server } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ done, before }: { readonly done: Stored<Task>; readonly before: Stored<Task> }) =>
      server.update<Task>({ ...before, ...(done.meta && { meta: done.meta }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  })
}

/** A new task of the practice for the patient: made once, however often it is tried. */
export function useAddTask() {
  const { server } = useApp()
  const patient = usePatientId()
  const queries = useQueryClient()
  const [key] = useState(newKey)
  return useMutation({
    mutationFn: ({ text, due, owner }: { readonly text: string; readonly due: string; readonly owner: string | undefined }) =>
      createByKey(
        server,
        {
          resourceType: 'Task',
          meta: { profile: [structureDefinition('ccm-outreach-task')] },
          status: 'requested',
          intent: 'order',
          code: { text },
          for: { reference: `Patient/${patient}` },
          ...(owner !== undefined && { owner: { reference: owner } }),
          restriction: { period: { end: due } },
        },
        key,
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  })
}

/** The task as it is once this time has been done. */
export function ticked(task: Stored<Task>, today: string): Stored<Task> {
  const next = nextDue(task, today)
  if (next === undefined) return { ...task, status: 'completed' }
  return { ...task, restriction: { ...task.restriction, period: { ...task.restriction?.period, end: next } } }
}

const MONTHS: Readonly<Record<string, number>> = { mo: 1, a: 12 }
const DAYS: Readonly<Record<string, number>> = { d: 1, wk: 7 }

/** When a task that comes again is due next: one period after today; undefined for one that does not. */
function nextDue(task: Task, today: string): string | undefined {
  const repeat = extensionOf(task, 'ccm-frequency')?.valueTiming?.repeat
  const { period = 1, periodUnit = '' } = repeat ?? {}
  const date = new Date(`${today}T12:00:00Z`)
  const months = MONTHS[periodUnit]
  const days = DAYS[periodUnit]
  if (months !== undefined) addMonths(date, months * period)
  else if (days !== undefined) date.setUTCDate(date.getUTCDate() + days * period)
  else return undefined
  return date.toISOString().slice(0, 10)
}

/** The same day of a later month, or that month's last. */
function addMonths(date: Date, months: number): void {
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
}
