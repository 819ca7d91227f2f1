import { createContext, use, useCallback, useRef, useState, type ReactNode } from 'react'

type Announce = (text: string, urgent?: boolean) => void

const AnnounceContext = createContext<Announce>(() => undefined)

/** A region speaks when its text changes: the same words anew need something that nobody hears. */
const SILENT = '\u00a0'

/** A message is not repeated within this time. */
const SAME_WITHIN = 10_000

/** The app's one polite and one assertive live region. */
export function LiveRegions({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('')
  const [assertive, setAssertive] = useState('')
  const said = useRef(new Map<string, number>())
  const announce = useCallback<Announce>((text, urgent = false) => {
    const now = performance.now()
    if (now - (said.current.get(text) ?? -SAME_WITHIN) < SAME_WITHIN) return
    said.current.set(text, now)
    ;(urgent ? setAssertive : setPolite)((before) => (before === text ? `${text}${SILENT}` : text))
  }, [])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="sr-only live" aria-live="polite">
        {polite}
      </div>
      <div className="sr-only live" aria-live="assertive">
        {assertive}
      </div>
    </AnnounceContext>
  )
}

/** Says something to screen readers; urgent only for what is refused or not saved. */
export function useAnnounce(): Announce {
  return use(AnnounceContext)
}
