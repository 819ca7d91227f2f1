import type { Observation, QuestionnaireResponse, Resource, Specimen } from '@medplum/fhirtypes'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { MEASUREMENTS, type MeasurementKey } from './catalog.ts'
import type { DemoCalendar } from './demo-calendar.ts'

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition'
const HL7 = 'http://terminology.hl7.org/CodeSystem'
const UCUM = 'http://unitsofmeasure.org'

/** Whose measurements they are. */
interface Measured extends DemoCalendar {
  readonly id: string
  readonly subject: { readonly reference: string; readonly display: string }
}

/** A visit of some time ago, from which orders still stand. */
export interface EarlierVisit {
  readonly day: string
  /** `Encounter/id` */
  readonly reference: string
}

/** What a chart's measurements are written with. */
interface Writing {
  readonly of: Measured
  readonly visit: EarlierVisit | undefined
}

/** The last five values of each measurement, a quarter apart, and what the newest of them rest on. */
export function measurements(
  of: Measured,
  keys: readonly MeasurementKey[],
  visit: EarlierVisit | undefined,
): readonly Resource[] {
  const hasLab = keys.some((key) => MEASUREMENTS[key].category === 'laboratory')
  return [
    ...(hasLab ? [blood(of)] : []),
    ...keys.flatMap((key) => observations({ of, visit }, key)),
    ...(keys.includes('phq9') ? answers(of) : []),
  ]
}

function observations(writing: Writing, key: MeasurementKey): Observation[] {
  const { id, subject, dayBefore } = writing.of
  const measured = MEASUREMENTS[key]
  return measured.values.map((value, index) => {
    const day = dayBefore(20 + 90 * (measured.values.length - 1 - index))
    return {
      resourceType: 'Observation',
      id: `${id}-${key}-${index + 1}`,
      meta: { profile: [`${US_CORE}/${measured.profile}`] },
      status: 'final',
      category: [{ coding: [{ system: `${HL7}/observation-category`, code: measured.category }] }],
      code: { coding: [{ system: SYSTEM.loinc, code: measured.loinc }], text: measured.text },
      subject,
      effectiveDateTime: day,
      performer: [{ reference: 'Practitioner/alvarez' }],
      ...(key === 'pressure'
        ? {
            component: [
              pressure('8480-6', 'Systolic', value),
              pressure('8462-4', 'Diastolic', Math.round(value * 0.58)),
            ],
          }
        : { valueQuantity: { value, unit: measured.unit, system: UCUM, code: measured.ucum } }),
      ...('normal' in measured ? judged(value, measured) : {}),
      ...(measured.category === 'laboratory' ? drawn(writing, { day, isNewest: isLast(measured.values, index) }) : {}),
      ...(key === 'phq9' && isLast(measured.values, index) ? asked(id) : {}),
    }
  })
}

function isLast(values: readonly number[], index: number): boolean {
  return index === values.length - 1
}

function pressure(loinc: string, text: string, value: number): NonNullable<Observation['component']>[number] {
  return {
    code: { coding: [{ system: SYSTEM.loinc, code: loinc }], text },
    valueQuantity: { value, unit: 'mm[Hg]', system: UCUM, code: 'mm[Hg]' },
  }
}

/** Whether a value is normal, and what would be. */
function judged(
  value: number,
  { normal, unit, ucum }: { readonly normal: Normal; readonly unit: string; readonly ucum: string },
): Pick<Observation, 'interpretation' | 'referenceRange'> {
  const { low = -Infinity, high = Infinity } = normal
  const code = value < low ? 'L' : value > high ? 'H' : 'N'
  const display = { L: 'Low', H: 'High', N: 'Normal' }[code]
  const limit = (bound: number | undefined) => bound !== undefined && { value: bound, unit, system: UCUM, code: ucum }
  const [from, to] = [limit(normal.low), limit(normal.high)]
  return {
    interpretation: [{ coding: [{ system: `${HL7}/v3-ObservationInterpretation`, code, display }] }],
    referenceRange: [{ ...(from && { low: from }), ...(to && { high: to }) }],
  }
}

