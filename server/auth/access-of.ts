import { resourceTypes } from '#definitions/resource-types.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import type { Access, Compartment } from '#ports/access.ts'
import type { Criterion } from '#ports/search.ts'
import type { Principal } from './principal.ts'
import type { RolePolicy } from './roles.ts'
import { covers, type Permission, type Scope } from './scopes.ts'

/**
 * Reads a scope's search constraint as a search would; undefined where it can be met by nothing: the type has no such
 * parameter, or the value means nothing.
 */
export type ParseConstraint = (type: string, name: string, value: string) => Criterion | undefined

/** What a caller may do. */
export interface Rights {
  readonly policy: RolePolicy
  readonly parse: ParseConstraint
}

/**
 * Whether the caller's role and at least one of the caller's scopes allow this. Which rows, is `accessOf`'s answer. A scope
 * whose constraint cannot be met by a type is none for that type.
 */
export function permits(
  { role, scopes }: Principal,
  { policy, parse }: Rights,
  permission: Permission,
  type: string,
): boolean {
  if (!policy.may(role, permission, type)) return false
  const holding = scopes.filter((scope) => covers(scope, permission, type))
  return holding.some(({ constraints }) => constraints.length === 0) || searchesOf(holding, type, parse).length > 0
}

/** The searches that scopes narrow a type to; those that cannot be met are left out. */
function searchesOf(scopes: readonly Scope[], type: string, parse: ParseConstraint): (readonly Criterion[])[] {
  return scopes.flatMap(({ constraints }) => {
    const read = constraints.map(([name, value]) => parse(type, name, value))
    const criteria = read.filter((criterion) => criterion !== undefined)
    return criteria.length === read.length ? [criteria] : []
  })
}

/**
 * The rows that a caller may touch with a permission: those of the own practice, within the compartment of the patient
 * in context, and, where all scopes for a type have search constraints, only those that match one of them.
 *
 * A token that holds any `patient/` scope is confined to that patient throughout, also where a `user/` scope stands
 * beside it: a chain or an include could otherwise carry facts of other patients across.
 *
 * Who came from an EHR and has no role yet writes their own time, and no other Task; a biller corrects time, and changes no
 * other Task: neither is given what others are asked to do for the patient.
 */
export function accessOf(principal: Principal, permission: Permission, parse: ParseConstraint): Access {
  const narrowed = narrowedTypes(principal, permission, parse)
  const kept = WRITES.has(permission) ? tasksOf(principal) : undefined
  if (kept) keepTasks(narrowed, kept, parse)
  return {
    tenant: principal.tenant,
    compartment: compartmentOf(principal),
    ...(narrowed.size > 0 ? { narrowed } : {}),
  }
}

/** Whether the caller's scopes for a type leave out none of it, of what the caller may touch at all. */
export function coversAll({ scopes }: Principal, permission: Permission, type: string): boolean {
  return scopes.some((scope) => covers(scope, permission, type) && scope.constraints.length === 0)
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
  // A constraint on `*` holds for each type, and opens none that cannot meet it.
  for (const type of new Set<string>(
    constrained.flatMap((scope): readonly string[] => (scope.type === '*' ? resourceTypes : [scope.type])),
  )) {
    const holding = scopes.filter((scope) => covers(scope, permission, type))
    if (holding.some((scope) => scope.constraints.length === 0)) continue
    narrowed.set(type, searchesOf(holding, type, parse))
  }
  return narrowed
}

const WRITES: ReadonlySet<Permission> = new Set(['c', 'u', 'd'])

/** Time that was begun, whatever became of it: what is asked for or planned is work that somebody waits for, and no time. */
const TIME: Scope['constraints'] = [
  ['code', `${codeSystem('ccm-activity')}|`],
  ['status', 'in-progress,completed,cancelled,entered-in-error'],
]

/** As search constraints, the Tasks that a caller writes who writes no others; undefined: all that scopes allow. */
function tasksOf({ unconfirmed, role, user = '' }: Principal): Scope['constraints'] | undefined {
  if (unconfirmed === true) return [...TIME, ['owner', user]]
  return role === 'biller' ? TIME : undefined
}

/** Whether it is the role that lets a caller write some of a type only, whatever the scopes: that is no secret. */
export function writesSomeOnly(principal: Principal, type: string): boolean {
  return type === 'Task' && tasksOf(principal) !== undefined
}

/** Leaves of Tasks those that meet the constraints. */
function keepTasks(
  narrowed: Map<string, (readonly Criterion[])[]>,
  kept: Scope['constraints'],
  parse: ParseConstraint,
): void {
  const searches = narrowed.get('Task') ?? [[]]
  const [criteria] = searchesOf([{ context: 'user', type: 'Task', permissions: [], constraints: kept }], 'Task', parse)
  narrowed.set('Task', criteria ? searches.map((search) => [...search, ...criteria]) : [])
}
