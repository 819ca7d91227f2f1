import type { Language } from '../say/say.ts'

/** What a person sets for this browser. Nothing of a patient is kept. */
export interface Preferences {
  readonly language?: Language
  readonly scheme?: 'light' | 'dark' | 'auto'
  readonly singleKeys?: boolean
  /** The activity that was chosen last. */
  readonly activity?: string
  /**
   * Views of the worklist that were given a name: view, filters and order, no text that was searched for. By who named them
   * (`Practitioner/…`), for several people may use one browser.
   */
  readonly views?: Readonly<Record<string, readonly SavedView[]>>
}

/** A view of the worklist under a name. */
export interface SavedView {
  readonly name: string
  readonly view: string
  readonly mine: boolean
  readonly within?: number
  readonly way?: string
  readonly column: string
  readonly descending: boolean
}

const KEY = 'ccm-preferences'

/** Reads the preferences; none where the browser keeps nothing. */
export function readPreferences(): Preferences {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Preferences
  } catch {
    return {}
  }
}

/** Keeps one preference, where the browser lets it. */
export function keepPreference(change: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readPreferences(), ...change }))
  } catch {
    // A frame whose browser refuses storage: the choice holds until the page is left.
  }
}
