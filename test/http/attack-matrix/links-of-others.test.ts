import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestAnswer, TestApp, TestClient } from '../../support/test-app.ts'
import { comparable, leaksIn } from './answers.ts'
import { HIDDEN, OWN, plantPractices, secretOf, SOUTH_PRACTICE } from './planted-practices.ts'

/** What was made for one token is tried with another: page links, and the addresses of jobs. */
let app: TestApp
let administrator: TestClient

beforeAll(async () => {
  app = await plantPractices()
  administrator = await app.client({ role: 'administrator' })
})
afterAll(() => app.stop())

/** Links lead to the address that the server calls its own. */
const pathOf = (url: string | undefined): string => /\/fhir\/r4(.*)$/.exec(url ?? '')?.[1] ?? ''

const nextOf = ({ body }: TestAnswer): string => pathOf(body.link.find(({ relation }) => relation === 'next')?.url)

/** Everything from a page on. */
async function pagesFrom(client: TestClient, path: string): Promise<readonly TestAnswer[]> {
  const pages: TestAnswer[] = []
  for (let next = path; next !== '';) {
    const page = await client(next)
    pages.push(page)
    next = page.status === 200 ? nextOf(page) : ''
  }
  return pages
}

describe.each([
  '/Condition?_count=1&_sort=_lastUpdated',
  '/Condition?_count=1&_sort=code,_lastUpdated',
  '/Patient?_count=1&_sort=-family',
  '/Patient?_count=1&_sort=-family&_revinclude=Condition:subject',
  '/?_type=Patient,Condition&_count=1',
  '/Observation/_history?_count=1',
  '/_history?_count=1&_since=2020-01-01',
])('the next page of %s', (path) => {
  test.each([
    ['a patient', { role: 'patient', patient: OWN }],
    ['staff in a chart', { role: 'clinical-staff', patient: OWN, scope: 'patient/*.cruds' }],
    ['a payer', { role: 'payer', patient: OWN }],
    ['nobody', { role: 'clinical-staff', scope: '' }],
  ] as const)('shows %s nothing of others', async (_who, claims) => {
    const next = nextOf(await administrator(path))
    expect(next).not.toBe('')
    const whole = (await pagesFrom(administrator, next)).flatMap((page) => leaksIn(page, secretOf(HIDDEN)))
    expect(whole.length).toBeGreaterThan(0)
    const client = await app.client(claims)
    for (const page of await pagesFrom(client, next)) expect(leaksIn(page, secretOf(HIDDEN))).toEqual([])
  })

  test('is no page in another practice', async () => {
    const next = nextOf(await administrator(path))
    const south = await app.client({ role: 'administrator', tenant: SOUTH_PRACTICE })
    const answer = await south(next)
    expect(answer.status).toBe(400)
    expect(leaksIn(answer, secretOf(HIDDEN))).toEqual([])
  })
})

test('a page of a whole record leads into no other, and opens none', async () => {
  const next = nextOf(await administrator(`/Patient/${HIDDEN}/$everything?_count=2`))
  expect(next).not.toBe('')
  const patient = await app.client({ role: 'patient', patient: OWN })
  for (const each of [await patient(next), await patient(next.replace(HIDDEN, OWN))]) {
    expect([400, 404]).toContain(each.status)
    expect(leaksIn(each, secretOf(HIDDEN))).toEqual([])
  }
})

describe('a job', () => {
  const NOWHERE = '00000000-0000-4000-8000-000000000000'
  const biller = { role: 'biller', user: 'Practitioner/hale' } as const
  let job: string
  beforeAll(async () => {
    const started = await (await app.client(biller))('/$ccm-close-month?month=2026-02&dryRun=true', { method: 'POST' })
    expect(started.status, started.text).toBe(202)
    job = pathOf(started.headers.get('content-location') ?? '')
  })

  test('is followed by whoever asked for it', async () => {
    expect([200, 202]).toContain((await (await app.client(biller))(job)).status)
  })

  test.each([
    ['another practice', { ...biller, tenant: SOUTH_PRACTICE }],
    ['another biller', { role: 'biller', user: 'Practitioner/sato' }],
    ['an administrator', { role: 'administrator' }],
    ['an auditor', { role: 'auditor' }],
    ['a patient', { role: 'patient', patient: OWN }],
    ['the same person in the chart of a patient', { ...biller, scope: 'patient/*.cruds', patient: OWN }],
    ['the same person by an app with few scopes', { ...biller, scope: 'user/Patient.rs' }],
    ['the same person by an app with constrained scopes', { ...biller, scope: 'user/*.cruds?_id=mine' }],
    ['the same person in another role', { ...biller, role: 'clinical-staff' }],
    ['nobody', { ...biller, scope: '' }],
  ] as const)('is not there for %s', async (_who, claims) => {
    const client = await app.client(claims)
    for (const method of ['GET', 'DELETE']) {
      const theirs = await client(job, { method })
      const nowhere = await client(`/_jobs/${NOWHERE}`, { method })
      const id = job.split('/').at(-1) ?? ''
      expect(theirs.status).toBe(404)
      expect(comparable(theirs, id)).toEqual(comparable(nowhere, NOWHERE))
    }
    expect([200, 202]).toContain((await (await app.client(biller))(job)).status)
  })
})
