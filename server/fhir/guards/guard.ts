import { codeSystem } from '#domain/fhir/canonicals.ts'
import type { Access, Compartment } from '#ports/access.ts'
import type { AuditAgent, AuditNote } from '#ports/audit-trail.ts'
import type { FhirRepository } from '#ports/fhir-store.ts'
import { accessOf, coversAll, permits, writesSomeOnly } from '../../auth/access-of.ts'
import type { Principal } from '../../auth/principal.ts'
import type { Permission } from '../../auth/scopes.ts'
import type { FhirRequest } from '../exchange.ts'
import { fault, FhirError } from '../fault.ts'
import type { FhirDeps } from '../interaction.ts'
import { constraintsOf } from '../search/constraint.ts'
import { operationAccess } from './operation-access.ts'
import type { Guard, Need } from './rights.ts'

type GuardDeps = Pick<FhirDeps, 'store' | 'policy' | 'base' | 'clock' | 'limits'>

/** The rights of the caller of a request. What cannot be decided is refused. */
export function createGuard(request: FhirRequest, deps: GuardDeps): Guard {
  return new PrincipalGuard(request, deps)
}

/** Who acts, as the audit trail names them. */
export function agentOf({ principal, address }: FhirRequest): AuditAgent {
  return {
    role: principal.role,
    client: principal.client,
    ...(principal.user === undefined ? {} : { user: principal.user }),
    ...(address === undefined ? {} : { address }),
  }
}

class PrincipalGuard implements Guard {
  readonly #request: FhirRequest
  readonly #deps: GuardDeps

  constructor(request: FhirRequest, deps: GuardDeps) {
    this.#request = request
    this.#deps = deps
  }

  allows(permission: Permission, type: string): boolean {
    return allowed(this.#request.principal, this.#deps, permission, type)
  }

  require(permission: Permission, type: string): void {
    if (type === 'AuditEvent' && WRITES.has(permission)) throw engineOnly()
    if (this.allows(permission, type)) return
    throw fault(403, 'forbidden', `This token does not allow to ${VERBS[permission]} ${type} resources.`)
  }

  hides(permission: Permission, type: string): boolean {
    const { compartment, narrowed } = accessFor(this.#request.principal, [permission], this.#deps)
    return compartment !== 'unrestricted' || narrowed?.has(type) === true
  }

  writesSomeOnly(type: string): boolean {
    return writesSomeOnly(this.#request.principal, type)
  }

  seesAll({ permission, type }: Need): boolean {
    return this.allows(permission, type) && coversAll(this.#request.principal, permission, type)
  }

  repository(...permissions: readonly [Permission, ...Permission[]]): FhirRepository {
    return this.#open(this.access(...permissions))
  }

  access(...permissions: readonly [Permission, ...Permission[]]): Access {
    return accessFor(this.#request.principal, permissions, this.#deps)
  }

  whole(): Access {
    const { tenant, compartment } = accessFor(this.#request.principal, ['r'], this.#deps)
    return { tenant, compartment }
  }

  compartment(patient: string): FhirRepository {
    const access = accessFor(this.#request.principal, ['s'], this.#deps)
    return this.#open({ ...access, compartment: within(access.compartment, patient), ownOnly: true })
  }

  repositoryFor(needs: readonly Need[]): FhirRepository {
    this.#requireAll(needs)
    return this.#open(this.whole())
  }

  repositoryShowing(needs: readonly Need[]): FhirRepository {
    this.#requireAll(needs)
    return this.#open(operationAccess(this, needs))
  }

  #requireAll(needs: readonly Need[]): void {
    for (const need of needs) {
      const { permission, type } = need
      this.require(permission, type)
      if (!this.seesAll(need))
        throw fault(403, 'forbidden', `This needs all ${type} resources; the token's scopes allow some of them only.`)
    }
  }

  #open(access: Access): FhirRepository {
    return this.#deps.store.as(access, this.#request.deadline)
  }

  note(interaction: string): AuditNote {
    return { agent: agentOf(this.#request), request: this.#request.requestId, interaction }
  }
}

const WRITES: ReadonlySet<Permission> = new Set(['c', 'u', 'd'])

const VERBS: Readonly<Record<Permission, string>> = {
  c: 'create',
  r: 'read',
  u: 'update',
  d: 'delete',
  s: 'search',
}

/** The trail is written by what happens, by nobody else (DESIGN section 3). */
function engineOnly(): FhirError {
  const text = 'AuditEvents are written by the server itself.'
  return new FhirError(403, [
    {
      severity: 'error',
      code: 'forbidden',
      details: { coding: [{ system: codeSystem('ccm-rule'), code: 'engine-only' }], text },
      diagnostics: text,
    },
  ])
}

/** What each caller is allowed of what was asked for. */
const verdicts = new WeakMap<Principal, Map<string, boolean>>()

function allowed(principal: Principal, deps: GuardDeps, permission: Permission, type: string): boolean {
  const known = verdicts.get(principal) ?? new Map<string, boolean>()
  verdicts.set(principal, known)
  const name = `${permission} ${type}`
  let verdict = known.get(name)
  if (verdict === undefined) {
    verdict = permits(principal, { policy: deps.policy, parse: constraintsOf(deps) }, permission, type)
    known.set(name, verdict)
  }
  return verdict
}

/** Verdicts on tokens are remembered for seconds, and with each the rows that it opens, by the permissions asked for. */
const accesses = new WeakMap<Principal, Map<string, Access>>()

/** The rows that are reached with each of the permissions. */
function accessFor(principal: Principal, permissions: readonly Permission[], deps: GuardDeps): Access {
  const known = accesses.get(principal) ?? new Map<string, Access>()
  accesses.set(principal, known)
  const name = permissions.join('')
  let access = known.get(name)
  if (!access) {
    access = permissions.map((permission) => accessOf(principal, permission, constraintsOf(deps))).reduce(common)
    known.set(name, access)
  }
  return access
}

/** The rows that two accesses of one caller both reach: they differ in granular scopes alone. */
function common(one: Access, other: Access): Access {
  if (!one.narrowed || !other.narrowed) return one.narrowed ? one : other
  const narrowed = new Map(one.narrowed)
  for (const [type, searches] of other.narrowed) {
    const known = narrowed.get(type)
    narrowed.set(type, known ? known.flatMap((first) => searches.map((second) => [...first, ...second])) : searches)
  }
  return { ...one, narrowed }
}

function within(compartment: Compartment, patient: string): Compartment {
  const open = compartment === 'unrestricted' || compartment.patients.includes(patient)
  return { patients: open ? [patient] : [] }
}
