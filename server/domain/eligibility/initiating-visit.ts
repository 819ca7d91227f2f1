import type { Encounter } from '@medplum/fhirtypes'
import { addDays } from '../calendar.ts'
import type { Program } from '../enrollment/program.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import { canInitiate, isFaceToFace, isServiceOfPractice, visitDay, visitsWith } from './visits.ts'

/** What the answer depends on. */
export interface InitiatingVisitFacts {
  readonly program: Program
  /** Local day of the enrollment's start, `2026-03-05`. */
  readonly start: string
  /** Local day for which it is asked: the start itself, or the service month's last day (PCM is yearly). */
  readonly on: string
  /** The billing practitioner's person; undefined: not chosen yet, anybody of the practice who may bill will do. */
  readonly billingPractitioner: string | undefined
  /** What the enrollment names as its initiating visit (extension `ccm-initiating-visit`). */
  readonly recorded?: { readonly reference?: string; readonly day?: string } | undefined
  readonly encounters: readonly Encounter[]
  readonly staff: StaffDirectory
  /** `Organization/id` of the practice: APCM asks for any professional service of the group. */
  readonly practice?: string | undefined
  readonly timeZone: string
}

export interface InitiatingVisit {
  /** No visit was needed, or there was one: nothing blocks. */
  readonly satisfied: boolean
  /** A visit is needed, because the patient was not seen within the programme's window before the start. */
  readonly needed: boolean
  /** Local day of the visit that answers, and `Encounter/id` where it is on file. */
  readonly visitDay?: string
  readonly evidence?: string
  /** In a clinician's words. */
  readonly message: string
}

/** How far back a visit may lie, in days. Years are taken as 365 days, also over a leap day: never too long. */
const WINDOW_DAYS: Readonly<Record<Program, number>> = { ccm: 365, pcm: 365, apcm: 3 * 365 }

/**
 * Whether the initiating visit is in order (ccm-rules §4). CCM: seen face to face by the billing practitioner within a
 * year before the start. APCM: any professional service of the practice within three years. PCM: a visit at the start
 * and again every year, so the year before the day asked about is what counts. Where that fails, the visit that the
 * enrollment names decides: made by the billing practitioner, in the window or later, at the latest on the day asked
 * about.
 */
export function initiatingVisit(facts: InitiatingVisitFacts): InitiatingVisit {
  const until = facts.program === 'pcm' ? facts.on : facts.start
  const from = addDays(until, -WINDOW_DAYS[facts.program])
  const seen = lastSeen(facts, from, until)
  if (seen) return found(false, seen, `Seen on ${seen.day}, ${windowWords(facts.program)}.`)
  const recorded = recordedVisit(facts, from)
  if (typeof recorded === 'object') return found(true, recorded, `The initiating visit was on ${recorded.day}.`)
  const who = facts.program === 'apcm' ? 'this practice' : 'the billing practitioner'
  const needed = `An initiating visit is needed: no visit with ${who} is on file from ${from} to ${until}.`
  return { satisfied: false, needed: true, message: recorded ? `${needed} ${recorded}` : needed }
}

interface Visit {
  readonly day: string
  readonly evidence?: string
}

function found(needed: boolean, { day, evidence }: Visit, message: string): InitiatingVisit {
  return { satisfied: true, needed, visitDay: day, ...present({ evidence }), message }
}

/** The latest visit from one day to another, both included, by which the patient is known. */
function lastSeen(facts: InitiatingVisitFacts, from: string, until: string): Visit | undefined {
  const visits =
    facts.program === 'apcm'
      ? facts.encounters.filter((encounter) => isServiceOfPractice(encounter, facts.practice, facts.staff))
      : visitsWith(facts.encounters, facts).filter(isFaceToFace)
  let latest: Visit | undefined
  for (const encounter of visits) {
    const day = visitDay(encounter, facts.timeZone)
    if (day === undefined || day < from || day > until || (latest && day <= latest.day)) continue
    latest = { day, evidence: referenceTo(encounter) }
  }
  return latest
}

/** The visit that the enrollment names, or why it does not do, or nothing when it names none. */
function recordedVisit(facts: InitiatingVisitFacts, from: string): Visit | string | undefined {
  const { recorded } = facts
  if (recorded?.reference !== undefined) {
    const wanted = literalOf(recorded.reference)
    const encounter = facts.encounters.find((candidate) => referenceTo(candidate) === wanted)
    const day = encounter && visitDay(encounter, facts.timeZone)
    if (!encounter || day === undefined) return 'The visit that the enrollment names is not on file.'
    if (!qualifies(encounter, facts))
      return 'The visit that the enrollment names is not one that can start the program.'
    return inTime({ day, evidence: referenceTo(encounter) }, from, facts.on)
  }
  return recorded?.day === undefined ? undefined : inTime({ day: recorded.day }, from, facts.on)
}

function qualifies(encounter: Encounter, facts: InitiatingVisitFacts): boolean {
  return visitsWith([encounter], facts).some(canInitiate)
}

function inTime(visit: Visit, from: string, on: string): Visit | string {
  if (visit.day < from) return `The visit on ${visit.day} is too long ago.`
  return visit.day > on ? `The visit on ${visit.day} comes later.` : visit
}

function windowWords(program: Program): string {
  if (program === 'apcm') return 'within three years before the start'
  return program === 'pcm' ? 'within the last year' : 'within the year before the start'
}
