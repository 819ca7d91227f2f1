import { useEffect, useState, useSyncExternalStore } from 'react'

/**
 * Work that is not on the server yet, of the whole app. It outlives the page on which it was typed: what could not be sent
 * is tried again after that page was left, and what then fails is told.
 */

/** `waiting`: it is about to be sent; `unsent`: it was tried, and will be again; `failed`: it cannot be saved any more. */
type Unsaved =
  { readonly is: 'waiting' | 'unsent' } | { readonly is: 'failed'; readonly words: string; readonly why: string }

export interface Failed {
  readonly words: string
  readonly why: string
  readonly dismiss: () => void
}

const pieces = new Map<object, Unsaved>()
const listeners = new Set<() => void>()
let failures: readonly Failed[] = []

/** The browser asks before the page is left. */
const ask = (event: BeforeUnloadEvent) => {
  event.preventDefault()
}

/** Says how far a piece of work is; undefined: it is on the server, or given up. */
export function markUnsaved(piece: object, unsaved: Unsaved | undefined): void {
  if (unsaved) pieces.set(piece, unsaved)
  else pieces.delete(piece)
  if (pieces.size > 0) window.addEventListener('beforeunload', ask)
  else window.removeEventListener('beforeunload', ask)
  failures = [...pieces].flatMap(([key, state]) => (state.is === 'failed' ? [failureOf(key, state)] : []))
  for (const listener of listeners) listener()
}

function failureOf(piece: object, { words, why }: Extract<Unsaved, { is: 'failed' }>): Failed {
  const dismiss = () => {
    markUnsaved(piece, undefined)
  }
  return { words, why, dismiss }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const countUnsent = () => [...pieces.values()].filter(({ is }) => is === 'unsent').length

/** How many changes were tried and did not get through; they are tried again. */
export function useUnsentCount(): number {
  return useSyncExternalStore(subscribe, countUnsent)
}

/** What was typed on a page that was left, and could not be saved. */
export function useFailedWork(): readonly Failed[] {
  return useSyncExternalStore(subscribe, () => failures)
}

/** Something of this component is not on the server while `is` says so. */
export function useUnsaved(is: 'waiting' | 'unsent' | undefined): void {
  const [piece] = useState(() => ({}))
  useEffect(() => {
    markUnsaved(piece, is && { is })
    return () => {
      markUnsaved(piece, undefined)
    }
  }, [piece, is])
}
