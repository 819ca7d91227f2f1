import type { Coverage } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aCondition, anObservation, aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let client: TestClient

beforeAll(async () => {
  app = await startTestApp({
    MAX_BODY_MB: '0.1',
    MAX_JSON_DEPTH: '12',
    MAX_JSON_VALUES: '400',
    MAX_BUNDLE_ENTRIES: '3',
    MAX_PATCH_OPERATIONS: '2',
    MAX_SEARCH_PARAMETERS: '6',
    MAX_SEARCH_VALUES: '4',
    MAX_CHAIN_DEPTH: '2',
    MAX_INCLUDES: '2',
    MAX_INCLUDED: '3',
    MAX_ITERATIONS: '2',
    MAX_PAGE_SIZE: '4',
    DEFAULT_PAGE_SIZE: '2',
    MAX_URL_KB: '1',
    MAX_HEADER_KB: '4',
  })
  client = await app.client({ role: 'administrator' })
  await putAll(client, [
    aPatient('p1', 'Limited'),
    ...['c1', 'c2', 'c3', 'c4', 'c5'].map((id) => aCondition(id, 'p1', 'I10')),
    anObservation('o1', 'p1', '2026-03-05'),
    // Plans in a row, each a part of the next: includes can follow them.
    aCarePlan('plan0', 'p1'),
    ...[1, 2, 3, 4, 5].map((at) => aCarePlan(`plan${at}`, 'p1', { partOf: [{ reference: `CarePlan/plan${at - 1}` }] })),
  ])
})
afterAll(() => app.stop())

/** Refused, in words that name what is too much and the setting that says so. */
function expectRefused(answer: TestAnswer, status: number, setting: string): void {
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/fhir\+json/)
  const code = [413, 414, 431].includes(status) ? 'too-long' : 'too-costly'
  expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] })
  expect(answer.text).toContain(setting)
}

const nested = (depth: number) => '{"extension":[{"url":"u","valueString":"x",'.repeat(depth)

