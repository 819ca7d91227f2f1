import type { Resource } from '@medplum/fhirtypes'
import { useState, useSyncExternalStore } from 'react'
import { usePatientId } from '../../../app/app-context.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { markUnsaved } from '../../../ui/unsaved.ts'

/**
 * What is typed and not on the server: refused, in conflict with somebody else's words, or not whole yet. It lives in this
 * page's memory, by patient and row, until it is saved or left by choice; while there is any, leaving the window asks first.
 */
export interface UnsentRow {
  readonly draft: unknown
  /** What it is typed over, as it was read; absent for something new. */
  readonly base?: Stored<Resource>
  /** Of something new: the same each time it is tried. */
  readonly key?: string
}

/** With the piece of unsaved work that the app knows it as. */
const rows = new Map<string, { readonly row: UnsentRow; readonly piece: object }>()
const owners = new Map<string, object>()

/** By patient, what unsent words are typed over; the same list as long as it is the same. */
const bases = new Map<string, readonly Stored<Resource>[]>()
const listeners = new Set<() => void>()
const NONE: readonly Stored<Resource>[] = []

function tellBases(patient: string): void {
  const now = [...rows].flatMap(([name, { row }]) => (name.startsWith(`${patient} `) ? (row.base ?? []) : []))
  const before = bases.get(patient) ?? NONE
  if (now.length === before.length && now.every((base, at) => base === before[at])) return
  bases.set(patient, now)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The resources over which something is typed and not on the server, as they were read. */
export function useUnsentBases(): readonly Stored<Resource>[] {
  const patient = usePatientId()
  return useSyncExternalStore(subscribe, () => bases.get(patient) ?? NONE)
}

/** Where the unsent words of one row are kept. */
export interface RowPlace {
  held(): UnsentRow | undefined
  hold(row: UnsentRow): void
  /** Whoever shows the row takes it from whoever showed it before. */
  take(owner: object): void
  isOf(owner: object): boolean
  /** @param draft only where this is what is held */
  release(draft?: unknown): void
}

/** The places of a patient's rows. A row is named by its reference, or by what it will be. */
export function useRowPlaces(): (row: string) => RowPlace {
  const patient = usePatientId()
  return (row) => {
    const name = `${patient} ${row}`
    return {
      held: () => rows.get(name)?.row,
      isOf: (owner) => (owners.get(name) ?? owner) === owner,
      take(owner) {
        owners.set(name, owner)
      },
      hold(unsent) {
        const before = rows.get(name)
        if (before && before.row.draft === unsent.draft && before.row.base === unsent.base) return
        const piece = before?.piece ?? {}
        rows.set(name, { row: unsent, piece })
        tellBases(patient)
        markUnsaved(piece, { is: 'waiting' })
      },
      release(draft) {
        const before = rows.get(name)
        if (!before || (draft !== undefined && JSON.stringify(before.row.draft) !== JSON.stringify(draft))) return
        rows.delete(name)
        tellBases(patient)
        markUnsaved(before.piece, undefined)
      },
    }
  }
}

/** Whether a row opens by itself, because something typed in it waits. */
export function useIsUnsent(row: string): boolean {
  const places = useRowPlaces()
  const [unsent] = useState(() => places(row).held() !== undefined)
  return unsent
}

/** What is typed in a field that is no row of its own; undefined: nothing. It is there again when the page is. */
export function useHeld<T>(row: string): readonly [T | undefined, (next: T | undefined) => void] {
  const place = useRowPlaces()(row)
  const [typed, setTyped] = useState(() => place.held()?.draft as T | undefined)
  return [
    typed,
    (next) => {
      setTyped(next)
      if (next === undefined || next === '') place.release()
      else place.hold({ draft: next })
    },
  ]
}
