import type { Resource } from '@medplum/fhirtypes'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../../app/app-context.ts'
import { useKeepWritten } from '../../../data/plan.ts'
import { newKey } from '../../../fhir/create-by-key.ts'
import { FhirRefusal, type OurServer, type Stored } from '../../../fhir/our-server.ts'
import { useAutosave } from '../../../ui/use-autosave.ts'
import { useRowPlaces, type RowPlace, type UnsentRow } from './unsent-rows.ts'
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
  | { readonly stored: Stored<R> }
  | {
      /** What it will be, to find its unsent words again. */
      readonly place: string
      readonly empty: D
      readonly create: (draft: D, key: string) => Promise<Stored<R>>
    }

const ATTEMPTS = 3

/**
 * A row that saves itself over the version that was read. Where somebody else was faster, the changes of both are
 * brought together by field; only a field that both changed is asked about. What cannot be saved is there again when the
 * row is.
 */
export function useRow<R extends Resource, D extends Texts<D>>(source: RowSource<R, D>, kind: RowKind<R, D>) {
  const { server } = useApp()
  const queries = useQueryClient()
  const keepWritten = useKeepWritten()
  const places = useRowPlaces()
  const [held] = useState(() => places(nameOf(source)).held())
  const base = useRef((held?.base as Stored<R> | undefined) ?? ('stored' in source ? source.stored : undefined))
  const [first] = useState(() => ('stored' in source ? kind.draftOf(source.stored) : source.empty))
  const [draft, setDraft] = useState((held?.draft as D | undefined) ?? first)
  const [key] = useState(() => held?.key ?? newKey())
  const [clash, setClash] = useState<Clash<D> & { readonly stored: Stored<R> }>()
  const me = useOwnership(places(nameOf(source, base.current)))
  const save = async (next: D) => {
    const place = places(nameOf(source, base.current))
    // The row was left and is open again: what waited is in its hands.
    if (!place.isOf(me)) return
    if (base.current) {
      const stored = await write(base.current, next)
      place.release(next)
      keepWritten(stored)
    } else if ('create' in source) {
      base.current = await source.create(next, key)
      place.release(next)
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
  const { kind: reached } = autosave.state
  const waits = typed() && (!kind.isWhole(draft) || (reached !== 'still' && reached !== 'saved'))
  useHold(
    places(nameOf(source, base.current)),
    waits ? { draft, key, ...(base.current && { base: base.current }) } : undefined,
  )
  const again = useRef(held !== undefined && kind.isWhole(draft) ? autosave.change : undefined)
  useEffect(() => {
    again.current?.(draft)
    again.current = undefined
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
    /** Leaves what is typed and not saved. */
    discard: () => {
      places(nameOf(source, base.current)).release()
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

/** The row as the plan names it, or by what it will be. */
function nameOf<R extends Resource, D>(source: RowSource<R, D>, made?: Stored<R>): string {
  const stored = 'stored' in source ? source.stored : made
  return stored ? `${stored.resourceType}/${stored.id}` : 'place' in source ? source.place : ''
}

/** Whoever shows a row last saves what is typed in it. */
function useOwnership(place: RowPlace): object {
  const [me] = useState(() => ({}))
  useEffect(() => {
    place.take(me)
  })
  return me
}

/** Keeps what waits where the row finds it again, as long as it waits. */
function useHold(place: RowPlace, waiting: UnsentRow | undefined) {
  const was = useRef(false)
  useEffect(() => {
    if (waiting) place.hold(waiting)
    else if (was.current) place.release()
    was.current = waiting !== undefined
  })
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
