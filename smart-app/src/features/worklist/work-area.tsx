import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import { useOpenFromList } from '../../app/back-to-list.tsx'
import { usePracticeTasks } from '../../data/practice-tasks.ts'
import { useRules } from '../../data/rules.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { bulkTexts } from './bulk/bulk-texts.ts'
import { keepList, leftList, type LeftList } from './list-memory.ts'
import { useChoosing, type Chosen } from './use-choosing.ts'
import type { ListDay } from './use-work-rows.ts'
import { useWorkColumns } from './work-cells.tsx'
import { isNarrowed, type WorkRow } from './worklist-model.ts'
import { worklistTexts } from './worklist-texts.ts'

interface AreaProps {
  /** As filtered and sorted. */
  readonly rows: readonly WorkRow[]
  /** All rows of the view. */
  readonly all: readonly WorkRow[]
  readonly list: Pick<LeftList, 'view' | 'filters' | 'sorting'>
  readonly day: ListDay
  readonly sort: (column: string) => void
  readonly showAll: () => void
}

/** The rows of a view, and what can be done with those that are chosen. Choosing renders nothing around it anew. */
export function WorkArea(props: AreaProps) {
  const { rows, all, list, day, showAll } = props
  const say = useSay(worklistTexts)
  const { rights } = useApp()
  const chosen = useChoosing(rows, all, list.view)
  return (
    <>
      {rows.length === 0 ? (
        <div className="list-empty">
          <p>{say(isNarrowed(list.filters) ? 'empty-found' : `empty-${list.view}`)}</p>
          <button type="button" className="plain-button" onClick={showAll}>
            {say('show-all')}
          </button>
        </div>
      ) : (
        <WorkTable {...props} chosen={chosen} />
      )}
      {rights.care && <BulkBar chosen={chosen.rows} shown={chosen.shown} clear={chosen.clear} drop={chosen.drop} />}
      {chosen.rows.length === 0 && <ListFoot day={day} />}
    </>
  )
}

function WorkTable({ rows, list, day, sort, chosen }: AreaProps & { readonly chosen: Chosen }) {
  const say = useSay(worklistTexts)
  const { rights } = useApp()
  const before = useRef(leftList())
  const scroller = useRef<HTMLDivElement>(null)
  const openPatient = useOpenFromList()
  const rules = useRules(day.month)
  const tasksRead = usePracticeTasks().data !== undefined
  const open = (row: WorkRow) => {
    const scroll = scroller.current?.scrollTop ?? 0
    keepList({ ...list, opened: row.id, scroll, chosen: chosen.rows.map(({ id }) => id) })
    openPatient(row.id, list.view === 'review' ? '/care-plan' : '/overview')
  }
  const columns = useWorkColumns(list.view, { rules: rules.data ?? [], today: day.today, open, tasksRead })
  const [current, setCurrent] = useCurrentRow(rows, before.current?.opened)
  useKeys({
    ArrowDown: () => {
      setCurrent(Math.min((current ?? -1) + 1, rows.length - 1))
    },
    ArrowUp: () => {
      setCurrent(Math.max((current ?? 1) - 1, 0))
    },
    ...(rights.care && {
      x: () => {
        if (current !== undefined) chosen.choosing.toggle(current, false)
      },
    }),
  })
  return (
    <VirtualTable
      caption={say(list.view)}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      sorting={list.sorting}
      onSort={sort}
      onOpen={open}
      {...(rights.care && { choosing: chosen.choosing })}
      {...(current !== undefined && { current })}
      onFocusRow={setCurrent}
      scroll={before.current?.view === list.view ? before.current.scroll : 0}
      scroller={scroller}
    />
  )
}

/** The row that arrows move; the one that was opened has the focus again when somebody comes back. */
function useCurrentRow(rows: readonly WorkRow[], opened: string | undefined) {
  const [current, setCurrent] = useState(() => {
    const at = rows.findIndex(({ id }) => id === opened)
    return at < 0 ? undefined : at
  })
  const id = current === undefined ? undefined : rows[current]?.id
  useEffect(() => {
    if (id === undefined) return undefined
    // At once, so that the next key meets the new row; a row that the list has to scroll to is there a frame later.
    if (focusRow(id)) return undefined
    const frame = requestAnimationFrame(() => {
      focusRow(id)
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [id])
  return [current, setCurrent] as const
}

/** Gives a row the focus, in the column that had it. False: it is not drawn. */
function focusRow(id: string): boolean {
  const row = document.querySelector(`[data-open="${CSS.escape(id)}"]`)?.closest('tr')
  if (!row) return false
  if (row.contains(document.activeElement)) return true
  const column = document.activeElement?.matches('[data-choose]') === true ? '[data-choose]' : '[data-open]'
  row.querySelector<HTMLElement>(column)?.focus({ preventScroll: true })
  return true
}

function ListFoot({ day }: { day: ListDay }) {
  const say = useSay(worklistTexts)
  const choose = useSay(bulkTexts)
  const format = useFormat()
  const { rights } = useApp()
  return (
    <footer className="list-foot">
      <span aria-hidden="true" className="list-keys">
        <span className="key">↑</span> <span className="key">↓</span> {say('keys')} <span className="key">Enter</span>{' '}
        {say('keys-open')}{' '}
        {rights.care && (
          <>
            <span className="key">X</span> {choose('keys-choose')}{' '}
          </>
        )}
        <span className="key">/</span> {say('keys-filter')}
      </span>
      <span className="list-why">{say('why')}</span>
      <span className="list-day">{say('left', { count: day.left, day: format.weekday(day.today) })}</span>
    </footer>
  )
}
