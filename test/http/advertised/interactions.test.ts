import type { CapabilityStatement, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resourceTypes } from '../../../server/definitions/resource-types.ts'
import type { TestAnswer } from '../../support/test-app.ts'
import { inParallel, startAdvertisedServer, type AdvertisedServer } from './advertised-server.ts'

let server: AdvertisedServer
let statement: CapabilityStatement
let auditEvent = ''

/** What the index of a type cannot do without. */
const NEEDED: Readonly<Record<string, object>> = { Provenance: { target: [{ reference: 'Patient/one' }] } }

beforeAll(async () => {
  const one = resourceTypes
    .filter((type) => type !== 'AuditEvent')
    .map((resourceType) => ({ resourceType, id: 'one', ...NEEDED[resourceType] }) as unknown as Resource)
  server = await startAdvertisedServer(one)
  statement = (await server.ask('/metadata')).body as unknown as CapabilityStatement
  await server.ask('/Patient/one')
  const trail = await server.ask('/AuditEvent?_count=1')
  auditEvent = trail.body.entry?.[0]?.resource.id ?? ''
  expect(auditEvent).not.toBe('')
})
afterAll(() => server.app.stop())

const idOf = (type: string) => (type === 'AuditEvent' ? auditEvent : 'one')

const json = (body: unknown) => ({ json: body, headers: { 'content-type': 'application/fhir+json' } })

/** How each interaction is asked for, and what says that it is served: writes are sent what validation must refuse. */
const INTERACTIONS: Readonly<
  Record<string, { readonly ask: (type: string) => Promise<TestAnswer>; readonly served: readonly number[] }>
> = {
  read: { ask: (type) => server.ask(`/${type}/${idOf(type)}`), served: [200] },
  vread: { ask: (type) => server.ask(`/${type}/${idOf(type)}/_history/1`), served: [200] },
  'history-instance': { ask: (type) => server.ask(`/${type}/${idOf(type)}/_history`), served: [200] },
  'history-type': { ask: (type) => server.ask(`/${type}/_history?_count=1`), served: [200] },
  'search-type': { ask: (type) => server.ask(`/${type}?_count=1`), served: [200] },
  create: {
    ask: (type) => server.ask(`/${type}`, { method: 'POST', ...json({ resourceType: type, frobnicate: 1 }) }),
    served: [400],
  },
  update: {
    ask: (type) => server.ask(`/${type}/one`, { method: 'PUT', ...json({ resourceType: type, id: 'one', frob: 1 }) }),
    served: [400],
  },
  patch: {
    ask: (type) =>
      server.ask(`/${type}/one`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json-patch+json' },
        body: '[{"op":"test","path":"/id","value":"another"}]',
      }),
    served: [409],
  },
  delete: { ask: (type) => server.ask(`/${type}/nobody`, { method: 'DELETE' }), served: [204] },
}

test('every interaction that a type is said to have is served, and no other', async () => {
  const wrong: string[] = []
  const probes = resourceTypes.flatMap((type) =>
    Object.entries(INTERACTIONS).map(([code, probe]) => ({ type, code, probe })),
  )
  await inParallel(probes, async ({ type, code, probe }) => {
    const { status } = await probe.ask(type)
    const named = server.types.get(type)?.interaction?.some((interaction) => interaction.code === code) === true
    const refusal = type === 'AuditEvent' ? [403, 404, 405] : [404, 405]
    if (!(named ? probe.served : refusal).includes(status)) wrong.push(`${type} ${code}: ${named}, answered ${status}`)
  })
  expect(wrong).toEqual([])
  expect(probes.length).toBeGreaterThan(1000)
  const codes = [...server.types.values()].flatMap(({ interaction = [] }) => interaction.map(({ code }) => code))
  expect([...new Set(codes)].toSorted()).toEqual(Object.keys(INTERACTIONS).toSorted())
})

test('searches work by POST as by GET', async () => {
  await inParallel(resourceTypes, async (type) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const posted = await server.ask(`/${type}/_search`, { method: 'POST', headers, body: '_count=1' })
    expect(posted.status, type).toBe(200)
  })
})

/** Bulk Data's own statement lists `$export` as `patient-export` and `group-export`. */
function calledAs({ name, definition }: { readonly name: string; readonly definition: string }): string {
  return definition.startsWith('http://hl7.org/fhir/uv/bulkdata/') ? 'export' : name
}

