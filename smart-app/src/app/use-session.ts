import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { SessionState } from '../fhir/session-keeper.ts'
import { useApp } from './app-context.ts'

/** How often the age of the token is looked at. */
const LOOK = 15_000

/** The state of the session; renews it before its token dies, also after the machine has slept. */
export function useSessionState(): SessionState {
  const { keeper } = useApp()
  const state = useSyncExternalStore(
    (listener) => keeper.subscribe(listener),
    () => keeper.state(),
  )
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void keeper.renewIfDue()
    }
    const timer = setInterval(look, LOOK)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [keeper])
  return state
}

/** Whether somebody signed in again as another person, or on another patient. */
export function useSignedInAsOther(): boolean {
  const { keeper } = useApp()
  return useSyncExternalStore(
    (listener) => keeper.subscribe(listener),
    () => keeper.signedInAsOther(),
  )
}

/** Signs in again in a window of its own and goes on here, with everything that was typed. */
export function useSignInAgain(): () => void {
  const { keeper } = useApp()
  const queries = useQueryClient()
  useEffect(() => {
    const renewed = (event: MessageEvent) => {
      const data = event.data as { ccm?: string; handle?: string } | null
      if (event.origin !== location.origin || data?.ccm !== 'renewed' || data.handle === undefined) return
      void keeper.adopt(data.handle).then((alive) => (alive ? queries.invalidateQueries() : undefined))
    }
    window.addEventListener('message', renewed)
    return () => {
      window.removeEventListener('message', renewed)
    }
  }, [keeper, queries])
  return useCallback(() => {
    const { ehr, context } = keeper.grant()
    const iss = ehr?.baseUrl ?? `${location.origin}/fhir/r4`
    window.open(
      `/launch?iss=${encodeURIComponent(iss)}&renews${context.patient === undefined ? '' : '=chart'}`,
      '_blank',
      'popup,width=520,height=640',
    )
  }, [keeper])
}

/** When the connection was lost; undefined while it holds. Everything is read again when it comes back. */
export function useLostSince(): number | undefined {
  const { connection } = useApp()
  const queries = useQueryClient()
  const lost = useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.lostSince(),
  )
  useEffect(() => {
    if (lost === undefined) void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
  }, [lost, queries])
  return lost
}
