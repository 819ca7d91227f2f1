import { lastDayOfMonth, windowOfMonth } from '../calendar.ts'
import { carePlanInForce, type CarePlanInForce } from '../care-plan/care-plan-in-force.ts'
import { consentsFor, type ConsentRecord } from '../consent/consent-state.ts'
import { payerOn, type Payer } from '../coverage/payer-on.ts'
import { recognizeConditions, type RecognizedCondition } from '../eligibility/chronic-conditions.ts'
import { countChronic, type ChronicCount } from '../eligibility/count-chronic.ts'
import { withOwnWord } from '../eligibility/own-word.ts'
import { enrollmentOf, type Enrollment } from '../enrollment/enrollment.ts'
import type { Program } from '../enrollment/program.ts'
import { referenceTo } from '../fhir/references.ts'
import type { BillingPolicy } from '../practice/practice.ts'
import { chartDaysOf, type ChartDays } from '../time/chart-days.ts'
import { countMonth, minutesOf, type MonthMinutes } from '../time/count-month.ts'
import type { Interval } from '../time/intervals.ts'
import { timeBoundsOf, type TimeBounds } from '../time/time-bounds.ts'
import { timeEntryOf, type TimeEntry } from '../time/time-entry.ts'
import type { Timesheet } from '../time/timesheet.ts'
import { complexityOf, type Complexity } from './complexity.ts'
import { monthEnrollments, type MonthEnrollments } from './month-enrollments.ts'
import type { MonthFacts } from './month-facts.ts'
import type { RuleBook } from './rule-book.ts'
import { servicesOnFile, type ServiceOnFile } from './services-on-file.ts'

/** A patient's month as counted, before anything is decided about money. */
export interface CountedMonth {
  readonly facts: MonthFacts
  readonly window: Interval
  readonly timeZone: string
  readonly policy: BillingPolicy
  readonly enrollments: MonthEnrollments
  /** The person who bills. */
  readonly biller: string | undefined
  /** Those that fit the programme and practitioner, earliest first. */
  readonly consents: readonly ConsentRecord[]
  readonly entries: readonly TimeEntry[]
  readonly bounds: TimeBounds
  readonly chart: ChartDays
  readonly timesheet: Timesheet
  readonly minutes: MonthMinutes
}

/** The chronic conditions of a day. */
interface DayConditions extends ChronicCount {
  readonly recognized: readonly RecognizedCondition[]
  /** `Condition/id` that a clinician ticked. */
  readonly confirmed: ReadonlySet<string>
}

/** What the decision about an enrolled month reads; what depends on a day is found out once for each day. */
export interface MonthContext extends CountedMonth {
  readonly book: RuleBook
  readonly program: Program
  readonly enrollment: Enrollment
  readonly lastDay: string
  readonly services: readonly ServiceOnFile[]
  readonly complexity: Complexity
  readonly carePlan: CarePlanInForce | undefined
  readonly payerOn: (day: string) => Payer
  readonly conditionsOn: (day: string) => DayConditions
}

/** Reads the facts as far as counting goes. */
export function countedMonth(facts: MonthFacts): CountedMonth {
  const { practice, staff } = facts
  const { timeZone } = practice
  const window = windowOfMonth(facts.month, timeZone)
  const enrollments = monthEnrollments({
    enrollments: facts.episodes.flatMap((episode) => enrollmentOf(episode, timeZone) ?? []),
    program: facts.program,
    window,
    staff,
    timeZone,
  })
  const biller = staff.personOf(enrollments.chosen?.billingPractitioner)
  const consents = consentsFor(facts.consents, {
    program: enrollments.chosen?.program ?? facts.program ?? 'ccm',
    billingPractitioner: biller,
    timeZone,
    staff,
  })
  const bounds = timeBoundsOf({ patient: facts.patient, enrollments: enrollments.care, consents, timeZone })
  const chart = chartDaysOf({ ...facts, biller, timeZone })
  const { own: entries, elsewhere } = entriesOf(facts)
  const timesheet = countMonth({
    month: facts.month,
    window,
    timeZone,
    entries,
    elsewhere,
    staff,
    biller,
    countPriorAuthorization: practice.options.countPriorAuthorization,
    belongs: enrollments.belongs,
    bounds,
    chart,
  })
  return {
    facts,
    window,
    timeZone,
    policy: facts.policy ?? practice.policy,
    enrollments,
    biller,
    consents,
    entries,
    bounds,
    chart,
    timesheet,
    minutes: minutesOf(timesheet),
  }
}

/** The patient's own entries, and those for others. */
function entriesOf({ patient, tasks, elsewhere, practice }: MonthFacts) {
  const self = referenceTo(patient)
  const read = (from: MonthFacts['tasks']) => from.flatMap((task) => timeEntryOf(task, practice.timeZone) ?? [])
  return {
    own: read(tasks).filter((entry) => entry.patient === self),
    elsewhere: read(elsewhere ?? []).filter((entry) => entry.patient !== self),
  }
}

/** What else is read once somebody is enrolled. */
export function monthContext(counted: CountedMonth, enrollment: Enrollment, book: RuleBook): MonthContext {
  const { facts, biller, timeZone, window } = counted
  const { program } = enrollment
  return {
    ...counted,
    book,
    program,
    enrollment,
    lastDay: lastDayOfMonth(facts.month),
    services: servicesOnFile({ ...facts, biller, isOwn: (code) => book.programOf(code) === program }),
    complexity: complexityOf({ observations: facts.observations, window, biller, staff: facts.staff, timeZone }),
    carePlan: carePlanInForce(facts.carePlans, window, timeZone, enrollment.reference),
    payerOn: remembered((day: string) => payerOn(facts.coverages, day, timeZone)),
    conditionsOn: remembered((day: string) => conditionsOf(facts, counted.enrollments.care, day)),
  }
}

/** Conditions that were ticked at an enrollment count as a clinician's word (ccm-rules §3.4). */
function conditionsOf({ conditions, practice }: MonthFacts, care: readonly Enrollment[], on: string): DayConditions {
  const { timeZone } = practice
  const confirmed = new Set(care.flatMap(({ diagnoses }) => diagnoses))
  const found = recognizeConditions(conditions, on, timeZone)
  const recognized = withOwnWord(found, conditions, { ticked: confirmed, on }, timeZone)
  return { ...countChronic(recognized, confirmed), recognized, confirmed }
}

function remembered<T>(ask: (day: string) => T): (day: string) => T {
  const known = new Map<string, T>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) return found
    const answer = ask(day)
    known.set(day, answer)
    return answer
  }
}
