import type { Encounter } from '@medplum/fhirtypes'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import type { EarlierVisit } from './chart-measurements.ts'
import type { DemoCalendar, MonthDay } from './demo-calendar.ts'
import { OFFICE } from './practice-resources.ts'

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition'
const HL7 = 'http://terminology.hl7.org/CodeSystem'

/** A visit to the office: when, to whom, and as which code. */
export interface DemoVisit {
  readonly on: MonthDay
  readonly with: string
  readonly cpt: string
}

/** From when to when somebody was in hospital. */
export interface DemoStay {
  readonly from: MonthDay
  readonly to: MonthDay
}

/** Whose encounters they are. */
interface Visited extends DemoCalendar {
  readonly id: string
  readonly subject: { readonly reference: string; readonly display: string }
}

/** A visit of more than half a year ago, from which orders still stand: its day, and the Encounter. */
export function visitBefore(
  { id, dayOf, dayBefore }: Visited,
  visits: readonly DemoVisit[] = [],
): EarlierVisit | undefined {
  const day = visits.map(({ on }) => dayOf(on)).find((on) => on < dayBefore(183))
  return day === undefined ? undefined : { day, reference: `Encounter/${visitId(id, day)}` }
}

function visitId(id: string, day: string): string {
  return `${id}-visit-${day}`
}

/** A visit to the office. */
export function visitEncounter({ id, subject, dayOf }: Visited, visit: DemoVisit): Encounter {
  const day = dayOf(visit.on)
  const period = { start: `${day}T15:00:00Z`, end: `${day}T15:30:00Z` }
  return {
    resourceType: 'Encounter',
    id: visitId(id, day),
    meta: { profile: [`${US_CORE}/us-core-encounter`] },
    identifier: [{ system: 'https://riverbend.example/visit', value: `${id}-${day}` }],
    status: 'finished',
    class: { system: SYSTEM.actCode, code: 'AMB', display: 'ambulatory' },
    type: [{ coding: [{ system: SYSTEM.cpt, code: visit.cpt }], text: 'Office visit' }],
    subject,
    participant: [
      {
        type: [{ coding: [{ system: `${HL7}/v3-ParticipationType`, code: 'PPRF', display: 'primary performer' }] }],
        individual: { reference: `Practitioner/${visit.with}` },
        period,
      },
    ],
    period,
    reasonCode: [{ coding: [{ system: SYSTEM.snomed, code: '390906007' }], text: 'Follow-up' }],
    reasonReference: [{ reference: `Condition/${id}-condition-1` }],
    location: [{ location: { reference: OFFICE } }],
    serviceProvider: { reference: 'Organization/riverbend' },
  }
}

/** A stay in hospital. */
export function admission({ id, subject, dayOf }: Visited, stay: DemoStay): Encounter {
  return {
    resourceType: 'Encounter',
    id: `${id}-stay-${dayOf(stay.from)}`,
    meta: { profile: [`${US_CORE}/us-core-encounter`] },
    status: 'finished',
    class: { system: SYSTEM.actCode, code: 'IMP', display: 'inpatient encounter' },
    type: [{ coding: [{ system: SYSTEM.snomed, code: '32485007' }], text: 'Hospital admission' }],
    subject,
    period: { start: `${dayOf(stay.from)}T14:00:00Z`, end: `${dayOf(stay.to)}T18:00:00Z` },
    hospitalization: {
      dischargeDisposition: {
        coding: [{ system: `${HL7}/discharge-disposition`, code: 'home', display: 'Home' }],
      },
    },
    serviceProvider: { display: 'Springfield General (made up)' },
  }
}
