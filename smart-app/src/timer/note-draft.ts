import { useSyncExternalStore } from 'react'

/**
 * What is written down for the note of a time before it is on the server: typed into the note, or put together by the ticks
 * and words of a call script. It lives in this page's memory, a patient's apart from another's, until the note is saved.
 */
export interface NoteDraft {
  readonly text: string
  /** What each line of a script has put into the text, by the line's id. */
  readonly lines: Readonly<Record<string, DraftLine>>
}

/** A line of a script: ticked, and what the patient said to it. */
export interface DraftLine {
  readonly ticked: boolean
  readonly words: string
  /** As it stands in the text; '' where it does not. */
  readonly text: string
}

const EMPTY: NoteDraft = { text: '', lines: {} }

const drafts = new Map<string, NoteDraft>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** A patient's draft, and how it is kept. */
export function useNoteDraft(patient: string): readonly [NoteDraft, (next: NoteDraft) => void] {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(patient) ?? EMPTY)
  return [
    draft,
    (next) => {
      drafts.set(patient, next)
      for (const listener of listeners) listener()
    },
  ]
}

/** The draft of a note that was saved. */
export const NO_DRAFT = EMPTY

/** The draft with what was typed into the note itself. */
export function withText(draft: NoteDraft, text: string): NoteDraft {
  return { ...draft, text }
}

/**
 * The draft with a line of the script as it is now. What the line put into the text before is replaced there; where somebody
 * has edited it meanwhile, their words stay and the line comes anew at the end.
 * @param said what the line puts into the text; '' for nothing
 */
export function withLine(
  draft: NoteDraft,
  id: string,
  { ticked, words, said }: { readonly ticked: boolean; readonly words: string; readonly said: string },
): NoteDraft {
  const before = draft.lines[id]?.text ?? ''
  return {
    text: replaced(draft.text, before, said),
    lines: { ...draft.lines, [id]: { ticked, words, text: said } },
  }
}

function replaced(text: string, before: string, after: string): string {
  const rows = text === '' ? [] : text.split('\n')
  const at = before === '' ? -1 : rows.indexOf(before)
  const added = after === '' ? [] : [after]
  return (at < 0 ? [...rows, ...added] : rows.toSpliced(at, 1, ...added)).join('\n')
}
