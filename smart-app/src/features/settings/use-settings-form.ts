import type { Organization } from '@medplum/fhirtypes'
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { IDENTIFIER } from '#domain/fhir/canonicals.ts'
import { settingsOf, withSettings, type PracticeSettings } from '#domain/practice/practice-settings.ts'
import { useApp } from '../../app/app-context.ts'
import { FhirRefusal, type Stored } from '../../fhir/our-server.ts'
import { useSay } from '../../say/use-say.ts'
import { useUndo } from '../../ui/undo.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import {
  differing,
  draftOf,
  faultsOf,
  pick,
  settingsFrom,
  type Faults,
  type SettingId,
  type SettingsDraft,
} from './settings-draft.ts'
import { settingsTexts } from './settings-texts.ts'

type Practice = Stored<Organization>
const KEY = ['practice', 'organization'] as const

/** The practice's Organization; null where none is on file. */
export function usePracticeOrganization(): UseQueryResult<Practice | null> {
  const { server } = useApp()
  return useQuery({
    queryKey: KEY,
    queryFn: async () => {
      const found = await server.search<Organization>('Organization', `identifier=${IDENTIFIER.practice}|&_count=1`)
      return found[0] ?? null
    },
  })
}

/** What was set and not saved when the page was left. In this page's memory alone. */
let unsaved: Partial<SettingsDraft> = {}

/** The form of the settings. */
export interface SettingsForm {
  readonly onFile: PracticeSettings
  readonly draft: SettingsDraft
  readonly editable: boolean
  readonly change: (part: Partial<SettingsDraft>) => void
  /** What is set otherwise than on file. */
  readonly changed: readonly SettingId[]
  /** Shown from the first try to save. */
  readonly faults: Faults
  /** What somebody else saved meanwhile; undefined where nobody did. */
  readonly meanwhile: readonly SettingId[] | undefined
  readonly error: Error | undefined
  readonly saving: boolean
  /** False where a field cannot be read: then nothing is sent. */
  readonly save: () => boolean
  readonly discard: () => void
}

/** Keeps what is set until it is saved, over the version that was read (`If-Match`). */
export function useSettingsForm(organization: Practice): SettingsForm {
  const { rights } = useApp()
  const [edits, setEdits] = useState(unsaved)
  const [tried, setTried] = useState(false)
  const onFile = settingsOf(organization)
  const stored = draftOf(onFile)
  const draft = { ...stored, ...edits }
  const changed = differing(draft, stored)
  const faults = faultsOf(draft)
  const keep = (next: Partial<SettingsDraft>) => {
    unsaved = next
    setEdits(next)
  }
  const saving = useSaving(organization, () => {
    keep({})
    setTried(false)
  })
  useUnsaved(changed.length > 0 ? 'waiting' : undefined)
  return {
    onFile,
    draft,
    editable: rights.setUp,
    changed,
    faults: tried ? faults : {},
    meanwhile: saving.meanwhile,
    error: saving.error,
    saving: saving.isSaving,
    change: (part) => {
      keep({ ...edits, ...part })
    },
    save: () => {
      setTried(true)
      const ready = Object.keys(faults).length === 0
      if (ready) saving.save(pick(settingsFrom(draft), changed))
      return ready
    },
    discard: () => {
      keep({})
      setTried(false)
      saving.forget()
    },
  }
}

/** Saves settings; where somebody was faster, reads what they saved and says what it was. */
function useSaving(organization: Practice, saved: () => void) {
  const { server } = useApp()
  const queries = useQueryClient()
  const say = useSay(settingsTexts)
  const undo = useUndo()
  const [meanwhile, setMeanwhile] = useState<readonly SettingId[]>()
  const keep = (next: Practice) => {
    queries.setQueryData(KEY, next)
    void queries.invalidateQueries()
  }
  const back = useMutation({ mutationFn: (before: Practice) => server.update<Organization>(before), onSuccess: keep })
  const save = useMutation({
    mutationFn: (changes: Partial<PracticeSettings>) =>
      server.update<Organization>(withSettings(organization, changes) as Practice),
    onSuccess: (written) => {
      keep(written)
      setMeanwhile(undefined)
      saved()
      undo({
        text: say('saved'),
        undo: () => {
          back.mutate({ ...organization, ...(written.meta && { meta: written.meta }) })
        },
      })
    },
    onError: async (error) => {
      if (!isOlder(error)) return
      const newest = await server.get<Practice>(`Organization/${organization.id}`)
      setMeanwhile(differing(settingsOf(newest), settingsOf(organization)))
      queries.setQueryData(KEY, newest)
    },
  })
  const error = save.error ?? back.error
  return {
    meanwhile,
    error: error && !isOlder(error) ? error : undefined,
    isSaving: save.isPending,
    save: save.mutate,
    forget: () => {
      setMeanwhile(undefined)
      save.reset()
    },
  }
}

const isOlder = (error: Error): boolean => error instanceof FhirRefusal && error.status === 412
