import type {
  CarePlan,
  Consent,
  Encounter,
  EpisodeOfCare,
  Extension,
  PractitionerRole,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import { MINUTE } from '#domain/calendar.ts'
import { codeSystem, structureDefinition, SYSTEM } from '#domain/fhir/canonicals.ts'
import { eligibleChart } from '../support/programme.ts'
import type { Filed } from './product/open-store.ts'

/** Time entries of a patient's month. */
export const ENTRIES = 10
const NURSES = 100
/** Entries of a nurse's day, ten minutes apart: nobody is in two places at once. */
const DAILY = 50
const DAY = 24 * 60 * MINUTE

/** A practice to close a month for. */
export interface Practice {
  readonly patients: number
  /** `2026-10` */
  readonly month: string
  /** Id of a billing practitioner on file. */
  readonly biller: string
}

/** Enrolled patients with consent, care plan and ten time entries each, and the hundred nurses who logged them. */
export function* practiceOf(practice: Practice): Generator<Filed> {
  for (let nurse = 0; nurse < NURSES; nurse++) for (const resource of nurseOf(nurse)) yield { resource }
  for (let patient = 0; patient < practice.patients; patient++) yield* patientOf(practice, patient)
}

function* patientOf({ month, biller }: Practice, number: number): Generator<Filed> {
  const id = `p${number}`
  const before = new Date(Date.parse(`${month}-01T15:00:00Z`) - 30 * DAY).toISOString()
  for (const resource of [
    ...eligibleChart(id, mbiOf(number)).map((resource) =>
      resource.resourceType === 'Encounter' ? visitOf(resource, before, biller) : resource,
    ),
    consentOf(id, before),
    episodeOf(id, before, biller),
    carePlanOf(id, before),
  ])
    yield { resource }
  for (let entry = 0; entry < ENTRIES; entry++) yield entryOf(month, number, entry)
}

function nurseOf(number: number): Resource[] {
  const role: PractitionerRole = {
    resourceType: 'PractitionerRole',
    id: `nurse${number}-role`,
    practitioner: { reference: `Practitioner/nurse${number}` },
    code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: 'clinical-staff' }] }],
  }
  return [{ resourceType: 'Practitioner', id: `nurse${number}`, name: [{ family: `Nurse${number}` }] }, role]
}

/** An identifier of Medicare's form: another one for each patient. */
function mbiOf(number: number): string {
  const [a, b, c, d, e] = String(number).padStart(5, '0')
  return ['1E', a, b, 'T', c, d, 'MK', e, '0'].join('')
}

/** The visit that starts the programme: with the biller, on the day of the enrollment. */
function visitOf(visit: Encounter, day: string, biller: string): Encounter {
  const individual = { reference: `Practitioner/${biller}` }
  return { ...visit, period: { start: day, end: day }, participant: [{ individual }] }
}

function consentOf(id: string, dateTime: string): Consent {
  const patient = { reference: `Patient/${id}` }
  return {
    resourceType: 'Consent',
    id: `${id}-consent`,
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
    patient,
    dateTime,
    performer: [patient],
    policyRule: { text: 'opt in' },
    extension: [
      extension('ccm-consent-method', { valueCode: 'verbal' }),
      ...['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'].map((valueCode) =>
        extension('ccm-consent-statement', { valueCode }),
      ),
    ],
  }
}

function episodeOf(id: string, start: string, biller: string): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: `${id}-episode`,
    status: 'active',
    type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
    patient: { reference: `Patient/${id}` },
    period: { start },
    diagnosis: ['diabetes', 'hypertension'].map((name) => ({ condition: { reference: `Condition/${id}-${name}` } })),
    extension: [
      extension('ccm-billing-practitioner', { valueReference: { reference: `Practitioner/${biller}` } }),
      extension('ccm-attestation', {
        extension: [
          { url: 'duration', valueBoolean: true },
          { url: 'risk', valueBoolean: true },
        ],
      }),
      extension('ccm-initiating-visit', { valueReference: { reference: `Encounter/${id}-visit` } }),
    ],
  }
}

function carePlanOf(id: string, start: string): CarePlan {
  return {
    resourceType: 'CarePlan',
    id: `${id}-plan`,
    status: 'active',
    intent: 'plan',
    category: [{ coding: [{ system: SYSTEM.snomed, code: '38717003' }] }],
    subject: { reference: `Patient/${id}` },
    period: { start: start.slice(0, 10) },
  }
}

/** The entry's place among the nurse's own decides day and hour. */
function entryOf(month: string, patient: number, entry: number): Filed {
  const nurse = patient % NURSES
  const place = entry * NURSES + Math.floor(patient / NURSES)
  const start = Date.parse(`${month}-02T13:00:00Z`) + Math.floor(place / DAILY) * DAY + (place % DAILY) * 10 * MINUTE
  const end = start + (2 + (patient % 8)) * MINUTE + entry * 1000
  const resource: Task = {
    resourceType: 'Task',
    id: `p${patient}-t${entry}`,
    status: 'completed',
    intent: 'order',
    code: { coding: [{ system: codeSystem('ccm-activity'), code: 'patient-contact' }] },
    for: { reference: `Patient/p${patient}` },
    focus: { reference: `EpisodeOfCare/p${patient}-episode` },
    owner: { reference: `Practitioner/nurse${nurse}` },
    executionPeriod: { start: new Date(start).toISOString(), end: new Date(end).toISOString() },
  }
  return { resource, timeEntry: { performer: `nurse${nurse}`, start, end } }
}

function extension(name: string, value: Omit<Extension, 'url'>): Extension {
  return { url: structureDefinition(name), ...value }
}
