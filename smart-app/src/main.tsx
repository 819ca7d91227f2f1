import './styles/mantine.css'
import 'virtual:theme-variables.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/launch.css'
import './ui/controls.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { openPage } from './app/open-page.ts'
import { showFailure } from './launch/failure-page.ts'
import { openSession } from './launch/open-session.ts'

const root = document.getElementById('root')

/** Opens this frame's session and shows the app, or the page that says why it did not open. */
async function start(place: HTMLElement): Promise<void> {
  const opened = await openSession()
  if (opened.kind === 'failed') showFailure(place, opened.facts)
  else if (!openPage(opened.grant)) createRoot(place).render(<App grant={opened.grant} />)
}

if (root) void start(root)
