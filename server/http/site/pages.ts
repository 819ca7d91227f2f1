import { readFileSync } from 'node:fs'
import { Hono, type Context } from 'hono'
import { sandboxRoutes } from '../sandbox/sandbox-routes.ts'
import { demoReaderOf } from './demo-reader.ts'
import { isThisMachine } from './own-page.ts'
import type { PagesDeps } from './pages-deps.ts'
import { recordPage } from './record-page.ts'
import { startPage } from './start-page.ts'

const STYLE = readFileSync(new URL('./pages.css', import.meta.url), 'utf8')

/** The start page, and in demo mode the record viewer that its links lead to. */
export function pages(deps: PagesDeps): Hono {
  const app = new Hono()
  app.get('/pages.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))
  if (deps.demo) {
    app.route('/', sandboxRoutes(deps, deps.demo))
    app.get('/demo/fhir/*', (c) => viewer(c, deps))
    app.get('/demo/paper/*', (c) => paper(c, deps))
  }
  app.get('/', (c) => c.html(startPage(deps)))
  return app
}

/** Shows what a GET of the FHIR base answers to the demo's reader. */
async function viewer(c: Context, deps: PagesDeps): Promise<Response> {
  if (!isThisMachine(c)) return c.text('The demo is shown at localhost only.\n', 421)
  const reader = demoReaderOf(deps)
  if (!reader) return c.redirect('/')
  const { pathname, search } = new URL(c.req.url)
  const path = pathname.slice('/demo/fhir'.length)
  const answer = await reader(path, search.slice(1))
  return c.html(recordPage(`${path}${search}`, answer), answer.status === 200 ? 200 : 404)
}

/** The same as PDF, where it is something that people read on paper. */
async function paper(c: Context, deps: PagesDeps): Promise<Response> {
  if (!isThisMachine(c)) return c.text('The demo is shown at localhost only.\n', 421)
  const reader = demoReaderOf(deps)
  if (!reader) return c.redirect('/')
  const { pathname, search } = new URL(c.req.url)
  const path = pathname.slice('/demo/paper'.length)
  const answer = await reader(path, search.slice(1), PDF)
  if (answer.status !== 200 || answer.headers['content-type'] !== PDF || !(answer.body instanceof Uint8Array))
    return c.html(recordPage(`${path}${search}`, answer), 404)
  return c.body(new Uint8Array(answer.body), 200, { 'content-type': PDF })
}

const PDF = 'application/pdf'
