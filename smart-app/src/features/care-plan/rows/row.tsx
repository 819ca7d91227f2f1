import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useSay } from '../../../say/use-say.ts'
import { Icon } from '../../../ui/icon.tsx'
import { goToRow, siblingOf } from './row-focus.ts'
import { rowTexts } from './row-texts.ts'
import { useIsUnsent } from './unsent-rows.ts'

/** Leaves an editor: `next` goes on to the next row. */
export type Leave = (next?: 'next') => void

interface RowProps {
  /** What the plan names it by. */
  readonly reference: string
  readonly what: string
  readonly editable: boolean
  /** The row as it is read. */
  readonly children: ReactNode
  /** A template's suggestion, with the ways to decide; absent: it is decided. */
  readonly suggestion?: ((edit: () => void) => ReactNode) | undefined
  readonly editor: (leave: Leave) => ReactNode
  /** Puts it at the place of another row of the same list. */
  readonly move: (place: string) => void
}

/**
 * A row of the plan: read, or opened where it stands. Enter opens it, Esc leaves it, Ctrl+Enter goes on to the next,
 * arrows go from row to row and with Alt move it. The focus comes back to the row.
 */
export function Row({ reference, what, editable, children, suggestion, editor, move }: RowProps) {
  const say = useSay(rowTexts)
  const [open, setOpen] = useState(useIsUnsent(reference))
  const row = useRef<HTMLLIElement>(null)
  const keys = useId()
  const back = useRef(false)
  useEffect(() => {
    if (open || !back.current) return
    back.current = false
    row.current?.querySelector<HTMLElement>('button')?.focus()
  }, [open])
  const leave: Leave = (next) => {
    back.current = next === undefined || !row.current || !goToRow(row.current, 1, true)
    setOpen(false)
  }
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const edit = () => {
    setOpen(true)
  }
  if (open)
    return (
      <li ref={row} className="plan-item open" data-plan-row={reference}>
        {editor(leave)}
      </li>
    )
  if (suggestion && editable)
    return (
      <li ref={row} className="suggestion" data-plan-row={reference}>
        {suggestion(edit)}
      </li>
    )
  const press = (event: KeyboardEvent) => {
    if (editable && isArrow(event)) arrow(event, move)
  }
  return (
    // The keys are those of the button inside, which is what has the focus.
    <li ref={row} className="plan-item" data-plan-row={reference} onKeyDown={press}>
      {children}
      {editable && (
        <button
          type="button"
          className="icon-button row-edit"
          aria-label={say('edit', { what })}
          aria-describedby={keys}
          title={say('edit-word')}
          onClick={edit}
        >
          <Icon name="edit" />
          <span id={keys} hidden>
            {say('row-keys')}
          </span>
        </button>
      )}
    </li>
  )
}

function isArrow({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return (key === 'ArrowUp' || key === 'ArrowDown') && !ctrlKey && !metaKey && !shiftKey
}

function arrow(event: KeyboardEvent, move: (place: string) => void): void {
  const step = event.key === 'ArrowDown' ? 1 : -1
  const place = event.altKey ? siblingOf(event.currentTarget, step) : undefined
  if (place !== undefined) move(place)
  if (event.altKey || goToRow(event.currentTarget, step)) event.preventDefault()
}
