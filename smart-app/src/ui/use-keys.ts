import { createContext, use, useLayoutEffect, useRef } from 'react'

/** Single keys can be switched off (WCAG 2.1.4). */
export const SingleKeysContext = createContext(true)

const EDITABLE = 'input, textarea, select, [contenteditable="true"]'

/** Whether a key press belongs to a field in which somebody types. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof Element)) return false
  const field = target.closest(EDITABLE)
  return field !== null && !(field instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(field.type))
}

/**
 * Binds single keys (`t`, `?`, `ArrowDown`) while this component is shown: never while somebody types, never with a
 * modifier. Each key has a visible control that does the same.
 */
export function useKeys(bindings: Readonly<Record<string, () => void>>, active = true): void {
  const enabled = use(SingleKeysContext) && active
  const latest = useRef(bindings)
  useLayoutEffect(() => {
    latest.current = bindings
  })
  // Before it is painted: a key that answers what has just come into sight is not lost.
  useLayoutEffect(() => {
    if (!enabled) return undefined
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return
      const action = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('keydown', press)
    }
  }, [enabled])
}
