import type {
  AllergyIntolerance,
  CodeableConcept,
  Condition,
  Coverage,
  EpisodeOfCare,
  Extension,
  MedicationRequest,
  Resource,
} from '@medplum/fhirtypes'
import { withTranslation, type LocalText } from '#domain/care-plan/local-text.ts'
import { structureDefinition, SYSTEM } from '#domain/fhir/canonicals.ts'
import { CONDITIONS, MEDICATIONS, type ConditionKey, type DemoCondition } from './catalog.ts'
import { admission, visitBefore, visitEncounter, type DemoStay, type DemoVisit } from './chart-encounters.ts'
import { measurements as measured, type EarlierVisit } from './chart-measurements.ts'
import type { DemoCalendar, MonthDay } from './demo-calendar.ts'
import { disclosure, HEALTH_PLAN } from './disclosure.ts'
import { patientResource, type DemoPerson } from './patients.ts'

/** What an EHR's chart holds of a demo patient. */
export interface DemoChart {
  readonly person: DemoPerson
  readonly conditions: readonly ConditionKey[]
  readonly payer: 'part-b' | 'part-b-qmb' | 'medicare-advantage' | 'none-on-file'
  /** Was aligned to a participant of the CMS ACCESS model. */
  readonly inAccessModel?: { readonly from: MonthDay; readonly to: MonthDay }
  /** Let the health plan read the record, from that day. */
  readonly discloses?: MonthDay
  readonly visits?: readonly DemoVisit[]
  readonly admissions?: readonly DemoStay[]
  readonly hospice?: MonthDay
  readonly died?: MonthDay
}

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition'
const HL7 = 'http://terminology.hl7.org/CodeSystem'

/** All resources of a chart; `number` is the patient's place in the list, `calendar` counts from today. */
export function chartResources(chart: DemoChart, number: number, calendar: DemoCalendar): Resource[] {
  const subject = { reference: `Patient/${chart.person.id}`, display: `${chart.person.given} ${chart.person.family}` }
  const context: ChartContext = { id: chart.person.id, subject, number, ...calendar }
  const keys: readonly DemoCondition[] = chart.conditions.map((key) => CONDITIONS[key])
  const medications = [...new Set(keys.flatMap((condition) => condition.medications ?? []))]
  const visit = visitBefore(context, chart.visits)
  const measurements = [...new Set(keys.flatMap((condition) => condition.measurements ?? []))]
  return [
    patientResource(chart.person, number, chart.died && calendar.dayOf(chart.died)),
    ...(chart.payer === 'none-on-file' ? [] : [coverage(context, chart)]),
    ...keys.map((condition, index) => conditionResource(context, condition, index)),
    ...medications.map((key, index) => {
      const treated = keys.findIndex((condition) => condition.medications?.includes(key))
      const reason = `Condition/${chart.person.id}-condition-${treated + 1}`
      return medicationRequest(context, { ...MEDICATIONS[key], reason, visit: index === 0 ? visit : undefined }, index)
    }),
    ...measured(context, measurements, visit),
    allergy(context),
    ...(chart.visits ?? []).map((visit) => visitEncounter(context, visit)),
    ...(chart.admissions ?? []).map((stay) => admission(context, stay)),
    ...(chart.discloses ? [disclosure(subject, calendar.dayOf(chart.discloses))] : []),
    ...(chart.hospice ? [hospice(context, chart.hospice)] : []),
  ]
}

interface ChartContext extends DemoCalendar {
  readonly id: string
  readonly subject: { readonly reference: string; readonly display: string }
  readonly number: number
}

function coverage(context: ChartContext, chart: DemoChart): Coverage {
  const { id, subject } = context
  const { person, payer } = chart
  const advantage = payer === 'medicare-advantage'
  const extension = standings(context, chart)
  return {
    resourceType: 'Coverage',
    id: `${id}-coverage`,
    meta: { profile: [`${US_CORE}/us-core-coverage`, structureDefinition('ccm-coverage')] },
    ...(extension.length > 0 ? { extension } : {}),
    identifier: [
      {
        type: { coding: [{ system: `${HL7}/v2-0203`, code: 'MB', display: 'Member Number' }] },
        system: SYSTEM.mbi,
        value: person.mbi ?? `pending-${id}`,
      },
    ],
    status: 'active',
    type: {
      coding: [
        advantage
          ? { system: SYSTEM.sourceOfPayment, code: '111', display: 'Medicare HMO' }
          : { system: SYSTEM.sourceOfPayment, code: '121', display: 'Medicare FFS' },
      ],
    },
    ...(person.mbi ? { subscriberId: person.mbi } : {}),
    beneficiary: subject,
    relationship: { coding: [{ system: `${HL7}/subscriber-relationship`, code: 'self' }] },
    period: { start: '2016-01-01' },
    payor: [
      advantage ? { reference: HEALTH_PLAN, display: 'Prairie Advantage Plan (made up)' } : { display: 'Medicare' },
    ],
    class: coverageClasses(advantage),
  }
}

/** What else is known of a coverage: Qualified Medicare Beneficiary, the ACCESS model. */
function standings({ dayOf }: ChartContext, { payer, inAccessModel }: DemoChart): Extension[] {
  return [
    ...(payer === 'part-b-qmb' ? [{ url: structureDefinition('ccm-qmb'), valueBoolean: true }] : []),
    ...(inAccessModel
      ? [
          {
            url: structureDefinition('ccm-access-alignment'),
            valuePeriod: { start: dayOf(inAccessModel.from), end: dayOf(inAccessModel.to) },
          },
        ]
      : []),
  ]
}

