import type { Encounter, EpisodeOfCare } from '@medplum/fhirtypes'
import { addMonths, type ServiceMonth } from '../calendar.ts'
import { SYSTEM } from '../fhir/canonicals.ts'
import { codingsOf } from '../fhir/codings.ts'
import { daysOf } from '../fhir/instants.ts'
import { hospiceSince, isHospiceCare } from '../eligibility/life.ts'
import { visitDay, visitsWith } from '../eligibility/visits.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import { EVALUATION_AND_MANAGEMENT } from '../terminology/generated/visit-codes.ts'
import { reasonFor, type NotCountedReason } from './not-counted-reason.ts'

/** Local days on which the chart stops counting. */
export interface ChartDays {
  /** Why nobody's time counts on a local day (`2026-03-05`); undefined where it does. */
  reasonOn(day: string): NotCountedReason | undefined
}

/** What the chart is read for. */
export interface ChartQuestion {
  /** The month that is asked about: a chart holds many years. */
  readonly month: ServiceMonth
  readonly encounters: readonly Encounter[]
  readonly episodes: readonly EpisodeOfCare[]
  /** The person who bills; undefined where nobody does yet: then no visit is theirs. */
  readonly biller: string | undefined
  readonly staff: StaffDirectory
  readonly timeZone: string
}

/** Classes of stays, a Part A stay in a nursing facility too (DESIGN section 3). */
const STAYS = new Set(['IMP', 'ACUTE', 'NONAC'])

/** Encounters that never were. */
const UNREAL = new Set<Encounter['status']>(['planned', 'cancelled', 'entered-in-error'])

/** Reads hospice days, inpatient days and days with a visit from the chart; each day is looked up once. */
export function chartDaysOf(question: ChartQuestion): ChartDays {
  const { encounters, timeZone } = question
  const hospice = {
    episodes: question.episodes.filter(({ type }) => isHospiceCare(type)),
    encounters: encounters.filter(({ type }) => isHospiceCare(type)),
  }
  const stays = encounters.flatMap((encounter) => stayOf(encounter, timeZone) ?? [])
  const visits = visitDays(question)
  const known = new Map<string, NotCountedReason | undefined>()
  const reasonOf = (day: string) =>
    hospiceReason(hospiceSince(hospice, day, timeZone)) ?? stayReason(stays, day) ?? visitReason(visits, day)
  return {
    reasonOn: (day) => {
      if (!known.has(day)) known.set(day, reasonOf(day))
      return known.get(day)
    },
  }
}

/** First and last local day of a stay, both included. */
interface Stay {
  readonly first: string
  readonly last: string
}

function stayOf(encounter: Encounter, timeZone: string): Stay | undefined {
  if (!isStay(encounter)) return undefined
  const begun = daysOf(encounter.period?.start, timeZone)?.first
  const ended = daysOf(encounter.period?.end, timeZone)?.last
  const first = begun ?? ended
  return first === undefined ? undefined : { first, last: ended ?? lastOfUnended(encounter, first) }
}

function isStay(encounter: Encounter): boolean {
  return STAYS.has(encounter.class.code ?? '') && !UNREAL.has(encounter.status)
}

/** A stay goes on until its end; one that is over and does not say since when was one of a single day. */
function lastOfUnended({ status }: Encounter, first: string): string {
  return status === 'finished' ? first : '9999-12-31'
}

/** Days on which the biller saw the patient for evaluation and management. */
function visitDays({ encounters, biller, staff, timeZone, month }: ChartQuestion): ReadonlySet<string> {
  if (biller === undefined) return new Set()
  const around = [addMonths(month, -1), month, addMonths(month, 1)]
  const near = ({ period }: Encounter) => around.some((text) => period?.start?.startsWith(text))
  const visits = encounters.filter((encounter) => near(encounter) && isEvaluationAndManagement(encounter))
  const own = visitsWith(visits, { billingPractitioner: biller, staff, timeZone })
  return new Set(own.flatMap((encounter) => visitDay(encounter, timeZone) ?? []))
}

function isEvaluationAndManagement({ type }: Encounter): boolean {
  return codingsOf(type).some(({ system, code }) => system === SYSTEM.cpt && EVALUATION_AND_MANAGEMENT.has(code ?? ''))
}

function hospiceReason(since: string | undefined): NotCountedReason | undefined {
  return since === undefined
    ? undefined
    : reasonFor(
        'hospice',
        `The patient has been in hospice care since ${since}: time from that day on counts only where a biller attests that it has nothing to do with the terminal illness.`,
      )
}

function stayReason(stays: readonly Stay[], day: string): NotCountedReason | undefined {
  const stay = stays.find(({ first, last }) => first <= day && day <= last)
  return stay && reasonFor('inpatient', `The patient was in hospital or skilled nursing care on ${day}.`)
}

function visitReason(visits: ReadonlySet<string>, day: string): NotCountedReason | undefined {
  return visits.has(day)
    ? reasonFor(
        'e-m-day',
        `The billing practitioner saw the patient in a visit on ${day}: nobody’s time of that day counts, unless the entry says why it was separate.`,
      )
    : undefined
}