/** What an operation answers on a type: whether it is served at the type or at an instance. */
async function isServed(type: string, name: string): Promise<boolean> {
  const places = [`/${type}/$${name}`, `/${type}/one/$${name}`]
  const answers = await Promise.all(
    places.map((path) => server.ask(path, { method: 'POST', ...json({ resourceType: 'Parameters' }) })),
  )
  return answers.some(({ status, body }) => !(status === 404 && body.issue[0]?.code === 'not-supported'))
}

test('every operation is where it is said to be, and nowhere else', async () => {
  const named = new Map([...server.types].map(([type, { operation = [] }]) => [type, operation.map(calledAs)]))
  const names = [...new Set([...named.values()].flat())]
  expect(names.length).toBeGreaterThan(10)
  const wrong: string[] = []
  // Most types have the operations of every type alone: on some of these the others are called in vain.
  const common = named.get('Basic') ?? []
  const special = [...named].filter(([, own]) => own.length > common.length).map(([type]) => type)
  const probes = [...special, 'Basic', 'Observation', 'StructureDefinition', 'AuditEvent'].flatMap((type) =>
    names.map((name) => [type, name] as const),
  )
  const everywhere = resourceTypes.flatMap((type) => common.map((name) => [type, name] as const))
  await inParallel([...probes, ...everywhere], async ([type, name]) => {
    const said = named.get(type)?.includes(name) === true
    if ((await isServed(type, name)) !== said) wrong.push(`${said ? '' : 'not '}named: $${name} of ${type}`)
  })
  expect(wrong).toEqual([])
  for (const { name, definition } of statement.rest?.[0]?.operation ?? []) {
    const { status, body } = await server.ask(`/$${name}`, { method: 'POST', ...json({ resourceType: 'Parameters' }) })
    expect([status, body.issue[0]?.code], name).not.toEqual([404, 'not-supported'])
    expect(definition).toMatch(/^https?:/)
  }
  expect((await server.ask('/$ccm-month', { method: 'POST' })).status).toBe(404)
})

test('what the whole system is said to do, it does', async () => {
  const codes = statement.rest?.[0]?.interaction?.map(({ code }) => code).toSorted()
  expect(codes).toEqual(['batch', 'history-system', 'search-system', 'transaction'])
  for (const type of ['batch', 'transaction']) {
    const { status, body } = await server.ask('/', { method: 'POST', ...json({ resourceType: 'Bundle', type }) })
    expect([status, (body as unknown as { type: string }).type]).toEqual([200, `${type}-response`])
  }
  expect((await server.ask('/_history?_count=1')).status).toBe(200)
  expect((await server.ask('/?_type=Patient')).status).toBe(200)
  for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await server.ask('/', { method })).status, method).toBe(405)
  expect(statement.rest?.[0]?.compartment).toEqual(['http://hl7.org/fhir/CompartmentDefinition/patient'])
  expect((await server.ask('/Patient/one/Condition')).status).toBe(200)
})

test('writes under conditions are as they are said to be, for every type that can be written', async () => {
  const writable = [...server.types.values()].filter(({ type }) => type !== 'AuditEvent')
  for (const { type, ...said } of writable)
    expect(said, type).toMatchObject({
      versioning: 'versioned-update',
      readHistory: true,
      updateCreate: true,
      conditionalCreate: true,
      conditionalRead: 'full-support',
      conditionalUpdate: true,
      conditionalDelete: 'single',
    })
  const basic = (id: string) => ({ resourceType: 'Basic', id, code: { text: 'x' }, identifier: [{ value: 'same' }] })
  const put = (id: string, headers = {}) => server.ask(`/Basic/${id}`, { method: 'PUT', json: basic(id), headers })
  expect((await put('first')).status).toBe(201)
  expect((await put('first', { 'if-match': 'W/"9"' })).status).toBe(412)
  const { headers } = await server.ask('/Basic/first')
  const known = { 'if-none-match': headers.get('etag') ?? '' }
  expect((await server.ask('/Basic/first', { headers: known })).status).toBe(304)
  const again = { method: 'POST', json: basic('x'), headers: { 'if-none-exist': 'identifier=same' } }
  expect((await server.ask('/Basic', again)).status).toBe(200)
  expect((await server.ask('/Basic?identifier=same', { method: 'PUT', json: basic('first') })).status).toBe(200)
  expect((await put('second')).status).toBe(201)
  expect((await server.ask('/Basic?identifier=same', { method: 'DELETE' })).status).toBe(412)
  expect((await server.ask('/Basic/second', { method: 'DELETE' })).status).toBe(204)
  expect((await server.ask('/Basic?identifier=same', { method: 'DELETE' })).status).toBe(204)
  expect((await server.ask('/Basic/first')).status).toBe(410)
})
