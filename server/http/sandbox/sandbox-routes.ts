import { readFileSync } from 'node:fs'
import type { Patient } from '@medplum/fhirtypes'
import { Hono, type Context, type Next } from 'hono'
import { dayOf } from '#domain/calendar.ts'
import { isId } from '#domain/fhir/ids.ts'
import { shortBody } from '../short-body.ts'
import { demoReaderOf, readDemoPatients, readOne, type DemoReader } from '../site/demo-reader.ts'
import { isOwnScript, isThisMachine } from '../site/own-page.ts'
import type { DemoSite, PagesDeps } from '../site/pages-deps.ts'
import { appFrame } from './app-frame.ts'
import { APP_TAB, chartPage, sectionTable } from './chart-page.ts'
import { SECTIONS } from './chart-sections.ts'
import { controlStrip } from './control-strip.ts'
import { homePage } from './home-page.ts'
import { sandboxLayout, type Markup } from './sandbox-layout.ts'
import { ehrBase } from './second-ehr/ehr-kinds.ts'
import { secondEhrRoutes } from './second-ehr/ehr-routes.ts'
import { peopleOf, queryOf, readSettings, type Settings } from './settings.ts'

const STYLE = readFileSync(new URL('./sandbox.css', import.meta.url), 'utf8')
const SCRIPT = readFileSync(new URL('../../../sandbox-ehr/sandbox.js', import.meta.url), 'utf8')

/** What a page of the sandbox is made with. */
interface At {
  readonly c: Context
  readonly deps: PagesDeps
  readonly site: DemoSite
  readonly read: DemoReader
  readonly settings: Settings
}

/** The sandbox EHR of demo mode: patients, charts read from our own FHIR base, and the app in a frame of the chart. */
export function sandboxRoutes(deps: PagesDeps, site: DemoSite): Hono {
  const app = new Hono()
  const shown = (page: (at: At) => Promise<Response>) => async (c: Context, next: Next) => {
    const read = demoReaderOf(deps)
    if (!read || !isThisMachine(c)) {
      await next()
      return
    }
    const settings = readSettings(new URL(c.req.url).searchParams, site)
    const elsewhere = elsewhereOf(c, site, settings)
    if (elsewhere !== undefined) return c.redirect(elsewhere)
    return page({ c, deps, site, read, settings })
  }
  app.use('/demo/*', shortBody())
  app.get('/demo/sandbox.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/demo/sandbox.js', (c) => c.body(SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  app.post('/demo/token', (c) => giveToken(c, site))
  app.post('/demo/end', (c) => endTokens(c, site))
  app.route('/demo/ehr', secondEhrRoutes(deps, site))
  app.get('/', shown(showHome))
  app.get('/demo/chart/:patient', shown(toFirstTab))
  app.get('/demo/chart/:patient/:tab', shown(showChart))
  return app
}

/** The first tab of a chart. */
function toFirstTab({ c, settings }: At): Promise<Response> {
  const [first] = SECTIONS
  return Promise.resolve(c.redirect(`${new URL(c.req.url).pathname}/${first?.slug ?? APP_TAB}${queryOf(settings)}`))
}

async function showHome(at: At): Promise<Response> {
  const { c, deps, site, read, settings } = at
  const patients = await readDemoPatients(read)
  const { origin } = new URL(c.req.url)
  return answer(at, 'Patients', homePage({ patients, site, origin, query: queryOf(settings), version: deps.version }))
}

async function showChart(at: At): Promise<Response> {
  const { c, site, read, settings } = at
  const [id = '', tab = ''] = [c.req.param('patient'), c.req.param('tab')]
  const section = SECTIONS.find(({ slug }) => slug === tab)
  const patient = isId(id) ? await readOne<Patient>(read, `/Patient/${id}`) : undefined
  if (!patient || (!section && tab !== APP_TAB)) return c.text('There is no such chart.\n', 404)
  const [patients, content] = await Promise.all([
    readDemoPatients(read),
    section
      ? sectionTable(read, section, id, site.timeZone)
      : appFrame({ patient: id, settings, appUrl: site.url(), iss: issOf(site, settings) }),
  ])
  const today = dayOf(Date.now(), site.timeZone)
  const title = section?.title ?? 'CCM on FHIR'
  return answer(
    at,
    title,
    chartPage({ patient, patients, tab, query: queryOf(settings), today, timeZone: site.timeZone, content }),
  )
}

function issOf(site: DemoSite, { behaves }: Settings): string {
  return behaves === 'own' ? `${site.url()}/fhir/r4` : ehrBase(site.secondEhr.origin(), behaves)
}

/** The second EHR's pages are at its own origin, as another EHR's would be; undefined where the browser is there. */
function elsewhereOf(c: Context, site: DemoSite, { behaves }: Settings): string | undefined {
  const { origin, pathname, search } = new URL(c.req.url)
  const second = site.secondEhr.origin()
  return behaves === 'own' || origin === second ? undefined : `${second}${pathname}${search}`
}

function answer({ c, site, settings }: At, title: string, content: Markup): Response | Promise<Response> {
  const people = peopleOf(site, settings.behaves)
  const person = people.find(({ id }) => id === settings.person)
  const who = person ? `${person.name}, ${person.title}` : 'nobody'
  const strip = controlStrip({ people, settings })
  return c.html(sandboxLayout({ title, person: who, strip, content }), 200, {
    'content-security-policy': policy(site),
  })
}

/** The page runs its own script, and holds the app in a frame; nobody holds the page. */
function policy(site: DemoSite): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    // The app, and the sign-in on its way there.
    `frame-src 'self' ${site.url()}`,
    // The strip leads from one EHR to the other.
    `form-action 'self' ${site.secondEhr.origin()}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

/** Lets the page act as one of the demo's people, for a minute: only to this machine, only to the page's own script. */
async function giveToken(c: Context, site: DemoSite): Promise<Response> {
  if (!isThisMachine(c)) return c.text('The demo is shown at localhost only.\n', 421)
  if (!isOwnScript(c)) return c.text('Only the page of the sandbox EHR gets a token.\n', 403)
  const asked = (await c.req.json().catch(() => undefined)) as { readonly person?: unknown } | undefined
  const token = typeof asked?.person === 'string' ? await site.tokenFor(asked.person) : undefined
  return token === undefined ? c.text('There is no such person.\n', 404) : c.json({ token })
}

/** Ends the app's tokens for a patient: how the app bears it can be seen. */
async function endTokens(c: Context, site: DemoSite): Promise<Response> {
  if (!isThisMachine(c)) return c.text('The demo is shown at localhost only.\n', 421)
  if (!isOwnScript(c)) return c.text('Only the page of the sandbox EHR ends tokens.\n', 403)
  const asked = (await c.req.json().catch(() => undefined)) as { readonly patient?: unknown } | undefined
  if (typeof asked?.patient !== 'string') return c.text('There is no such patient.\n', 404)
  site.endTokens(asked.patient)
  return c.body(null, 204)
}
