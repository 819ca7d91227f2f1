import { html } from 'hono/html'
import { ROLES } from '#ports/caller.ts'
import type { DemoPatient } from './demo-reader.ts'
import { layout } from './layout.ts'
import type { DemoSite, PagesDeps } from './pages-deps.ts'

interface StartPage extends PagesDeps {
  readonly patients: readonly DemoPatient[]
  /** Under which address the page was asked for. */
  readonly origin: string
}

/** What stands at `/`: what this is, and where to click next. */
export function startPage(deps: StartPage) {
  const starting = deps.startup.surface === undefined
  return layout(
    'Start',
    html`<h1>CCM on FHIR</h1>
      <p class="lead">
        A FHIR R4 server that runs Medicare Chronic Care Management on standard resources: eligibility, consent, care
        plan, time, and the month's charges with their evidence.
      </p>
      ${deps.demo ? demoPart(deps.demo, deps) : productionPart()}
      <h2>For programs</h2>
      <ul>
        <li><a href="/fhir/r4/metadata?_pretty=true">CapabilityStatement</a> at <code>/fhir/r4/metadata</code></li>
        <li><a href="/readyz">/readyz</a>, <a href="/healthz">/healthz</a>, <a href="/metrics">/metrics</a></li>
      </ul>
      <footer>Version ${deps.version}.</footer>`,
    starting ? { refresh: 2 } : {},
  )
}

function productionPart() {
  return html`<p>
    The FHIR base is at <code>/fhir/r4</code>. Every request but the CapabilityStatement needs a token.
  </p>`
}

function demoPart(demo: DemoSite, { startup, patients, origin }: StartPage) {
  return html`<p class="notice">
      <strong>Demo mode.</strong> The practice, its staff and its patients are made up. The server listens on this
      machine only, and whoever sits at it may have a token. Do not put real patients in.
    </p>
    <h2>See the whole story</h2>
    <pre>npm run journey</pre>
    <p>walks one patient from the first look to the charges of a month and prints each step with its resources.</p>
    ${startup.surface === undefined ? html`<p>The demo is being prepared. This page looks again by itself.</p>` : patientList(demo, patients)}
    <h2>Ask for yourself</h2>
    <pre>
TOKEN=$(npm run -s token -- --role clinical-staff)
curl -H "Authorization: Bearer $TOKEN" ${origin}/fhir/r4/Patient</pre>
    <p>A token speaks for one role, for 12 hours:</p>
    <ul class="roles">
      ${ROLES.map((role) => html`<li><code>${role}</code> ${DOES[role]}</li>`)}
    </ul>`
}

const DOES: Readonly<Record<(typeof ROLES)[number], string>> = {
  administrator: 'may do everything in the demo practice',
  'billing-practitioner': 'enrolls, attests, sets complexity, keeps the chart and the care plan',
  'clinical-staff': 'enrolls, keeps the chart and the care plan, logs own time',
  biller: 'closes months, corrects time with a reason, sees why a patient is or is not billable',
  auditor: 'reads everything, the audit trail too, and writes nothing',
  payer: 'reads the care plans of its own members (--patient ID)',
  patient: 'reads the own record (--patient ID)',
}

function patientList({ months, shows }: DemoSite, patients: readonly DemoPatient[]) {
  if (patients.length === 0)
    return html`<p>There are no patients yet. <code>npm run import -- FILE…</code> takes Synthea bundles.</p>`
  const offered = months()
  return html`<h2>Patients</h2>
    <table>
      <thead>
        <tr>
          <th>Name</th>
          <th>Born</th>
          <th>Shows</th>
          <th>Qualifies for</th>
          <th>Month</th>
          <th>Care plan</th>
          <th>For an auditor</th>
        </tr>
      </thead>
      <tbody>
        ${patients.map((patient) => patientRow(patient, { months: offered, shows: shows(patient.id) }))}
      </tbody>
    </table>
    <p>
      Also: <a href="/demo/fhir/Task?_sort=-_lastUpdated&_count=20">newest tasks</a>,
      <a href="/demo/fhir/ChargeItem?_count=20">charges</a>,
      <a href="/demo/fhir/AuditEvent?_count=20">who looked at what</a>.
    </p>`
}

function patientRow(
  { id, name, birthDate, carePlan }: DemoPatient,
  { months, shows }: { readonly months: readonly string[]; readonly shows: string | undefined },
) {
  return html`<tr>
    <td><a href="/demo/fhir/Patient/${id}">${name}</a></td>
    <td class="short">${birthDate}</td>
    <td>${shows ?? ''}</td>
    <td><a href="/demo/fhir/Patient/${id}/$ccm-eligibility">eligibility</a></td>
    <td class="short">
      ${months.map((month) => html`<a href="/demo/fhir/Patient/${id}/$ccm-month?month=${month}">${month}</a> `)}
    </td>
    <td class="short">${carePlan === undefined ? '' : planLinks(carePlan)}</td>
    <td class="short">
      ${months.slice(1, 2).map((month) => html`<a href="/demo/paper/Patient/${id}/$ccm-audit?month=${month}">${month}</a>`)}
    </td>
  </tr>`
}

function planLinks(id: string) {
  return html`<a href="/demo/fhir/CarePlan/${id}">plan</a>
    <a href="/demo/paper/CarePlan/${id}/$ccm-copy?language=en">copy</a>
    <a href="/demo/paper/CarePlan/${id}/$ccm-copy?language=es" hreflang="es">copia</a>`
}
