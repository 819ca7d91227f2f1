import type { SignedIn } from '../../auth/provider/authorization-server.ts'

/** Somebody who can sign in with one click. */
export interface SandboxUser {
  readonly id: string
  readonly name: string
  /** What they do, in words. */
  readonly role: string
}

/** A patient to open the app on. */
export interface PickedPatient {
  readonly id: string
  readonly name: string
  readonly birthDate?: string
}

/** Who can sign in, and on which patients. Demo mode's: nobody proves who they are. */
export interface SignInChoices {
  readonly users: () => Promise<readonly SandboxUser[]>
  readonly patients: () => Promise<readonly PickedPatient[]>
  /** What was chosen; undefined where there is no such person or patient. */
  readonly chosen: (user: string, patient: string | undefined) => Promise<SignedIn | undefined>
}
