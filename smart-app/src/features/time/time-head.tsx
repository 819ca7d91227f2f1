import type { ReactNode } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { timeTexts } from './time-texts.ts'

interface TimeHeadProps {
  readonly title: string
  readonly by: 'day' | 'month'
  /** Goes one day or month back, or on. */
  readonly move: (count: number) => void
  /** What lies ahead has no time yet. */
  readonly isLast: boolean
  /** Leads back to today, or to its month, where that is not shown. */
  readonly today?: (() => void) | undefined
  /** Stands at the right end. */
  readonly children?: ReactNode
}

/** Which month or day is shown, and the ways to others. */
export function TimeHead({ title, by, move, isLast, today, children }: TimeHeadProps) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const [before, after] = by === 'day' ? (['day-before', 'day-after'] as const) : (['before', 'after'] as const)
  return (
    <div className="time-head">
      <button
        type="button"
        className="icon-button framed"
        aria-label={say(before)}
        onClick={() => {
          move(-1)
        }}
      >
        <Icon name="back" />
      </button>
      <h1 aria-live="polite">{title}</h1>
      {!isLast && (
        <button
          type="button"
          className="icon-button framed"
          aria-label={say(after)}
          onClick={() => {
            move(1)
          }}
        >
          <Icon name="chevron" />
        </button>
      )}
      {today && (
        <button type="button" className="link-button" onClick={today}>
          {say(by === 'day' ? 'to-today' : 'to-month')}
        </button>
      )}
      <span className="quiet">{format.zoneName()}</span>
      <span className="time-acts">{children}</span>
    </div>
  )
}
