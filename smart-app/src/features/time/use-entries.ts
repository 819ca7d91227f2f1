import type { Annotation, Task } from '@medplum/fhirtypes'
import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { useApp, usePatientId } from '../../app/app-context.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { createByKey } from '../../fhir/create-by-key.ts'
import type { Stored } from '../../fhir/our-server.ts'
import { forgetCorrection } from './correction-draft.ts'
import { taskTime, type EntryDraft, type EntryTime } from './entry-draft.ts'
import { forgetLogDraft, logKey } from './log-draft.ts'

/** What is written of a draft. */
export interface EntryWrite {
  readonly draft: EntryDraft
  readonly time: EntryTime
}

function useWritten() {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: ['time'] })
    void queries.invalidateQueries({ queryKey: ['month'] })
  }
}

function useNote(): (text: string) => Annotation[] {
  const { user } = useApp()
  return (text) => {
    if (text.trim() === '') return []
    const by = user.reference === undefined ? {} : { authorReference: { reference: user.reference } }
    return [{ text: text.trim(), time: new Date().toISOString(), ...by }]
  }
}

function logging(patient: string): readonly string[] {
  return ['log-time', patient]
}

/** Whether time is being logged for the patient, by this form or by one that was left meanwhile. */
export function useIsLogging(): boolean {
  return useIsMutating({ mutationKey: logging(usePatientId()) }) > 0
}

/** Writes time that was logged by hand: one's own, once, however often it is tried. */
export function useLogTime() {
  const { server, user } = useApp()
  const patient = usePatientId()
  const note = useNote()
  const written = useWritten()
  return useMutation({
    mutationKey: logging(patient),
    mutationFn: ({ draft, time }: EntryWrite) => {
      const notes = note(draft.note)
      const task: Task = {
        resourceType: 'Task',
        meta: { profile: [structureDefinition('ccm-time-entry')] },
        status: 'completed',
        intent: 'order',
        for: { reference: `Patient/${patient}` },
        owner: { reference: user.reference ?? '' },
        ...withoutEmpty(taskTime(time, draft.activity)),
        ...(notes.length > 0 && { note: notes }),
      }
      return createByKey(server, task, logKey(patient))
    },
    onSuccess: () => {
      forgetLogDraft(patient)
      written()
    },
  })
}

/** Writes a version over an entry, with the reason. */
export function useCorrectTime(entry: TimeEntry) {
  const { server } = useApp()
  const note = useNote()
  const written = useCorrected(entry)
  return useMutation({
    mutationFn: ({ draft, time }: EntryWrite) => {
      const { code, executionPeriod, extension = [] } = taskTime(time, draft.activity)
      const kept = (entry.task.extension ?? []).filter(({ url }) => url !== structureDefinition('ccm-minutes'))
      const notes = draft.note.trim() === entry.note.trim() ? entry.task.note : note(draft.note)
      const { extension: _extension, note: _note, ...rest } = entry.task
      return server.update<Task>({
        ...rest,
        ...withoutEmpty({ code, executionPeriod, extension: [...kept, ...extension] }),
        ...(notes && notes.length > 0 && { note: notes }),
        statusReason: { text: draft.reason.trim() },
      } as Stored<Task>)
    },
    onSuccess: written,
  })
}

/** What was typed over the entry is on the server, or was meant for one that is taken out. */
function useCorrected({ reference }: TimeEntry): () => void {
  const written = useWritten()
  return () => {
    forgetCorrection(reference)
    written()
  }
}

/** Takes an entry out: it stays on file as a mistake, with the reason. Gives what is needed to put it back. */
export function useTakeOut(entry: TimeEntry) {
  const { server } = useApp()
  const written = useCorrected(entry)
  const taking = useMutation({
    mutationFn: (reason: string) =>
      server.update<Task>({ ...entry.task, status: 'entered-in-error', statusReason: { text: reason.trim() } }),
    onSuccess: written,
  })
  const putBack = useMutation({
    mutationFn: (taken: Stored<Task>) =>
      server.update<Task>({ ...entry.task, ...(taken.meta && { meta: taken.meta }) }),
    onSuccess: written,
  })
  return { taking, putBack }
}

function withoutEmpty<T extends { readonly extension?: readonly unknown[] }>(part: T): T {
  if (part.extension?.length !== 0) return part
  const { extension: _, ...rest } = part
  return rest as T
}
