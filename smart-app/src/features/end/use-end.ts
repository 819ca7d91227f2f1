import type { EpisodeOfCare, Parameters } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApp } from '../../app/app-context.ts'
import type { SupposedEnd } from '../../data/simulation.ts'
import { useSay } from '../../say/use-say.ts'
import type { TimerStore } from '../../timer/store.ts'
import { useTimer } from '../../timer/timer-context.tsx'
import { endPageTexts } from './end-page-texts.ts'

/** An end as it was asked for. */
export interface AskedEnd extends SupposedEnd {
  /** `EpisodeOfCare/…` */
  readonly enrollment: string
  readonly note: string
}

/**
 * Ends an enrollment. A timer that runs for the patient is saved first, so that its minutes count until then.
 * @param leave the page, before everything is read anew: there is nothing left to end on it
 */
export function useEnd(leave: () => void) {
  const { server, now } = useApp()
  const { store } = useTimer()
  const say = useSay(endPageTexts)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (asked: AskedEnd) => {
      if (!(await stopped(store, now()))) throw new Error(say('timer-stuck'))
      return server.post<EpisodeOfCare>(`${asked.enrollment}/$ccm-end`, parametersOf(asked))
    },
    onSuccess: () => {
      leave()
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey.includes('simulation') })
      void queries.invalidateQueries()
    },
  })
}

function parametersOf({ reason, day, note }: AskedEnd): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'reason', valueCode: reason },
      ...(day === undefined ? [] : [{ name: 'dateTime', valueDateTime: day }]),
      ...(note === '' ? [] : [{ name: 'note', valueString: note }]),
    ],
  }
}

/** How long the timer may take to be saved, in milliseconds. */
const PATIENCE = 10_000
const RUNS = ['starting', 'running', 'asking', 'ending']

/** Whether a timer of this patient runs. */
export function isTiming(store: TimerStore): boolean {
  return RUNS.includes(store.state().kind)
}

/** Stops the timer and waits until the server has its Task; false where it has not. */
async function stopped(store: TimerStore, at: number): Promise<boolean> {
  if (!isTiming(store)) return true
  store.send({ is: 'stop', at })
  return new Promise((resolve) => {
    const settle = () => {
      if (isTiming(store)) return
      done(store.state().kind !== 'refused')
    }
    const leave = store.subscribe(settle)
    const late = setTimeout(() => {
      done(false)
    }, PATIENCE)
    const done = (saved: boolean) => {
      leave()
      clearTimeout(late)
      resolve(saved)
    }
    settle()
  })
}
