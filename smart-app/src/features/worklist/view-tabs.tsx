import { useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import { keepPreference, readPreferences, type SavedView } from '../../app/preferences.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { VIEWS, type View } from './worklist-model.ts'
import { worklistTexts } from './worklist-texts.ts'

/** The views with their counts, those that somebody named, and a way to name one. */
export function ViewTabs({
  current,
  counts,
  choose,
  open,
  asSaved,
}: {
  readonly current: View
  /** How many are in each view; undefined: not known yet. */
  readonly counts: Readonly<Record<View, number | undefined>> | undefined
  readonly choose: (view: View) => void
  readonly open: (saved: SavedView) => void
  /** What is shown now, under a name. */
  readonly asSaved: (name: string) => SavedView
}) {
  const say = useSay(worklistTexts)
  const format = useFormat()
  const me = useApp().user.reference ?? ''
  const [saved, setSaved] = useState(() => savedBy(me))
  const keep = (views: readonly SavedView[]) => {
    keepPreference({ views: { ...readPreferences().views, [me]: views } })
    setSaved(views)
  }
  return (
    <div className="view-bar">
      <nav className="views" aria-label={say('views')} tabIndex={-1}>
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            className={view === current ? 'view current' : 'view'}
            {...(view === current && { 'aria-current': 'true' })}
            onClick={() => {
              choose(view)
            }}
          >
            {say(view)} <span className="view-count">{countWords(counts?.[view], format.count)}</span>
          </button>
        ))}
        {saved.map((one) => (
          <span key={one.name} className="view-saved">
            <button
              type="button"
              className="view"
              onClick={() => {
                open(one)
              }}
            >
              <Icon name="list" size={14} /> {one.name}
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={say('remove-view', { name: one.name })}
              onClick={() => {
                keep(saved.filter((other) => other !== one))
              }}
            >
              <Icon name="cross" size={12} />
            </button>
          </span>
        ))}
      </nav>
      <SaveView
        save={(name) => {
          keep([...saved.filter((one) => one.name !== name), asSaved(name)])
        }}
      />
    </div>
  )
}

/** The views that this person named in this browser. */
function savedBy(person: string): readonly SavedView[] {
  return readPreferences().views?.[person] ?? []
}

function countWords(count: number | undefined, words: (count: number) => string): string {
  return count === undefined ? '…' : words(count)
}

function SaveView({ save }: { save: (name: string) => void }) {
  const say = useSay(worklistTexts)
  const announce = useAnnounce()
  const [name, setName] = useState<string>()
  if (name === undefined)
    return (
      <button
        type="button"
        className="link-button view-save"
        onClick={() => {
          setName('')
        }}
      >
        <Icon name="plus" size={14} /> {say('save-view')}
      </button>
    )
  return (
    <form
      className="view-name"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return
        save(name.trim())
        announce(say('saved-as', { name: name.trim() }))
        setName(undefined)
      }}
    >
      <input
        className="text-field"
        aria-label={say('view-name')}
        placeholder={say('view-name')}
        maxLength={30}
        autoFocus
        value={name}
        onChange={({ target }) => {
          setName(target.value)
        }}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setName(undefined)
        }}
      />
      <button type="submit" className="plain-button primary">
        {say('save')}
      </button>
    </form>
  )
}
