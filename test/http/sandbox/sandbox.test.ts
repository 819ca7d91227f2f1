import type { CarePlan, Condition } from '@medplum/fhirtypes'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_USERS } from '../../../server/demo/practice.ts'
import { aPatient, putAll } from '../../support/chart.ts'
import { startProductionApp } from '../../support/production-app.ts'
import { clientOf, startTestApp, type TestApp } from '../../support/test-app.ts'

let app: TestApp

const PROBLEM: Condition & { id: string } = {
  resourceType: 'Condition',
  id: 'p1-problem',
  subject: { reference: 'Patient/p1' },
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10' }], text: 'Hypertension <b>bold</b>' },
}

const PLAN: CarePlan & { id: string } = {
  resourceType: 'CarePlan',
  id: 'p1-plan',
  title: 'Plan of Quillfeather',
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/p1' },
}

beforeAll(async () => {
  app = await startTestApp()
  await putAll(await app.client({ role: 'administrator' }), [
    aPatient('p1', 'Quillfeather'),
    aPatient('p2', 'Otherwise'),
    PROBLEM,
    PLAN,
  ])
})
afterAll(() => app.stop())

/** Asks with headers that `fetch` does not let through, as browsers and others send them. */
function ask(
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${app.url}${path}`, { method: body ? 'POST' : 'GET', headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text })
      })
    }).on('error', reject)
    sent.end(body && JSON.stringify(body))
  })
}

const JSON_TYPE = { 'content-type': 'application/json' }
const OWN_PAGE = { ...JSON_TYPE, 'sec-fetch-site': 'same-origin' }
const NURSE = { person: DEMO_USERS['clinical-staff'] }

async function tokenOf(body: object = NURSE): Promise<string> {
  const { status, text } = await ask('/demo/token', OWN_PAGE, body)
  expect(status).toBe(200)
  return (JSON.parse(text) as { readonly token: string }).token
}

describe('a chart of the sandbox EHR', () => {
  test('has tabs that are read from the FHIR base at each look', async () => {
    const problems = await (await fetch(`${app.url}/demo/chart/p1/problems`)).text()
    expect(problems).toContain('Hypertension &lt;b&gt;bold&lt;/b&gt;')
    expect(problems).toContain('/demo/fhir/Condition/p1-problem')
    const client = await app.client({ role: 'administrator' })
    await putAll(client, [{ ...PROBLEM, code: { text: 'Changed meanwhile' } }])
    expect(await (await fetch(`${app.url}/demo/chart/p1/problems`)).text()).toContain('Changed meanwhile')
    expect(await (await fetch(`${app.url}/demo/chart/p2/problems`)).text()).toContain('Nothing is recorded')
  })

  test('opens every tab that it offers, and no other', async () => {
    const first = await fetch(`${app.url}/demo/chart/p1`)
    expect([first.status, first.url]).toEqual([200, expect.stringContaining('/demo/chart/p1/problems?person=')])
    const tabs = [...(await first.text()).matchAll(/href="(\/demo\/chart\/p1\/[\w-]+\?[^"]*)"/g)].map(([, path = '']) =>
      path.replaceAll('&amp;', '&'),
    )
    expect(new Set(tabs).size).toBe(8)
    for (const path of new Set(tabs)) {
      const page = await fetch(`${app.url}${path}`)
      expect([page.status, await page.text()], path).toEqual([200, expect.not.stringContaining('were not read')])
    }
    const plans = await (await fetch(`${app.url}/demo/chart/p1/care-plans`)).text()
    expect(plans).toContain('/demo/paper/CarePlan/p1-plan/$ccm-copy?language=es')
    for (const path of ['p1/nothing', 'nobody/problems', `${'x'.repeat(70)}/ccm`])
      expect((await fetch(`${app.url}/demo/chart/${path}`)).status, path).toBe(404)
  })

  test('keeps what was set in the strip, and takes nothing that it does not offer', async () => {
    const set = await (await fetch(`${app.url}/demo/chart/p1/ccm?person=alvarez&width=600&banner=no`)).text()
    expect(set).toContain('class="w-600"')
    expect(set).toContain('data-person="alvarez"')
    expect(set).toContain('data-banner="no"')
    expect(set).toContain('/demo/chart/p2/ccm?person=alvarez&amp;width=600&amp;banner=no')
    const odd = await (await fetch(`${app.url}/demo/chart/p1/ccm?person=%22%3E%3Cb%3E&width=9&banner=maybe`)).text()
    expect(odd).toContain(`data-person="${NURSE.person ?? ''}"`)
    expect(odd).toContain('class="w-fill"')
    expect(odd).not.toContain('"><b>')
  })

  test('runs no script but its own, and nobody holds it in a frame', async () => {
    const policy = (await fetch(`${app.url}/demo/chart/p1/ccm`)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect((await fetch(`${app.url}/demo/sandbox.js`)).headers.get('content-type')).toMatch(/^text\/javascript/)
  })
})

describe('the token of the person who sits before it', () => {
  test('opens the app on a patient, as that person', async () => {
    const launched = await fetch(`${app.url}/auth/launch`, {
      method: 'POST',
      headers: { ...JSON_TYPE, authorization: `Bearer ${await tokenOf()}` },
      body: JSON.stringify({ client: 'ccm-app', patient: 'p1', needPatientBanner: false }),
    })
    expect(launched.status).toBe(201)
    const { launch } = (await launched.json()) as { readonly launch: string }
    const begun = await fetch(`${app.url}/app-session/launches`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ iss: `${app.url.replace('127.0.0.1', 'localhost')}/fhir/r4`, launch }),
    })
    expect(begun.status).toBe(201)
  })

  test('reads and writes nothing', async () => {
    const client = clientOf(app.fhir, await tokenOf())
    expect((await client('/Patient/p1')).status).toBe(403)
    expect((await client('/Patient')).status).toBe(403)
    expect((await client('/Patient', { method: 'POST', json: aPatient('p9', 'Nobody') })).status).toBe(403)
  })

  test('lives a minute', async () => {
    const [, payload = ''] = (await tokenOf()).split('.')
    const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number }
    expect(exp - iat).toBe(60)
  })

  test('is there for people of the demo alone', async () => {
    for (const body of [{}, { person: 'nobody' }, { person: 'pruitt' }, { person: 1 }])
      expect((await ask('/demo/token', OWN_PAGE, body)).status, JSON.stringify(body)).toBe(404)
    expect((await ask('/demo/token', OWN_PAGE)).status).toBe(404)
  })

  test('is refused to every other origin, to forms and to other names of this machine', async () => {
    const refused: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
      [403, { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }],
      [403, { ...JSON_TYPE, 'sec-fetch-site': 'same-site' }],
      [403, { ...JSON_TYPE, 'sec-fetch-site': 'none' }],
      [403, { ...JSON_TYPE, origin: 'https://attacker.example' }],
      [403, { ...JSON_TYPE, origin: 'null' }],
      [403, JSON_TYPE],
      [403, { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }],
      [421, { ...OWN_PAGE, host: 'attacker.example' }],
    ]
    for (const [status, headers] of refused) {
      const answer = await ask('/demo/token', headers, NURSE)
      expect([answer.status, answer.text], JSON.stringify(headers)).toEqual([status, expect.not.stringContaining('ey')])
    }
    const { host } = new URL(app.url)
    expect((await ask('/demo/token', { ...JSON_TYPE, origin: `http://${host}` }, NURSE)).status).toBe(200)
  })

  test('of other origins no preflight is let through', async () => {
    const preflight = await fetch(`${app.url}/demo/token`, {
      method: 'OPTIONS',
      headers: { origin: 'https://attacker.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('in production', () => {
  test('there is no sandbox EHR, and nothing that gives tokens', async () => {
    const production = await startProductionApp(app.database, app.dataDir)
    try {
      const { origin } = new URL(production.url)
      for (const path of ['/demo/chart/p1', '/demo/chart/p1/ccm', '/demo/sandbox.js', '/demo/sandbox.css'])
        expect((await fetch(`${production.url}${path}`)).status, path).toBe(404)
      const asked = await fetch(`${production.url}/demo/token`, {
        method: 'POST',
        headers: { ...JSON_TYPE, origin },
        body: JSON.stringify(NURSE),
      })
      expect(asked.status).toBe(404)
      const start = await (await fetch(production.url)).text()
      expect(start).not.toMatch(/Sandbox|Quillfeather|<script/)
    } finally {
      await production.stop()
    }
  })
})
