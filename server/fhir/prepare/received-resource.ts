import type { Resource } from '@medplum/fhirtypes'
import { isResourceType } from '#definitions/resource-types.ts'
import { fault } from '../fault.ts'
import { decodeText, parseJson, type JsonLimits } from './json/parse-json.ts'
import { prepareResource, type PrepareDeps } from './prepare-resource.ts'
import type { ReceivedResource } from './prepare-requests.ts'

/**
 * Reads a body that must hold one resource of a type.
 * @param reading how much it may hold, and what time it is (milliseconds since 1970) when it is prepared
 * @throws FhirError 400
 */
export function receiveResource(
  deps: PrepareDeps,
  body: Uint8Array,
  type: string,
  reading: { readonly limits: JsonLimits; readonly now: () => number },
): ReceivedResource {
  const { value, exact } = parseJson(decodeText(body), reading.limits)
  const resource = requireResource(value, type)
  const both = { resource, ...(exact === undefined ? {} : { exact: exact as Resource }) }
  return {
    id: resource.id,
    resource,
    prepare: (id) => prepareResource(deps, { ...both, id, now: reading.now() }),
  }
}

/** @throws FhirError 400 for what is no resource, or one of another type */
function requireResource(value: unknown, type: string): Resource {
  const named = typeof value === 'object' && value !== null && !Array.isArray(value) && 'resourceType' in value
  const said = named ? value.resourceType : undefined
  if (typeof said !== 'string')
    throw fault(400, 'structure', `The body is no resource: it has no resourceType. This wants a ${type}.`)
  if (!isResourceType(said)) throw fault(400, 'structure', `${said} is not a resource type of FHIR R4.`)
  if (said !== type)
    throw fault(400, 'invalid', `The body is a ${said}; this wants a ${type}.`, { expression: `${said}.resourceType` })
  return value as Resource
}
