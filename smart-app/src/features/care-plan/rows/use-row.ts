import type { Resource } from '@medplum/fhirtypes'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { referenceTo } from '#domain/fhir/references.ts'
import { useApp } from '../../../app/app-context.ts'
import { useKeepWritten } from '../../../data/plan.ts'
import { newKey } from '../../../fhir/create-by-key.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useAutosave, type SaveState } from '../../../ui/use-autosave.ts'
import { mergeDrafts, settledDraft, type Settlement, type Texts } from './merge-drafts.ts'
import type { RowSource } from './row-source.ts'
import { useEnded, versionOf } from './use-ended.ts'
import { useRowPlaces, type RowPlace, type UnsentRow } from './unsent-rows.ts'
import { writeMerged, type Clash, type RowKind } from './write-merged.ts'

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
  const { held, first, key } = useBegun(source, kind)
  const base = useRef((held?.base as Stored<R> | undefined) ?? ('stored' in source ? source.stored : undefined))
  const [draft, setDraft] = useState((held?.draft as D | undefined) ?? first)
  const [clash, setClash] = useState<Clash<D> & { readonly stored: Stored<R> }>()
  const end = useEnded(source, kind)
  const me = useOwnership(places(nameOf(source, base.current)))
  const save = async (next: D) => {
    const place = places(nameOf(source, base.current))
    // The row was left and is open again: what waited is in its hands.
    if (!place.isOf(me)) return
    if (base.current) {
      const before = base.current
      const stored = await write(before, next)
      const same = referenceTo(stored) === referenceTo(before)
      // Under another name now: what is typed meanwhile is kept there.
      place.release(same ? next : undefined)
      if (same) keepWritten(stored)
      else await queries.invalidateQueries({ queryKey: ['plan'] })
    } else if ('create' in source) {
      base.current = await source.create(next, key)
      place.release(next)
      await queries.invalidateQueries({ queryKey: ['plan'] })
    }
  }
  const autosave = useAutosave<D>(save, (typed) => kind.words.flatMap((field) => typed[field] || []).join('; '))
  const write = async (stored: Stored<R>, next: D) => {
    const written = await writeMerged(server, kind, { read: stored, draft: next, key })
    if (!('stored' in written)) {
      if ('ended' in written) end.tell(written.ended)
      else setClash(written.clash)
      throw written.refusal
    }
    base.current = written.stored
    if (written.draft !== next) setDraft((typed) => mergeDrafts(next, typed, written.draft).draft)
    return written.stored
  }
  const typed = () => JSON.stringify(draft) !== JSON.stringify(base.current ? kind.draftOf(base.current) : first)
  useNewer('stored' in source ? source.stored : undefined, (newer) => {
    if (!base.current || referenceTo(newer) !== referenceTo(base.current)) return
    if (versionOf(newer) <= versionOf(base.current) || typed()) return
    base.current = newer
    setDraft(kind.draftOf(newer))
  })
  const ended = end.now(autosave.state.kind)
  const waits = typed() && (ended !== undefined || !kind.isWhole(draft) || isUnderWay(autosave.state.kind))
  useHold(
    places(nameOf(source, base.current)),
    waits ? { draft, key, ...(base.current && { base: base.current }) } : undefined,
  )
  useOnce(held !== undefined && kind.isWhole(draft) ? autosave.change : undefined, draft)
  return {
    draft,
    clash,
    /** Somebody ended what this row is about: it is put back as new, or what was typed is left. */
    ended,
    state: clash || ended ? autosave.state : explained(autosave.state),
    /** As it was written last; undefined for something new that is not written yet. */
    written: () => base.current,
    change: (part: Partial<D>) => {
      const next = { ...draft, ...part }
      setDraft(next)
      if (kind.isWhole(next) && !end.isTold) autosave.change(next)
    },
    /** Saves what waits; false where something typed is not on the server yet, so that the row stays open. */
    finish: async () => {
      if (autosave.state.kind === 'conflict' && !clash && !ended) autosave.change(draft)
      return !UNWRITTEN.has((await autosave.flush()).kind) && (kind.isWhole(draft) || !typed())
    },
    /** Leaves what is typed and not saved. */
    discard: () => {
      places(nameOf(source, base.current)).release()
    },
    /** Makes what somebody ended anew, with what was typed; gives its reference. */
    putBack: async () => {
      if (!base.current) return ''
      const made = await end.putBack(base.current, draft)
      places(nameOf(source, base.current)).release()
      base.current = made
      return referenceTo(made)
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

const UNWRITTEN: ReadonlySet<SaveState['kind']> = new Set(['conflict', 'unsent', 'refused'])

/** A conflict that asks nothing has no words of its own: why the server said no stands in their place. */
function explained(state: SaveState): SaveState {
  return state.kind === 'conflict' ? { kind: 'refused', refusal: state.refusal } : state
}

function isUnderWay(reached: SaveState['kind']): boolean {
  return reached !== 'still' && reached !== 'saved'
}

/** What a row begins with: words that wait for it, what it says, and the key by which it is written. */
function useBegun<R extends Resource, D>(source: RowSource<R, D>, kind: RowKind<R, D>) {
  const places = useRowPlaces()
  const [held] = useState(() => places(nameOf(source)).held())
  const [first] = useState(() => ('stored' in source ? kind.draftOf(source.stored) : source.empty))
  const [key] = useState(() => held?.key ?? newKey())
  return { held, first, key }
}

/** Tries at once what waited. */
function useOnce<D>(change: ((draft: D) => void) | undefined, draft: D): void {
  const again = useRef(change)
  useEffect(() => {
    again.current?.(draft)
    again.current = undefined
  })
}

/** The row as the plan names it, or by what it will be. */
function nameOf<R extends Resource, D>(source: RowSource<R, D>, made?: Stored<R>): string {
  const stored = made ?? ('stored' in source ? source.stored : undefined)
  return stored ? referenceTo(stored) : 'place' in source ? source.place : ''
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
