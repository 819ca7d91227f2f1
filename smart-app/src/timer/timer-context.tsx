import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { dayOfDeath } from '#domain/eligibility/life.ts'
import { practiceOf } from '#domain/practice/practice.ts'
import { timerPolicyFor, type TimerPolicy } from '#domain/practice/timer-policy.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import { useConfirmation } from '../app/confirmation.ts'
import { readPreferences } from '../app/preferences.ts'
import { usePatient, usePractice } from '../data/chart.ts'
import { useConsents, useEnrollment } from '../data/enrollment.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import { useAnnounce } from '../ui/live-region.tsx'
import { useUnsaved } from '../ui/unsaved.ts'
import { COUNTABLE } from './activities.ts'
import { runOf, secondsRunning, secondsShown, type TimerEffect, type TimerState } from './model.ts'
import { createTimerStore, type TimerStore } from './store.ts'
import { timerTexts } from './timer-texts.ts'

interface Timer {
  readonly store: TimerStore
  /** The activity with which the next start begins: the one used last. */
  readonly activity: string
  readonly choose: (activity: string) => void
  /** The practice's policy for an activity. */
  readonly policy: (activity: string | undefined) => TimerPolicy
  /** Why the server refused a change of time that leaves the timer as it is. */
  readonly trouble: string | undefined
  readonly clearTrouble: () => void
}

const TimerContext = createContext<Timer | undefined>(undefined)

/** How often the server is asked whether another window has changed this person's timer. */
const LOOK = 20_000

/** The one timer of this frame, for every page. */
export function TimerProvider({ children }: { children: ReactNode }) {
  const { server, user, now } = useApp()
  const patient = usePatientId()
  const queries = useQueryClient()
  const announce = useSpokenTimer()
  const [activity, choose] = useState<string>(() => readPreferences().activity ?? COUNTABLE[0])
  const policy = usePolicy()
  const [trouble, setTrouble] = useState<string>()
  const [store] = useState(() =>
    createTimerStore({
      server,
      subject: { patient: `Patient/${patient}`, person: user.reference ?? '' },
      policy,
      now,
      announce,
      trouble: setTrouble,
      written: () => {
        void queries.invalidateQueries({ queryKey: ['month'] })
        void queries.invalidateQueries({ queryKey: ['time'] })
      },
    }),
  )
  useAllowed(store)
  useClock(store)
  useInput(store)
  useUnsentTime(store)
  const value = useMemo(() => {
    const clearTrouble = () => {
      setTrouble(undefined)
    }
    return { store, activity, choose, policy, trouble, clearTrouble }
  }, [store, activity, policy, trouble])
  return <TimerContext value={value}>{children}</TimerContext>
}

/** The newest that is known of the practice's policy: it may be read, or changed, while a timer runs. */
function usePolicy(): Timer['policy'] {
  const practice = usePractice()
  const newest = useRef(practiceOf(undefined).timer)
  useEffect(() => {
    if (practice.data) newest.current = practice.data.timer
  }, [practice.data])
  return useCallback((activity) => timerPolicyFor(newest.current, activity), [])
}

/** The timer and its state. */
export function useTimer(): Timer & { readonly state: TimerState } {
  const timer = use(TimerContext)
  if (!timer) throw new Error('There is no timer around this component.')
  const state = useSyncExternalStore(timer.store.subscribe, timer.store.state)
  return { ...timer, state }
}

/** Whole seconds that the timer shows, anew each second: of the running Task, and of one that was paused or saved. */
export function useSeconds(): number {
  return useSecondsOf(secondsShown)
}

/** Whole seconds that run and that no month counts yet, anew each second; 0 where none runs. */
export function useRunningSeconds(): number {
  return useSecondsOf(secondsRunning)
}

function useSecondsOf(seconds: (state: TimerState, now: number) => number): number {
  const { state } = useTimer()
  const { now } = useApp()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      tick((count) => count + 1)
    }, 500)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return seconds(state, now())
}

/** A timer may run for somebody who cares for a patient that lives, is enrolled and has consented. */
function useAllowed(store: TimerStore): void {
  const { rights, user } = useApp()
  const { needed } = useConfirmation()
  const enrollment = useEnrollment()
  const consents = useConsents()
  const [reads, known] = [enrollment.data, consents.data]
  const enrolled = reads?.current !== undefined && (known?.some(({ status }) => status === 'active') ?? false)
  const writes = rights.care && user.reference !== undefined
  const patient = usePatient().data
  const { timeZone } = useFormat()
  const died = patient !== undefined && dayOfDeath(patient, timeZone) !== undefined
  useEffect(() => {
    if (!writes) store.send({ is: 'forbidden', why: needed ? 'unconfirmed' : 'read-only' })
    else if (died) store.send({ is: 'forbidden', why: 'deceased' })
    else if (reads !== undefined && known !== undefined)
      store.send(enrolled ? { is: 'allowed' } : { is: 'forbidden', why: 'no-consent' })
    if (writes) void store.look()
  }, [store, writes, needed, died, enrolled, reads, known])
}

function useClock(store: TimerStore): void {
  const { now } = useApp()
  useEffect(() => {
    const ticking = setInterval(() => {
      store.send({ is: 'tick', at: now() })
    }, 1_000)
    const looking = setInterval(() => void store.look(), LOOK)
    const leave = () => {
      store.send({ is: 'leaving', at: now() })
    }
    const turn = () => {
      if (document.visibilityState === 'hidden') leave()
      else void store.look()
    }
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', turn)
    return () => {
      clearInterval(ticking)
      clearInterval(looking)
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', turn)
    }
  }, [store, now])
}

/** Time that did not get through is work that is not saved, on every page. */
function useUnsentTime(store: TimerStore): void {
  const state = useSyncExternalStore(store.subscribe, store.state)
  useUnsaved(runOf(state)?.unsentSince === undefined ? undefined : 'unsent')
}

/** An input in this frame says that this patient is worked on. */
function useInput(store: TimerStore): void {
  const { now } = useApp()
  useEffect(() => {
    let last = 0
    const input = () => {
      if (now() - last < 1_000) return
      last = now()
      store.send({ is: 'input', at: last })
    }
    const kinds = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const
    for (const kind of kinds) window.addEventListener(kind, input, { passive: true })
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, input)
    }
  }, [store, now])
}

function useSpokenTimer(): (effect: Extract<TimerEffect, { do: 'announce' }>) => void {
  const say = useSay(timerTexts)
  const announce = useAnnounce()
  return ({ what, urgent }) => {
    announce(say(`said-${what}`), urgent)
  }
}
