import { lazy, Suspense, useRef, useState } from 'react'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import type { WorkRow } from '../worklist-model.ts'
import { bulkTexts } from './bulk-texts.ts'
import type { Became } from './run-each.ts'

/** What a sheet works with. */
export interface BulkProps {
  readonly people: readonly WorkRow[]
  readonly finished: (became: ReadonlyMap<string, Became>) => void
  readonly close: () => void
}

const SHEETS = {
  assign: lazy(async () => ({ default: (await import('./assign-sheet.tsx')).AssignSheet })),
  task: lazy(async () => ({ default: (await import('./task-sheet.tsx')).TaskSheet })),
} as const

/** What can be done with the chosen patients. Stands at the foot, so that no row moves while rows are chosen. */
export function BulkBar({
  chosen,
  shown,
  clear,
  drop,
}: {
  readonly chosen: readonly WorkRow[]
  /** How many of them are among the rows that are shown. */
  readonly shown: number
  readonly clear: () => void
  /** Those for whom something was done are chosen no more. */
  readonly drop: (ids: ReadonlySet<string>) => void
}) {
  const say = useSay(bulkTexts)
  const format = useFormat()
  const [open, setOpen] = useState<{ readonly act: keyof typeof SHEETS; readonly people: readonly WorkRow[] }>()
  const opener = useRef<HTMLElement>(null)
  const Sheet = open && SHEETS[open.act]
  const begin = (act: keyof typeof SHEETS) => (event: { readonly currentTarget: HTMLElement }) => {
    opener.current = event.currentTarget
    setOpen({ act, people: chosen })
  }
  return (
    <>
      {chosen.length > 0 && (
        <div className="bulk-bar" role="group" aria-label={say('with-chosen')}>
          <span role="status">
            <strong>{say('chosen', { count: chosen.length })}</strong>
            {shown < chosen.length && (
              <span className="quiet"> · {say('not-shown', { count: format.count(chosen.length - shown) })}</span>
            )}
          </span>
          <button type="button" className="plain-button" onClick={begin('assign')}>
            {say('assign')}
          </button>
          <button type="button" className="plain-button" onClick={begin('task')}>
            {say('add-task')}
          </button>
          <button type="button" className="link-button" onClick={clear}>
            {say('clear')}
          </button>
        </div>
      )}
      {open && Sheet && (
        <Suspense fallback={null}>
          <Sheet
            key={open.act}
            people={open.people}
            finished={(became) => {
              drop(new Set([...became].flatMap(([id, one]) => (one.is === 'failed' ? [] : [id]))))
            }}
            close={() => {
              setOpen(undefined)
              const back = opener.current?.isConnected === true ? opener.current : undefined
              ;(back ?? document.querySelector<HTMLElement>('.table-scroll'))?.focus()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