function coverageClasses(advantage: boolean): NonNullable<Coverage['class']> {
  const type = (code: string) => ({ coding: [{ system: `${HL7}/coverage-class`, code }] })
  if (!advantage) return [{ type: type('plan'), value: 'Part B', name: 'Medicare Part B' }]
  return [
    { type: type('plan'), value: 'Part C', name: 'Medicare Part C' },
    { type: type('group'), value: 'RAILWAY-RETIREES', name: 'Retired railway workers (made up)' },
  ]
}

function conditionResource(
  { id, subject, number, dayBefore }: ChartContext,
  condition: DemoCondition,
  index: number,
): Condition {
  return {
    resourceType: 'Condition',
    id: `${id}-condition-${index + 1}`,
    meta: { profile: [`${US_CORE}/us-core-condition-problems-health-concerns`, structureDefinition('ccm-condition')] },
    clinicalStatus: { coding: [{ system: SYSTEM.conditionClinical, code: 'active' }] },
    verificationStatus: { coding: [{ system: SYSTEM.conditionVerification, code: 'confirmed' }] },
    category: [
      { coding: [{ system: `${HL7}/condition-category`, code: 'problem-list-item', display: 'Problem List Item' }] },
    ],
    code: {
      coding: [
        { system: SYSTEM.icd10cm, code: condition.icd },
        { system: SYSTEM.snomed, code: condition.snomed },
      ],
      text: condition.text,
    },
    subject,
    onsetDateTime: dayBefore(700 + 210 * index + 13 * number),
    recordedDate: dayBefore(690 + 210 * index + 13 * number),
  }
}

interface Prescribed {
  readonly rxnorm: string
  readonly text: string
  readonly dosage: LocalText
  /** Where it is tablets, as many every day. */
  readonly tabletsADay?: number
  readonly reason: string
  /** At which it was prescribed. */
  readonly visit: EarlierVisit | undefined
}

function medicationRequest(
  { id, subject, dayBefore }: ChartContext,
  drug: Prescribed,
  index: number,
): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id: `${id}-medication-${index + 1}`,
    meta: { profile: [`${US_CORE}/us-core-medicationrequest`] },
    ...(drug.visit ? { extension: [taken(dayBefore(20))] } : {}),
    status: 'active',
    intent: 'order',
    category: [{ coding: [{ system: `${HL7}/medicationrequest-category`, code: 'community', display: 'Community' }] }],
    medicationCodeableConcept: {
      coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: drug.rxnorm }],
      text: drug.text,
    },
    subject,
    reportedBoolean: false,
    ...(drug.visit ? { encounter: { reference: drug.visit.reference } } : {}),
    authoredOn: drug.visit?.day ?? dayBefore(200 + 30 * index),
    requester: { reference: 'Practitioner/alvarez' },
    reasonReference: [{ reference: drug.reason }],
    ...(drug.tabletsADay === undefined
      ? { dosageInstruction: [withTranslation('text', drug.dosage)] }
      : tablets(drug.dosage, drug.tabletsADay)),
  }
}

/** That the patient said on a day that the medicine is taken as it was prescribed. */
function taken(day: string): Extension {
  const complies = { code: '1156699004', text: 'Complies with drug therapy' }
  return {
    url: `${US_CORE}/us-core-medication-adherence`,
    extension: [
      { url: 'medicationAdherence', valueCodeableConcept: snomed(complies) },
      { url: 'dateAsserted', valueDateTime: day },
    ],
  }
}

/** Tablets for three months, three times. */
function tablets(dosage: LocalText, aDay: number): Pick<MedicationRequest, 'dosageInstruction' | 'dispenseRequest'> {
  const quantity = (value: number) => ({ value, unit: 'tablet', system: 'http://unitsofmeasure.org', code: '{tbl}' })
  return {
    dosageInstruction: [
      {
        ...withTranslation('text', dosage),
        timing: { repeat: { frequency: aDay, period: 1, periodUnit: 'd' } },
        doseAndRate: [{ doseQuantity: quantity(1) }],
      },
    ],
    dispenseRequest: { numberOfRepeatsAllowed: 3, quantity: quantity(90 * aDay) },
  }
}

function allergy({ id, subject, number }: ChartContext): AllergyIntolerance {
  const substance =
    number % 3 === 0
      ? { code: '91936005', text: 'Allergy to penicillin', shows: { code: '247472004', text: 'Hives' } }
      : { code: '716186003', text: 'No known allergy' }
  return {
    resourceType: 'AllergyIntolerance',
    id: `${id}-allergy`,
    meta: { profile: [`${US_CORE}/us-core-allergyintolerance`] },
    clinicalStatus: { coding: [{ system: `${HL7}/allergyintolerance-clinical`, code: 'active' }] },
    verificationStatus: { coding: [{ system: `${HL7}/allergyintolerance-verification`, code: 'confirmed' }] },
    code: snomed(substance),
    patient: subject,
    ...(substance.shows ? { reaction: [{ manifestation: [snomed(substance.shows)] }] } : {}),
  }
}

function snomed({ code, text }: { readonly code: string; readonly text: string }): CodeableConcept {
  return { coding: [{ system: SYSTEM.snomed, code }], text }
}

/** A hospice election, as the chart may hold it: an episode typed SNOMED CT 385763009. */
function hospice({ id, subject, dayOf }: ChartContext, elected: MonthDay): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: `${id}-hospice`,
    status: 'active',
    type: [{ coding: [{ system: SYSTEM.snomed, code: '385763009' }], text: 'Hospice care' }],
    patient: subject,
    period: { start: dayOf(elected) },
  }
}
