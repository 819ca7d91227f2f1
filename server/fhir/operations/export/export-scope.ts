import { resourceTypes } from '#definitions/resource-types.ts'
import type { ExportQuery } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirStore } from '#ports/fhir-store.ts'
import type { JobStatus } from '#ports/job-queue.ts'
import { membersOf } from '../../../use-cases/granted-patients.ts'
import type { ExportPayload, TypeSearches } from '../../../use-cases/bulk-export.ts'
import type { Principal } from '../../../auth/principal.ts'
import type { RolePolicy } from '../../../auth/roles.ts'
import { fault } from '../../fault.ts'
import type { Guard } from '../../guards/rights.ts'
import type { OperationCall } from '../operation.ts'
import { TRAIL } from './export-parameters.ts'
import type { Passing } from './passing.ts'

/**
 * The types that a token may export: those that it may both read and search.
 * @throws FhirError 403 where there is none
 */
export function exportableTypes(guard: Guard): readonly string[] {
  const types = resourceTypes.filter((type) => type !== TRAIL && mayExport(guard, type))
  if (types.length > 0) return types
  throw fault(403, 'forbidden', 'This token does not allow to read and search any resources.')
}

function mayExport(guard: Guard, type: string): boolean {
  return guard.allows('r', type) && guard.allows('s', type)
}

/** Of the types that were asked for by name those that the token may export. */
export function permittedTypes(
  seen: readonly string[],
  asked: readonly string[] | undefined,
  passing: Passing,
): readonly string[] {
  if (!asked) return seen
  const types = asked.filter((type) => {
    if (seen.includes(type)) return true
    passing.refuse('forbidden', `_type: this token does not allow to read and search ${type} resources.`, '_type', 403)
    return false
  })
  if (types.length > 0) return types
  throw fault(403, 'forbidden', 'This token does not allow to read and search what _type names.', {
    expression: '_type',
  })
}

/** A token of one patient's context exports nobody: there is `$everything`. @throws FhirError 403 */
export function requireNoPatient(principal: Principal): void {
  if (!isOfPatient(principal)) return
  throw fault(
    403,
    'forbidden',
    'This token is for one patient; $export is for many. Patient/[id]/$everything would do.',
  )
}

function isOfPatient({ scopes }: Principal): boolean {
  return scopes.some(({ context }) => context === 'patient')
}

/** Whether a token reaches what an export's job was asked for with: all of its types, and no less of one. */
function reachesAll(guard: Guard, { types, narrowed }: Pick<ExportPayload, 'types' | 'narrowed'>): boolean {
  const before = new Map(narrowed)
  const now = new Map(narrowedOf(guard))
  const same = (type: string) => JSON.stringify(now.get(type)) === JSON.stringify(before.get(type))
  return types.every((type) => mayExport(guard, type) && (!now.has(type) || same(type)))
}

/** Granular scopes of a token, as they can be kept with a job. */
export function narrowedOf(guard: Guard): TypeSearches {
  return [...(guard.access('r', 's').narrowed ?? [])]
}

/** What finding out whose records are exported needs. */
export interface SubjectDeps {
  readonly store: FhirStore
  readonly policy: RolePolicy
  readonly clock: Clock
}

/**
 * Whose records are exported: everybody's, or those of a Group's members, or those of patients who are named.
 * @throws FhirError 404, 410 for the Group; 400 for patients who are not among them, unless they may be passed over
 */
export async function subjectsOf(
  deps: SubjectDeps,
  call: OperationCall,
  named: readonly string[] | undefined,
  passing: Passing,
): Promise<ExportQuery['of']> {
  if (call.level === 'system') return 'practice'
  const members = call.level === 'instance' ? await membersOfGroup(deps, call) : undefined
  if (!named) return members ?? 'patients'
  const known = await readable(call, named)
  return named.filter((id) => {
    if (known.has(id) && (members?.includes(id) ?? true)) return true
    passing.refuse('not-found', `patient: Patient/${id} is not among those who can be exported here.`, 'patient')
    return false
  })
}

/**
 * The guide of Bulk Data asks for no scope on Group: the role must be one that reads them. A caller with a list of its own
 * exports that one, and knows of no other.
 */
async function membersOfGroup({ store, policy, clock }: SubjectDeps, call: OperationCall): Promise<readonly string[]> {
  const { principal, id = '' } = call
  const own = principal.group === id
  const open = own || (principal.members === undefined && policy.may(principal.role, 'r', 'Group'))
  const reader = store.as({ tenant: principal.tenant, compartment: 'unrestricted' })
  const group = open ? await reader.read('Group', id) : undefined
  if (!group) throw fault(404, 'not-found', `There is no Group/${id}.`)
  if (group.deleted) throw fault(410, 'deleted', `Group/${id} is deleted.`)
  return membersOf(reader, id, clock.now())
}

async function readable({ guard }: OperationCall, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await guard.repository('r', 's').readMany(ids.map((id) => `Patient/${id}`))
  return new Set(found.map(({ id }) => id))
}

/** Whether the owner of an export's job may still follow it and fetch what it has made. */
export function isOpen(
  { principal, guard }: Pick<OperationCall, 'principal' | 'guard'>,
  job: JobStatus,
  expires: number | undefined,
  now: number,
): boolean {
  if (isOfPatient(principal) || (expires !== undefined && expires <= now)) return false
  return reachesAll(guard, job.payload as ExportPayload)
}
