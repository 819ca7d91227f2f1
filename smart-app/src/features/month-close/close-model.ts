import type { CloseResult } from '../../data/close.ts'
import type { PanelCharge, PanelRow } from '../../data/panel.ts'
import type { Reason } from '../../data/month.ts'

/** What a month is for a patient at the close. */
export type Group = 'closed' | 'billable' | 'nothing' | 'held'
export const GROUPS: readonly Group[] = ['closed', 'billable', 'nothing', 'held']

/** A patient's line in the month's close. */
export interface CloseRow {
  readonly id: string
  readonly name: string
  readonly program: string
  readonly group: Group
  /** The patient has another line, of another program: the name alone does not tell them apart. */
  readonly isOneOfTwo: boolean
  /** Absent: the panel does not tell of it. */
  readonly minutes: number | undefined
  readonly charges: readonly PanelCharge[]
  readonly cents: number
  readonly blockers: readonly Reason[]
  readonly next: PanelRow['next']
}

/** A reason, with those whom it holds first. */
export interface HeldBy {
  readonly reason: Reason
  readonly rows: readonly CloseRow[]
  readonly cents: number
}

export interface CodeSum {
  readonly code: string
  readonly units: number
  readonly cents: number
}

/**
 * The lines of a close, one an enrollment. The verdict is the close's, and charges that were written are read as they
 * stand; names and minutes are the panel's, which tells of one program of each patient in full, of others in sums.
 */
export function closeRows(
  result: CloseResult,
  panel: readonly PanelRow[],
  written: ReadonlyMap<string, PanelCharge>,
): readonly CloseRow[] {
  const known = new Map(panel.map((row) => [row.id, row]))
  return result.rows.map((row) => {
    const person = known.get(row.id)
    const month = person?.program === row.program ? person : undefined
    const other = person?.also.find(({ program }) => program === row.program)
    const charges = row.unchanged ? row.standing.flatMap((reference) => written.get(reference) ?? []) : row.charges
    return {
      id: row.id,
      name: person?.name ?? row.id,
      program: row.program,
      group: groupOf(row.state, row.unchanged, charges.length),
      isOneOfTwo: (person?.also.length ?? 0) > 0,
      minutes: (month ?? other)?.totalMinutes,
      charges,
      cents: charges.reduce((sum, { cents = 0 }) => sum + cents, 0),
      blockers: row.blockers,
      next: month?.next,
    }
  })
}

function groupOf(state: string, unchanged: boolean, charges: number): Group {
  if (state === 'needs-attention') return 'held'
  if (unchanged) return 'closed'
  return charges > 0 ? 'billable' : 'nothing'
}

/** How many patients the rows are of: one may be in two programs. */
export const patientsIn = (rows: readonly CloseRow[]): number => new Set(rows.map(({ id }) => id)).size

/** What the rows are worth together, in cents. */
export const sumOf = (rows: readonly CloseRow[]): number => rows.reduce((sum, { cents }) => sum + cents, 0)

/** Who is held, by the first thing in the way, the greatest amount first: the parts add up. */
export function heldBy(rows: readonly CloseRow[]): readonly HeldBy[] {
  const groups = new Map<string, CloseRow[]>()
  for (const row of rows) {
    const code = row.blockers[0]?.code ?? ''
    groups.set(code, [...(groups.get(code) ?? []), row])
  }
  return [...groups.values()]
    .map((held) => ({ reason: held[0]?.blockers[0] ?? { code: '', message: '' }, rows: held, cents: sumOf(held) }))
    .toSorted((one, other) => other.cents - one.cents || other.rows.length - one.rows.length)
}

/** The charges of the rows by code. */
export function byCode(rows: readonly CloseRow[]): readonly CodeSum[] {
  const sums = new Map<string, CodeSum>()
  for (const { charges } of rows)
    for (const { code, units, cents = 0 } of charges) {
      const known = sums.get(code)
      sums.set(code, { code, units: (known?.units ?? 0) + units, cents: (known?.cents ?? 0) + cents })
    }
  return [...sums.values()].toSorted((one, other) => (one.code < other.code ? -1 : 1))
}

/** The page on which a blocker is done away with. */
export function pageOfFix(code: string | undefined): string {
  if (code === 'no-care-plan') return '/care-plan'
  if (code === 'no-consent' || code === 'consent-incomplete') return '/record'
  if (code === 'overlap' || code === 'time-conflict' || code === 'timer-running') return '/time'
  return '/overview'
}

/** The pages that show a month, and can show the one that is closed. */
export const PAGES_OF_MONTH: readonly string[] = ['/overview', '/time']
