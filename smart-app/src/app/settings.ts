import { createContext, use } from 'react'
import type { Language } from '../say/say.ts'

/** What the person at the screen may set. */
export interface SettingsValue {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
  /** Single keys can be switched off (WCAG 2.1.4). */
  readonly singleKeys: boolean
  readonly setSingleKeys: (on: boolean) => void
}

/** The settings of this page. */
export const Settings = createContext<SettingsValue>({
  language: 'en',
  singleKeys: true,
  setLanguage: () => undefined,
  setSingleKeys: () => undefined,
})

/** The settings of this page. */
export function useSettings(): SettingsValue {
  return use(Settings)
}
