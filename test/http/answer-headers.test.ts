import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../support/chart.ts'
import { startProductionApp, type ProductionApp } from '../support/production-app.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const EHR = {
  name: 'General Hospital',
  kind: 'epic',
  tenant: 'riverbend',
  issuers: ['https://epic.example/oauth2'],
  fhirBase: 'https://fhir.epic.example/r4',
  clientId: 'ours',
  frameOrigins: ['https://hyperspace.example'],
}

let demo: TestApp
let production: ProductionApp
let token: string

beforeAll(async () => {
  demo = await startTestApp({ EHRS: JSON.stringify([EHR]) })
  token = await demo.token({ role: 'administrator' })
  await putAll(await demo.client({ role: 'administrator' }), [aPatient('p1', 'Quillfeather')])
  production = await startProductionApp(demo.database, demo.dataDir)
})
afterAll(async () => {
  await production.stop()
  await demo.stop()
})

/** What is asked of each surface, with the status that shows that it was this surface which answered. */
const REQUESTS: readonly [what: string, method: string, path: string, status: number][] = [
  ['a read', 'GET', '/fhir/r4/Patient/p1', 200],
  ['a read of a head', 'HEAD', '/fhir/r4/Patient/p1', 200],
  ['a search', 'GET', '/fhir/r4/Patient?name=Quill', 200],
  ['a page of text', 'GET', '/fhir/r4/Patient/p1/$everything', 200],
  ['what is not there', 'GET', '/fhir/r4/Patient/none', 404],
  ['what is no type', 'GET', '/fhir/r4/Nothing', 404],
  ['a broken body', 'POST', '/fhir/r4/Patient', 400],
  ['a deletion', 'DELETE', '/fhir/r4/Patient/never', 204],
  ['metadata', 'GET', '/fhir/r4/metadata', 200],
  ['a preflight', 'OPTIONS', '/fhir/r4/Patient', 204],
  ['a long URL', 'GET', `/fhir/r4/Patient?name=${'x'.repeat(40_000)}`, 414],
  ['the start page', 'GET', '/', 200],
  ['its style', 'GET', '/pages.css', 200],
  ['a record as a page', 'GET', '/demo/fhir/Patient/p1', 200],
  ['a record that is not there', 'GET', '/demo/fhir/Patient/none', 404],
  ['no page', 'GET', '/nothing', 404],
  ['a page that is not posted to', 'POST', '/', 404],
  ['a sign-in that goes nowhere', 'GET', '/auth/authorize?client_id=nobody', 400],
  ['a sign-in that is over', 'GET', '/auth/interaction/none', 400],
  ['a token for nobody', 'POST', '/auth/token', 400],
  ['below the sign-in', 'GET', '/auth/nothing', 404],
  ['published keys', 'GET', '/auth/jwks', 200],
  ['colours', 'GET', '/auth/smart-style.json', 200],
  ['discovery', 'GET', '/fhir/r4/.well-known/smart-configuration', 200],
  ['a session of the app', 'POST', '/app-session/nothing', 404],
  ['no file of the app', 'GET', '/app/assets/none.js', 404],
  ['life', 'GET', '/healthz', 200],
  ['readiness', 'GET', '/readyz', 200],
  ['figures', 'GET', '/metrics', 200],
]

