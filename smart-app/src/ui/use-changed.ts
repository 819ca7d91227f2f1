import { useState } from 'react'

/** Tells while drawing that a value is another one than it was, and which it was: for state that follows it. */
export function useChanged<T>(value: T, changed: (before: T) => void): void {
  const [held, hold] = useState(value)
  if (held === value) return
  hold(value)
  changed(held)
}
