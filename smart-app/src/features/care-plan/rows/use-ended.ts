import type { Resource } from '@medplum/fhirtypes'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newKey } from '../../../fhir/create-by-key.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import type { SaveState } from '../../../ui/use-autosave.ts'
import type { RowSource } from './row-source.ts'
import { isEnded, type Ended, type RowKind } from './write-merged.ts'

/** What is known of the end of what a row is about, and the way to make it anew. */
export function useEnded<R extends Resource, D>(source: RowSource<R, D>, kind: RowKind<R, D>) {
  const queries = useQueryClient()
  const [told, setTold] = useState<Ended>()
  const [key] = useState(newKey)
  return {
    /** The server has said so when the row was to be written. */
    isTold: told !== undefined,
    tell: (ended: Ended) => {
      setTold(ended)
      void queries.invalidateQueries({ queryKey: ['plan'] })
    },
    now: (reached: SaveState['kind']) => (kind.putBack ? endedNow(source, told, reached) : undefined),
    putBack: async (base: Stored<R>, draft: D) => {
      if (!kind.putBack) return base
      const made = await kind.putBack(base, draft, key)
      await queries.invalidateQueries({ queryKey: ['plan'] })
      setTold(undefined)
      return made
    },
  }
}

/**
 * Whether somebody ended what a row is about. While what is typed is on its way that is not said yet: it may be this row's
 * own doing.
 */
function endedNow<R extends Resource, D>(source: RowSource<R, D>, told: Ended | undefined, reached: SaveState['kind']) {
  const [known, stored] = 'stored' in source ? [source.ended, source.stored] : []
  // It may have been taken up again since.
  const again = told?.resource && stored && versionOf(stored) > versionOf(told.resource) && !isEnded(stored)
  if (told && !again) return told
  return reached === 'still' || reached === 'conflict' || reached === 'refused' ? known : undefined
}

/** The number of a resource's version; 0 where it has none. */
export function versionOf({ meta }: Resource): number {
  return Number(meta?.versionId ?? 0)
}
