import { useEffect } from 'react'

/** While something is not on the server yet, the browser asks before the page is left. */
export function useAskBeforeLeaving(unsent: boolean): void {
  useEffect(() => {
    if (!unsent) return undefined
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
    }
  }, [unsent])
}
