import type { CompositionSection } from '@medplum/fhirtypes'
import { narrative, tableOf } from '../fhir/narrative.ts'
import { referenceTo } from '../fhir/references.ts'
import type { AuditFacts } from './audit-facts.ts'
import { personText } from './time-sections.ts'

/** The practice and everybody whom the file names: a document holds nothing that its Composition does not lead to. */
export function peopleSection(facts: AuditFacts): CompositionSection {
  const rows = facts.people.map((resource) => [
    referenceTo(resource),
    resource.resourceType === 'Organization' ? (resource.name ?? '') : personText(referenceTo(resource), facts),
  ])
  const entry = facts.people.map((resource) => ({ reference: referenceTo(resource) }))
  return {
    title: 'The practice and its people',
    text: narrative(tableOf(['Who', 'Name'], rows, 'Nobody is named.')),
    ...(entry.length > 0 ? { entry } : {}),
  }
}
