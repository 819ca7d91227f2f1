import type { Task } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { useApp } from '../app/app-context.ts'
import type { Stored } from '../fhir/our-server.ts'
import { useFormat } from '../format/use-format.ts'
import { OPEN_TASKS, taskOf, type OpenTask } from './tasks.ts'

/** The open task of a patient that is due first, and how many there are. */
export interface NextTask {
  readonly task: OpenTask
  readonly count: number
}

const MOST = 50_000

/** What is to be done for each patient of the practice, by `Patient.id`. */
export function usePracticeTasks(): UseQueryResult<ReadonlyMap<string, NextTask>> {
  const { server } = useApp()
  const { timeZone } = useFormat()
  return useQuery({
    queryKey: ['tasks', 'practice'],
    staleTime: 60_000,
    queryFn: ({ signal }) => {
      const profile = structureDefinition('ccm-outreach-task')
      const query = `_profile=${profile}&status=${OPEN_TASKS}&_count=1000`
      return server.search<Task>('Task', query, { limit: MOST, signal })
    },
    select: useCallback((found: readonly Stored<Task>[]) => firstOfEach(found, timeZone), [timeZone]),
  })
}

function firstOfEach(tasks: readonly Stored<Task>[], timeZone: string): ReadonlyMap<string, NextTask> {
  const first = new Map<string, NextTask>()
  for (const each of tasks) {
    const patient = each.for?.reference?.split('/')[1]
    if (patient === undefined) continue
    const task = taskOf(each, timeZone)
    const known = first.get(patient)
    const count = (known?.count ?? 0) + 1
    const sooner = !known || (task.due ?? '9') < (known.task.due ?? '9')
    first.set(patient, { task: sooner ? task : known.task, count })
  }
  return first
}
