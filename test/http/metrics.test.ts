import { expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createMetrics } from '../../server/http/observe/metrics.ts'
import { startProductionServer } from '../support/sign-in/production-server.ts'
import { startTestApp } from '../support/test-app.ts'

test('figures are counted by interaction and status; names that clients make up share one line', () => {
  const metrics = createMetrics(
    (name) => name === 'read',
    () => 3,
  )
  metrics.served('read', 200, 1.5)
  metrics.served('read', 200, 40)
  metrics.served('read', 404, 1)
  metrics.served('$made-up"} 1', 404, 1)
  metrics.unauthenticated()
  const lines = metrics.text().split('\n')
  expect(lines).toContain('ccm_fhir_interactions_total{interaction="read",status="200"} 2')
  expect(lines).toContain('ccm_fhir_interactions_total{interaction="read",status="404"} 1')
  expect(lines).toContain('ccm_fhir_interactions_total{interaction="other",status="404"} 1')
  expect(lines).toContain('ccm_fhir_interaction_seconds_bucket{interaction="read",le="0.0025"} 2')
  expect(lines).toContain('ccm_fhir_interaction_seconds_bucket{interaction="read",le="+Inf"} 3')
  expect(lines).toContain('ccm_http_unauthenticated_total 1')
  expect(lines).toContain('ccm_http_requests_under_way 3')
  expect(metrics.text()).not.toContain('made-up')
  expect(metrics.text()).toMatch(/^process_resident_memory_bytes \d+$/m)
})

const TOKEN = 'a-scraper-of-figures-has-this-1234567890'

test('a demo’s machine sees the figures; others with the token of the settings alone, and who guesses it is locked out', async () => {
  const app = await startTestApp({ TRUST_PROXY: 'true', METRICS_TOKEN: TOKEN, MAX_GUESSES: '2' })
  const ask = (from: string | undefined, authorization?: string) =>
    fetch(`${app.url}/metrics`, {
      headers: {
        ...(from === undefined ? {} : { 'x-forwarded-for': from }),
        ...(authorization === undefined ? {} : { authorization }),
      },
    })
  try {
    for (const own of [undefined, '127.0.0.1', '203.0.113.9, ::1', '::ffff:127.0.0.2'])
      expect((await ask(own)).status, own).toBe(200)
    const strangers = [
      '203.0.113.9',
      '127.0.0.1, 203.0.113.9',
      '::2',
      '128.0.0.1',
      '1127.0.0.1',
      '127.0.0.1.example',
      '10.0.0.1',
    ]
    for (const from of strangers) {
      const refused = await ask(from)
      expect([refused.status, refused.headers.get('www-authenticate')], from).toEqual([401, 'Bearer realm="metrics"'])
      expect(await refused.text()).not.toContain('ccm_')
    }
    const scraped = await ask('203.0.113.9', `Bearer ${TOKEN}`)
    expect([scraped.status, (await scraped.text()).includes('ccm_fhir_interactions_total')]).toEqual([200, true])
    const admin = `Bearer ${await app.token({ role: 'administrator' })}`
    for (const wrong of [admin, `Bearer ${TOKEN}x`, `Basic ${TOKEN}`])
      expect((await ask('203.0.113.10', wrong)).status).toBe(401)
    for (const guess of ['a', 'b', 'c']) await ask('203.0.113.11', `Bearer ${guess}`)
    expect((await ask('203.0.113.11', 'Bearer d')).status).toBe(429)
    expect((await ask('203.0.113.11', `Bearer ${TOKEN}`)).status, 'who has shown it goes on').toBe(200)
  } finally {
    await app.stop()
  }
})

test('without that setting nothing opens them to others', async () => {
  const app = await startTestApp({ TRUST_PROXY: 'true' })
  try {
    for (const authorization of ['', 'Bearer', 'Bearer undefined', `Bearer ${TOKEN}`]) {
      const headers = { 'x-forwarded-for': '203.0.113.9', ...(authorization === '' ? {} : { authorization }) }
      expect((await fetch(`${app.url}/metrics`, { headers })).status).toBe(401)
    }
  } finally {
    await app.stop()
  }
})

test('in production the token alone opens them: all may come from this machine, by a proxy that does not say for whom', async () => {
  const app = await startProductionServer({ METRICS_TOKEN: TOKEN })
  try {
    const ask = async (authorization?: string) => {
      const answer = await fetch(`${app.url}/metrics`, {
        headers: authorization === undefined ? {} : { authorization },
      })
      return [answer.status, (await answer.text()).includes('ccm_fhir_interactions_total')]
    }
    expect(await ask()).toEqual([401, false])
    expect(await ask('Bearer another')).toEqual([401, false])
    expect(await ask(`Bearer ${TOKEN}`)).toEqual([200, true])
  } finally {
    await app.stop()
  }
})

test('a token that can be guessed stops the start', () => {
  expect(() => readConfig({ METRICS_TOKEN: 'secret' }, 'demo')).toThrow(
    /METRICS_TOKEN \(environment\): must be at least 32/,
  )
})
