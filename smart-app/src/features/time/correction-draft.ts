import { useSyncExternalStore } from 'react'
import { markUnsaved } from '../../ui/unsaved.ts'
import type { EntryDraft } from './entry-draft.ts'

/** A correction that somebody has begun: what is typed, and what the entry said when it was begun. */
interface CorrectionDraft {
  readonly draft: EntryDraft
  readonly shown: EntryDraft
}

const FIELDS = ['day', 'from', 'minutes', 'activity', 'note', 'reason'] as const

const drafts = new Map<string, CorrectionDraft>()
const listeners = new Set<() => void>()

/** All of them as one piece of work: the browser asks before it leaves them. */
const PIECE = {}

function tell(): void {
  markUnsaved(PIECE, drafts.size > 0 ? { is: 'waiting' } : undefined)
  for (const listener of listeners) listener()
}

/** Keeps what was typed over an entry until it is saved or given up, in this page's memory alone; nothing typed is not kept. */
export function keepCorrection(reference: string, kept: CorrectionDraft): void {
  if (FIELDS.every((field) => kept.draft[field] === kept.shown[field])) drafts.delete(reference)
  else drafts.set(reference, kept)
  tell()
}

/** Forgets what was typed over an entry: it is saved, or given up. */
export function forgetCorrection(reference: string): void {
  drafts.delete(reference)
  tell()
}

/** What was typed over an entry and is not saved yet. What nobody typed is as the entry says it now, `shown`. */
export function keptCorrection(reference: string, shown: EntryDraft): EntryDraft {
  const kept = drafts.get(reference)
  if (!kept) return shown
  const of = (field: (typeof FIELDS)[number]) =>
    kept.draft[field] === kept.shown[field] ? shown[field] : kept.draft[field]
  return {
    day: of('day'),
    from: of('from'),
    minutes: of('minutes'),
    activity: of('activity'),
    note: of('note'),
    reason: of('reason'),
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Whether a correction of the entry is begun and not saved. */
export function useIsBegun(reference: string): boolean {
  return useSyncExternalStore(subscribe, () => drafts.has(reference))
}
