import { dayOf } from '../calendar.ts'
import type { Blocker } from '../eligibility/blockers.ts'
import { PROGRAM_NAMES } from '../enrollment/program.ts'
import { ACTIVITIES } from '../time/generated/activities.ts'
import type { TimeEntry } from '../time/time-entry.ts'
import { exclusionsMet } from './exclusions.ts'
import type { MonthContext } from './month-context.ts'
import type { Offer } from './offers.ts'
import { referenceDay } from './service-date.ts'

/** What a biller should know of the month; nothing of it stops a charge. */
export function monthWarnings(context: MonthContext, chosen: Offer | undefined): readonly Blocker[] {
  const day = chosen?.serviceDate ?? referenceDay(context)
  return [
    ...payerWarnings(context, day),
    ...priceWarnings(chosen),
    ...exclusionWarnings(context, chosen),
    ...concurrentWarnings(context),
    ...timeWarnings(context),
    ...entryWarnings(context),
  ]
}

function when(holds: boolean, code: string, message: string): readonly Blocker[] {
  return holds ? [{ code, message }] : []
}

function payerWarnings(context: MonthContext, day: string): readonly Blocker[] {
  const payer = context.payerOn(day)
  return [
    ...when(payer.assumed, 'coverage-assumed', 'The coverage names no part of Medicare: Part B is assumed.'),
    ...when(payer.qmb, 'qmb', 'Qualified Medicare Beneficiary: the patient is never billed deductible or coinsurance.'),
  ]
}

function priceWarnings(chosen: Offer | undefined): readonly Blocker[] {
  const codes = (chosen?.lines ?? []).filter(({ priceAssumed }) => priceAssumed).map(({ rule }) => rule.code)
  const message = `No price could be verified for the date of service: the last known one stands in (${codes.join(', ')}).`
  return when(codes.length > 0, 'price-assumed', message)
}

/** Services on file beside which the charges are allowed with care: each named once. */
function exclusionWarnings({ services }: MonthContext, chosen: Offer | undefined): readonly Blocker[] {
  const met = (chosen?.lines ?? []).flatMap(({ rule }) => exclusionsMet(rule, chosen?.serviceDate ?? '', services))
  const warned = met.filter(({ exclusion }) => exclusion.effect === 'warns')
  return [
    ...new Map(
      warned.map(({ exclusion, service }) => [
        exclusion.reason,
        { code: exclusion.rule, message: `${exclusion.reason} On file: ${service.code} (${service.source}).` },
      ]),
    ).values(),
  ]
}

/** Another practitioner's programme beside this one (ccm-rules §13.6). */
function concurrentWarnings({ enrollments, facts, biller }: MonthContext): readonly Blocker[] {
  return enrollments.beside
    .filter(({ billingPractitioner, transfer }) => !transfer && facts.staff.personOf(billingPractitioner) !== biller)
    .map(({ program }) => ({
      code: 'concurrent-program',
      message: `Another practitioner of the practice has the patient enrolled in ${PROGRAM_NAMES[program]}: record why both are needed, and that they manage different conditions.`,
    }))
}

function timeWarnings({ timesheet, facts, window, enrollment }: MonthContext): readonly Blocker[] {
  const hospice = timesheet.notCounted.some(({ code }) => code === 'hospice')
  const paused = enrollment.pauses.some(({ start, end }) => start < window.end && (end ?? Infinity) > window.start)
  const open = timesheet.running.length > 0 && facts.now < window.end
  return [
    ...when(
      hospice,
      'hospice',
      'Hospice care began: later time is left out. It could be billed only with an attestation that it was unrelated (modifier GW or GV).',
    ),
    ...when(
      paused && timesheet.counted.length > 0,
      'paused',
      'The enrollment was on hold in the month; time of that while counts, because the patient stayed in the program.',
    ),
    ...when(
      open,
      'timer-running',
      `A timer runs: its time counts once it is stopped (${timesheet.running.join(', ')}).`,
    ),
    ...when(
      timesheet.unclear.length > 0,
      'time-unclear',
      `These entries do not say how long they were, and count for nothing: ${timesheet.unclear.join(', ')}.`,
    ),
  ]
}

function entryWarnings(context: MonthContext): readonly Blocker[] {
  const { timesheet, entries } = context
  const counted = new Set(timesheet.counted.map(({ task }) => task))
  const used = entries.filter(({ versioned }) => counted.has(versioned))
  const manual = timesheet.counted.filter((entry) => entry.manual)
  const prior = timesheet.counted.filter(({ activity }) => ACTIVITIES[activity]?.countable === 'practice')
  const contact = timesheet.counted.some(({ activity }) => activity === 'patient-contact')
  return [
    ...when(
      manual.length > 0,
      'manual-entry',
      `Entries without clock times, which cannot be compared with others: ${manual.map(({ task }) => task).join(', ')}.`,
    ),
    ...when(
      prior.length > 0,
      'prior-authorization',
      'Time of prior authorization counts because the practice decided so; reviewers may see it otherwise.',
    ),
    ...when(
      used.length > 0 && !contact,
      'no-patient-contact',
      'No contact with the patient or caregiver is on record.',
    ),
    ...overrideWarnings(context, used),
    ...when(
      clonedNotes(used).length > 0,
      'cloned-note',
      `Entries say word for word the same, which reviewers hold against the month: ${clonedNotes(used).join(', ')}.`,
    ),
  ]
}

/** Entries that count although the biller saw the patient that day. */
function overrideWarnings(
  { timesheet, timeZone, chart }: MonthContext,
  used: readonly TimeEntry[],
): readonly Blocker[] {
  const days = new Map(timesheet.counted.map(({ task, day }) => [task, day]))
  const overridden = used.filter(({ emOverride, versioned, time }) => {
    const day = days.get(versioned) ?? (time.kind === 'clock' ? dayOf(time.start, timeZone) : '')
    return emOverride !== undefined && chart.reasonOn(day)?.code === 'e-m-day'
  })
  return when(
    overridden.length > 0,
    'e-m-override',
    `Time on the day of a visit counts by the word of whoever logged it (${overridden.map(({ versioned }) => versioned).join(', ')}): the visit may need modifier 25.`,
  )
}

/** Shorter words are bound to repeat. */
const TELLING = 20

function clonedNotes(used: readonly TimeEntry[]): readonly string[] {
  const seen = new Map<string, string[]>()
  for (const { note, versioned } of used)
    if (note !== undefined && note.length >= TELLING) seen.set(note, [...(seen.get(note) ?? []), versioned])
  return [...seen.values()].filter((tasks) => tasks.length > 1).flat()
}
