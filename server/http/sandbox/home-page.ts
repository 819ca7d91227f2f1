import { html } from 'hono/html'
import { ROLES } from '#ports/caller.ts'
import type { DemoPatient } from '../site/demo-reader.ts'
import type { DemoSite } from '../site/pages-deps.ts'
import type { Markup } from './sandbox-layout.ts'

/** What the sandbox's first page shows. */
export interface Home {
  readonly patients: readonly DemoPatient[]
  readonly site: DemoSite
  /** Under which address the page was asked for. */
  readonly origin: string
  /** The settings, for links. */
  readonly query: string
  readonly version: string
}

/** The patient list, and what to do first. */
export function homePage(home: Home): Markup {
  return html`<main class="home-page">
    <section class="guide">
      <h1>CCM on FHIR: Medicare Chronic Care Management in a chart</h1>
      <p>
        <strong>Demo mode.</strong> This page plays an EHR. The practice, its staff and its patients are made up; do not
        put real patients in. The whole story takes two minutes:
      </p>
      <ol>
        ${steps(home).map((step) => html`<li>${step}</li>`)}
      </ol>
    </section>
    ${patientTable(home)} ${forPrograms(home)}
  </main>`
}

function steps({ patients, site, query }: Home): readonly Markup[] {
  const open = (id: string, otherwise: string) => {
    const found = patients.find((patient) => patient.id === id)
    return found ? html`<a href="/demo/chart/${id}/ccm${query}">${found.name}</a>` : html`${otherwise}`
  }
  return [
    html`<strong>Enroll.</strong> Open ${open(site.tour.enroll, 'a patient who is not enrolled')}: the app stands in the
      chart, launched by a SMART EHR launch. See why the patient qualifies, and enroll with consent.`,
    html`<strong>Work.</strong> Open ${open(site.tour.time, 'a patient who is enrolled')}: look at the care plan, start
      the timer, stop it, and see the month's bar move towards the next code.`,
    html`<strong>Look behind it.</strong> Below, <em>month</em> is what the rules make of the minutes, as FHIR;
      <em>audit</em> is the PDF that an auditor would get. Every tab of a chart reads the FHIR base at that moment.`,
    html`<strong>Be somebody else.</strong> Choose a biller, an auditor or an administrator in the yellow strip.`,
  ]
}

function patientTable({ patients, site, query }: Home): Markup {
  if (patients.length === 0)
    return html`<p>There are no patients yet. <code>npm run import -- FILE…</code> takes Synthea bundles.</p>`
  const months = site.months()
  return html`<section aria-labelledby="patients">
    <h2 id="patients">Patients (${patients.length})</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="patients">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Born</th>
            <th scope="col">CCM</th>
            <th scope="col">What to see here</th>
            <th scope="col">As FHIR</th>
            <th scope="col">Month</th>
            <th scope="col">Care plan</th>
            <th scope="col">Audit</th>
          </tr>
        </thead>
        <tbody>
          ${patients.map((patient) => patientRow(patient, { months, shows: site.shows(patient.id), query }))}
        </tbody>
      </table>
    </div>
    <p>
      Also: <a href="/launch" target="_blank" rel="noopener">CCM without a patient</a> (own window, for worklists and
      the close of a month), <a href="/demo/fhir/Task?_sort=-_lastUpdated&_count=20">newest tasks</a>,
      <a href="/demo/fhir/ChargeItem?_count=20">charges</a>,
      <a href="/demo/fhir/AuditEvent?_count=20">who looked at what</a>.
    </p>
  </section>`
}

interface Row {
  readonly months: readonly string[]
  readonly shows: string | undefined
  readonly query: string
}

function patientRow({ id, name, birthDate, carePlan }: DemoPatient, { months, shows, query }: Row): Markup {
  return html`<tr>
    <th scope="row"><a href="/demo/chart/${id}${query}">${name}</a></th>
    <td class="short">${birthDate}</td>
    <td class="short"><a class="launch" href="/demo/chart/${id}/ccm${query}">Launch CCM</a></td>
    <td>${shows ?? ''}</td>
    <td class="short">
      <a href="/demo/fhir/Patient/${id}">record</a>
      <a href="/demo/fhir/Patient/${id}/$ccm-eligibility">eligibility</a>
    </td>
    <td class="short">
      ${months.map((month) => html`<a href="/demo/fhir/Patient/${id}/$ccm-month?month=${month}">${month}</a> `)}
    </td>
    <td class="short">${carePlan === undefined ? '' : planLinks(carePlan)}</td>
    <td class="short">
      ${months.slice(1, 2).map((month) => html`<a href="/demo/paper/Patient/${id}/$ccm-audit?month=${month}">${month}</a>`)}
    </td>
  </tr>`
}

/** A care plan as FHIR, and the copies that patients get. */
export function planLinks(id: string): Markup {
  return html`<a href="/demo/fhir/CarePlan/${id}">plan</a>
    <a href="/demo/paper/CarePlan/${id}/$ccm-copy?language=en">copy</a>
    <a href="/demo/paper/CarePlan/${id}/$ccm-copy?language=es" hreflang="es" lang="es">copia</a>`
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

function forPrograms({ origin, version }: Home): Markup {
  return html`<section>
    <h2>For programs</h2>
    <p>
      <a href="/fhir/r4/metadata?_pretty=true">CapabilityStatement</a>,
      <a href="/fhir/r4/.well-known/smart-configuration">SMART configuration</a>, <a href="/readyz">/readyz</a>,
      <a href="/healthz">/healthz</a>, <a href="/metrics">/metrics</a>. The whole story with its resources, in a
      terminal: <code>npm run journey</code>. A token speaks for one role, for 12 hours:
    </p>
    <pre>
TOKEN=$(npm run -s token -- --role clinical-staff)
curl -H "Authorization: Bearer $TOKEN" ${origin}/fhir/r4/Patient</pre>
    <ul class="roles">
      ${ROLES.map((role) => html`<li><code>${role}</code> ${DOES[role]}</li>`)}
    </ul>
    <p>Version ${version}.</p>
  </section>`
}
