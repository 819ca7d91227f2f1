import type { CompositionSection, Resource } from '@medplum/fhirtypes'
import { narrative } from '../fhir/narrative.ts'
import { literalOf, versionedReferenceTo } from '../fhir/references.ts'

/** A section of the audit file: its words, and the versions that they are about. */
export function section(title: string, resources: readonly Resource[], content: readonly string[]): CompositionSection {
  const entry = resources
    .map((resource) => ({ reference: versionedReferenceTo(resource) }))
    .filter(({ reference }) => literalOf(reference))
  return { title, text: narrative(content.join('')), ...(entry.length > 0 ? { entry } : {}) }
}
