import type {
  Bundle,
  CarePlan,
  Composition,
  CompositionSection,
  HumanName,
  Observation,
  Resource,
} from '@medplum/fhirtypes'
import { SYSTEM } from '../../fhir/canonicals.ts'
import { nameOf } from '../../fhir/codings.ts'
import { listOf, narrative } from '../../fhir/narrative.ts'
import { referenceTo } from '../../fhir/references.ts'
import type { Practice } from '../../practice/practice.ts'
import { carePlanNarrative } from '../narrative/care-plan-narrative.ts'
import { isOwnNarrative } from '../narrative/own-narrative.ts'
import { standingOf, type Standing } from '../standing.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import { dateWords, localDate } from '../words/dates.ts'
import { quantityWords } from '../words/quantities.ts'

/** What the document is made of. */
export interface DocumentedPlan {
  readonly plan: CarePlan
  readonly view: CarePlanView
  readonly practice: Practice
  /** Everything that the plan leads to, the patient first; not the plan itself. */
  readonly resources: readonly Resource[]
}

/** How the document is made. */
export interface DocumentFrame {
  /** Ids of the Bundle and its Composition: UUIDs. */
  readonly id: string
  readonly compositionId: string
  /** The server's FHIR base URL. */
  readonly base: string
  /** FHIR instant. */
  readonly now: string
}

/**
 * A care plan with everything it refers to as a document: it can be read by people, sent elsewhere and taken in there
 * whole. https://hl7.org/fhir/R4/documents.html
 */
export function carePlanDocument(documented: DocumentedPlan, frame: DocumentFrame): Bundle {
  const { plan, resources } = documented
  return {
    resourceType: 'Bundle',
    id: frame.id,
    type: 'document',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${frame.id}` },
    timestamp: frame.now,
    // The Composition's name too is below the base, though it is nowhere else: by it its relative references are read.
    entry: [compositionOf(documented, frame), plan, ...resources].map((resource) => ({
      fullUrl: `${frame.base}/${referenceTo(resource)}`,
      resource,
    })),
  }
}

function compositionOf({ plan, view, practice, resources }: DocumentedPlan, frame: DocumentFrame): Composition {
  const author = practice.reference
    ? { reference: practice.reference, display: practice.name }
    : { display: practice.name || 'The practice' }
  const { start, end } = plan.period ?? {}
  return {
    resourceType: 'Composition',
    id: frame.compositionId,
    status: 'final',
    type: { coding: [{ system: SYSTEM.loinc, code: '18776-5', display: 'Plan of care note' }], text: 'Care plan' },
    subject: { ...plan.subject },
    date: frame.now,
    author: [author],
    title: view.title,
    ...(practice.reference ? { custodian: { reference: practice.reference } } : {}),
    ...(start && end ? { event: [{ period: { start, end } }] } : {}),
    section: [planSection(plan, view), ...listSections(resources, practice.timeZone)],
  }
}

/** The plan in words: as people or another system wrote it, else as it is now with all that it names. */
function planSection(plan: CarePlan, view: CarePlanView): CompositionSection {
  return {
    title: 'Care plan',
    text: plan.text && !isOwnNarrative(plan.text) ? plan.text : carePlanNarrative(view),
    entry: [{ reference: referenceTo(plan) }],
  }
}

const PLANNED: readonly Resource['resourceType'][] = [
  'Goal',
  'Task',
  'ServiceRequest',
  'CommunicationRequest',
  'Appointment',
]

const SECTIONS: readonly (readonly [title: string, types: readonly Resource['resourceType'][]])[] = [
  ['Problems', ['Condition']],
  ['Goals', ['Goal']],
  ['Interventions', PLANNED.slice(1)],
  ['Medications and allergies', ['MedicationRequest', 'MedicationStatement', 'AllergyIntolerance', 'List']],
  ['Findings', ['Observation', 'ClinicalImpression']],
  ['Care team', ['CareTeam', 'PractitionerRole', 'Practitioner', 'RelatedPerson', 'Organization']],
]

function listSections(resources: readonly Resource[], timeZone: string): readonly CompositionSection[] {
  return SECTIONS.flatMap(([title, types]) => {
    const listed = resources.filter(({ resourceType }) => types.includes(resourceType))
    if (listed.length === 0) return []
    const names = listed.map((resource) => listedWords(resource, timeZone)).filter((words) => words !== '')
    return [
      {
        title,
        text: narrative(listOf([...new Set(names)], `${String(listed.length)} on file.`)),
        entry: listed.map((resource) => ({ reference: referenceTo(resource) })),
      },
    ]
  })
}

/** What a person would call the resource; of a goal or an activity also that it is not being followed, of a finding its value. */
function listedWords(resource: Resource, timeZone: string): string {
  const words = wordsOf(resource)
  if (resource.resourceType === 'Observation') return `${words}${foundWords(resource, timeZone)}`
  const standing = PLANNED.includes(resource.resourceType) ? STANDING[standingOf(resource)] : undefined
  return words === '' || standing === undefined ? words : `${words} (${standing})`
}

function foundWords(observation: Observation, timeZone: string): string {
  const { valueQuantity, valueString, valueCodeableConcept, component = [], effectiveDateTime } = observation
  const quantities = [valueQuantity, ...component.map((one) => one.valueQuantity)].flatMap((one) => one ?? [])
  const on = localDate(effectiveDateTime, timeZone)
  const words = [...quantities.map((quantity) => quantityWords(quantity)), valueString ?? nameOf(valueCodeableConcept)]
  const values = words.filter((one) => one !== '').join(', ')
  return `${values === '' ? '' : `: ${values}`}${on === undefined ? '' : ` (${dateWords(on)})`}`
}

const STANDING: Readonly<Partial<Record<Standing, string>>> = {
  suggested: 'suggestion, to be decided',
  done: 'done',
  stopped: 'stopped',
  declined: 'declined',
  mistake: 'entered in error',
}

/** Elements that say what a resource is about, the telling ones first. */
const TELLING = ['summary', 'name', 'code', 'description', 'medicationCodeableConcept', 'category']

/** What a person would call the resource. */
function wordsOf(resource: Resource): string {
  const elements = resource as unknown as Readonly<Record<string, unknown>>
  for (const name of TELLING) {
    const value = elements[name]
    const words = textOf(Array.isArray(value) ? value[0] : value)
    if (words !== '') return words
  }
  return ''
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  const { family, given = [], suffix = [] } = value as HumanName
  if (family === undefined) return nameOf(value)
  return [[...given, family].join(' '), ...suffix].join(', ')
}
