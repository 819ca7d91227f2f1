import type { Reference } from '@medplum/fhirtypes'
import { ID_PATTERN } from './ids.ts'

const LITERAL = new RegExp(`(?:^|/)([A-Z][A-Za-z]+)/(${ID_PATTERN})(?:/_history/${ID_PATTERN})?$`)

/** `Type/id` of a literal reference, also of an absolute or versioned one; undefined for `#contained`, `urn:` and none. */
export function literalOf(reference: Reference | string | undefined): string | undefined {
  const text = typeof reference === 'string' ? reference : reference?.reference
  const match = text === undefined ? null : LITERAL.exec(text)
  return match?.[1] && match[2] ? `${match[1]}/${match[2]}` : undefined
}

/** The resource type that a literal reference names. */
export function typeOf(reference: string | undefined): string | undefined {
  return reference?.split('/')[0]
}

/** `Type/id` of a resource as stored. */
export function referenceTo(resource: { readonly resourceType: string; readonly id?: string }): string {
  return `${resource.resourceType}/${resource.id ?? ''}`
}

/** `Type/id/_history/n` of a resource as stored, for evidence; `Type/id` of one that carries no version. */
export function versionedReferenceTo(resource: {
  readonly resourceType: string
  readonly id?: string
  readonly meta?: { readonly versionId?: string }
}): string {
  const version = resource.meta?.versionId
  return version === undefined ? referenceTo(resource) : `${referenceTo(resource)}/_history/${version}`
}
