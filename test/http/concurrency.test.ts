import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, anObservation, aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'
import { countsOf, historyVersions, raceOf } from '../support/races.ts'

let app: TestApp
let client: TestClient

beforeAll(async () => {
  app = await startTestApp()
  client = await app.client({ role: 'administrator' })
})
afterAll(() => app.stop())

type Init = Parameters<TestClient>[1]

const json = (resource: object) => ({ method: 'PUT', json: resource })

describe('two writers under the same If-Match', () => {
  const etagOf = async (path: string) => (await client(path)).headers.get('etag') ?? ''

  test.each<readonly [string, Init & object, Init & { readonly headers?: Record<string, string> }]>([
    ['two updates', json(aPatient('m', 'One')), json(aPatient('m', 'Two'))],
    ['an update and a deletion', json(aPatient('m', 'One')), { method: 'DELETE' }],
    [
      'an update and a patch',
      json(aPatient('m', 'One')),
      {
        method: 'PATCH',
        body: '[{"op":"replace","path":"/active","value":false}]',
        headers: { 'content-type': 'application/json-patch+json' },
      },
    ],
  ])('%s: one is written, the other hears 412, every time', async (_what, one, other) => {
    for (let round = 0; round < 25; round++) {
      await putAll(client, [aPatient('m', `Round${round}`)])
      const etag = await etagOf('/Patient/m')
      const answers = await Promise.all(
        [one, other].map((init) =>
          client('/Patient/m', {
            ...init,
            headers: { ...(init.headers as Record<string, string> | undefined), 'if-match': etag },
          }),
        ),
      )
      const refused = answers.filter(({ status }) => status === 412)
      expect(refused, JSON.stringify(answers)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 200 || status === 204)).toHaveLength(1)
    }
  })

  test('two transactions: of the one that hears 412 nothing is written', async () => {
    for (let round = 0; round < 15; round++) {
      await putAll(client, [aPatient('m', `Round${round}`)])
      const ifMatch = await etagOf('/Patient/m')
      const transaction = (name: string) =>
        client('/', {
          method: 'POST',
          json: {
            resourceType: 'Bundle',
            type: 'transaction',
            entry: [
              { resource: aPatient('m', name), request: { method: 'PUT', url: 'Patient/m', ifMatch } },
              {
                resource: aPatient(`beside-${round}`, name),
                request: { method: 'PUT', url: `Patient/beside-${round}` },
              },
            ],
          },
        })
      const answers = await Promise.all([transaction('One'), transaction('Two')])
      expect(countsOf(answers)).toEqual({ 200: 1, 412: 1 })
      expect(await historyVersions(client, `Patient/beside-${round}`)).toEqual([1])
    }
  })
})

describe('many who want the same', () => {
  const created = (value: string) => ({
    method: 'POST',
    json: { ...aPatient('', 'Raced', { identifier: [{ system: 'urn:race', value }] }), id: undefined },
    headers: { 'if-none-exist': `identifier=urn:race|${value}` },
  })

  test('50 conditional creates make one resource, and all are told which', async () => {
    for (const value of ['a', 'b', 'c']) {
      const answers = await raceOf(50, () => client('/Patient', created(value)))
      expect(countsOf(answers)).toEqual({ 200: 49, 201: 1 })
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
      expect((await client(`/Patient?identifier=urn:race|${value}&_summary=count`)).body.total).toBe(1)
    }
  })

  test('50 transactions with a conditional create make one resource, and all refer to it', async () => {
    const transaction = (at: number) =>
      client('/', {
        method: 'POST',
        json: {
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [
            {
              fullUrl: 'urn:uuid:7f0a3b1e-6f0e-4a56-9b0e-0a53f2f6b0c1',
              resource: created('t').json,
              request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:race|t' },
            },
            {
              resource: {
                ...anObservation(`race-${at}`, 'x', '2026-03-05'),
                subject: { reference: 'urn:uuid:7f0a3b1e-6f0e-4a56-9b0e-0a53f2f6b0c1' },
              },
              request: { method: 'PUT', url: `Observation/race-${at}` },
            },
          ],
        },
      })
    const answers = await raceOf(50, transaction)
    expect(countsOf(answers)).toEqual({ 200: 50 })
    const [patient] = (await client('/Patient?identifier=urn:race|t')).body.entry ?? []
    expect((await client(`/Observation?patient=${patient?.resource.id ?? ''}&_summary=count`)).body.total).toBe(50)
  })

  test('30 conditional updates make one resource, then each a version of it', async () => {
    const answers = await raceOf(30, (at) =>
      client('/Patient?identifier=urn:race|u', {
        method: 'PUT',
        json: { ...aPatient('', `Update${at}`, { identifier: [{ system: 'urn:race', value: 'u' }] }), id: undefined },
      }),
    )
    expect(countsOf(answers)).toEqual({ 200: 29, 201: 1 })
    const [patient, ...more] = (await client('/Patient?identifier=urn:race|u')).body.entry ?? []
    expect(more).toEqual([])
    expect(await historyVersions(client, `Patient/${patient?.resource.id ?? ''}`)).toEqual(upTo(30))
  })

  test('50 who put a new id: one makes it, then each a version of it', async () => {
    for (const id of ['n1', 'n2']) {
      const answers = await raceOf(50, (at) => client(`/Patient/${id}`, json(aPatient(id, `Put${at}`))))
      expect(countsOf(answers)).toEqual({ 200: 49, 201: 1 })
      expect(await historyVersions(client, `Patient/${id}`)).toEqual(upTo(50))
    }
  })

  test('20 who delete: each hears that it is gone, and it goes once', async () => {
    await putAll(client, [aPatient('gone', 'Gone')])
    const answers = await raceOf(20, () => client('/Patient/gone', { method: 'DELETE' }))
    expect(countsOf(answers)).toEqual({ 204: 20 })
    expect(await historyVersions(client, 'Patient/gone')).toEqual([1, 2])
  })
})

