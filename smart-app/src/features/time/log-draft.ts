import { newKey } from '../../fhir/create-by-key.ts'
import { markUnsaved } from '../../ui/unsaved.ts'
import type { EntryDraft } from './entry-draft.ts'

/** Time that somebody has begun to log by hand, and what a call script had put into its note by itself. */
interface LogDraft {
  readonly draft: EntryDraft
  readonly prefilled: string
}

const drafts = new Map<string, LogDraft>()
const keys = new Map<string, string>()

/** All of them as one piece of work: the browser asks before it leaves them. */
const PIECE = {}

function mark(): void {
  markUnsaved(PIECE, drafts.size > 0 ? { is: 'waiting' } : undefined)
}

/** Whether there is anything in a form but its day, its activity and what a call script had put into its note by itself. */
export function isTyped({ from, minutes, note }: EntryDraft, prefilled: string): boolean {
  return from.trim() !== '' || minutes.trim() !== '' || note !== prefilled
}

/** Keeps what was typed for a patient until it is logged, in this page's memory alone; a form with nothing in it is not kept. */
export function keepLogDraft(patient: string, kept: LogDraft): void {
  if (isTyped(kept.draft, kept.prefilled)) drafts.set(patient, kept)
  else drafts.delete(patient)
  mark()
}

/** Forgets what was typed for a patient: it is logged, also where its form is gone meanwhile. */
export function forgetLogDraft(patient: string): void {
  drafts.delete(patient)
  keys.delete(patient)
  mark()
}

/** By what the next time that is logged for a patient is known to the server: the same until it is, whichever form sends it. */
export function logKey(patient: string): string {
  const key = keys.get(patient) ?? newKey()
  keys.set(patient, key)
  return key
}

/**
 * What was typed for a patient and is not logged yet; `empty` where there is nothing. What a call script has written down
 * meanwhile is in the note too.
 */
export function keptLogDraft(patient: string, empty: EntryDraft): EntryDraft {
  const kept = drafts.get(patient)
  if (!kept) return empty
  return { ...kept.draft, note: withScript(kept, empty.note) }
}

function withScript({ draft, prefilled }: LogDraft, script: string): string {
  if (draft.note === prefilled) return script
  const more = script.startsWith(prefilled) ? script.slice(prefilled.length).replace(/^; /, '') : ''
  return more === '' ? draft.note : `${draft.note}; ${more}`
}
