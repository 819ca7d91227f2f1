import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import { Icon } from './icon.tsx'
import { useAnnounce } from './live-region.tsx'
import './undo.css'

/** Something that was done and can be taken back. */
interface Done {
  readonly text: string
  readonly undo: () => void
}

const UndoContext = createContext<(done: Done) => void>(() => undefined)

const texts = defineTexts({
  undo: { en: 'Undo', es: 'Deshacer' },
  close: { en: 'Close', es: 'Cerrar' },
})

/** Long enough to read and reach it; it stays while the pointer or the focus is on it. */
const SHOWN = 8_000

/** Shows the last thing done, with a way back, at the foot of the page. */
export function Undo({ children }: { children: ReactNode }) {
  const [done, setDone] = useState<Done>()
  const [held, setHeld] = useState(false)
  const say = useSay(texts)
  const announce = useAnnounce()
  const offer = useCallback(
    (next: Done) => {
      setDone(next)
      announce(next.text)
    },
    [announce],
  )
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (!done || held) return undefined
    timer.current = setTimeout(() => {
      setDone(undefined)
    }, SHOWN)
    return () => {
      clearTimeout(timer.current)
    }
  }, [done, held])
  const hold = (on: boolean) => () => {
    setHeld(on)
  }
  return (
    <UndoContext value={offer}>
      {children}
      {done && (
        <div
          className="undo"
          onPointerEnter={hold(true)}
          onPointerLeave={hold(false)}
          onFocus={hold(true)}
          onBlur={hold(false)}
        >
          <span>{done.text}</span>
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              done.undo()
              setDone(undefined)
              setHeld(false)
            }}
          >
            {say('undo')}
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={say('close')}
            onClick={() => {
              setDone(undefined)
              setHeld(false)
            }}
          >
            <Icon name="cross" />
          </button>
        </div>
      )}
    </UndoContext>
  )
}

/** Offers to take back what was just done. */
export function useUndo(): (done: Done) => void {
  return use(UndoContext)
}
