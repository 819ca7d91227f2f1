import type { Bundle, CarePlan, CompositionSection, HumanName, Observation, Resource } from '@medplum/fhirtypes'
import { SYSTEM } from '../../fhir/canonicals.ts'
import { nameOf } from '../../fhir/codings.ts'
import { documentBundle, type DocumentFrame, type DocumentWords } from '../../fhir/document.ts'
import { listOf, narrative, paragraph, tableOf } from '../../fhir/narrative.ts'
import { referenceTo } from '../../fhir/references.ts'
import type { Practice } from '../../practice/practice.ts'
import { carePlanNarrative } from '../narrative/care-plan-narrative.ts'
import { isOwnNarrative } from '../narrative/own-narrative.ts'
import { standingOf, type Standing } from '../standing.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import { dateWords } from '../words/dates.ts'
import { localDate } from '../../fhir/instants.ts'
import { quantityWords } from '../words/quantities.ts'

/** What the document is made of. */
export interface DocumentedPlan {
  readonly plan: CarePlan
  readonly view: CarePlanView
  readonly practice: Practice
  /** Everything that the plan leads to, the patient first; not the plan itself. */
  readonly resources: readonly Resource[]
}

/** A care plan with everything it refers to as a document: it can be read by people, sent elsewhere and taken in there whole. */
export function carePlanDocument(documented: DocumentedPlan, frame: DocumentFrame): Bundle {
  const { plan, practice, resources } = documented
  return documentBundle(wordsOfPlan(documented), practice, [plan, ...resources], frame)
}

/** Sections that say again, as mere lists, what our own words of the plan say in full. */
const SAID_BY_PLAN: readonly string[] = ['Problems', 'Goals', 'Interventions', 'Care team']

/** The sections for paper: without those that a reader would meet twice. In the document they carry the references. */
export function printedSections(sections: readonly CompositionSection[]): readonly CompositionSection[] {
  const plan = sections.find(({ title }) => title === PLAN)
  if (!isOwnNarrative(plan?.text)) return sections
  return sections.filter(({ title = '' }) => !SAID_BY_PLAN.includes(title))
}

function wordsOfPlan({ plan, view, practice, resources }: DocumentedPlan): DocumentWords {
  const { start, end } = plan.period ?? {}
  return {
    type: { coding: [{ system: SYSTEM.loinc, code: '18776-5', display: 'Plan of care note' }], text: 'Care plan' },
    subject: { ...plan.subject },
    title: view.title,
    ...(start && end ? { event: [{ period: { start, end } }] } : {}),
    section: [planSection(plan, view), ...listSections(resources, view, practice.timeZone)],
  }
}

/** The plan in words: as people or another system wrote it, else as it is now with all that it names. */
function planSection(plan: CarePlan, view: CarePlanView): CompositionSection {
  return {
    title: PLAN,
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

const PLAN = 'Care plan'
const MEDICINES = 'Medications and allergies'

const SECTIONS: readonly (readonly [title: string, types: readonly Resource['resourceType'][]])[] = [
  ['Problems', ['Condition']],
  ['Goals', ['Goal']],
  ['Interventions', PLANNED.slice(1)],
  [MEDICINES, ['MedicationRequest', 'MedicationStatement', 'AllergyIntolerance', 'List']],
  ['Findings', ['Observation', 'ClinicalImpression']],
  ['Care team', ['CareTeam', 'PractitionerRole', 'Practitioner', 'RelatedPerson', 'Organization']],
]

function listSections(
  resources: readonly Resource[],
  view: CarePlanView,
  timeZone: string,
): readonly CompositionSection[] {
  return SECTIONS.flatMap(([title, types]) => {
    const listed = resources.filter(({ resourceType }) => types.includes(resourceType))
    if (listed.length === 0) return []
    const names = listed.map((resource) => listedWords(resource, timeZone)).filter((words) => words !== '')
    const list = () => listOf([...new Set(names)], `${String(listed.length)} on file.`)
    return [
      {
        title,
        text: narrative(title === MEDICINES ? medicineWords(view.medications) : list()),
        entry: listed.map((resource) => ({ reference: referenceTo(resource) })),
      },
    ]
  })
}

/** What the patient takes, how and why; allergies; and when somebody last compared the list with what is taken. */
function medicineWords(view: CarePlanView['medications']): string {
  const { medications, allergies, noKnownAllergies, reconciliation, discrepancies } = view
  const rows = medications.map(({ name, howToTake, reason }) => [name, howToTake?.text ?? '', reason?.text ?? ''])
  const none = noKnownAllergies ? 'No known allergies.' : 'No allergies are on file.'
  const names = allergies.map(({ name }) => name.text).join('; ')
  return [
    tableOf(['Medicine', 'How to take it', 'What it is for'], rows, 'No medicines are on file.'),
    paragraph(allergies.length > 0 ? `Allergies: ${names}.` : none),
    ...(reconciliation ? [paragraph(reconciledWords(reconciliation))] : []),
    ...(discrepancies.length > 0
      ? [
          paragraph('To be looked at:'),
          listOf(
            discrepancies.map(({ message }) => message.text),
            '',
          ),
        ]
      : []),
  ].join('')
}

function reconciledWords({ on, by }: NonNullable<CarePlanView['medications']['reconciliation']>): string {
  const day = on === undefined ? '' : ` ${dateWords(on)}`
  return `Reconciled${day}${by === undefined ? '' : ` by ${by}`}.`
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
