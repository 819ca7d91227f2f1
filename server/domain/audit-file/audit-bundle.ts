import type { Bundle, BundleEntry, Composition, Resource } from '@medplum/fhirtypes'
import { firstDayOfMonth, lastDayOfMonth } from '../calendar.ts'
import { SYSTEM } from '../fhir/canonicals.ts'
import { personName } from '../fhir/names.ts'
import { referenceTo, versionedReferenceTo } from '../fhir/references.ts'
import type { AuditDocument, AuditFacts } from './audit-facts.ts'
import { chargeSections, evidenceSections } from './evidence-sections.ts'
import { peopleSection } from './people-section.ts'
import { timeSections } from './time-sections.ts'

/**
 * The audit file of a patient's month as a document: the Composition first, then everything that it names, each resource in
 * the version that the month rests on (ccm-rules §9.3). https://hl7.org/fhir/R4/documents.html
 */
export function auditBundle(facts: AuditFacts, document: AuditDocument): Bundle {
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
  return {
    resourceType: 'Bundle',
    id: document.id,
    type: 'document',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${document.id}` },
    timestamp: document.now,
    entry: [compositionOf(facts, document), ...once.values()].map((resource): BundleEntry => ({
      // The Composition's too is below the base, though it is nowhere else: by it its relative references are read.
      fullUrl: `${document.base}/${referenceTo(resource)}`,
      resource,
    })),
  }
}

function compositionOf(facts: AuditFacts, { compositionId, now }: AuditDocument): Composition {
  const { patient, practice, decision } = facts
  const author = practice.reference
    ? { reference: practice.reference, display: practice.name }
    : { display: practice.name || 'The practice' }
  const name = personName(patient.name?.[0])
  return {
    resourceType: 'Composition',
    id: compositionId,
    status: 'final',
    type: { coding: [{ system: SYSTEM.loinc, code: '11503-0', display: 'Medical records' }], text: 'Audit file' },
    subject: { reference: referenceTo(patient), ...(name ? { display: name } : {}) },
    date: now,
    author: [author],
    title: `Audit file of care management, ${decision.month}`,
    ...(practice.reference ? { custodian: { reference: practice.reference } } : {}),
    event: [{ period: { start: firstDayOfMonth(decision.month), end: lastDayOfMonth(decision.month) } }],
    section: [...evidenceSections(facts), ...timeSections(facts), ...chargeSections(facts), peopleSection(facts)],
  }
}
