import { useSay } from '../../../say/use-say.ts'
import type { Settlement } from './merge-drafts.ts'
import { rowTexts } from './row-texts.ts'

/** A field that two people changed, in words. */
export interface ClashingField {
  readonly name: string
  readonly mine: string
  readonly theirs: string
}

interface ConflictProps {
  readonly fields: readonly ClashingField[]
  /** Whether two texts can stand one after the other. */
  readonly both: boolean
  readonly settle: (choice: Settlement) => void
}

/** Two people wrote at once: both texts at the row, and a choice. */
export function Conflict({ fields, both, settle }: ConflictProps) {
  const say = useSay(rowTexts)
  const choices: readonly (readonly [Settlement, 'keep-mine' | 'keep-theirs' | 'write-both'])[] = [
    ['mine', 'keep-mine'],
    ['theirs', 'keep-theirs'],
    ...(both ? ([['both', 'write-both']] as const) : []),
  ]
  return (
    <div className="conflict" role="alert">
      <p>{say('conflict')}</p>
      {(['mine', 'theirs'] as const).map((side) => (
        <dl key={side} className="conflict-side">
          <dt>{say(side)}</dt>
          {fields.map((field) => (
            <dd key={field.name}>
              {fields.length > 1 && <span className="meta">{field.name}: </span>}
              {field[side] === '' ? <span className="quiet">{say('empty')}</span> : field[side]}
            </dd>
          ))}
        </dl>
      ))}
      <div className="form-foot">
        {choices.map(([choice, word]) => (
          <button
            key={choice}
            type="button"
            className="plain-button"
            onClick={() => {
              settle(choice)
            }}
          >
            {say(word)}
          </button>
        ))}
      </div>
    </div>
  )
}
