import { createContext, use } from 'react'
import type { Rights, SessionUser } from '../fhir/app-session.ts'
import type { OurServer } from '../fhir/our-server.ts'
import type { SessionKeeper } from '../fhir/session-keeper.ts'
import type { Connection } from './connection.ts'

/** What every page works with. */
export interface AppContextValue {
  readonly keeper: SessionKeeper
  readonly connection: Connection
  readonly server: OurServer
  readonly user: SessionUser
  readonly rights: Rights
  /** `Patient.id` of a launch inside a chart, or of the row that is open in a launch without one. */
  readonly patient: string | undefined
  /** A launch without a patient: lists, and patients opened from them. */
  readonly population: boolean
  /** Opens a patient from a list, or goes back to the list. Only in a launch without a patient. */
  readonly openPatient: (id: string | undefined) => void
  /** Milliseconds since 1970 on the server's clock. */
  readonly now: () => number
  /** Quarters of an hour since 1970: pages are drawn anew with each, as a day or a month may have turned. */
  readonly quarter: number
}

const AppContext = createContext<AppContextValue | undefined>(undefined)

/** Gives pages what they work with. */
export const AppContextProvider = AppContext

/** What every page works with. */
export function useApp(): AppContextValue {
  const value = use(AppContext)
  if (!value) throw new Error('There is no app around this component.')
  return value
}

/** The patient of the chart, or of the open row: pages of a patient only. */
export function usePatientId(): string {
  const { patient } = useApp()
  if (patient === undefined) throw new Error('This launch has no patient.')
  return patient
}
