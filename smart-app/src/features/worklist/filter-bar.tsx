import type { ReactNode, Ref } from 'react'
import { useSay } from '../../say/use-say.ts'
import { Choice } from '../../ui/choice.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Filters, View } from './worklist-model.ts'
import { worklistTexts } from './worklist-texts.ts'

const WITHIN = [5, 10, 20] as const

/** What narrows the list down: words, whose patients, minutes that are missing, what is in the way. */
export function FilterBar({
  view,
  filters,
  change,
  field,
  toRows,
  children,
}: {
  readonly view: View
  readonly filters: Filters
  readonly change: (filters: Filters) => void
  readonly field: Ref<HTMLInputElement>
  /** Moves the focus from the words to the list that they have left. */
  readonly toRows: () => void
  readonly children: ReactNode
}) {
  const say = useSay(worklistTexts)
  return (
    <div className="filters">
      <span className="find">
        <Icon name="search" size={14} />
        <input
          ref={field}
          type="search"
          aria-label={say('search')}
          placeholder={say('search')}
          autoComplete="off"
          value={filters.text}
          onChange={({ target }) => {
            change({ ...filters, text: target.value })
          }}
          onKeyDown={(event) => {
            const { key, nativeEvent } = event
            // Esc takes the words away first, as the browser does.
            const leaves = key === 'ArrowDown' || (key === 'Escape' && filters.text === '')
            if (!leaves || nativeEvent.isComposing) return
            event.preventDefault()
            toRows()
          }}
        />
        <span className="key" aria-hidden="true">
          /
        </span>
      </span>
      {view !== 'eligible' && (
        <Choice
          label={say('whose')}
          hidden
          value={filters.mine ? 'mine' : 'all'}
          options={[
            { value: 'mine', text: say('mine') },
            { value: 'all', text: say('all') },
          ]}
          onChange={(whose) => {
            change({ ...filters, mine: whose === 'mine' })
          }}
        />
      )}
      {view === 'short' && <WithinSelect filters={filters} change={change} />}
      {view !== 'ready' && view !== 'consent' && <WaySelect filters={filters} change={change} />}
      <span className="filters-end">{children}</span>
    </div>
  )
}

function WithinSelect({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const say = useSay(worklistTexts)
  const { within, ...others } = filters
  return (
    <select
      className="list-select"
      aria-label={say('within')}
      value={within ?? ''}
      onChange={({ target }) => {
        change(target.value === '' ? others : { ...others, within: Number(target.value) })
      }}
    >
      <option value="">{say('within-any')}</option>
      {WITHIN.map((minutes) => (
        <option key={minutes} value={minutes}>
          {say('within-some', { count: minutes })}
        </option>
      ))}
    </select>
  )
}

function WaySelect({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const say = useSay(worklistTexts)
  const { way, ...others } = filters
  return (
    <select
      className="list-select"
      aria-label={say('way')}
      value={way ?? ''}
      onChange={({ target }) => {
        const { value } = target
        change(value === 'blocked' || value === 'free' ? { ...others, way: value } : others)
      }}
    >
      <option value="">{say('way-any')}</option>
      <option value="free">{say('free')}</option>
      <option value="blocked">{say('blocked')}</option>
    </select>
  )
}
