import type { Patient } from '@medplum/fhirtypes'
import { html } from 'hono/html'
import { localDate } from '#domain/fhir/instants.ts'
import { chartName, search, type DemoPatient, type DemoReader } from '../site/demo-reader.ts'
import { ROWS, SECTIONS, type ChartSection } from './chart-sections.ts'
import { planLinks } from './home-page.ts'
import type { Markup } from './sandbox-layout.ts'

/** A chart that is open. */
export interface OpenChart {
  readonly patient: Patient
  readonly patients: readonly DemoPatient[]
  /** Slug of the tab. */
  readonly tab: string
  /** The settings, for links. */
  readonly query: string
  /** Today, for the age. */
  readonly today: string
  /** Days are shown in it. */
  readonly timeZone: string
  readonly content: Markup
}

/** The tab in which the app opens. */
export const APP_TAB = 'ccm'

/** Patients at the side, whose chart it is above, the tabs, and what is in the chosen one. */
export function chartPage({ patient, patients, tab, query, today, timeZone, content }: OpenChart): Markup {
  const { id = '' } = patient
  const tabs = [...SECTIONS.map(({ slug, title }) => [slug, title] as const), [APP_TAB, 'CCM on FHIR'] as const]
  return html`<div class="chart">
    <nav class="patients" aria-label="Patients">
      <p class="count">Patients (${patients.length})</p>
      <ul>
        ${patients.map(
          (each) =>
            html`<li>
              <a href="/demo/chart/${each.id}/${tab}${query}" ${each.id === id ? html`aria-current="page"` : ''}
                ><strong>${each.name}</strong><span>${age(each.birthDate, today)} ${sex(each.gender)}</span></a
              >
            </li>`,
        )}
      </ul>
    </nav>
    <main>
      <div class="patient">
        <h1>${chartName(patient)}</h1>
        <span>${age(patient.birthDate, today)} ${sex(patient.gender)}</span>
        <span>born ${patient.birthDate ?? 'unknown'}</span>
        ${recordNumber(patient)}
        ${patient.deceasedDateTime === undefined ? '' : html`<span class="died">died ${localDate(patient.deceasedDateTime, timeZone)}</span>`}
        <a class="launch" href="/demo/chart/${id}/${APP_TAB}${query}">Launch CCM</a>
      </div>
      <nav class="tabs" aria-label="Chart">
        ${tabs.map(
          ([slug, title]) =>
            html`<a href="/demo/chart/${id}/${slug}${query}" ${slug === tab ? html`aria-current="page"` : ''}
              >${title}</a
            >`,
        )}
      </nav>
      ${content}
    </main>
  </div>`
}

/** A tab's rows, as the FHIR base answers them now. */
export async function sectionTable(
  read: DemoReader,
  section: ChartSection,
  patient: string,
  timeZone: string,
): Promise<Markup> {
  const { path, title, columns, cells } = section
  const query = section.query(patient)
  const { resources, refused } = await search(read, path, query)
  return html`<section class="section">
    ${refused === undefined ? '' : html`<p role="alert">${title} were not read: ${refused}</p>`}
    <table>
      <caption>
        <span class="visually-hidden">${title}. </span
        >Read live:
        <a href="/demo/fhir${path}?${query}">GET /fhir/r4${path}?${query}</a>
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          ${path === '/CarePlan' ? html`<th scope="col">Copies</th>` : ''}
        </tr>
      </thead>
      <tbody>
        ${resources.map((resource) => {
          const [first = '', ...rest] = cells(resource, timeZone)
          const { id = '' } = resource
          return html`<tr>
            <th scope="row"><a href="/demo/fhir${path}/${id}">${first === '' ? id : first}</a></th>
            ${rest.map((cell) => html`<td>${cell}</td>`)} ${path === '/CarePlan' ? html`<td>${planLinks(id)}</td>` : ''}
          </tr>`
        })}
      </tbody>
    </table>
    ${resources.length === 0 && refused === undefined ? html`<p>Nothing is recorded.</p>` : ''}
    ${resources.length >= ROWS ? html`<p>The first ${ROWS} are shown.</p>` : ''}
  </section>`
}

function recordNumber({ identifier = [] }: Patient): Markup | '' {
  const found = identifier.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'))
  return found?.value === undefined ? '' : html`<span>MRN ${found.value.slice(0, 20)}</span>`
}

function age(birthDate: string | undefined, today: string): string {
  if (birthDate === undefined || birthDate.length < 4) return ''
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return `${years - (today.slice(5) < birthDate.slice(5) ? 1 : 0)} y`
}

function sex(gender: string | undefined): string {
  return gender === 'female' ? 'F' : gender === 'male' ? 'M' : ''
}
