import { request } from 'node:http'
import type { CarePlan } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await putAll(await app.client({ role: 'administrator' }), [
    aPatient('p1', 'Quillfeather'),
    aPatient('p2', '<script>alert(1)</script>'),
  ])
})
afterAll(() => app.stop())

const PLAN: CarePlan = {
  resourceType: 'CarePlan',
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/p1' },
}

/** Asks under another host name, as a page would whose name was made to resolve to this machine. */
function askAs(host: string, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${app.url}${path}`, { headers: { host } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text })
      })
    })
      .on('error', reject)
      .end()
  })
}

describe('the first page', () => {
  test('says what this is and leads to the patients', async () => {
    const response = await fetch(app.url)
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('Chronic Care Management')
    expect(text).toContain('Demo mode')
    expect(text).toContain('Quillfeather, Test')
    expect(text).toContain('npm run journey')
    const [, link = ''] = /href="(\/demo\/fhir\/Patient\/p1\/\$ccm-eligibility)"/.exec(text) ?? []
    const page = await fetch(`${app.url}${link}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Parameters')
  })

  test('shows a whole record, and as PDF what people read on paper', async () => {
    const record = await fetch(`${app.url}/demo/fhir/Patient/p1/$everything`)
    expect(await record.text()).toContain('Quillfeather')
    const client = await app.client({ role: 'administrator' })
    await putAll(client, [
      { ...PLAN, id: 'draft', status: 'draft' },
      { ...PLAN, id: 'plan' },
    ])
    const start = await (await fetch(app.url)).text()
    const [, link = ''] = /href="(\/demo\/paper\/CarePlan\/plan\/\$ccm-copy\?language=es)"/.exec(start) ?? []
    const paper = await fetch(`${app.url}${link}`)
    expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const record404 = await fetch(`${app.url}/demo/paper/Patient/p1`)
    expect([record404.status, record404.headers.get('content-type')?.split(';')[0]]).toEqual([404, 'text/html'])
    expect((await askAs('attacker.example', link)).status).toBe(421)
  })

  test('runs nothing that a record brings along', async () => {
    const response = await fetch(app.url)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    for (const path of ['/demo/fhir/Patient/p2', '/demo/fhir/Patient?name=<script>alert(1)</script>'])
      expect(await (await fetch(`${app.url}${path}`)).text(), path).not.toMatch(/<script/i)
    for (const path of ['/', '/demo/chart/p2/problems', '/demo/chart/p2/ccm'])
      expect((await (await fetch(`${app.url}${path}`)).text()).match(/<script[^]*?<\/script>/gi), path).toEqual([
        '<script type="module" src="/demo/sandbox.js"></script>',
      ])
  })

  test('shows records to this machine only, whatever name it is called by', async () => {
    expect((await askAs('localhost:8080', '/demo/fhir/Patient/p1')).status).toBe(200)
    const rebound = await askAs('attacker.example', '/demo/fhir/Patient/p1')
    expect(rebound.status).toBe(421)
    expect(rebound.text).not.toContain('Quillfeather')
    expect((await askAs('attacker.example', '/')).text).not.toContain('Quillfeather')
  })
})

describe('for operators', () => {
  test('the process says that it lives, is ready, and what it did', async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    const ready = await fetch(`${app.url}/readyz`)
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({ status: 'ready' })
    const metrics = await fetch(`${app.url}/metrics`)
    expect(metrics.headers.get('content-type')).toContain('version=0.0.4')
    expect(await metrics.text()).toMatch(/ccm_fhir_interactions_total\{interaction="update",status="201"\} 4/)
    expect((await fetch(`${app.url}/nothing`)).status).toBe(404)
  })
})
