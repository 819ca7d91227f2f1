/** Whose records a scope speaks of: the patient in context, all that the user may see, or a program's own grant. */
type ScopeContext = 'patient' | 'user' | 'system'

/** The letters of SMART v2: create, read (with vread and instance history), update, delete, search (with type history). */
export type Permission = 'c' | 'r' | 'u' | 'd' | 's'

/** A SMART scope for resources. https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html */
export interface Scope {
  readonly context: ScopeContext
  /** A resource type, or `*`. */
  readonly type: string
  readonly permissions: readonly Permission[]
  /** Search constraints (`category=assess-plan`), as in the scope, decoded; all of them must hold. */
  readonly constraints: readonly (readonly [name: string, value: string])[]
}

/** Version 1 permissions in the letters of version 2, as SMART App Launch 2 maps them. */
const VERSION_1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

const LETTERS: readonly Permission[] = ['c', 'r', 'u', 'd', 's']

const SCOPE = /^(patient|user|system)\/([A-Za-z]+|\*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/

/**
 * Reads one scope of version 1 or 2. Undefined for anything else: launch and identity scopes (`openid`, `launch`), letters
 * out of order, no letter at all, a constraint without a value, or one that goes to other resources (a chain, `_has`): whoever
 * could choose it would learn of these what no scope allows, by what is left of the type.
 */
export function parseScope(text: string): Scope | undefined {
  const match = SCOPE.exec(text)
  if (!match) return undefined
  const [, context, type = '', letters = '', query] = match
  const granted = VERSION_1[letters] ?? letters
  const permissions = LETTERS.filter((letter) => granted.includes(letter))
  const constraints = query === undefined ? [] : [...new URLSearchParams(query)]
  if (permissions.length === 0 || !constraints.every(isOfItsOwn)) return undefined
  return { context: context as ScopeContext, type, permissions, constraints }
}

/** Whether a constraint names something, and asks about the resource itself. */
function isOfItsOwn([name, value]: readonly [name: string, value: string]): boolean {
  return name !== '' && value !== '' && !name.includes('.') && !name.startsWith('_has')
}

/** All resource scopes of a space-separated scope string; what else is in it is left out. */
export function parseScopes(text: string): Scope[] {
  return text
    .split(/\s+/)
    .map(parseScope)
    .filter((scope) => scope !== undefined)
}

/** The scope in the form of version 2, with what would end a scope or a parameter escaped. */
export function printScope({ context, type, permissions, constraints }: Scope): string {
  const query = constraints.map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&')
  return `${context}/${type}.${permissions.join('')}${query === '' ? '' : `?${query}`}`
}

function escape(text: string): string {
  return text.replace(/[%&+=#\s]/g, (character) => encodeURIComponent(character))
}

/** Whether the scope speaks of this permission on this type, its constraints aside. */
export function covers(scope: Scope, permission: Permission, type: string): boolean {
  return (scope.type === type || scope.type === '*') && scope.permissions.includes(permission)
}
