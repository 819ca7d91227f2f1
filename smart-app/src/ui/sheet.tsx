import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Icon } from './icon.tsx'
import './sheet.css'

export interface SheetProps {
  readonly title: ReactNode
  readonly close: () => void
  /** Name of the button that closes it. */
  readonly closing: string
  /** Stands under the title and does not scroll. */
  readonly head?: ReactNode
  readonly foot?: ReactNode
  /** `paper` is as wide as a page that can be printed, and printed alone. */
  readonly size?: 'side' | 'paper'
  /** Printed alone instead of the page behind it. */
  readonly prints?: boolean
  /** It may be longer than the window with nothing in it to go to by key: it is scrolled by key itself. */
  readonly scrolls?: boolean
  /** The focus moves in anew when this becomes another. */
  readonly about?: unknown
  readonly children: ReactNode
}

/** A sheet beside the page: not modal, the page stays usable. The focus moves in; whoever opened it takes it back. */
export function Sheet({
  title,
  close,
  closing,
  head,
  foot,
  size = 'side',
  prints = false,
  scrolls = prints,
  about,
  children,
}: SheetProps) {
  const id = useId()
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    sheet.current?.focus()
  }, [about])
  return (
    <section
      ref={sheet}
      className={`sheet ${size === 'paper' ? 'sheet-paper' : ''} ${prints ? 'sheet-prints' : ''}`}
      role="dialog"
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <header className="sheet-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon-button" aria-label={closing} onClick={close}>
          <Icon name="cross" />
        </button>
      </header>
      {head}
      <div className="sheet-body" tabIndex={scrolls ? 0 : undefined}>
        {children}
      </div>
      {foot !== undefined && <footer className="sheet-foot">{foot}</footer>}
    </section>
  )
}
