import type {
  ClinicalImpression,
  Condition,
  Goal,
  List,
  Observation,
  Organization,
  Provenance,
  RelatedPerson,
  Resource,
} from '@medplum/fhirtypes'
import { withTranslation, type LocalText } from '#domain/care-plan/local-text.ts'
import { codeSystem, structureDefinition, SYSTEM } from '#domain/fhir/canonicals.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { ASSESSMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import { chartResources } from '../chart.ts'
import type { DemoCalendar } from '../demo-calendar.ts'
import type { DemoStory } from '../stories/story.ts'
import type { DemoPlan } from './demo-plan.ts'

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition'
const HL7 = 'http://terminology.hl7.org/CodeSystem'

/** The day on which the plans were gone over with the patients: last month's tenth. */
export function planDay(calendar: DemoCalendar): string {
  return calendar.dayOf([1, 10])
}

/** What people wrote for a plan before it was put together: findings, outlook, medicines gone over, who helps. */
export function planResources(story: DemoStory, plan: DemoPlan, calendar: DemoCalendar): readonly Resource[] {
  const { id, given, family } = story.chart.person
  const by = story.enrollments?.[0]?.by ?? 'alvarez'
  const chart = chartResources(story.chart, 1, calendar)
  const written: Written = {
    id,
    subject: { reference: `Patient/${id}`, display: `${given} ${family}` },
    by: { reference: `Practitioner/${by}` },
    day: planDay(calendar),
    conditions: references(chart, 'Condition'),
    medications: references(chart, 'MedicationRequest'),
  }
  return [
    ...caregiver(written, plan),
    specialist(written, plan),
    ...receipt(written, chart),
    ...Object.entries(plan.assessments).map(([kind, words]) => assessment(written, kind as AssessmentKind, words)),
    outlook(written, plan),
    reconciled(written, story),
    ownGoal(written, plan),
    overcome(written, calendar),
  ]
}

/** What a plan names as its supporting information, beside the enrollment. */
export function supporting(resources: readonly Resource[]): readonly { readonly reference: string }[] {
  const types = ['ClinicalImpression', 'List', 'Observation']
  return resources
    .filter(({ resourceType }) => types.includes(resourceType))
    .map((resource) => ({ reference: referenceTo(resource) }))
}

type AssessmentKind = keyof typeof ASSESSMENTS

interface Written {
  readonly id: string
  readonly subject: { readonly reference: string; readonly display: string }
  readonly by: { readonly reference: string }
  readonly day: string
  readonly conditions: readonly { readonly reference: string }[]
  readonly medications: readonly { readonly reference: string }[]
}

function references(resources: readonly Resource[], type: string): readonly { readonly reference: string }[] {
  return resources
    .filter(({ resourceType }) => resourceType === type)
    .map((resource) => ({ reference: referenceTo(resource) }))
}

function caregiver({ id, subject }: Written, { caregiver: person }: DemoPlan): readonly RelatedPerson[] {
  if (!person) return []
  const { given, family, gender, relationship, phone } = person
  return [
    {
      resourceType: 'RelatedPerson',
      id: `${id}-caregiver`,
      meta: { profile: [`${US_CORE}/us-core-relatedperson`] },
      active: true,
      patient: subject,
      relationship: [{ coding: [{ system: `${HL7}/v3-RoleCode`, ...relationship }] }],
      name: [{ family, given: [given] }],
      telecom: [{ system: 'phone', value: phone, use: 'mobile' }],
      gender,
      address: [{ use: 'home', line: ['18 Alder Street'], city: 'Springfield', state: 'IL', postalCode: '62703' }],
    },
  ]
}

function specialist({ id }: Written, { specialist: { name, phone } }: DemoPlan): Organization {
  return {
    resourceType: 'Organization',
    id: `${id}-specialist`,
    meta: { profile: [`${US_CORE}/us-core-organization`] },
    active: true,
    name,
    telecom: [{ system: 'phone', value: phone, use: 'work' }],
  }
}

