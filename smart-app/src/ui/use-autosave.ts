import { useCallback, useEffect, useRef, useState } from 'react'
import { FhirRefusal, Unreachable } from '../fhir/our-server.ts'
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts'

/** How far a change has got. */
export type SaveState =
  | { readonly kind: 'still' }
  | { readonly kind: 'typing' }
  | { readonly kind: 'saving' }
  /** Milliseconds since 1970. */
  | { readonly kind: 'saved'; readonly at: number }
  /** No connection: it is tried again until it gets through. */
  | { readonly kind: 'unsent' }
  /** Somebody else has written meanwhile. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly why: string }

const REST = 1_000
const RETRY = 4_000

/**
 * Saves what is typed after a second of rest, and again when it did not get through. One save at a time; what is typed
 * meanwhile is saved next. `flush` saves at once and says how far that got.
 */
export function useAutosave<T>(save: (value: T) => Promise<unknown>) {
  const [state, setState] = useState<SaveState>({ kind: 'still' })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const waiting = useRef<{ readonly value: T } | undefined>(undefined)
  const running = useRef<Promise<SaveState>>(undefined)
  const last = useRef<SaveState>(state)
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  const flush = useCallback(async (): Promise<SaveState> => {
    clearTimeout(timer.current)
    while (running.current) await running.current
    const next = waiting.current
    if (!next) return last.current
    waiting.current = undefined
    setState({ kind: 'saving' })
    running.current = latest.current(next.value).then(
      (): SaveState => ({ kind: 'saved', at: Date.now() }),
      (error: unknown) => stateOf(error),
    )
    const result = await running.current
    running.current = undefined
    last.current = result
    if (result.kind === 'unsent') {
      waiting.current ??= next
      timer.current = setTimeout(() => void flush(), RETRY)
    }
    setState(result)
    return result.kind === 'saved' && waiting.current ? flush() : result
  }, [])
  const change = useCallback(
    (value: T) => {
      waiting.current = { value }
      setState({ kind: 'typing' })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), REST)
    },
    [flush],
  )
  useEffect(() => () => void flush(), [flush])
  useAskBeforeLeaving(state.kind === 'unsent' || state.kind === 'typing')
  return { state, change, flush }
}

function stateOf(error: unknown): SaveState {
  if (error instanceof FhirRefusal && (error.status === 412 || error.status === 409)) return { kind: 'conflict' }
  if (error instanceof Unreachable || !(error instanceof FhirRefusal)) return { kind: 'unsent' }
  return { kind: 'refused', why: error.message }
}
