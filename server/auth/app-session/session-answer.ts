import { present } from '#domain/present.ts'
import type { SessionRecord } from '#ports/app-sessions.ts'
import type { Role } from '#ports/caller.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import type { RolePolicy } from '../roles.ts'
import { appRights, type AppRights } from './app-rights.ts'
import type { EhrTokens } from './ehr-tokens.ts'

/** A FHIR server that the app may ask, and with what. */
interface FhirAccess {
  readonly baseUrl: string
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
  readonly scope: string
}

/** A session as the app has it (docs/app-launch.md). No refresh token is in it. */
export interface SessionAnswer {
  readonly handle: string
  readonly fhir: FhirAccess
  /** Absent where the EHR gave nothing to go on with. */
  readonly ehr?: FhirAccess & { readonly name: string }
  readonly context: Readonly<Record<string, string | boolean>>
  readonly user: { readonly reference: string; readonly name: string; readonly role?: Role; readonly rights: AppRights }
  readonly confirm: boolean
  readonly renews: boolean
  /** ISO instant with milliseconds. */
  readonly serverTime: string
}

/** Where our FHIR base is on this origin. */
const OUR_PATH = '/fhir/r4'

/** What an answer is made from. */
export interface AnswerParts {
  readonly record: SessionRecord
  readonly user: Omit<SessionAnswer['user'], 'rights'>
  readonly own: { readonly accessToken: string; readonly expiresIn: number; readonly scope: string }
  /** The EHR, and what it gave to ask it with. */
  readonly ehr?: { readonly registered: RegisteredEhr; readonly tokens: EhrTokens }
  /** What each role may do on this server. */
  readonly policy: RolePolicy
  readonly now: number
}

/** The answer, but for the handle. */
export function answerOf({ record, user, own, ehr, policy, now }: AnswerParts): Omit<SessionAnswer, 'handle'> {
  const { patient, encounter, ehrPatient, context, confirm, renews } = record
  return {
    fhir: { baseUrl: OUR_PATH, ...own },
    ...(ehr ? { ehr: { name: ehr.registered.name, baseUrl: ehr.registered.fhirBase, ...accessOf(ehr.tokens) } } : {}),
    context: { ...context, ...present({ patient, ehrPatient, encounter }) },
    user: { ...user, rights: appRights(policy, user.role) },
    confirm,
    renews,
    serverTime: new Date(now).toISOString(),
  }
}

function accessOf({ accessToken, expiresIn, scope }: EhrTokens) {
  return { accessToken, expiresIn, scope }
}
