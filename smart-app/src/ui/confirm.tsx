import { useEffect, useId, useRef, type ReactNode } from 'react'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'

const texts = defineTexts({ 'not-now': { en: 'Not now', es: 'Ahora no' } })

/** Asks once, in words that say what happens. Escape is no. */
export function Confirm({
  className,
  text,
  yes,
  confirm,
  cancel,
}: {
  /** Of the foot that it stands in. */
  readonly className: string
  readonly text: ReactNode
  readonly yes: string
  readonly confirm: () => void
  readonly cancel: () => void
}) {
  const say = useSay(texts)
  const words = useId()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    panel.current?.focus()
  }, [])
  return (
    <div
      ref={panel}
      className={className}
      role="alertdialog"
      aria-label={yes}
      aria-describedby={words}
      tabIndex={-1}
      onKeyDown={({ key }) => {
        if (key === 'Escape') cancel()
      }}
    >
      <p id={words} className="confirm-says">
        {text}
      </p>
      <button type="button" className="plain-button" onClick={cancel}>
        {say('not-now')}
      </button>
      <button type="button" className="plain-button primary" onClick={confirm}>
        {yes}
      </button>
    </div>
  )
}
