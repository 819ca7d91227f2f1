/**
 * `/launch?iss&launch`: asks our server for a launch record and goes on to the EHR's sign-in. No framework and nothing
 * of the app, so that it is there at once. The server makes the state and the PKCE verifier (docs/app-launch.md).
 */
import { keepLaunch } from './fhir/handle.ts'
import { showFailure } from './launch/failure-page.ts'
import { failureOf } from './launch/failures.ts'

interface LaunchRecord {
  readonly authorizeUrl: string
  readonly state: string
  readonly proof: string
}

async function launch(root: HTMLElement): Promise<void> {
  const asked = new URLSearchParams(location.search)
  const response = await fetch('/app-session/launches', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'omit',
    body: JSON.stringify({
      iss: asked.get('iss') ?? undefined,
      launch: asked.get('launch') ?? undefined,
      renews: asked.has('renews') || undefined,
      chart: asked.get('renews') === 'chart' || undefined,
      loginHint: asked.get('login_hint') ?? undefined,
    }),
  })
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as {
      code?: string
      trace?: string
      details?: Record<string, string>
    }
    showFailure(root, {
      failure: problem.code === undefined ? 'server' : failureOf(problem.code),
      trace: problem.trace ?? '',
      details: problem.details ?? {},
    })
    return
  }
  const record = (await response.json()) as LaunchRecord
  keepLaunch(record.state, { proof: record.proof, chart: asked.has('launch') })
  location.replace(record.authorizeUrl)
}

const root = document.getElementById('launch')
if (root)
  launch(root).catch(() => {
    showFailure(root, { failure: 'offline' })
  })
