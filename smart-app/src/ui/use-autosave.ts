import { useCallback, useEffect, useRef, useState } from 'react'
import { FhirRefusal } from '../fhir/our-server.ts'
import { SessionOver } from '../fhir/session-keeper.ts'
import { markUnsaved } from './unsaved.ts'

/** How far a change has got. */
export type SaveState =
  | { readonly kind: 'still' }
  | { readonly kind: 'typing' }
  | { readonly kind: 'saving' }
  /** Milliseconds since 1970. */
  | { readonly kind: 'saved'; readonly at: number }
  /** It did not get through: it is tried again until it does. */
  | { readonly kind: 'unsent'; readonly why: 'offline' | 'signed-out' | 'server' }
  /** Somebody else has written meanwhile. */
  | { readonly kind: 'conflict'; readonly refusal: FhirRefusal }
  | { readonly kind: 'refused'; readonly refusal: FhirRefusal }

const REST = 1_000
const RETRY = 4_000

/**
 * Saves what is typed after a second of rest, and again when it did not get through, also after the component is gone. One
 * save at a time; what is typed meanwhile is saved next. `flush` saves at once and says how far that got.
 * @param wordsOf what was typed, to be shown where it cannot be saved and its field is gone; absent: it is kept elsewhere
 */
export function useAutosave<T>(save: (value: T) => Promise<unknown>, wordsOf?: (value: T) => string) {
  const [state, setState] = useState<SaveState>({ kind: 'still' })
  const [piece] = useState(() => ({}))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const waiting = useRef<{ readonly value: T } | undefined>(undefined)
  const running = useRef<Promise<SaveState>>(undefined)
  const last = useRef<SaveState>(state)
  const isUnsent = useRef(false)
  const gone = useRef(false)
  const latest = useRef({ save, wordsOf })
  useEffect(() => {
    latest.current = { save, wordsOf }
  })
  const reach = useCallback(
    (next: SaveState, value: T) => {
      // Tried again, it is unsent still, until the server has taken it or said no.
      const again = next.kind === 'saving' && isUnsent.current
      if (!again) isUnsent.current = next.kind === 'unsent'
      last.current = next
      setState(next)
      const words = latest.current.wordsOf?.(value)
      markUnsaved(piece, again ? { is: 'unsent' } : unsavedOf(next, gone.current, words))
    },
    [piece],
  )
  const flush = useCallback(async (): Promise<SaveState> => {
    clearTimeout(timer.current)
    while (running.current) await running.current
    const next = waiting.current
    if (!next) return last.current
    waiting.current = undefined
    reach({ kind: 'saving' }, next.value)
    running.current = latest.current.save(next.value).then(
      (): SaveState => ({ kind: 'saved', at: Date.now() }),
      (error: unknown) => stateOf(error),
    )
    const result = await running.current
    running.current = undefined
    if (result.kind === 'unsent') {
      waiting.current ??= next
      timer.current = setTimeout(() => void flush(), RETRY)
    }
    reach(result, next.value)
    return result.kind === 'saved' && waiting.current ? flush() : result
  }, [reach])
  const change = useCallback(
    (value: T) => {
      waiting.current = { value }
      reach({ kind: 'typing' }, value)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), REST)
    },
    [flush, reach],
  )
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
      // What was refused while it could be seen is given up by leaving it.
      if (last.current.kind === 'refused' || last.current.kind === 'conflict') markUnsaved(piece, undefined)
      void flush()
    }
  }, [flush, piece])
  return { state, change, flush }
}

function stateOf(error: unknown): SaveState {
  if (error instanceof SessionOver) return { kind: 'unsent', why: 'signed-out' }
  if (!(error instanceof FhirRefusal)) return { kind: 'unsent', why: 'offline' }
  if (error.status === 412 || error.status === 409) return { kind: 'conflict', refusal: error }
  if (error.status >= 500 || error.status === 429 || error.status === 401) return { kind: 'unsent', why: 'server' }
  return { kind: 'refused', refusal: error }
}

/** @param gone nothing shows it any more */
function unsavedOf(state: SaveState, gone: boolean, words: string | undefined): Parameters<typeof markUnsaved>[1] {
  switch (state.kind) {
    case 'still':
    case 'saved':
      return undefined
    case 'typing':
    case 'saving':
      return { is: 'waiting' }
    case 'unsent':
      return { is: 'unsent' }
    case 'conflict':
    case 'refused':
      if (!gone) return { is: 'waiting' }
      return words === undefined ? undefined : { is: 'failed', words, why: state.refusal.message }
  }
}
