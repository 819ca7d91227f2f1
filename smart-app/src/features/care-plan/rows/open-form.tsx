import type { Resource } from '@medplum/fhirtypes'
import type { KeyboardEvent, ReactNode } from 'react'
import { SaveLine } from '../../../ui/save-line.tsx'
import { Conflict } from './conflict.tsx'
import { EndedNote } from './ended.tsx'
import type { Texts } from './merge-drafts.ts'
import { goToRow } from './row-focus.ts'
import type { useRow } from './use-row.ts'
import type { RowKind } from './write-merged.ts'

interface OpenFormProps<R extends Resource, D extends Texts<D>> {
  readonly row: ReturnType<typeof useRow<R, D>>
  readonly kind: RowKind<R, D>
  /** The name of a field, as its label has it. */
  readonly labels: Readonly<Record<keyof D & string, string>>
  /** Where the outline leads to. */
  readonly id?: string
  readonly children: ReactNode
}

/** Fields of the plan that are always open and save themselves; Ctrl+Enter goes on to the next row. */
export function OpenForm<R extends Resource, D extends Texts<D>>({
  row,
  kind,
  labels,
  id,
  children,
}: OpenFormProps<R, D>) {
  const { clash, ended } = row
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    goToRow(event.currentTarget, 1, true)
  }
  return (
    // The keys are those of the fields inside.
    <div className="word-field" id={id} data-plan-row="" onKeyDown={press} onBlur={() => void row.finish()}>
      {children}
      {ended && (
        <EndedNote ended={ended} isWhole={kind.isWhole(row.draft)} putBack={row.putBack} discard={row.discard} />
      )}
      {clash && !ended && (
        <Conflict
          fields={clash.fields.map((field) => ({
            name: labels[field],
            mine: row.draft[field],
            theirs: clash.theirs[field],
          }))}
          both={clash.fields.some((field) => kind.words.includes(field))}
          settle={(choice) => void row.settle(choice)}
        />
      )}
      <SaveLine state={row.state} />
    </div>
  )
}
