import { createRoot } from 'react-dom/client'
import type { SessionGrant } from '../fhir/app-session.ts'
import { browserLanguage } from '../launch/failure-page.ts'
import { speakServerWords } from '../say/server-words.ts'
import { App } from './app.tsx'
import { openPage } from './open-page.ts'
import { readPreferences } from './preferences.ts'
import { ROUTES } from './routes.tsx'

/** Shows the app for a session; a window that only renewed another's has nothing to show. */
export async function showApp(place: HTMLElement, grant: SessionGrant): Promise<void> {
  if (openPage(grant)) return
  await loadWords()
  createRoot(place).render(<App grant={grant} />)
}

/** Loads the page at a path, and the reader's language, before it is shown; of a path that nobody knows nothing. */
export async function loadPage(path: string): Promise<void> {
  await Promise.all([ROUTES.find((route) => route.path === path)?.load(), loadWords()])
}

const loadWords = () => speakServerWords(readPreferences().language ?? browserLanguage())