test('transactions that touch the same resources in opposite orders all come through', async () => {
  const ids = ['x1', 'x2', 'x3', 'x4']
  await putAll(
    client,
    ids.map((id) => aPatient(id, 'Crossed')),
  )
  const answers = await raceOf(40, (at) => {
    const order = at % 2 === 0 ? ids : ids.toReversed()
    const entry = order.flatMap((id) => [
      { resource: aPatient(id, `Crossed${at}`), request: { method: 'PUT', url: `Patient/${id}` } },
      {
        resource: { ...aCondition('', id, 'I10'), id: undefined },
        request: { method: 'POST', url: 'Condition', ifNoneExist: `subject=Patient/${id}&code=I10` },
      },
    ])
    return client('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
  })
  expect(countsOf(answers), answers.find(({ status }) => status !== 200)?.text).toEqual({ 200: 40 })
  for (const id of ids) {
    expect(await historyVersions(client, `Patient/${id}`)).toEqual(upTo(41))
    expect((await client(`/Condition?subject=Patient/${id}&_summary=count`)).body.total).toBe(1)
  }
})

test('whatever many do at once with a few resources, each version is written once and no one is answered 5xx', async () => {
  const ids = ['w1', 'w2', 'w3']
  const acts: readonly ((id: string, at: number) => Promise<TestAnswer>)[] = [
    (id, at) => client(`/Patient/${id}`, json(aPatient(id, `Wild${at}`))),
    (id) => client(`/Patient/${id}`, { method: 'DELETE' }),
    (id) => client(`/Patient/${id}`),
    (id, at) => client(`/Patient?_id=${id}`, json(aPatient(id, `If${at}`))),
    (id) => client(`/Patient/_search`, { method: 'POST', body: new URLSearchParams({ _id: id }) }),
    (id, at) =>
      client('/', {
        method: 'POST',
        json: {
          resourceType: 'Bundle',
          type: at % 2 === 0 ? 'transaction' : 'batch',
          entry: [...ids, id]
            .slice(1)
            .filter((one, place, all) => all.indexOf(one) === place)
            .map((one) => ({
              resource: aPatient(one, `Both${at}`),
              request: { method: 'PUT', url: `Patient/${one}` },
            })),
        },
      }),
    (id) =>
      client('/Patient', { ...json(aPatient('', 'New')), method: 'POST', headers: { 'if-none-exist': `_id=${id}` } }),
    (id) =>
      client(`/Patient/${id}`, {
        method: 'PATCH',
        body: '[{"op":"add","path":"/active","value":false}]',
        headers: { 'content-type': 'application/json-patch+json' },
      }),
  ]
  const answers = await raceOf(240, (at) => acts[at % acts.length]!(ids[(at * 7) % ids.length] ?? '', at), 24)
  expect(answers.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([])
  for (const id of ids) {
    const versions = await historyVersions(client, `Patient/${id}`)
    expect(versions).toEqual(upTo(versions.length))
  }
})

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_unused, at) => at + 1)
}
