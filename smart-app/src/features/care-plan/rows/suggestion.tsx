import type { KeyboardEvent } from 'react'
import { useSay } from '../../../say/use-say.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useDecision, type Decision } from './decide.ts'
import { goToRow } from './row-focus.ts'
import { rowTexts } from './row-texts.ts'

interface SuggestionProps {
  readonly reference: string
  readonly what: string
  readonly detail: string
  readonly edit: () => void
}

/** A template's suggestion: dashed until somebody decides. `A` accepts the one that has the focus. */
export function Suggestion({ reference, what, detail, edit }: SuggestionProps) {
  const say = useSay(rowTexts)
  const decide = useDecision(reference, what)
  const choose = (decision: Decision, from: Element) => {
    goToRow(from, 1)
    decide(decision)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'a' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    choose('accept', event.currentTarget)
  }
  return (
    // The key is that of the buttons inside.
    <div className="suggestion-body" onKeyDown={press}>
      <div className="spread">
        <span className="row-title">{what}</span>
        <span className="chip suggested">
          <Icon name="suggest" size={12} /> {say('suggested')}
        </span>
      </div>
      {detail !== '' && <span className="quiet fact">{detail}</span>}
      <div className="form-foot">
        <button
          type="button"
          className="plain-button"
          aria-label={`${say('accept')}: ${what}`}
          aria-keyshortcuts="A"
          onClick={(event) => {
            choose('accept', event.currentTarget)
          }}
        >
          <Icon name="check" size={14} /> {say('accept')} <kbd className="key">A</kbd>
        </button>
        <button type="button" className="link-button" aria-label={`${say('edit-word')}: ${what}`} onClick={edit}>
          {say('edit-word')}
        </button>
        <button
          type="button"
          className="link-button"
          aria-label={`${say('decline')}: ${what}`}
          onClick={(event) => {
            choose('decline', event.currentTarget)
          }}
        >
          {say('decline')}
        </button>
      </div>
    </div>
  )
}