/** Laboratory values that came from the specialist: who measured them, and who filed them here. */
function receipt({ id, day }: Written, chart: readonly Resource[]): readonly Provenance[] {
  const target = chart
    .filter((one) => one.resourceType === 'Observation' && one.referenceRange)
    .map((one) => ({ reference: referenceTo(one) }))
  if (target.length === 0) return []
  const agent = (system: string, code: string, display: string, who: string) => ({
    type: { coding: [{ system, code, display }] },
    who: { reference: who },
  })
  return [
    {
      resourceType: 'Provenance',
      id: `${id}-labs-received`,
      meta: { profile: [`${US_CORE}/us-core-provenance`] },
      target,
      recorded: `${day}T14:00:00Z`,
      agent: [
        agent(`${HL7}/provenance-participant-type`, 'author', 'Author', `Organization/${id}-specialist`),
        agent(
          'http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type',
          'transmitter',
          'Transmitter',
          'Organization/riverbend',
        ),
      ],
    },
  ]
}

function assessment({ id, subject, by, day }: Written, kind: AssessmentKind, words: LocalText): Observation {
  return {
    resourceType: 'Observation',
    id: `${id}-assessed-${kind}`,
    status: 'final',
    category: [{ coding: [{ system: `${HL7}/observation-category`, code: 'survey', display: 'Survey' }] }],
    code: { coding: [{ system: codeSystem('ccm-assessment'), code: kind, display: ASSESSMENTS[kind].en }] },
    subject,
    effectiveDateTime: day,
    performer: [by],
    ...withTranslation('valueString', words),
  }
}

function outlook(written: Written, { outcome, prognosis }: DemoPlan): ClinicalImpression {
  const { id, subject, by, day, conditions } = written
  return {
    resourceType: 'ClinicalImpression',
    id: `${id}-outlook`,
    status: 'completed',
    subject,
    effectiveDateTime: day,
    assessor: by,
    problem: [...conditions],
    ...withTranslation('summary', outcome),
    prognosisCodeableConcept: [{ text: prognosis }],
  }
}

function reconciled({ id, subject, day, medications }: Written, { enrollments }: DemoStory): List {
  return {
    resourceType: 'List',
    id: `${id}-medicines`,
    status: 'current',
    mode: 'snapshot',
    title: 'Reconciled medicines',
    code: { coding: [{ system: `${HL7}/list-example-use-codes`, code: 'medications', display: 'Medication List' }] },
    subject,
    date: `${day}T15:30:00Z`,
    source: { reference: `Practitioner/${enrollments?.[0]?.careManager ?? 'whitfield'}` },
    ...(medications.length > 0 ? { entry: medications.map((item) => ({ item })) } : {}),
  }
}

function ownGoal({ id, subject, day }: Written, { ownGoal: words }: DemoPlan): Goal {
  return {
    resourceType: 'Goal',
    id: `${id}-goal-own`,
    meta: { profile: [structureDefinition('ccm-goal')] },
    lifecycleStatus: 'active',
    description: withTranslation('text', words),
    subject,
    startDate: day,
    statusDate: day,
    expressedBy: { reference: subject.reference },
  }
}

/** A problem that is over: it stays on the list and counts for nothing. */
function overcome({ id, subject }: Written, { dayBefore }: DemoCalendar): Condition {
  return {
    resourceType: 'Condition',
    id: `${id}-condition-past`,
    meta: {
      profile: [`${US_CORE}/us-core-condition-problems-health-concerns`, structureDefinition('ccm-condition')],
    },
    extension: [
      { url: 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate', valueDateTime: dayBefore(900) },
    ],
    clinicalStatus: { coding: [{ system: SYSTEM.conditionClinical, code: 'resolved' }] },
    verificationStatus: { coding: [{ system: SYSTEM.conditionVerification, code: 'confirmed' }] },
    category: [
      { coding: [{ system: `${HL7}/condition-category`, code: 'problem-list-item', display: 'Problem List Item' }] },
    ],
    code: {
      coding: [
        { system: SYSTEM.icd10cm, code: 'J18.9' },
        { system: SYSTEM.snomed, code: '233604007' },
      ],
      text: 'Pneumonia',
    },
    subject,
    onsetDateTime: dayBefore(900),
    abatementDateTime: dayBefore(870),
    recordedDate: dayBefore(900),
  }
}
