import { resourceTypes } from '#definitions/resource-types.ts'
import type { Access, Compartment } from '#ports/access.ts'
import type { Criterion } from '#ports/search.ts'
import type { Principal } from './principal.ts'
import type { RolePolicy } from './roles.ts'
import { covers, type Permission } from './scopes.ts'

/** Whether the caller's role and at least one of the caller's scopes allow this. Which rows, is `accessOf`'s answer. */
export function permits(principal: Principal, policy: RolePolicy, permission: Permission, type: string): boolean {
  return (
    policy.may(principal.role, permission, type) && principal.scopes.some((scope) => covers(scope, permission, type))
  )
}

/** Reads a scope's search constraint as a search would; throws when the type has no such parameter. */
export type ParseConstraint = (type: string, name: string, value: string) => Criterion

/**
 * The rows that a caller may touch with a permission: those of the own practice, within the compartment of the patient
 * in context, and, where all scopes for a type have search constraints, only those that match one of them.
 *
 * A token that holds any `patient/` scope is confined to that patient throughout, also where a `user/` scope stands
 * beside it: a chain or an include could otherwise carry facts of other patients across.
 */
export function accessOf(principal: Principal, permission: Permission, parse: ParseConstraint): Access {
  const narrowed = narrowedTypes(principal, permission, parse)
  return {
    tenant: principal.tenant,
    compartment: compartmentOf(principal),
    ...(narrowed.size > 0 ? { narrowed } : {}),
  }
}

/** The patients whose records the caller may touch. */
export function compartmentOf(principal: Principal): Compartment {
  const inContext = principal.patient === undefined ? [] : [principal.patient]
  const confined = principal.role === 'patient' || principal.scopes.some((scope) => scope.context === 'patient')
  if (principal.role === 'payer' || principal.members !== undefined) {
    const members = principal.members ?? []
    return { patients: confined ? inContext.filter((id) => members.includes(id)) : members }
  }
  return confined ? { patients: inContext } : 'unrestricted'
}

function narrowedTypes(
  { scopes }: Principal,
  permission: Permission,
  parse: ParseConstraint,
): Map<string, (readonly Criterion[])[]> {
  const narrowed = new Map<string, (readonly Criterion[])[]>()
  const constrained = scopes.filter((scope) => scope.constraints.length > 0)
  // A constraint on `*` holds for each type.
  for (const type of new Set<string>(
    constrained.flatMap((scope): readonly string[] => (scope.type === '*' ? resourceTypes : [scope.type])),
  )) {
    const holding = scopes.filter((scope) => covers(scope, permission, type))
    if (holding.some((scope) => scope.constraints.length === 0)) continue
    narrowed.set(
      type,
      holding.map((scope) => scope.constraints.map(([name, value]) => parse(type, name, value))),
    )
  }
  return narrowed
}