interface Normal {
  readonly low?: number
  readonly high?: number
}

/** How long after a visit its laboratory orders are carried out, in days. */
const SOON = 90

/** The newest value was measured in the sample on file; one soon after a visit was ordered there. */
function drawn(
  { of: { id }, visit }: Writing,
  { day, isNewest }: { readonly day: string; readonly isNewest: boolean },
): Pick<Observation, 'specimen' | 'encounter'> {
  const days = visit ? (Date.parse(day) - Date.parse(visit.day)) / 86_400_000 : -1
  return {
    ...(isNewest ? { specimen: { reference: `Specimen/${id}-blood` } } : {}),
    ...(visit && days >= 0 && days < SOON ? { encounter: { reference: visit.reference } } : {}),
  }
}

function blood({ id, subject, dayBefore }: Measured): Specimen {
  return {
    resourceType: 'Specimen',
    id: `${id}-blood`,
    meta: { profile: [`${US_CORE}/us-core-specimen`] },
    identifier: [{ system: 'https://riverbend.example/specimen', value: `${id}-blood` }],
    accessionIdentifier: { system: 'https://riverbend.example/accession', value: `${id}-blood` },
    status: 'available',
    type: { coding: [{ system: SYSTEM.snomed, code: '122555007' }], text: 'Venous blood specimen' },
    subject,
    collection: {
      collectedDateTime: dayBefore(20),
      bodySite: { coding: [{ system: SYSTEM.snomed, code: '14975008' }], text: 'Forearm' },
    },
    condition: [{ coding: [{ system: `${HL7}/v2-0493`, code: 'COOL', display: 'Cool' }] }],
  }
}

/** The two questions of the PHQ-9 that are asked first, and how the patient answered them last. */
const QUESTIONS = [
  { loinc: '44250-9', text: 'Little interest or pleasure in doing things' },
  { loinc: '44255-8', text: 'Feeling down, depressed, or hopeless' },
] as const

const SEVERAL_DAYS = { system: SYSTEM.loinc, code: 'LA6569-3', display: 'Several days' }

/** What the newest score was made of. */
function asked(id: string): Pick<Observation, 'hasMember' | 'derivedFrom'> {
  return {
    hasMember: QUESTIONS.map(({ loinc }) => ({ reference: `Observation/${id}-phq9-${loinc}` })),
    derivedFrom: [{ reference: `QuestionnaireResponse/${id}-phq9` }],
  }
}

function answers({ id, subject, dayBefore }: Measured): readonly (Observation | QuestionnaireResponse)[] {
  const day = dayBefore(20)
  return [
    ...QUESTIONS.map(({ loinc, text }): Observation => ({
      resourceType: 'Observation',
      id: `${id}-phq9-${loinc}`,
      meta: { profile: [`${US_CORE}/us-core-observation-screening-assessment`] },
      status: 'final',
      category: [{ coding: [{ system: `${HL7}/observation-category`, code: 'survey' }] }],
      code: { coding: [{ system: SYSTEM.loinc, code: loinc }], text },
      subject,
      effectiveDateTime: day,
      performer: [subject],
      valueCodeableConcept: { coding: [SEVERAL_DAYS], text: SEVERAL_DAYS.display },
      derivedFrom: [{ reference: `QuestionnaireResponse/${id}-phq9` }],
    })),
    {
      resourceType: 'QuestionnaireResponse',
      id: `${id}-phq9`,
      questionnaire: 'http://loinc.org/q/44249-1',
      status: 'completed',
      subject,
      authored: day,
      author: subject,
      item: QUESTIONS.map(({ loinc, text }) => ({
        linkId: loinc,
        text,
        answer: [{ valueCoding: SEVERAL_DAYS }],
      })),
    },
  ]
}
