import type { KeyboardEvent } from 'react'

/** Which rows of a table are chosen. */
export interface Choosing<Row> {
  readonly isChosen: (row: Row) => boolean
  /** Chooses a row or chooses it no more; with `range` all rows from the one before to this one. */
  readonly toggle: (index: number, range: boolean) => void
  /** Of the rows that are shown. */
  readonly shown: 'all' | 'some' | 'none'
  readonly toggleShown: () => void
  readonly words: { readonly column: string; readonly all: string; readonly one: (row: Row) => string }
}

/** The heading of the boxes: one for all rows that are shown. */
export function ChooseAll<Row>({ choosing: { shown, toggleShown, words } }: { choosing: Choosing<Row> }) {
  return (
    <th scope="col" className="choose">
      <span className="sr-only">{words.column}</span>
      <input
        type="checkbox"
        aria-label={words.all}
        title={words.all}
        checked={shown === 'all'}
        ref={(box) => {
          if (box) box.indeterminate = shown === 'some'
        }}
        onChange={toggleShown}
      />
    </th>
  )
}

/** A row's box. With Shift it chooses all rows from the one before. */
export function ChooseRow<Row>({
  choosing: { isChosen, toggle, words },
  row,
  index,
}: {
  readonly choosing: Choosing<Row>
  readonly row: Row
  readonly index: number
}) {
  return (
    <td className="choose">
      <input
        type="checkbox"
        data-choose
        aria-label={words.one(row)}
        checked={isChosen(row)}
        onChange={({ nativeEvent }) => {
          toggle(index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }}
      />
    </td>
  )
}

/** Space on what opens a row chooses the row instead, as in every list; Enter opens it. */
export function spaceChooses<Row>({ toggle }: Choosing<Row>) {
  const rowOf = ({ key, target }: KeyboardEvent) =>
    key === ' ' && target instanceof HTMLElement && target.matches('[data-open]')
      ? target.closest<HTMLElement>('[data-row]')?.dataset['row']
      : undefined
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const row = rowOf(event)
      if (row === undefined) return
      event.preventDefault()
      if (!event.repeat) toggle(Number(row), event.shiftKey)
    },
    // A button is pressed when Space is let go.
    onKeyUp: (event: KeyboardEvent) => {
      if (rowOf(event) !== undefined) event.preventDefault()
    },
  }
}
