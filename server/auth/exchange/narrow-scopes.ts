import type { Role } from '#ports/caller.ts'
import { parseScope, printScope, type Scope } from '../scopes.ts'
import { ExchangeRefused } from './exchange-refused.ts'

/** Scopes that say who somebody is and how the app was opened. Refresh tokens are not given by an exchange. */
const BESIDE = new Set(['openid', 'fhirUser', 'profile', 'launch', 'launch/patient', 'launch/encounter'])

/**
 * What somebody may do whose role nobody has confirmed yet: read the patient in context, and log time, which counts once
 * an administrator has confirmed the role.
 */
const UNCONFIRMED = ['patient/*.rs', 'patient/Task.cu'].flatMap((text) => parseScope(text) ?? [])

/**
 * The scopes that are granted of those asked for. Inside a patient's chart everything is confined to that patient: a
 * `user/` scope is narrowed to the `patient/` one. Without a patient there are only `user/` scopes, and none at all for
 * somebody without a role.
 * @throws ExchangeRefused when none remains
 */
export function narrowScopes(
  asked: string | undefined,
  { inChart, role }: { readonly inChart: boolean; readonly role: Role | undefined },
): string {
  const context = inChart ? 'patient' : 'user'
  const words = (asked ?? `openid fhirUser ${context}/*.cruds`).split(/\s+/)
  const scopes = words
    .flatMap((word) => parseScope(word) ?? [])
    .filter((scope) => scope.context === 'user' || scope.context === context)
    .map((scope): Scope => ({ ...scope, context }))
    .flatMap((scope) => (role === undefined ? unconfirmed(scope) : scope))
  if (scopes.length === 0) throw new ExchangeRefused('invalid_scope', role === undefined ? 'no-role' : 'scope')
  return [...new Set([...words.filter((word) => BESIDE.has(word)), ...scopes.map(printScope)])].join(' ')
}

/** What two scopes have in common, in the search constraints of the one that was asked for. */
function unconfirmed(scope: Scope): readonly Scope[] {
  return UNCONFIRMED.flatMap((most): readonly Scope[] => {
    const permissions = scope.permissions.filter((permission) => most.permissions.includes(permission))
    const type = most.type === '*' ? scope.type : most.type
    const common = scope.context === most.context && (scope.type === '*' || scope.type === type)
    return common && permissions.length > 0 ? [{ ...scope, type, permissions }] : []
  })
}
