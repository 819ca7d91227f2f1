import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { ChooseAll, ChooseRow, spaceChooses, type Choosing } from './choose-rows.tsx'
import './virtual-table.css'

export interface Column<Row> {
  readonly id: string
  readonly title: ReactNode
  readonly cell: (row: Row) => ReactNode
  /** The row's name for screen readers. One column has it. */
  readonly header?: boolean
  readonly align?: 'right'
  /** Shown only where the frame is at least this wide. */
  readonly from?: 'wide'
  readonly sortable?: boolean
  /** CSS width: `18%`, `64px`. */
  readonly width?: string
}

export interface Sorting {
  readonly column: string
  readonly descending: boolean
}

export interface VirtualTableProps<Row> {
  /** Says what the table holds; not shown. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly sorting?: Sorting
  readonly onSort?: (column: string) => void
  readonly current?: number
  readonly onOpen?: (row: Row, index: number) => void
  readonly rowHeight?: number
  /** How far the table is scrolled when it is shown first, in pixels. */
  readonly scroll?: number
  /** What scrolls, for whoever asks how far it is: its events come a frame late. */
  readonly scroller?: RefObject<HTMLDivElement | null>
  /** Rows can be chosen: a column of boxes stands before the others. */
  readonly choosing?: Choosing<Row>
  /** The focus came into a row. */
  readonly onFocusRow?: (index: number) => void
}

/**
 * A table of thousands of rows of which only those in sight are in the page. Spacer rows keep it a true table;
 * `aria-rowcount` and `aria-rowindex` tell what is left out.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { columns, rows, rowHeight = 40, choosing } = props
  const own = useRef<HTMLDivElement>(null)
  const scroller = props.scroller ?? own
  const [heading, head] = useHeight()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The rows begin beneath the heading, which stays in sight above them.
    scrollMargin: head,
    scrollPaddingStart: head,
    ...(props.scroll !== undefined && { initialOffset: props.scroll }),
  })
  useShownRow(props.current, virtual)
  useScrolledTo(scroller, props.scroll)
  const items = virtual.getVirtualItems()
  const above = (items[0]?.start ?? head) - head
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? head) - head)
  return (
    <div ref={scroller} className="table-scroll" role="region" aria-label={props.caption} tabIndex={0}>
      <table className="table" aria-rowcount={rows.length + 1}>
        <caption className="sr-only">{props.caption}</caption>
        <thead ref={heading}>
          <tr aria-rowindex={1}>
            {choosing && <ChooseAll choosing={choosing} />}
            {columns.map((column) => (
              <Heading key={column.id} column={column} sorting={props.sorting} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody {...(choosing && spaceChooses(choosing))}>
          <Spacer height={above} />
          {items.map(({ index }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <TableRow key={props.keyOf(row)} table={props} row={row} index={index} height={rowHeight} />
            )
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  )
}

/** A heading's height in pixels: it has as many lines as its words need at this width, in this language. */
function useHeight(): readonly [RefObject<HTMLTableSectionElement | null>, number] {
  const heading = useRef<HTMLTableSectionElement>(null)
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const { current } = heading
    if (!current) return undefined
    const measure = () => {
      setHeight(current.getBoundingClientRect().height)
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(current)
    return () => {
      watch.disconnect()
    }
  }, [])
  return [heading, height]
}

/** Keeps the current row in sight as it moves. */
function useShownRow(current: number | undefined, virtual: { scrollToIndex: (index: number) => void }): void {
  const latest = useRef(virtual)
  useEffect(() => {
    latest.current = virtual
  })
  const first = useRef(true)
  useEffect(() => {
    if (!first.current && current !== undefined) latest.current.scrollToIndex(current)
    first.current = false
  }, [current])
}

/** The browser scrolls only once the rows give it the height. */
function useScrolledTo(scroller: { readonly current: HTMLElement | null }, pixels: number | undefined): void {
  const first = useRef(pixels)
  useEffect(() => {
    if (first.current !== undefined) scroller.current?.scrollTo({ top: first.current })
  }, [scroller])
}

function Heading<Row>({
  column,
  sorting,
  onSort,
}: {
  column: Column<Row>
  sorting: Sorting | undefined
  onSort: ((column: string) => void) | undefined
}) {
  const sorted = sorting?.column === column.id
  return (
    <th
      scope="col"
      className={classOf(column)}
      {...(column.width !== undefined && { style: { width: column.width } })}
      {...(column.sortable === true && {
        'aria-sort': sorted ? (sorting.descending ? 'descending' : 'ascending') : 'none',
      })}
    >
      {column.sortable === true && onSort ? (
        <button
          type="button"
          className={sorted ? 'sort sorted' : 'sort'}
          onClick={() => {
            onSort(column.id)
          }}
        >
          {column.title}
          <span aria-hidden="true">{sorted ? (sorting.descending ? ' ↓' : ' ↑') : ''}</span>
        </button>
      ) : (
        column.title
      )}
    </th>
  )
}

function TableRow<Row>({
  table,
  row,
  index,
  height,
}: {
  table: VirtualTableProps<Row>
  row: Row
  index: number
  height: number
}) {
  const { onOpen, choosing, onFocusRow } = table
  return (
    <tr
      aria-rowindex={index + 2}
      data-row={index}
      className={table.current === index ? 'current' : undefined}
      style={{ height }}
      {...(onOpen && {
        onDoubleClick: () => {
          onOpen(row, index)
        },
      })}
      {...(onFocusRow && {
        onFocus: () => {
          onFocusRow(index)
        },
      })}
    >
      {choosing && <ChooseRow choosing={choosing} row={row} index={index} />}
      {table.columns.map((column) =>
        column.header === true ? (
          <th key={column.id} scope="row" className={classOf(column)}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} className={classOf(column)}>
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  )
}

/** One cell: were it to span columns that a narrow frame leaves out, they would take their share of the width. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden="true" style={{ height }}>
      <td />
    </tr>
  )
}

function classOf<Row>(column: Column<Row>): string {
  return [column.align === 'right' ? 'right' : '', column.from === 'wide' ? 'from-wide' : ''].join(' ').trim()
}
