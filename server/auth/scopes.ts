/** Whose records a scope speaks of: the patient in context, all that the user may see, or a program's own grant. */
export type ScopeContext = 'patient' | 'user' | 'system'

/** The letters of SMART v2: create, read (with vread and instance history), update, delete, search (with type history). */
export type Permission = 'c' | 'r' | 'u' | 'd' | 's'

/** A SMART scope for resources. https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html */
export interface Scope {
  readonly context: ScopeContext
  /** A resource type, or `*`. */
  readonly type: string
  readonly permissions: readonly Permission[]
  /** Search constraints (`category=assess-plan`), as in the scope, unparsed; all of them must hold. */
  readonly constraints: readonly (readonly [name: string, value: string])[]
}
