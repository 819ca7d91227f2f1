import './styles/mantine.css'
import 'virtual:theme-variables.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/launch.css'
import './ui/controls.css'
import { firstPage } from './launch/first-page.ts'
import { showFailure } from './launch/failure-page.ts'
import { openSession } from './launch/open-session.ts'

/** Opens this frame's session and loads the app meanwhile; shows it, or the page that says why it did not open. */
async function start(place: HTMLElement): Promise<void> {
  const path = firstPage()
  const app = import('./app/show-app.tsx')
  // Most launches land there: it is loaded beside the app, which would ask for it only once it is there itself.
  if (path === '/overview') void import('./features/overview/overview-page.tsx').catch(() => undefined)
  const opening = openSession()
  // A page that cannot be loaded now is loaded when it is shown.
  void app.then(({ loadPage }) => loadPage(path)).catch(() => undefined)
  const opened = await opening
  if (opened.kind === 'failed') {
    showFailure(place, { ...opened.facts, wholePractice: path === '/worklist' })
    return
  }
  const shown = await app.catch(() => undefined)
  if (shown === undefined) showFailure(place, { failure: 'offline' })
  else await shown.showApp(place, opened.grant)
}

const root = document.getElementById('root')
if (root) void start(root)