const RAW: readonly [what: string, head: string, status: number][] = [
  ['what is no HTTP', 'nonsense\r\n\r\n', 400],
  ['no host', 'GET /fhir/r4/metadata HTTP/1.1\r\n\r\n', 400],
  ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(80_000)}\r\n\r\n`, 431],
  ['another expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: a miracle\r\n\r\n', 417],
]

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

async function ask(url: string, method: string, path: string, authorization: string | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/fhir+json', ...(authorization ? { authorization } : {}) }
    const sent = request(`${url}${path}`, { method, headers }, (answer) => {
      const values = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string])
      text(answer).then((body) => {
        resolve({ status: answer.statusCode ?? 0, headers: new Headers(values), body })
      }, reject)
    })
    sent.on('error', reject)
    sent.end(method === 'POST' ? '{' : undefined)
  })
}

/** Sends bytes that no client of HTTP would. */
async function sendRaw(url: string, head: string): Promise<Answer> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(head)
  const [top = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  const [first = '', ...lines] = top.split('\r\n')
  const headers = lines.map((line) => line.split(': ') as [string, string])
  return { status: Number(first.split(' ')[1]), headers: new Headers(headers), body }
}

/** The one script of the sandbox EHR's pages. */
const SANDBOX_SCRIPT = '<script type="module" src="/demo/sandbox.js"></script>'

/** Pages that say otherwise, for EHRs hold them in a frame: `test/browser`. */
const APP_PAGES = new Set(['/launch'])

function expectGuarded({ headers, body }: Answer, hsts: string | null): void {
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('strict-transport-security')).toBe(hsts)
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers.get('x-powered-by')).toBeNull()
  // What the policy would stop is not there in the first place.
  if (headers.get('content-type')?.startsWith('text/html') === true)
    expect(body.replace(SANDBOX_SCRIPT, '')).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i)
}

/** There is no demo, and figures are for a token of their own. */
function inProduction(path: string): number | undefined {
  if (path.startsWith('/demo/')) return 404
  return path === '/metrics' ? 401 : undefined
}

describe('every answer says to browsers what must not be done with it', () => {
  test.each(REQUESTS)('in demo mode: %s', async (_what, method, path, status) => {
    const answer = await ask(demo.url, method, path, `Bearer ${token}`)
    expect(answer.status).toBe(status)
    expectGuarded(answer, null)
  })

  test.each(REQUESTS)('in production: %s', async (_what, method, path, status) => {
    const answer = await ask(production.url, method, path, await production.authorization({ role: 'clinical-staff' }))
    expect(answer.status).toBe(inProduction(path) ?? status)
    expectGuarded(answer, 'max-age=31536000')
  })

  test.each([
    ['without a token', undefined],
    ['with a wrong one', 'Bearer x'],
    ['with something else', 'Basic eDp5'],
  ])('a refusal %s', async (_what, authorization) => {
    const answer = await ask(demo.url, 'GET', '/fhir/r4/Patient/p1', authorization)
    expect(answer.status).toBe(401)
    expectGuarded(answer, null)
  })

  test.each(RAW)('what never became a request: %s', async (_what, head, status) => {
    const answer = await sendRaw(production.url, head)
    expect(answer.status).toBe(status)
    expectGuarded(answer, 'max-age=31536000')
  })

  test('every page that the start page leads to', async () => {
    const { body } = await ask(demo.url, 'GET', '/', undefined)
    const links = [...body.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
    expect(links.length).toBeGreaterThan(5)
    for (const link of new Set(links.filter((each) => !APP_PAGES.has(each))))
      expectGuarded(await ask(demo.url, 'GET', link, undefined), null)
  })

  test.each([['/launch'], ['/app/'], ['/app/patient/p1']])(
    'a page of the app, which stands in frames of registered EHRs alone: %s',
    async (path) => {
      const { status, headers, body } = await ask(demo.url, 'GET', path, undefined)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).not.toContain('unsafe')
      // Where the app is not built, a line of text says so, which is nobody's to frame.
      const sandbox = new URL(demo.url).origin
      const frames = `frame-ancestors ${status === 503 ? "'none'" : `'self' ${sandbox} https://hyperspace.example`}`
      expect(policy.split('; ')).toContain(frames)
      if (status !== 503)
        expect(policy.split('; ')).toContain(`connect-src 'self' ${sandbox} https://fhir.epic.example`)
      expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/i)
    },
  )

  test('the form of a sign-in may end at the app', async () => {
    const policyAt = async (path: string) =>
      (await ask(demo.url, 'GET', path, undefined)).headers.get('content-security-policy')
    expect(await policyAt('/auth/nothing')).not.toContain('form-action')
    expect(await policyAt('/')).toContain("form-action 'self'")
  })
})
