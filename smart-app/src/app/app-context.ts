import { createContext, use } from 'react'
import type { SessionUser } from '../fhir/app-session.ts'
import type { OurServer } from '../fhir/our-server.ts'
import type { SessionKeeper } from '../fhir/session-keeper.ts'
import type { Connection } from './connection.ts'

/** What this person may do, by role (docs/security.md). The server decides; the app leaves out what it would refuse. */
export interface Rights {
  /** Enroll, keep the plan and log own time. */
  readonly care: boolean
  /** Confirm duration and risk, put a plan into force. */
  readonly attest: boolean
  /** Close and reopen months, correct time. */
  readonly bill: boolean
  /** Set up the practice. */
  readonly setUp: boolean
}

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

/** What a role may do. */
export function rightsOf(role: SessionUser['role']): Rights {
  const all = role === 'administrator'
  return {
    care: all || role === 'billing-practitioner' || role === 'clinical-staff',
    attest: all || role === 'billing-practitioner',
    bill: all || role === 'biller',
    setUp: all,
  }
}
