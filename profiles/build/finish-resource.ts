import type { ElementDefinition, Resource } from '@medplum/fhirtypes'
import { withCopyright } from './guide/copyright.ts'
import { withNarrative } from './narrative.ts'

const PUBLISHER = 'CCM on FHIR'

/** The guide's, as the compiler's settings say it: it leaves out search parameters and concept maps. */
const VERSION = '0.1.0'

/** When the guide was last changed in substance, where a resource does not say so itself: a build of today must give the same. */
const DATE = '2026-11-26'

/** Invariants of R4 that cannot be evaluated: ChargeItemDefinition has no `name`, which its own cid-0 asks for. */
const BROKEN = new Set(['cid-0'])

/** What the compiler leaves open: version, publisher, date, notices of others and narrative; and out of snapshots, what of HL7's own no validator accepts. */
export function finishResource(resource: Resource): Resource {
  return withNarrative(withCopyright(withPublication(withSoundSnapshot(resource))))
}

function withPublication(resource: Resource): Resource {
  if (!('url' in resource && 'status' in resource)) return resource
  const known = { version: VERSION, date: DATE, publisher: PUBLISHER, ...resource }
  // What is added comes last.
  return { ...resource, ...known } as Resource
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
