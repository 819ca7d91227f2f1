import type { Bundle, Resource } from '@medplum/fhirtypes'
import { firstDayOfMonth, lastDayOfMonth } from '../calendar.ts'
import { SYSTEM } from '../fhir/canonicals.ts'
import { documentBundle, type DocumentFrame, type DocumentWords } from '../fhir/document.ts'
import { personName } from '../fhir/names.ts'
import { referenceTo, versionedReferenceTo } from '../fhir/references.ts'
import type { AuditFacts } from './audit-facts.ts'
import { chargeSections, evidenceSections } from './evidence-sections.ts'
import { peopleSection } from './people-section.ts'
import { timeSections } from './time-sections.ts'

/**
 * The audit file of a patient's month as a document: the Composition first, then everything that it names, each resource in
 * the version that the month rests on (ccm-rules §9.3). https://hl7.org/fhir/R4/documents.html
 */
export function auditBundle(facts: AuditFacts, frame: DocumentFrame): Bundle {
  const resources: readonly Resource[] = [
    facts.patient,
    ...facts.people,
    ...facts.evidence,
    ...facts.entries.flatMap(({ versions }) => versions),
    ...facts.provenances,
    ...facts.months,
    ...facts.charges,
    ...facts.claims,
    ...facts.definitions,
  ]
  const once = new Map(resources.map((resource) => [versionedReferenceTo(resource), resource]))
  return documentBundle(wordsOf(facts), facts.practice, [...once.values()], frame)
}

function wordsOf(facts: AuditFacts): DocumentWords {
  const { patient, decision } = facts
  const name = personName(patient.name?.[0])
  return {
    type: { coding: [{ system: SYSTEM.loinc, code: '11503-0', display: 'Medical records' }], text: 'Audit file' },
    subject: { reference: referenceTo(patient), ...(name ? { display: name } : {}) },
    title: `Audit file of care management, ${decision.month}`,
    event: [{ period: { start: firstDayOfMonth(decision.month), end: lastDayOfMonth(decision.month) } }],
    section: [...evidenceSections(facts), ...timeSections(facts), ...chargeSections(facts), peopleSection(facts)],
  }
}
