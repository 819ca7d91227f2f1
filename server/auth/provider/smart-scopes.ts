import { parseScope, printScope, type Permission, type Scope } from '../scopes.ts'

/** Scopes that are no resources': who somebody is, how the app was opened, how long it may stay. */
export const FIXED_SCOPES = [
  'openid',
  'profile',
  'fhirUser',
  'launch',
  'launch/patient',
  'launch/encounter',
  'online_access',
  'offline_access',
] as const

const FIXED: ReadonlySet<string> = new Set(FIXED_SCOPES)

/** Whether the scope is no resource's. */
export function isFixedScope(scope: string): boolean {
  return FIXED.has(scope)
}

/** Whether this server knows what the scope means. */
export function isKnownScope(scope: string): boolean {
  return FIXED.has(scope) || parseScope(scope) !== undefined
}

/** Who asks for scopes. */
export interface Asking {
  /** The scopes that the client was registered with. */
  readonly registered: readonly string[]
  /** `patient/` scopes say nothing without one. */
  readonly hasPatient: boolean
  /** A program that acts by itself has `system/` scopes, and people have none. */
  readonly isProgram: boolean
  /** Whether anything can meet the scope's search constraints. */
  readonly opens: (scope: Scope) => boolean
}

/**
 * The scopes that are granted of those asked for, as they were written where nothing had to be taken away: what the client
 * was registered for, in the contexts that there are. One that opens nothing is not granted, nor one with a search constraint
 * beyond `MOST_CONSTRAINED`.
 * https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
 */
export function grantedScopes(asked: readonly string[], asking: Asking): readonly string[] {
  const most = asking.registered.flatMap((text) => parseScope(text) ?? [])
  const granted = [...new Set(asked)].flatMap((text): readonly string[] => {
    if (FIXED.has(text)) return !asking.isProgram && asking.registered.includes(text) ? [text] : []
    const scope = parseScope(text)
    if (!scope || !fitsContext(scope, asking)) return []
    if (most.some((each) => isWithin(scope, each))) return asking.opens(scope) ? [text] : []
    return most
      .flatMap((each) => common(scope, each))
      .filter(asking.opens)
      .map(printScope)
  })
  let constrained = 0
  return granted.filter((text) => !text.includes('?') || ++constrained <= MOST_CONSTRAINED)
}

/** Each search constraint is looked for in every row that a request reads: beyond so many everybody else would wait. */
const MOST_CONSTRAINED = 100

function fitsContext({ context }: Scope, { hasPatient, isProgram }: Asking): boolean {
  if (context === 'system' || isProgram) return context === 'system' && isProgram
  return context === 'user' || hasPatient
}

/** Whether everything that the scope allows is allowed by the other. */
function isWithin(scope: Scope, most: Scope): boolean {
  return (
    scope.context === most.context &&
    (most.type === '*' || most.type === scope.type) &&
    scope.permissions.every((permission) => most.permissions.includes(permission)) &&
    most.constraints.every(([name, value]) => scope.constraints.some(([own, given]) => own === name && given === value))
  )
}

/** What two scopes both allow: the constraints of both hold. */
function common(scope: Scope, most: Scope): readonly Scope[] {
  if (scope.context !== most.context) return []
  if (scope.type !== '*' && most.type !== '*' && scope.type !== most.type) return []
  const permissions = scope.permissions.filter((permission: Permission) => most.permissions.includes(permission))
  if (permissions.length === 0) return []
  const more = most.constraints.filter(
    ([name, value]) => !scope.constraints.some(([own, given]) => own === name && given === value),
  )
  return [
    {
      context: scope.context,
      type: scope.type === '*' ? most.type : scope.type,
      permissions,
      constraints: [...scope.constraints, ...more],
    },
  ]
}
