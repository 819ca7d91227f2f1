import { VersionConflict, type StoredResource } from '#ports/fhir-store.ts'
import { fault, FhirError } from '../fault.ts'
import type { Interaction } from '../interaction.ts'
import type { Prepared } from '../prepare/prepare-resource.ts'
import type { ReceivedResource } from '../prepare/prepare-requests.ts'
import type { AskedChange } from '../write/write-changes.ts'
import type { Patch } from './patch.ts'

/** A patch applied to a version: the resource as it would be, checked like that of an update. */
export interface Patched {
  readonly body: Prepared
  readonly asked: AskedChange
}

interface Patching {
  readonly patch: Patch
  readonly stored: StoredResource
  /** The version asked for in `If-Match`. */
  readonly ifVersion: number | undefined
  /** Where the patch stands in the request; absent: in a request of its own. */
  readonly expression?: string
  /** Changes the text that the patch has made, before it is checked. */
  readonly finish?: (text: string) => string
}

/**
 * Applies a patch to a version of a resource, and checks and prepares what comes of it. It replaces that version alone.
 * @throws FhirError 400, 409, 413 or 422, InvalidResource; VersionConflict when another version was asked for
 */
export function patchResource({ deps, preferences }: Interaction, patching: Patching): Patched {
  const { patch, stored, ifVersion, expression, finish } = patching
  const { type, id, version } = stored
  if (ifVersion !== undefined && ifVersion !== version) throw new VersionConflict(`${type}/${id}`, ifVersion)
  const text = patch.apply(stored.content)
  const received = receive(deps, finish ? finish(text) : text, stored)
  if (received.id !== id)
    throw fault(422, 'processing', `A patch must leave the id of ${type}/${id} as it is.`, { expression: `${type}.id` })
  const body = received.prepare(id)
  const skip = preferences.skipUnchanged ? { unlessUnchanged: true } : {}
  const change = { kind: 'put', resource: body.prepared, ifVersion: version, ...skip } as const
  return { body, asked: { change, expression: expression ?? type } }
}

/** @throws FhirError 422 where it is no resource of the type any more */
function receive({ prepare }: Interaction['deps'], text: string, { type, id }: StoredResource): ReceivedResource {
  try {
    return prepare.read(new TextEncoder().encode(text), type)
  } catch (error) {
    if (!(error instanceof FhirError)) throw error
    const problem = `${type}/${id} would no longer be a ${type}.`
    throw fault(422, 'processing', problem, { expression: type, cause: error })
  }
}
