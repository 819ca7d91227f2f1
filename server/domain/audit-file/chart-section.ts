import type { CodeableConcept, CompositionSection, Encounter, Observation, Period, Resource } from '@medplum/fhirtypes'
import { localDate } from '../fhir/instants.ts'
import { codingsOf, nameOf } from '../fhir/codings.ts'
import { tableOf } from '../fhir/narrative.ts'
import { versionedReferenceTo } from '../fhir/references.ts'
import { MDM_LEVEL_CODES, OBSERVATION_CODES } from '../terminology/generated/guide-names.ts'
import { section } from './audit-section.ts'
import type { AuditFacts } from './audit-facts.ts'
import { personText } from './time-sections.ts'

const ELSEWHERE = new Set(['Consent', 'CarePlan', 'EpisodeOfCare'])

/** Conditions, coverage, visits and complexity, in the versions that the month rests on. */
export function chartSection(facts: AuditFacts): CompositionSection {
  const rest = facts.evidence.filter(({ resourceType }) => !ELSEWHERE.has(resourceType))
  const rows = rest.map((resource) => [resource.resourceType, versionedReferenceTo(resource), wordsOf(resource, facts)])
  return section('Conditions, coverage, visits, complexity', rest, [
    tableOf(['Kind', 'Version', 'What'], rows, 'Nothing further.'),
  ])
}

/** What it is, with what an auditor looks for: codes of a diagnosis, days, and who. */
function wordsOf(resource: Resource, facts: AuditFacts): string {
  if (resource.resourceType === 'Condition')
    return `${nameOf(resource.code)}${inBrackets(codingsOf(resource.code).map(({ code }) => code))}`
  if (resource.resourceType === 'Coverage') return joined([nameOf(resource.type), ...spanWords(resource.period, facts)])
  if (resource.resourceType === 'Encounter') return visitWords(resource, facts)
  return resource.resourceType === 'Observation' ? complexityWords(resource, facts) : ''
}

function visitWords({ type, period, participant = [] }: Encounter, facts: AuditFacts): string {
  const who = participant.map(({ individual }) => personText(individual?.reference ?? '', facts))
  return joined([nameOf(type?.[0]), dayIn(period?.start, facts), ...who])
}

function complexityWords(observation: Observation, facts: AuditFacts): string {
  const { code, valueCodeableConcept, effectiveDateTime, performer = [] } = observation
  const found = `${codedName(OBSERVATION_CODES, code)}: ${codedName(MDM_LEVEL_CODES, valueCodeableConcept)}`
  const who = performer.map(({ reference }) => personText(reference ?? '', facts))
  return joined([found, dayIn(effectiveDateTime, facts), ...who])
}

/** What the guide calls a code of its own; another concept as it is written. */
function codedName(names: Readonly<Record<string, string>>, concept: CodeableConcept | undefined): string {
  const [own] = codingsOf(concept).flatMap(({ code }) => names[code ?? ''] ?? [])
  return own ?? nameOf(concept)
}

function joined(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(', ')
}

function inBrackets(codes: readonly (string | undefined)[]): string {
  const words = joined(codes)
  return words === '' ? '' : ` (${words})`
}

function dayIn(text: string | undefined, { practice }: AuditFacts): string | undefined {
  return localDate(text, practice.timeZone)
}

function spanWords(period: Period | undefined, facts: AuditFacts): string[] {
  const [start, end] = [dayIn(period?.start, facts), dayIn(period?.end, facts)]
  return [...(start ? [`from ${start}`] : []), ...(end ? [`to ${end}`] : [])]
}
