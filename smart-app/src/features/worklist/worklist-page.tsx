import { useEffect, useMemo, useRef, useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import { useOpenFromList } from '../../app/back-to-list.tsx'
import type { SavedView } from '../../app/preferences.ts'
import { useRules } from '../../data/rules.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Failed, Skeleton } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { keepList, leftList } from './list-memory.ts'
import { useSaveList } from './use-save-list.ts'
import { useListDay, useWorkRows, type ListDay } from './use-work-rows.ts'
import { ViewTabs } from './view-tabs.tsx'
import { useWorkColumns } from './work-cells.tsx'
import {
  COLUMNS,
  firstView,
  FIRST_SORTING,
  ofEachView,
  passes,
  sorted,
  VIEWS,
  type Filters,
  type View,
  type WorkRow,
  type WorkSorting,
} from './worklist-model.ts'
import { worklistTexts } from './worklist-texts.ts'
import './worklist.css'

/** Who needs what next, over the whole practice. */
export function WorklistPage() {
  const say = useSay(worklistTexts)
  const day = useListDay()
  const { panel, tasks, byView } = useWorkRows(day)
  const { user } = useApp()
  const [list, setList] = useListState(day, user.role)
  const { view, filters, sorting } = list
  const rows = useMemo(
    () =>
      sorted(
        byView[view].filter((row) => passes(row, filters, user.reference)),
        sorting,
        view,
      ),
    [byView, view, filters, sorting, user.reference],
  )
  const counted = { mine: filters.mine, text: '' }
  const counts = panel.data
    ? ofEachView((each) => byView[each].filter((row) => passes(row, counted, user.reference)).length)
    : undefined
  const field = useRef<HTMLInputElement>(null)
  const save = useSaveList(rows, view, day.month)
  useKeys({ '/': () => field.current?.focus() })
  const failed = panel.error ?? tasks.error
  return (
    <div className="worklist">
      <h1 className="sr-only">{say('title')}</h1>
      <ViewTabs
        current={view}
        counts={counts}
        choose={(next) => {
          setList({ ...list, view: next, sorting: FIRST_SORTING[next] })
        }}
        open={(saved) => {
          setList(listOf(saved))
        }}
        asSaved={(name) => savedOf(name, list)}
      />
      <FilterBar
        view={view}
        filters={filters}
        field={field}
        change={(next) => {
          setList({ ...list, filters: next })
        }}
      >
        <CountLine panel={panel} count={rows.length} />
        <button type="button" className="plain-button" onClick={save}>
          <Icon name="download" size={14} /> {say('csv', { count: rows.length })}
        </button>
      </FilterBar>
      {failed && !panel.data ? (
        <Failed
          error={failed}
          again={() => {
            void panel.refetch()
          }}
        />
      ) : panel.data ? (
        <WorkTable
          key={view}
          rows={rows}
          list={list}
          day={day}
          sort={(column) => {
            setList({ ...list, sorting: nextSorting(sorting, column, view) })
          }}
          showAll={() => {
            setList({ ...list, filters: { mine: false, text: '' } })
          }}
        />
      ) : (
        <div className="list-skeleton">
          <Skeleton lines={8} />
        </div>
      )}
      <ListFoot day={day} />
    </div>
  )
}

interface ListState {
  readonly view: View
  readonly filters: Filters
  readonly sorting: WorkSorting
}

function useListState({ left }: ListDay, role: string | undefined) {
  return useState<ListState>(() => {
    const before = leftList()
    if (before) return { view: before.view, filters: before.filters, sorting: before.sorting }
    const view = firstView(left)
    return { view, filters: { mine: role === 'clinical-staff', text: '' }, sorting: FIRST_SORTING[view] }
  })
}

function savedOf(name: string, { view, filters, sorting }: ListState): SavedView {
  const { mine, within, way } = filters
  return { name, view, mine, ...(within !== undefined && { within }), ...(way !== undefined && { way }), ...sorting }
}

function listOf({ view, mine, within, way, column, descending }: SavedView): ListState {
  const known = VIEWS.find((each) => each === view) ?? 'short'
  const by = COLUMNS[known].find((each) => each === column)
  return {
    view: known,
    filters: {
      mine,
      text: '',
      ...(within !== undefined && { within }),
      ...((way === 'blocked' || way === 'free') && { way }),
    },
    sorting: by === undefined ? FIRST_SORTING[known] : { column: by, descending },
  }
}

function nextSorting({ column, descending }: WorkSorting, pressed: string, view: View): WorkSorting {
  const next = COLUMNS[view].find((each) => each === pressed) ?? column
  return { column: next, descending: next === column ? !descending : false }
}

function CountLine({ panel, count }: { panel: ReturnType<typeof useWorkRows>['panel']; count: number }) {
  const say = useSay(worklistTexts)
  const format = useFormat()
  if (!panel.data) return null
  return (
    <span className="meta" role="status">
      {panel.data.complete
        ? say('counted', { count, time: format.time(panel.dataUpdatedAt) })
        : say('reading', { count: format.count(panel.data.rows.length) })}
    </span>
  )
}

function WorkTable({
  rows,
  list,
  day,
  sort,
  showAll,
}: {
  readonly rows: readonly WorkRow[]
  readonly list: ListState
  readonly day: ListDay
  readonly sort: (column: string) => void
  readonly showAll: () => void
}) {
  const say = useSay(worklistTexts)
  const before = useRef(leftList())
  const scroll = useRef(before.current?.view === list.view ? before.current.scroll : 0)
  const openPatient = useOpenFromList()
  const rules = useRules(day.month)
  const open = (row: WorkRow) => {
    keepList({ ...list, opened: row.id, scroll: scroll.current })
    openPatient(row.id, list.view === 'review' ? '/care-plan' : '/overview')
  }
  const columns = useWorkColumns(list.view, { rules: rules.data ?? [], today: day.today, open })
  const [current, setCurrent] = useCurrentRow(rows, before.current?.opened)
  useKeys({
    ArrowDown: () => {
      setCurrent(Math.min((current ?? -1) + 1, rows.length - 1))
    },
    ArrowUp: () => {
      setCurrent(Math.max((current ?? 1) - 1, 0))
    },
  })
  if (rows.length === 0)
    return (
      <div className="list-empty">
        <p>{say(`empty-${list.view}`)}</p>
        <button type="button" className="plain-button" onClick={showAll}>
          {say('show-all')}
        </button>
      </div>
    )
  return (
    <VirtualTable
      caption={say(list.view)}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      sorting={list.sorting}
      onSort={sort}
      onOpen={open}
      {...(current !== undefined && { current })}
      scroll={scroll.current}
      onScroll={(pixels) => {
        scroll.current = pixels
      }}
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
    const frame = requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`[data-open="${CSS.escape(id)}"]`)?.focus({ preventScroll: true })
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [id])
  return [current, setCurrent] as const
}

function ListFoot({ day }: { day: ListDay }) {
  const say = useSay(worklistTexts)
  const format = useFormat()
  return (
    <footer className="list-foot">
      <span aria-hidden="true" className="list-keys">
        <span className="key">↑</span> <span className="key">↓</span> {say('keys')} <span className="key">Enter</span>{' '}
        {say('keys-open')} <span className="key">/</span> {say('keys-filter')}
      </span>
      <span className="list-why">{say('why')}</span>
      <span className="list-day">{say('left', { count: day.left, day: format.weekday(day.today) })}</span>
    </footer>
  )
}
