import type {
  AllergyIntolerance,
  CarePlan,
  Condition,
  Coverage,
  Encounter,
  MedicationRequest,
  Observation,
  Resource,
} from '@medplum/fhirtypes'
import { nameOf } from '#domain/fhir/codings.ts'
import { localDate } from '#domain/fhir/instants.ts'

/** A tab of the chart: one search of the FHIR base, shown as a table. */
export interface ChartSection {
  readonly slug: string
  readonly title: string
  /** What is searched: `/Condition`. */
  readonly path: string
  readonly query: (patient: string) => string
  readonly columns: readonly string[]
  readonly cells: (resource: Resource, timeZone: string) => readonly string[]
}

/** How many rows a tab shows. */
export const ROWS = 50

const ofPatient = (patient: string, more = '') => `patient=${patient}&_count=${ROWS}${more}`

/** Cells are made for what was searched, and nothing else comes in. */
function section(
  head: Pick<ChartSection, 'slug' | 'title' | 'path' | 'columns'>,
  cells: (resource: never, day: (date: string | undefined) => string | undefined) => readonly (string | undefined)[],
  more = '',
): ChartSection {
  return {
    ...head,
    query: (patient) => ofPatient(patient, more),
    cells: (resource, timeZone) =>
      cells(resource as never, (date) => localDate(date, timeZone)).map((cell) => cell ?? ''),
  }
}

/** The chart's tabs. */
export const SECTIONS: readonly ChartSection[] = [
  section(
    { slug: 'problems', title: 'Problems', path: '/Condition', columns: ['Problem', 'Code', 'Status', 'Since'] },
    ({ code, clinicalStatus, onsetDateTime, recordedDate }: Condition, day) => [
      nameOf(code),
      code?.coding?.map((coding) => coding.code).join(', '),
      clinicalStatus?.coding?.[0]?.code,
      day(onsetDateTime ?? recordedDate),
    ],
  ),
  section(
    {
      slug: 'medications',
      title: 'Medications',
      path: '/MedicationRequest',
      columns: ['Medication', 'Dose', 'Status', 'Ordered'],
    },
    (
      { medicationCodeableConcept, medicationReference, dosageInstruction, status, authoredOn }: MedicationRequest,
      day,
    ) => [
      medicationCodeableConcept ? nameOf(medicationCodeableConcept) : medicationReference?.display,
      dosageInstruction?.[0]?.text,
      status,
      day(authoredOn),
    ],
  ),
  section(
    {
      slug: 'allergies',
      title: 'Allergies',
      path: '/AllergyIntolerance',
      columns: ['Substance', 'Reaction', 'Status', 'Recorded'],
    },
    ({ code, reaction, clinicalStatus, recordedDate }: AllergyIntolerance, day) => [
      nameOf(code),
      reaction?.flatMap(({ manifestation }) => manifestation.map(nameOf)).join(', '),
      clinicalStatus?.coding?.[0]?.code,
      day(recordedDate),
    ],
  ),
  section(
    {
      slug: 'encounters',
      title: 'Encounters',
      path: '/Encounter',
      columns: ['Visit', 'Class', 'Status', 'From', 'To'],
    },
    ({ type, class: kind, status, period }: Encounter, day) => [
      nameOf(type?.[0]),
      kind.display ?? kind.code,
      status,
      day(period?.start),
      day(period?.end),
    ],
    '&_sort=-date',
  ),
  section(
    { slug: 'results', title: 'Results', path: '/Observation', columns: ['Result', 'Value', 'Status', 'Date'] },
    (observation: Observation, day) => [
      nameOf(observation.code),
      valueOf(observation),
      observation.status,
      day(observation.effectiveDateTime),
    ],
    '&_sort=-date',
  ),
  section(
    { slug: 'care-plans', title: 'Care plans', path: '/CarePlan', columns: ['Care plan', 'Status', 'From', 'Changed'] },
    ({ title, category, status, period, meta }: CarePlan, day) => [
      title ?? nameOf(category?.[0]),
      status,
      day(period?.start),
      day(meta?.lastUpdated),
    ],
    '&_sort=-_lastUpdated',
  ),
  section(
    { slug: 'coverage', title: 'Coverage', path: '/Coverage', columns: ['Payer', 'Kind', 'Status', 'From', 'To'] },
    ({ payor, type, status, period }: Coverage, day) => [
      payor.map(({ display }) => display).join(', '),
      nameOf(type),
      status,
      day(period?.start),
      day(period?.end),
    ],
  ),
]

function valueOf({ valueQuantity, valueCodeableConcept, valueString, component = [] }: Observation): string {
  if (valueQuantity) return quantity(valueQuantity)
  if (component.length > 0) return component.map((part) => quantity(part.valueQuantity ?? {})).join(' / ')
  return valueCodeableConcept ? nameOf(valueCodeableConcept) : (valueString ?? '')
}

function quantity({ value, unit = '' }: { readonly value?: number; readonly unit?: string }): string {
  return value === undefined ? '' : `${Math.round(value * 100) / 100} ${unit}`.trim()
}
