import type { Resource } from '@medplum/fhirtypes'
import { withNarrative } from './narrative.ts'

const PUBLISHER = 'CCM on FHIR'

/** What the compiler leaves open: publisher and narrative; and out of snapshots, HL7's examples that no validator accepts. */
export function finishResource(resource: Resource): Resource {
  return withNarrative(withPublisher(withoutExamples(resource)))
}

function withPublisher(resource: Resource): Resource {
  return 'url' in resource && 'status' in resource && !('publisher' in resource)
    ? ({ ...resource, publisher: PUBLISHER } as Resource)
    : resource
}

function withoutExamples(resource: Resource): Resource {
  if (resource.resourceType !== 'StructureDefinition' || !resource.snapshot) return resource
  const element = resource.snapshot.element.map((definition) => {
    const kept = { ...definition }
    delete kept.example
    return kept
  })
  return { ...resource, snapshot: { ...resource.snapshot, element } }
}
