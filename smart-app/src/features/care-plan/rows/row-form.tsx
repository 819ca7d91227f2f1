import type { Resource } from '@medplum/fhirtypes'
import type { KeyboardEvent, ReactNode } from 'react'
import { useSay } from '../../../say/use-say.ts'
import { SaveLine } from '../../../ui/save-line.tsx'
import type { SaveState } from '../../../ui/use-autosave.ts'
import { Conflict } from './conflict.tsx'
import { EndedNote } from './ended.tsx'
import type { Texts } from './merge-drafts.ts'
import type { Leave } from './row.tsx'
import { rowTexts } from './row-texts.ts'
import type { useRow } from './use-row.ts'
import type { RowKind } from './write-merged.ts'

/** A way in which what a row is about ends. */
export interface RowEnd {
  readonly word: 'stop' | 'reached' | 'is-done'
  readonly end: () => void
}

interface RowFormProps<R extends Resource, D extends Texts<D>> {
  readonly row: ReturnType<typeof useRow<R, D>>
  readonly kind: RowKind<R, D>
  /** A field as its form names it, and what it holds in words. */
  readonly naming: (field: keyof D & string, value: string) => { readonly name: string; readonly value: string }
  readonly leave: Leave
  /** Ends what the row is about, each way by its word; absent for one that is new. */
  readonly ends?: readonly RowEnd[] | undefined
  readonly children: ReactNode
}

/** The server itself does not take it: it is tried again, and may be given up. */
const isFault = (state: SaveState) => state.kind === 'unsent' && state.why === 'server'

/** The frame of a row that is being edited: its fields, two texts where two wrote, how far it is saved, the ways out. */
export function RowForm<R extends Resource, D extends Texts<D>>(props: RowFormProps<R, D>) {
  const { row, kind, naming, leave, ends = [], children } = props
  const say = useSay(rowTexts)
  const finish = async (next?: 'next') => {
    if (await row.finish()) leave(next)
  }
  const press = (event: KeyboardEvent) => {
    const next = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (event.key !== 'Escape' && !next) return
    event.preventDefault()
    event.stopPropagation()
    void finish(next ? 'next' : undefined)
  }
  const { clash, ended } = row
  const stuck = row.state.kind === 'refused' || isFault(row.state) || !kind.isWhole(row.draft)
  return (
    // The keys are those of the fields inside.
    <div className="plan-editor" onKeyDown={press}>
      {children}
      {ended && (
        <EndedNote ended={ended} isWhole={kind.isWhole(row.draft)} putBack={row.putBack} discard={row.discard} />
      )}
      {clash && !ended && (
        <Conflict
          fields={clash.fields.map((field) => {
            const { name, value: mine } = naming(field, row.draft[field])
            return { name, mine, theirs: naming(field, clash.theirs[field]).value }
          })}
          both={clash.fields.some((field) => kind.words.includes(field))}
          settle={(choice) => {
            void row.settle(choice).then(() => {
              leave()
            })
          }}
        />
      )}
      {!ended && (
        <div className="form-foot row-foot">
          <button type="button" className="plain-button" onClick={() => void finish()}>
            {say('done')} <kbd className="key">Esc</kbd>
          </button>
          {ends.map(({ word, end }) => (
            <button key={word} type="button" className="link-button" onClick={end}>
              {say(word)}
            </button>
          ))}
          {stuck && (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                row.discard()
                leave()
              }}
            >
              {say('discard')}
            </button>
          )}
          <SaveLine state={row.state} />
          <span className="sr-only">{say('keys')}</span>
        </div>
      )}
    </div>
  )
}
