import { createContext, use, useMemo } from 'react'
import { createSay, type Language, type Say, type Texts } from './say.ts'

/** The language of the person at the screen. */
export const LanguageContext = createContext<Language>('en')

/** A catalogue in the language of the person at the screen. */
export function useSay<T extends Texts>(texts: T): Say<T> {
  const language = use(LanguageContext)
  return useMemo(() => createSay(texts, language), [texts, language])
}
