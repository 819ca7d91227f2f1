import type { Language } from '../say/say.ts'

/** What a person sets for this browser. Nothing of a patient is kept. */
export interface Preferences {
  readonly language?: Language
  readonly scheme?: 'light' | 'dark' | 'auto'
  readonly singleKeys?: boolean
  /** The activity that was chosen last. */
  readonly activity?: string
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
