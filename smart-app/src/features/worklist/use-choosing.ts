import { useRef, useState } from 'react'
import { useSay } from '../../say/use-say.ts'
import type { Choosing } from '../../ui/choose-rows.tsx'
import { bulkTexts } from './bulk/bulk-texts.ts'
import { leftList } from './list-memory.ts'
import type { WorkRow } from './worklist-model.ts'

/** Who is chosen in a view, whatever the filters show of it. */
export interface Chosen {
  readonly rows: readonly WorkRow[]
  /** How many of them are shown. */
  readonly shown: number
  readonly choosing: Choosing<WorkRow>
  readonly clear: () => void
  readonly drop: (ids: ReadonlySet<string>) => void
}

/**
 * Choosing rows of a view. Who is chosen stays so when the filters hide the row: people are looked for one by one.
 * @param shown the rows as filtered and sorted
 * @param all the rows of the view
 */
export function useChoosing(shown: readonly WorkRow[], all: readonly WorkRow[], view: string): Chosen {
  const say = useSay(bulkTexts)
  const [ids, setIds] = useState<ReadonlySet<string>>(() => {
    const left = leftList()
    return new Set(left?.view === view ? left.chosen : [])
  })
  /** The row from which a range goes. */
  const anchor = useRef<string>(undefined)
  const count = ids.size === 0 ? 0 : shown.filter(({ id }) => ids.has(id)).length
  const set = (changed: readonly WorkRow[], on: boolean) => {
    const next = new Set(ids)
    for (const { id } of changed) {
      if (on) next.add(id)
      else next.delete(id)
    }
    setIds(next)
  }
  return {
    rows: ids.size === 0 ? [] : all.filter(({ id }) => ids.has(id)),
    shown: count,
    clear: () => {
      setIds(new Set())
    },
    drop: (gone) => {
      setIds((before) => new Set([...before].filter((id) => !gone.has(id))))
    },
    choosing: {
      isChosen: ({ id }) => ids.has(id),
      shown: count === 0 ? 'none' : count === shown.length ? 'all' : 'some',
      toggle: (index, range) => {
        const row = shown[index]
        if (!row) return
        const from = range ? shown.findIndex(({ id }) => id === anchor.current) : -1
        const [first, last] = from < 0 ? [index, index] : [Math.min(from, index), Math.max(from, index)]
        set(shown.slice(first, last + 1), !ids.has(row.id))
        anchor.current = row.id
      },
      toggleShown: () => {
        set(shown, count < shown.length)
      },
      words: { column: say('choose'), all: say('choose-all'), one: ({ name }) => say('choose-one', { name }) },
    },
  }
}