describe('a request that asks for too much is refused, and the limit is named', () => {
  test('a large body', async () => {
    const large = { ...aPatient('p2', 'X'), name: [{ text: 'x'.repeat(200_000) }] }
    expectRefused(await client('/Patient/p2', { method: 'PUT', json: large }), 413, 'MAX_BODY_MB')
  })

  test('a deep body, sound or not', async () => {
    const deep = JSON.parse(`${'{"a":['.repeat(6)}{}${']}'.repeat(6)}`) as unknown
    expectRefused(await client('/Patient', { method: 'POST', json: deep }), 400, 'MAX_JSON_DEPTH')
    const headers = { 'content-type': 'application/fhir+json' }
    expectRefused(await client('/Patient', { method: 'POST', body: nested(7), headers }), 400, 'MAX_JSON_DEPTH')
    const bundle = JSON.stringify({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ resource: deep, request: { method: 'POST', url: 'Patient' } }],
    })
    expectRefused(await client('/', { method: 'POST', body: bundle, headers }), 400, 'MAX_JSON_DEPTH')
  })

  test('a body of many parts, alone, in a Bundle, and by what a patch copies and moves', async () => {
    const many = { ...aPatient('p2', 'X'), name: Array.from({ length: 300 }, () => ({ family: 'x' })) }
    expectRefused(await client('/Patient/p2', { method: 'PUT', json: many }), 400, 'MAX_JSON_VALUES')
    const entry = [{ resource: many, request: { method: 'PUT', url: 'Patient/p2' } }]
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry }
    expectRefused(await client('/', { method: 'POST', json: bundle }), 400, 'MAX_JSON_VALUES')
    const half = { ...many, name: many.name.slice(0, 140) }
    expect((await client('/Patient/p2', { method: 'PUT', json: half })).status).toBe(201)
    const headers = { 'content-type': 'application/json-patch+json' }
    const copying = [1, 2].map(() => ({ op: 'copy', from: '/name', path: '/name/-' }))
    const moving = [
      { op: 'move', from: '/name', path: '/photo' },
      { op: 'move', from: '/photo', path: '/name' },
    ]
    for (const json of [copying, moving])
      expectRefused(await client('/Patient/p2', { method: 'PATCH', headers, json }), 400, 'MAX_JSON_VALUES')
  })

  test.each(['batch', 'transaction'])('a %s of many entries', async (type) => {
    const entry = Array.from({ length: 4 }, () => ({ request: { method: 'GET', url: 'Patient/p1' } }))
    const json = { resourceType: 'Bundle', type, entry }
    expectRefused(await client('/', { method: 'POST', json }), 413, 'MAX_BUNDLE_ENTRIES')
  })

  test('a patch of many operations', async () => {
    const answer = await client('/Patient/p1', {
      method: 'PATCH',
      body: JSON.stringify(Array.from({ length: 3 }, () => ({ op: 'test', path: '/active', value: true }))),
      headers: { 'content-type': 'application/json-patch+json' },
    })
    expectRefused(answer, 400, 'MAX_PATCH_OPERATIONS')
  })

  test.each([
    ['many parameters', `/Patient?${'name=a&'.repeat(7)}`, 'MAX_SEARCH_PARAMETERS'],
    ['many parameters that mean nothing', `/Patient?${'nothing=a&'.repeat(7)}`, 'MAX_SEARCH_PARAMETERS'],
    [
      'many hops',
      '/Condition?subject:Patient.general-practitioner:Practitioner.name=a&'.repeat(3).replaceAll('&/Condition?', '&'),
      'MAX_SEARCH_PARAMETERS',
    ],
    ['many values', '/Patient?_id=a,b,c,d,e', 'MAX_SEARCH_VALUES'],
    ['a long chain', '/CarePlan?part-of.part-of.part-of.status=active', 'MAX_CHAIN_DEPTH'],
    [
      'a long _has',
      '/Patient?_has:CarePlan:subject:_has:CarePlan:part-of:_has:CarePlan:part-of:status=active',
      'MAX_CHAIN_DEPTH',
    ],
    [
      'many includes',
      '/Condition?_include=Condition:subject&_include=Condition:encounter&_include=Condition:asserter',
      'MAX_INCLUDES',
    ],
  ])('a search of %s', async (_what, path, setting) => {
    expectRefused(await client(path), 400, setting)
  })

  test.each([
    ['names of elements', 'Patient/_search', `_elements=${'e,'.repeat(30_000)}`],
    ['keys to sort by', 'Patient/_search', `_sort=${'name,'.repeat(21)}`],
  ])('a search of many %s, and nobody waits for it', async (_what, path, body) => {
    const began = performance.now()
    const answer = await client(`/${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect([answer.status, answer.body.issue[0]?.code], answer.text).toEqual([400, 'too-costly'])
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('what is just within a limit is answered', async () => {
    for (const path of [
      `/Patient?${'name=a&'.repeat(6)}`,
      '/Patient?_id=a,b,c,d',
      '/CarePlan?part-of.part-of.status=active',
      '/Patient?_has:CarePlan:subject:_has:CarePlan:part-of:status=active',
    ])
      expect((await client(path)).status, path).toBe(200)
  })

  test('a long search by GET; by POST it is not too long', async () => {
    const text = 'x'.repeat(1100)
    expectRefused(await client(`/Patient?name=${text}`), 414, 'MAX_URL_KB')
    const posted = await client('/Patient/_search', { method: 'POST', body: new URLSearchParams({ name: text }) })
    expect(posted.status, posted.text).toBe(200)
  })

  test('large headers', async () => {
    expectRefused(await client('/Patient/p1', { headers: { 'x-large': 'x'.repeat(5000) } }), 431, 'MAX_HEADER_KB')
  })
})

describe('pages', () => {
  const idsOf = ({ body }: TestAnswer, mode: string) =>
    (body.entry ?? []).filter(({ search }) => search?.mode === mode).map(({ resource }) => resource.id)

  test('hold as many as the limit allows, however many are asked for, and the rest follows', async () => {
    const first = await client('/Condition?patient=p1&_count=1000')
    expect(idsOf(first, 'match')).toHaveLength(4)
    const next = first.body.link.find(({ relation }) => relation === 'next')?.url ?? ''
    const second = await client(next)
    expect([...idsOf(first, 'match'), ...idsOf(second, 'match')].toSorted()).toEqual(['c1', 'c2', 'c3', 'c4', 'c5'])
    expect(idsOf(await client('/Condition?patient=p1'), 'match')).toHaveLength(2)
  })

  test('of a history as well', async () => {
    expect((await client('/CarePlan/_history?_count=1000')).body.entry).toHaveLength(4)
    expect((await client('/CarePlan/_history')).body.entry).toHaveLength(2)
  })

  test('include no more than the limit allows, and say so', async () => {
    const answer = await client('/Patient?_id=p1&_revinclude=Condition:subject')
    expect(answer.status).toBe(200)
    expect(idsOf(answer, 'match')).toEqual(['p1'])
    expect(idsOf(answer, 'include')).toHaveLength(3)
    const [outcome] = (answer.body.entry ?? []).filter(({ search }) => search?.mode === 'outcome')
    expect(outcome?.resource.issue).toMatchObject([{ severity: 'warning', code: 'incomplete' }])
    expect(outcome?.resource.issue[0]?.diagnostics).toContain('MAX_INCLUDED')
    const few = await client('/Condition?_id=c1&_include=Condition:subject')
    expect(idsOf(few, 'outcome')).toEqual([])
  })

  test('what a token does not show takes no room among what is included', async () => {
    const coverage: Coverage & { id: string } = {
      resourceType: 'Coverage',
      id: 'cov',
      status: 'active',
      beneficiary: { reference: 'Patient/p1' },
      payor: [{ display: 'Medicare' }],
    }
    await putAll(client, [coverage])
    const few = await app.client({ role: 'clinical-staff', scope: 'user/Patient.rs user/Coverage.rs' })
    const answer = await few('/Patient?_id=p1&_revinclude=*')
    expect(idsOf(answer, 'include')).toEqual(['cov'])
    expect(idsOf(answer, 'outcome')).toEqual([])
    await client('/Coverage/cov', { method: 'DELETE' })
  })

  test('follow includes no further than the limit allows, and say so', async () => {
    const answer = await client('/CarePlan?_id=plan5&_include:iterate=CarePlan:part-of&_count=1')
    expect(idsOf(answer, 'include')).toEqual(['plan4', 'plan3', 'plan2'])
    const [outcome] = (answer.body.entry ?? []).filter(({ search }) => search?.mode === 'outcome')
    expect(outcome?.resource.issue[0]?.diagnostics).toContain('MAX_ITERATIONS')
    const short = await client('/CarePlan?_id=plan1&_include:iterate=CarePlan:part-of')
    expect(idsOf(short, 'include')).toEqual(['plan0'])
    expect(idsOf(short, 'outcome')).toEqual([])
  })
})
