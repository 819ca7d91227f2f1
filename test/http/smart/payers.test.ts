import type { GroupMember } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { aCarePlan, aPatient, putAll } from '../../support/chart.ts'
import { asserting, ClientKey, SmartClient } from '../../support/smart/smart-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

/** A payer's program of its own: it sees the members of its Group, and nobody else, by whatever way it asks. */
let app: TestApp
let url: string
let key: ClientKey
let admin: TestClient

const MEMBERS = ['m1', 'm2']

beforeAll(async () => {
  key = await ClientKey.make('ES384')
  const common = { scopes: ['system/*.cruds'], jwks: { keys: [key.jwk] } }
  const of = (tenant: string, group?: string) => ({ tenant, role: 'payer', ...(group === undefined ? {} : { group }) })
  const clients = [
    { ...common, id: 'plan', name: 'North Health Plan', service: of(DEMO_TENANT, 'north') },
    { ...common, id: 'plan-elsewhere', name: 'The same, in another practice', service: of('lakeside', 'north') },
    { ...common, id: 'plan-without', name: 'A plan without a Group', service: of(DEMO_TENANT) },
  ]
  app = await startTestApp({ CLIENTS: JSON.stringify(clients) })
  url = app.url.replace('127.0.0.1', 'localhost')
  await app.openPractice('lakeside')
  admin = await app.client({ role: 'administrator' })
  await putAll(
    admin,
    [...MEMBERS, 'stranger'].flatMap((id) => [aPatient(id, `Name${id}`), aCarePlan(`plan-${id}`, id)]),
  )
  await grant(MEMBERS)
})
afterAll(() => app.stop())

async function grant(members: readonly (string | GroupMember)[]): Promise<void> {
  const group = {
    resourceType: 'Group',
    id: 'north',
    type: 'person',
    actual: true,
    member: members.map((one) => (typeof one === 'string' ? member(one) : one)),
  }
  expect((await admin('/Group/north', { method: 'PUT', json: group })).status).toBeLessThan(300)
}

function member(id: string, more: Partial<GroupMember> = {}): GroupMember {
  return { entity: { reference: `Patient/${id}` }, ...more }
}

async function token(client: string): Promise<string> {
  const assertion = await key.assertion(client, `${url}/auth/token`)
  const form = { grant_type: 'client_credentials', scope: 'system/*.rs', ...asserting(assertion) }
  return (await new SmartClient(url).token(form)).body.access_token ?? ''
}

async function ask(path: string, bearer: string) {
  const response = await fetch(`${url}/fhir/r4/${path}`, { headers: { authorization: `Bearer ${bearer}` } })
  return { status: response.status, text: await response.text() }
}

async function exportedPatients(path: string, bearer: string): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${bearer}`, prefer: 'respond-async', accept: 'application/fhir+json' }
  const begun = await fetch(`${url}/fhir/r4${path}`, { headers })
  const job = begun.headers.get('content-location') ?? ''
  const asked = async () =>
    fetch(job.replace('127.0.0.1', 'localhost'), { headers: { authorization: headers.authorization } })
  await expect.poll(async () => (await asked()).status, { timeout: 20_000, interval: 200 }).toBe(200)
  const { output } = (await (await asked()).json()) as { output: { url: string }[] }
  const files = await Promise.all(
    output.map(async (file) =>
      (
        await fetch(file.url.replace('127.0.0.1', 'localhost'), { headers: { authorization: headers.authorization } })
      ).text(),
    ),
  )
  return files
    .flatMap((text) => text.trim().split('\n'))
    .map((line) => (JSON.parse(line) as { id: string }).id)
    .sort()
}

const ids = ({ text }: { readonly text: string }) =>
  ((JSON.parse(text) as { entry?: { resource: { id: string } }[] }).entry ?? [])
    .map(({ resource }) => resource.id)
    .sort()

test('reads and finds its members', async () => {
  const bearer = await token('plan')
  expect(ids(await ask('Patient', bearer))).toEqual(MEMBERS)
  expect(ids(await ask('CarePlan', bearer))).toEqual(['plan-m1', 'plan-m2'])
  expect((await ask('CarePlan/plan-m1', bearer)).status).toBe(200)
})

test('and nobody else: neither by id, by reference nor by a count', async () => {
  const bearer = await token('plan')
  for (const path of ['Patient/stranger', 'CarePlan/plan-stranger', 'Patient/stranger/$everything'])
    expect((await ask(path, bearer)).status).toBe(404)
  expect(ids(await ask('CarePlan?patient=stranger', bearer))).toEqual([])
  expect((await ask('Patient?_summary=count&_id=stranger', bearer)).text).toContain('"total":0')
  expect((await ask('Group/north', bearer)).status).toBe(403)
})

test('a member who has left is seen no more', async () => {
  await grant(['m1'])
  const bearer = await token('plan')
  expect(ids(await ask('Patient', bearer))).toEqual(['m1'])
  await grant(MEMBERS)
})

const DAY = 24 * 3600_000

test('a membership counts while it lasts', async () => {
  const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
  await grant([
    member('m1', { period: { start: day(-30), end: day(2) } }),
    member('m2', { period: { start: day(-30), end: day(-2) } }),
    member('stranger', { period: { start: new Date(Date.now() + DAY).toISOString() } }),
  ])
  const bearer = await token('plan')
  expect(ids(await ask('Patient', bearer))).toEqual(['m1'])
  expect((await ask('CarePlan/plan-m2', bearer)).status).toBe(404)
  const exported = await exportedPatients('/Group/north/$export?_type=Patient', bearer)
  expect(exported).toEqual(['m1'])
  expect(await exportedPatients('/Group/north/$export?_type=Patient', await app.token({ role: 'auditor' }))).toEqual([
    'm1',
  ])
  await grant(MEMBERS)
})

test('writes nothing, whatever it was registered for', async () => {
  const assertion = await key.assertion('plan', `${url}/auth/token`)
  const form = { grant_type: 'client_credentials', scope: 'system/*.cruds', ...asserting(assertion) }
  const { body } = await new SmartClient(url).token(form)
  const response = await fetch(`${url}/fhir/r4/CarePlan/plan-m1`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${body.access_token ?? ''}` },
  })
  expect(response.status).toBe(403)
})

test('a token is of one practice, and without a Group of nobody', async () => {
  expect(ids(await ask('Patient', await token('plan-elsewhere')))).toEqual([])
  expect(ids(await ask('Patient', await token('plan-without')))).toEqual([])
})
