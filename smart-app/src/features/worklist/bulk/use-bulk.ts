import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../../app/app-context.ts'
import { useSay } from '../../../say/use-say.ts'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { useUnsaved } from '../../../ui/unsaved.ts'
import { bulkTexts } from './bulk-texts.ts'
import { takeBack, type Act, type Became, type Person } from './run-each.ts'

/** Something that is done for many patients, as far as it has come. */
export interface Bulk<P extends Person> {
  readonly phase: 'asking' | 'running' | 'done'
  /** What is under way, or was done last, is to take it back. */
  readonly undoing: boolean
  readonly total: number
  /** What became of whom, by `Patient.id`. */
  readonly became: ReadonlyMap<string, Became>
  readonly start: (people: readonly P[], act: Act<P>) => void
  /** The same for whom it failed or was not begun. */
  readonly again: () => void
  readonly undo: () => void
  readonly stop: () => void
}

interface Round<P extends Person> {
  readonly people: readonly P[]
  readonly act: Act<P>
}

const NONE: ReadonlyMap<string, Became> = new Map()

/** Does something for many patients and keeps what became of each. What is left when the page is left is not begun. */
export function useBulk<P extends Person>(finished: (became: ReadonlyMap<string, Became>) => void): Bulk<P> {
  const { server } = useApp()
  const queries = useQueryClient()
  const [phase, setPhase] = useState<Bulk<P>['phase']>('asking')
  const [round, setRound] = useState<Round<P>>()
  const [undoing, setUndoing] = useState(false)
  const [became, setBecame] = useState(NONE)
  const live = useRef({ stopped: false, left: false, results: NONE })
  useUnsaved(phase === 'running' ? 'waiting' : undefined)
  useLeaving(live, phase === 'running', round?.people.length ?? 0)

  const run = async (people: readonly P[], act: Act<P>, before: ReadonlyMap<string, Became>) => {
    live.current = { ...live.current, stopped: false, results: before }
    setBecame(before)
    setPhase('running')
    await act(people, {
      isStopped: () => live.current.stopped,
      tell: ({ id }, one) => {
        live.current.results = new Map(live.current.results).set(id, one)
        if (!live.current.left) setBecame(live.current.results)
      },
    })
    void queries.invalidateQueries()
    if (live.current.left) return
    setPhase('done')
    finished(live.current.results)
  }
  return {
    phase,
    undoing,
    became,
    total: round?.people.length ?? 0,
    start: (people, act) => {
      setRound({ people, act })
      setUndoing(false)
      void run(people, act, NONE)
    },
    again: () => {
      if (!round) return
      const rest = round.people.filter(({ id }) => !isDone(became.get(id)))
      void run(rest, round.act, new Map([...became].filter(([, one]) => isDone(one))))
    },
    undo: () => {
      const done = (round?.people ?? []).filter(({ id }) => became.get(id)?.is === 'done')
      const act: Act<P> = takeBack(server, became)
      setRound({ people: done, act })
      setUndoing(true)
      void run(done, act, NONE)
    },
    stop: () => {
      live.current.stopped = true
    },
  }
}

/** Whether nothing is left to do for a patient. */
const isDone = (became: Became | undefined): boolean => became !== undefined && became.is !== 'failed'

/** Stops when the page is left, and says how far it came. */
function useLeaving(
  live: { readonly current: { stopped: boolean; left: boolean; results: ReadonlyMap<string, Became> } },
  running: boolean,
  total: number,
): void {
  const announce = useAnnounce()
  const say = useSay(bulkTexts)
  const leave = useRef<() => void>(undefined)
  useEffect(() => {
    leave.current = () => {
      if (running) announce(say('stopped', { done: live.current.results.size, total }), true)
    }
  })
  useEffect(() => {
    live.current.left = false
    return () => {
      live.current.left = true
      live.current.stopped = true
      leave.current?.()
    }
  }, [live])
}
