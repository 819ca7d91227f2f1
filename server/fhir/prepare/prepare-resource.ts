import { hash } from 'node:crypto'
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import type { Indexer, PreparedResource } from '#ports/prepare.ts'
import { InvalidResource } from '#ports/prepare-resource.ts'
import type { Validator } from '../validation/validator.ts'

/** What preparing needs. All of it is pure; it works in any thread. */
export interface PrepareDeps {
  readonly validator: Validator
  readonly index: Indexer
  /** Whether the programme's rules have something to say about a resource (`GovernWrites.governs`). */
  readonly governs: (resource: Resource) => boolean
  /** Whether only the engine writes a resource: who sends one is told that, not what it lacks. */
  readonly engineOnly: (resource: Resource) => boolean
}

/** A resource to be made ready, as JSON.parse gave it. Nothing of it has been checked but its type. */
export interface Unprepared {
  readonly resource: Resource
  /** The same with its numbers as they were written, where JSON.stringify would print others. */
  readonly exact?: Resource
  /** The id under which it will be stored, whatever it carries. */
  readonly id: string
  /** Milliseconds since 1970: its `meta.lastUpdated`. */
  readonly now: number
}

/** A resource that is ready for the store. */
export interface Prepared {
  readonly prepared: PreparedResource
  /** What is worth saying though it refuses nothing: an unknown profile, a binding that was not checked. */
  readonly notices: readonly OperationOutcomeIssue[]
}

/**
 * Validates a resource against R4 and every known profile that it claims, gives it its id and `meta`, and extracts its
 * index. Pure.
 * @throws InvalidResource 400 for faults by the base definition, 422 where only a claimed profile is not met, 403 for one
 * that is the engine's
 */
export function prepareResource(deps: PrepareDeps, { resource, exact, id, now }: Unprepared): Prepared {
  const { issues, broken } = deps.validator.judge(resource)
  if (broken === 'base') throw new InvalidResource(400, issues)
  if (broken) throw deps.engineOnly(resource) ? engineOnly(resource) : new InvalidResource(422, issues)
  const lastUpdated = new Date(now).toISOString()
  const stored = withMeta(resource, id, lastUpdated)
  const prepared: PreparedResource = {
    type: resource.resourceType,
    id,
    updated: now,
    ...textOf(exact ?? resource, id, lastUpdated),
    index: deps.index(stored),
    ...(deps.governs(stored) ? { parsed: stored } : {}),
  }
  return { prepared, notices: issues }
}

function engineOnly({ resourceType }: Resource): InvalidResource {
  const text = 'Only closing and reopening a month write this; the audit trail writes itself.'
  const coding = [{ system: codeSystem('ccm-rule'), code: 'engine-only' }]
  return new InvalidResource(403, [
    { severity: 'error', code: 'forbidden', details: { coding, text }, expression: [resourceType] },
  ])
}

/** The resource as it will be stored, but for its version. */
function withMeta(resource: Resource, id: string, lastUpdated: string): Resource {
  const meta = { ...without(resource.meta, META), lastUpdated }
  return { resourceType: resource.resourceType, id, meta, ...without(resource, HEAD) } as Resource
}

/** The stored text in its two halves, and the digest of all that a client has said. */
function textOf(
  resource: Resource,
  id: string,
  lastUpdated: string,
): Pick<PreparedResource, 'head' | 'tail' | 'digest'> {
  const head = `{"resourceType":"${resource.resourceType}","id":"${id}","meta":{"versionId":"`
  const said = `${members(without(resource.meta, META))}}${members(without(resource, HEAD))}}`
  return { head, tail: `","lastUpdated":"${lastUpdated}"${said}`, digest: hash('sha256', head + said, 'base64url') }
}

/** What the server says of a resource, and of its version. */
const HEAD: ReadonlySet<string> = new Set(['resourceType', 'id', 'meta'])
const META: ReadonlySet<string> = new Set(['versionId', 'lastUpdated'])

function without(value: object | undefined, names: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {}
  for (const name in value) if (!names.has(name)) kept[name] = (value as Record<string, unknown>)[name]
  return kept
}

/** The members of an object as they follow others: `,"a":1`. */
function members(value: object): string {
  const text = JSON.stringify(value)
  return text === '{}' ? '' : `,${text.slice(1, -1)}`
}
