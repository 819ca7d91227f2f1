import type { ElementDefinition, Resource } from '@medplum/fhirtypes'
import { withCopyright } from './guide/copyright.ts'
import { withNarrative } from './narrative.ts'

const PUBLISHER = 'CCM on FHIR'

/** Invariants of R4 that cannot be evaluated: ChargeItemDefinition has no `name`, which its own cid-0 asks for. */
const BROKEN = new Set(['cid-0'])

/** What the compiler leaves open: publisher, notices of others and narrative; and out of snapshots, what of HL7's own no validator accepts. */
export function finishResource(resource: Resource): Resource {
  return withNarrative(withCopyright(withPublisher(withSoundSnapshot(resource))))
}

function withPublisher(resource: Resource): Resource {
  return 'url' in resource && 'status' in resource && !('publisher' in resource)
    ? ({ ...resource, publisher: PUBLISHER } as Resource)
    : resource
}

function withSoundSnapshot(resource: Resource): Resource {
  if (resource.resourceType !== 'StructureDefinition' || !resource.snapshot) return resource
  return { ...resource, snapshot: { ...resource.snapshot, element: resource.snapshot.element.map(sound) } }
}

/** Without examples, some of which break HL7's own rules, and without invariants that cannot be evaluated. */
function sound(definition: ElementDefinition): ElementDefinition {
  const kept = { ...definition }
  delete kept.example
  if (kept.constraint) kept.constraint = kept.constraint.filter(({ key }) => !BROKEN.has(key))
  return kept
}
