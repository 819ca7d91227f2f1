import type { Resource } from '@medplum/fhirtypes'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../../app/app-context.ts'
import { useKeepWritten } from '../../../data/plan.ts'
import { newKey } from '../../../fhir/create-by-key.ts'
import { FhirRefusal, type OurServer, type Stored } from '../../../fhir/our-server.ts'
import { useAutosave } from '../../../ui/use-autosave.ts'
import { mergeDrafts, settledDraft, type Settlement, type Texts } from './merge-drafts.ts'

/** What a kind of row is, and how what is typed gets into it. */
export interface RowKind<R extends Resource, D> {
  readonly draftOf: (resource: R) => D
  readonly apply: (resource: Stored<R>, draft: D) => Stored<R>
  /** Whether what is typed can be written. */
  readonly isWhole: (draft: D) => boolean
  /** Fields in which two texts can stand one after the other. */
  readonly words: readonly (keyof D & string)[]
}

/** A row that two people changed at once: theirs, and the fields that clash. */
export interface Clash<D> {
  readonly theirs: D
  readonly fields: readonly (keyof D & string)[]
}

/** What is being edited: a resource as it was read, or one that is made by the first words. */
export type RowSource<R extends Resource, D> =
  { readonly stored: Stored<R> } | { readonly empty: D; readonly create: (draft: D, key: string) => Promise<Stored<R>> }

const ATTEMPTS = 3

/**
 * A row that saves itself over the version that was read. Where somebody else was faster, the changes of both are
 * brought together by field; only a field that both changed is asked about.
 */
export function useRow<R extends Resource, D extends Texts<D>>(source: RowSource<R, D>, kind: RowKind<R, D>) {
  const { server } = useApp()
  const queries = useQueryClient()
  const keepWritten = useKeepWritten()
  const base = useRef('stored' in source ? source.stored : undefined)
  const [first] = useState(() => ('stored' in source ? kind.draftOf(source.stored) : source.empty))
  const [draft, setDraft] = useState(first)
  const [key] = useState(newKey)
  const [clash, setClash] = useState<Clash<D> & { readonly stored: Stored<R> }>()
  const save = async (next: D) => {
    if (base.current) {
      const stored = await write(base.current, next)
      keepWritten(stored)
    } else if ('create' in source) {
      base.current = await source.create(next, key)
      await queries.invalidateQueries({ queryKey: ['plan'] })
    }
  }
  const autosave = useAutosave<D>(save, (typed) => kind.words.flatMap((field) => typed[field] || []).join('; '))
  const write = async (stored: Stored<R>, next: D) => {
    const written = await writeMerged(server, kind, stored, next)
    if ('clash' in written) {
      setClash(written.clash)
      throw written.refusal
    }
    base.current = written.stored
    if (written.draft !== next) setDraft((typed) => mergeDrafts(next, typed, written.draft).draft)
    return written.stored
  }
  const typed = () => JSON.stringify(draft) !== JSON.stringify(base.current ? kind.draftOf(base.current) : first)
  useNewer('stored' in source ? source.stored : undefined, (newer) => {
    if (!base.current || versionOf(newer) <= versionOf(base.current) || typed()) return
    base.current = newer
    setDraft(kind.draftOf(newer))
  })
  return {
    draft,
    clash,
    state: autosave.state,
    change: (part: Partial<D>) => {
      const next = { ...draft, ...part }
      setDraft(next)
      if (kind.isWhole(next)) autosave.change(next)
    },
    /** Saves what waits; false where something typed is not on the server yet, so that the row stays open. */
    finish: async () => {
      const { kind: reached } = await autosave.flush()
      return (
        reached !== 'conflict' && reached !== 'unsent' && reached !== 'refused' && (kind.isWhole(draft) || !typed())
      )
    },
    settle: async (choice: Settlement) => {
      if (!clash || !base.current) return
      const merged = mergeDrafts(kind.draftOf(base.current), draft, clash.theirs)
      const next = settledDraft(choice, merged, clash.theirs, kind.words)
      base.current = clash.stored
      setClash(undefined)
      setDraft(next)
      autosave.change(next)
      await autosave.flush()
    },
  }
}

/** Somebody else's version is shown at once where nothing was typed: a field that is always open follows the plan. */
function useNewer<R extends Resource>(stored: Stored<R> | undefined, take: (newer: Stored<R>) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    if (stored) latest.current(stored)
  }, [stored])
}

function versionOf({ meta }: Resource): number {
  return Number(meta?.versionId ?? 0)
}

type Written<R extends Resource, D> =
  | { readonly stored: Stored<R>; readonly draft: D }
  | { readonly clash: Clash<D> & { readonly stored: Stored<R> }; readonly refusal: FhirRefusal }

async function writeMerged<R extends Resource, D extends Texts<D>>(
  server: OurServer,
  kind: RowKind<R, D>,
  read: Stored<R>,
  draft: D,
): Promise<Written<R, D>> {
  let stored = read
  let next = draft
  for (let attempt = 1; ; attempt++) {
    try {
      return { stored: await server.update<R>(kind.apply(stored, next)), draft: next }
    } catch (error) {
      if (!isOutrun(error) || attempt === ATTEMPTS) throw error
      const newest = await server.get<Stored<R>>(`${read.resourceType}/${read.id}`)
      const theirs = kind.draftOf(newest)
      const merged = mergeDrafts(kind.draftOf(stored), next, theirs)
      if (merged.clashes.length > 0)
        return { clash: { theirs, fields: merged.clashes, stored: newest }, refusal: error }
      stored = newest
      next = merged.draft
    }
  }
}

/** Somebody else has written since this was read. */
export function isOutrun(error: unknown): error is FhirRefusal {
  return error instanceof FhirRefusal && error.status === 412
}
