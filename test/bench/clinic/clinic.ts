import type { Narrative, Resource } from '@medplum/fhirtypes'
import { chartOf } from './chart.ts'
import { eventsOf } from './events.ts'

/**
 * A made-up patient of a clinic, always the same for the same number: 400 resources over five years, more than half of them
 * Observations, with references as EHRs write them.
 */
export function clinicRecord(number: number): readonly Resource[] {
  return [...chartOf(number), ...eventsOf(number)].map((resource) => ({ ...resource, text: narrativeOf(resource) }))
}

/** What systems write for people, in some hundred characters. */
function narrativeOf({ resourceType, id = '' }: Resource): Narrative {
  const line = `<tr><td>${resourceType}</td><td>${id}</td><td>As the practice's system wrote it for people to read.</td></tr>`
  const div = `<div xmlns="http://www.w3.org/1999/xhtml"><table><tbody>${line.repeat(2)}</tbody></table></div>`
  return { status: 'generated', div }
}
