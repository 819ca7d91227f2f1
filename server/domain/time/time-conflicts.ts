import { clockTime, MINUTE } from '../calendar.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import { sharedWith, unionOf, without, type Interval } from './intervals.ts'
import { reasonFor } from './not-counted-reason.ts'
import { isTime, type TimeEntry } from './time-entry.ts'
import type { Piece } from './time-pieces.ts'
import type { TimeConflict } from './timesheet.ts'

/** Pieces, with what two entries claim taken from both. */
export interface Settled {
  readonly pieces: readonly Piece[]
  readonly conflicts: readonly TimeConflict[]
}

/** What time is compared with. */
export interface ConflictQuestion {
  /** Entries of anybody for other patients. */
  readonly elsewhere: readonly TimeEntry[]
  readonly staff: StaffDirectory
  readonly timeZone: string
}

/**
 * One person cannot serve two patients at once, and one moment of a patient serves one programme only: what overlaps
 * counts for neither until somebody corrects an entry (ccm-rules §10.3, T35, T49). Entries without clock times are not
 * compared.
 */
export function settleConflicts(pieces: readonly Piece[], question: ConflictQuestion): Settled {
  const busy = busyElsewhere(question)
  const claimed = claimedByOthers(pieces)
  if (busy.size === 0 && claimed.length === 0) return { pieces, conflicts: [] }
  const elsewhere = settle(
    pieces,
    (piece) => (piece.verdict.counts ? (busy.get(piece.verdict.person) ?? []) : []),
    ELSEWHERE,
    question,
  )
  const claims = settle(elsewhere.pieces, () => claimed, CLAIMED, question)
  return { pieces: claims.pieces, conflicts: [...elsewhere.conflicts, ...claims.conflicts] }
}

interface Ground {
  readonly code: TimeConflict['code']
  readonly reason: 'overlap' | 'other-program'
  readonly words: string
}

const ELSEWHERE: Ground = {
  code: 'overlap',
  reason: 'overlap',
  words: 'the same person is on record with another patient at that moment',
}
const CLAIMED: Ground = {
  code: 'time-conflict',
  reason: 'other-program',
  words: 'the same minutes are on record for another program',
}

function settle(
  pieces: readonly Piece[],
  takenFrom: (piece: Piece) => readonly Interval[],
  ground: Ground,
  { timeZone }: ConflictQuestion,
): Settled {
  const conflicts: TimeConflict[] = []
  const settled = pieces.flatMap((piece) => {
    const taken = piece.verdict.counts && !piece.manual ? sharedWith(piece, takenFrom(piece)) : []
    if (taken.length === 0) return [piece]
    const message = messageOf(taken, ground.words, timeZone)
    conflicts.push({ code: ground.code, task: piece.entry.versioned, message })
    const reason = reasonFor(ground.reason, message)
    return [
      ...without(piece, taken).map((interval) => partOf(piece, interval)),
      ...taken.map((interval) => ({ ...partOf(piece, interval), verdict: { counts: false as const, reason } })),
    ]
  })
  return { pieces: settled, conflicts }
}

function partOf(piece: Piece, { start, end }: Interval): Piece {
  return { ...piece, start, end, duration: end - start }
}

function messageOf(taken: readonly Interval[], words: string, timeZone: string): string {
  const times = taken.map(
    ({ start, end }) => `${clockTime(start, timeZone).slice(0, 16)} to ${clockTime(end, timeZone).slice(11, 16)}`,
  )
  const minutes = Math.floor(taken.reduce((sum, { start, end }) => sum + end - start, 0) / MINUTE)
  return `${times.join(', ')} (${minutes} min): ${words}. Correct one of the two entries.`
}

/** By person, when they were with other patients. */
function busyElsewhere({ elsewhere, staff }: ConflictQuestion): ReadonlyMap<string, readonly Interval[]> {
  const busy = new Map<string, Interval[]>()
  for (const entry of elsewhere) {
    const person = staff.personOf(entry.owner)
    if (person === undefined || entry.time.kind !== 'clock' || !isTime(entry)) continue
    busy.set(person, [...(busy.get(person) ?? []), entry.time])
  }
  return new Map([...busy].map(([person, intervals]) => [person, unionOf(intervals)]))
}

/** When the patient's time was another programme's. */
function claimedByOthers(pieces: readonly Piece[]): readonly Interval[] {
  return unionOf(
    pieces.filter(({ verdict, manual }) => !manual && !verdict.counts && verdict.reason.code === 'other-program'),
  )
}
