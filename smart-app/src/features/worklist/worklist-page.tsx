import { useMemo, useRef, useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import type { SavedView } from '../../app/preferences.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Failed, Skeleton } from '../../ui/card.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { FilterBar } from './filter-bar.tsx'
import { leftList } from './list-memory.ts'
import { SaveList } from './save-list.tsx'
import { useListDay, useWorkRows, type ListDay } from './use-work-rows.ts'
import { ViewTabs } from './view-tabs.tsx'
import { WorkArea } from './work-area.tsx'
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
    ? ofEachView((each) =>
        each === 'tasks' && !tasks.data
          ? undefined
          : byView[each].filter((row) => passes(row, counted, user.reference)).length,
      )
    : undefined
  const field = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => field.current?.focus() })
  const failed = panel.error ?? tasks.error
  /** Tasks come apart from the rest: until they are read, nobody knows who belongs into their view. */
  const isRead = view !== 'tasks' || tasks.data !== undefined
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
        toRows={focusRows}
        change={(next) => {
          setList({ ...list, filters: next })
        }}
      >
        <CountLine panel={panel} count={rows.length} isRead={isRead} />
        <SaveList rows={rows} view={view} month={day.month} panel={panel} tasks={tasks} />
      </FilterBar>
      <Unread panel={panel} tasks={tasks} />
      {panel.data && isRead ? (
        <WorkArea
          key={view}
          rows={rows}
          all={byView[view]}
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
        !failed && (
          <div className="list-skeleton">
            <Skeleton lines={8} />
          </div>
        )
      )}
    </div>
  )
}

/** Gives the first row that is drawn the focus; where there is none, it stays. */
function focusRows(): void {
  document.querySelector<HTMLElement>('tr[data-row] [data-open]')?.focus()
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

/** What of the list could not be read; what has come stays. */
function Unread({ panel, tasks }: Pick<ReturnType<typeof useWorkRows>, 'panel' | 'tasks'>) {
  const say = useSay(worklistTexts)
  const failed = panel.error ?? tasks.error
  if (!failed) return null
  return (
    <div className="list-failed" role="alert">
      {panel.data && <p>{say(panel.error ? 'part-unread' : 'tasks-unread')}</p>}
      <Failed
        error={failed}
        again={() => {
          if (panel.error) void panel.refetch()
          if (tasks.error) void tasks.refetch()
        }}
      />
    </div>
  )
}

interface CountProps {
  readonly panel: ReturnType<typeof useWorkRows>['panel']
  readonly count: number
  readonly isRead: boolean
}

function CountLine({ panel, count, isRead }: CountProps) {
  const say = useSay(worklistTexts)
  const format = useFormat()
  if (!panel.data || !isRead) return null
  return (
    <span className="meta" role="status">
      {panel.data.complete
        ? say('counted', { count, time: format.time(panel.dataUpdatedAt) })
        : say('reading', { count: format.count(panel.data.rows.length) })}
    </span>
  )
}
