import { html } from 'hono/html'
import { layout } from './layout.ts'
import type { PagesDeps } from './pages-deps.ts'

/** What stands at `/` where there is no sandbox EHR: in production, and while the demo is being prepared. */
export function startPage({ startup, demo, version }: PagesDeps) {
  const starting = startup.surface === undefined
  return layout(
    'Start',
    html`<h1>CCM on FHIR</h1>
      <p class="lead">
        A FHIR R4 server that runs Medicare Chronic Care Management on standard resources: eligibility, consent, care
        plan, time, and the month's charges with their evidence.
      </p>
      ${demo ? demoPart(starting) : productionPart()}
      <h2>For programs</h2>
      <ul>
        <li><a href="/fhir/r4/metadata?_pretty=true">CapabilityStatement</a> at <code>/fhir/r4/metadata</code></li>
        <li><a href="/readyz">/readyz</a>, <a href="/healthz">/healthz</a></li>
      </ul>
      <footer>Version ${version}.</footer>`,
    starting ? { refresh: 2 } : {},
  )
}

function productionPart() {
  return html`<p>
    The FHIR base is at <code>/fhir/r4</code>. Every request but the CapabilityStatement needs a token.
  </p>`
}

function demoPart(starting: boolean) {
  return html`<p class="notice">
      <strong>Demo mode.</strong> The practice, its staff and its patients are made up. The server listens on this
      machine only, and whoever sits at it may have a token. Do not put real patients in.
    </p>
    ${
      starting
        ? html`<p>The demo is being prepared. This page looks again by itself.</p>`
        : html`<p>The sandbox EHR is shown under the names of this machine only: localhost.</p>`
    }`
}
