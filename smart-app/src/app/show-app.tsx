import { createRoot } from 'react-dom/client'
import type { SessionGrant } from '../fhir/app-session.ts'
import { App } from './app.tsx'
import { openPage } from './open-page.ts'
import { ROUTES } from './routes.tsx'

/** Shows the app for a session; a window that only renewed another's has nothing to show. */
export function showApp(place: HTMLElement, grant: SessionGrant): void {
  if (!openPage(grant)) createRoot(place).render(<App grant={grant} />)
}

/** Loads the page at a path before it is shown; of a path that nobody knows nothing. */
export async function loadPage(path: string): Promise<void> {
  await ROUTES.find((route) => route.path === path)?.load()
}
