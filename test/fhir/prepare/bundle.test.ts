import { existsSync } from 'node:fs'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareParts } from '../../../server/compose/prepare-parts.ts'
import { FhirError } from '../../../server/fhir/fault.ts'
import { DEFAULT_LIMITS } from '../../../server/fhir/limits.ts'
import { openBundle } from '../../../server/fhir/prepare/bundle/open-bundle.ts'
import { createPrepareRequests } from '../../../server/fhir/prepare/create-prepare-requests.ts'
import { PrepareWorker } from '../../../server/fhir/prepare/worker/prepare-worker.ts'
import { aPatient } from '../../support/chart.ts'
import { silentLog } from '../../support/silent-log.ts'

const parts = prepareParts('http://localhost/fhir/r4')
const WORKER = new URL('../../../server/compose/prepare-worker.ts', import.meta.url)
const prepare = createPrepareRequests(parts, {
  base: 'http://localhost/fhir/r4',
  clock: { now: () => 0 },
  limits: DEFAULT_LIMITS,
  log: silentLog,
  worker: WORKER,
})
afterAll(() => prepare.close())

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const bundle = (entry: unknown[], type = 'transaction') => ({ resourceType: 'Bundle', type, entry })
const post = (resource: Resource, fullUrl?: string): BundleEntry => ({
  ...(fullUrl ? { fullUrl } : {}),
  resource,
  request: { method: 'POST', url: resource.resourceType },
})

function refusalOf(value: unknown, limits = DEFAULT_LIMITS): FhirError {
  try {
    openBundle(parts, bytes(value), limits)
  } catch (error) {
    if (error instanceof FhirError) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('a body that is no batch or transaction', () => {
  const patient = aPatient('p', 'X')
  test.each([
    ['another resource', patient, 400, undefined],
    ['a Bundle of another type', bundle([], 'collection'), 400, 'Bundle.type'],
    ['entries that are no list', { ...bundle([]), entry: {} }, 400, 'Bundle.entry'],
    ['an entry that is no object', bundle([1]), 400, 'Bundle.entry[0]'],
    ['an entry without a request', bundle([{ resource: patient }]), 400, 'Bundle.entry[0].request'],
    [
      'a method that there is not',
      bundle([{ request: { method: 'LOAD', url: 'x' } }]),
      400,
      'Bundle.entry[0].request.method',
    ],
    ['a request without a URL', bundle([{ request: { method: 'GET' } }]), 400, 'Bundle.entry[0].request.url'],
    [
      'a PUT without a resource',
      bundle([post(patient), { request: { method: 'PUT', url: 'Patient/p' } }]),
      400,
      'Bundle.entry[1].resource',
    ],
    ['a resource that is null', bundle([{ ...post(patient), resource: null }]), 400, 'Bundle.entry[0].resource'],
    [
      'a resource without a type',
      bundle([{ ...post(patient), resource: { id: 'a' } }]),
      400,
      'Bundle.entry[0].resource',
    ],
  ])('%s', (_what, value, status, expression) => {
    const refusal = refusalOf(value)
    expect(refusal.status).toBe(status)
    expect(refusal.issues[0]?.expression?.[0]).toBe(expression)
  })

  test('more entries than a request takes', () => {
    const limits = { ...DEFAULT_LIMITS, bundleEntries: 2 }
    expect(refusalOf(bundle([post(patient), post(patient), post(patient)]), limits).status).toBe(413)
    expect(() => openBundle(parts, bytes(bundle([post(patient), post(patient)])), limits)).not.toThrow()
  })

  test('a fault within a resource is told by its place in the whole body', () => {
    const text = JSON.stringify(bundle([post(patient), post(patient)]), null, 1).replace('"X"', 'X')
    const line = text.split('\n').findIndex((each) => each.includes(': X')) + 1
    expect(refusalOf(text).message).toContain(`line ${line},`)
    expect(
      refusalOf(JSON.stringify(bundle([post(patient)])).replace('"active":', '"active":true,"active":')).message,
    ).toContain('"active" stands twice')
  })
})

describe('references within a transaction', () => {
  const patient: Resource = { resourceType: 'Patient', id: 'abc' }
  const resolve = async (resource: object, links: [string, string][], fullUrl?: string) => {
    const received = await prepare.bundle(bytes(bundle([post(resource as Resource, fullUrl)])))
    const prepared = await received.prepare({ now: 0, entries: [{ entry: 0, id: 'x' }], links })
    const { head, tail } = prepared.get(0)!.prepared
    return JSON.parse(`${head}1${tail}`) as Record<string, unknown>
  }
  const basic = { resourceType: 'Basic', code: { text: 'x' } }

  test('become references to what was made, in references, URIs and links; strings and canonicals stay', async () => {
    const urn = 'urn:uuid:5b0c7a2e-5f0a-4e1b-9d7b-0a1f2b3c4d5e'
    const resource = {
      resourceType: 'DocumentReference',
      status: 'current',
      meta: { profile: [urn] },
      text: {
        status: 'generated',
        div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${urn}">it</a> <img src="${urn}" alt="${urn}"/></div>`,
      },
      identifier: [{ system: 'urn:ietf:rfc:3986', value: urn }],
      subject: { reference: urn },
      content: [{ attachment: { url: urn } }],
      extension: [{ url: 'http://example.org/e', valueUri: urn }],
    }
    expect(await resolve(resource, [[urn, 'Patient/new']])).toMatchObject({
      meta: { profile: [urn] },
      text: {
        div: expect.stringContaining(`<a href="Patient/new">it</a> <img src="Patient/new" alt="${urn}"/>`) as string,
      },
      identifier: [{ value: urn }],
      subject: { reference: 'Patient/new' },
      content: [{ attachment: { url: 'Patient/new' } }],
      extension: [{ valueUri: 'Patient/new' }],
    })
  })

  test('by OID too; what a URL names stays as it is', async () => {
    const oid = 'urn:oid:2.16.840.1.113883.19.5'
    const named = 'http://there/fhir/StructureDefinition/x'
    const resource = {
      resourceType: 'ValueSet',
      status: 'active',
      url: named,
      extension: [{ url: named, valueUrl: oid }],
      compose: { include: [{ valueSet: [named], system: 'http://x' }] },
      useContext: [{ code: { code: 'x' }, valueReference: { reference: oid } }],
    }
    const links: [string, string][] = [
      [oid, 'Group/new'],
      [named, 'StructureDefinition/new'],
    ]
    expect(await resolve(resource, links)).toMatchObject({
      url: named,
      extension: [{ url: named, valueUrl: 'Group/new' }],
      compose: { include: [{ valueSet: [named] }] },
      useContext: [{ valueReference: { reference: 'Group/new' } }],
    })
  })

  test('relative ones are meant from the base of the entry in which they stand', async () => {
    const links: [string, string][] = [['http://there/fhir/Patient/abc', 'Patient/new']]
    const resource = { ...basic, subject: { reference: 'Patient/abc' } }
    expect(await resolve(resource, links, 'http://there/fhir/Basic/1')).toMatchObject({
      subject: { reference: 'Patient/new' },
    })
    expect(await resolve(resource, links, 'urn:uuid:5b0c7a2e-5f0a-4e1b-9d7b-0a1f2b3c4d5f')).toMatchObject({
      subject: { reference: 'Patient/abc' },
    })
  })

  test('one that leads to no entry is refused, with entry and element', async () => {
    const lost = 'urn:uuid:00000000-0000-4000-8000-000000000000'
    const received = await prepare.bundle(
      bytes(bundle([post(patient), post({ ...basic, subject: { reference: lost } } as Resource)])),
    )
    const entries = [0, 1].map((entry) => ({ entry, id: `x${entry}` }))
    await expect(received.prepare({ now: 0, entries, links: [] })).rejects.toMatchObject({
      status: 400,
      issues: [{ code: 'not-found', expression: ['Bundle.entry[1].resource.subject.reference'] }],
    })
  })

  test('all entries at fault are named', async () => {
    const bad = { resourceType: 'Patient', gender: 'odd' }
    const received = await prepare.bundle(bytes(bundle([bad, patient, bad].map((each) => post(each as Resource)))))
    const entries = [0, 1, 2].map((entry) => ({ entry, id: `x${entry}` }))
    const refusal = received.prepare({ now: 0, entries, links: [] })
    await expect(refusal).rejects.toMatchObject({ status: 400 })
    const { issues } = (await refusal.catch((error: unknown) => error)) as FhirError
    expect(issues.map(({ expression }) => expression?.[0])).toEqual([
      'Bundle.entry[0].resource.gender',
      'Bundle.entry[2].resource.gender',
    ])
  })

  test('conditional ones are found, with the entries that they may mean', async () => {
    const identifier = [{ system: 'http://npi', value: '1' }]
    const { outline } = await prepare.bundle(
      bytes(
        bundle([
          post({ resourceType: 'Practitioner', identifier }),
          post({ ...basic, author: { reference: 'Practitioner?identifier=http://npi|1' } } as Resource),
          post({ ...basic, author: { reference: 'Practitioner?identifier=http%3A%2F%2Fnpi%7C2' } } as Resource),
        ]),
      ),
    )
    expect(outline).toMatchObject({
      conditional: [
        { text: 'Practitioner?identifier=http://npi|1', entry: 1, candidates: [0] },
        { text: 'Practitioner?identifier=http%3A%2F%2Fnpi%7C2', entry: 2, candidates: [] },
      ],
    })
  })
})

describe('the worker', () => {
  const patients = Array.from({ length: 450 }, (_, at) => post(aPatient(`p${at}`, `Family${at}`), `urn:x:${at}`))
  const large: Bundle = bundle(patients) as Bundle
  const entries = patients.map((_, entry) => ({ entry, id: `id${entry}` }))

  test('answers as this thread does', async () => {
    const here = openBundle(parts, bytes(large), DEFAULT_LIMITS)
    const there = await prepare.bundle(bytes(large))
    expect(there.outline).toEqual(here.outline)
    const resolution = { now: 5, entries, links: [] }
    expect(await there.prepare(resolution)).toEqual(new Map(here.prepare(resolution)))
    expect(await there.body(3)).toEqual(bytes(patients[3]?.resource))
    there.close()
  })

  test('refuses as this thread does', async () => {
    const text = `${JSON.stringify(large)}}`
    await expect(prepare.bundle(bytes(text))).rejects.toMatchObject({ status: 400, message: refusalOf(text).message })
  })

  test('serves several at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const received = await prepare.bundle(bytes(large))
        const { size } = await received.prepare({ now: 1, entries, links: [] })
        received.close()
        return size
      }),
    )
    expect(all).toEqual([450, 450, 450, 450])
  })
})

describe('a worker that dies', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ccm-worker-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('fails those who wait with 503, and is started again for the next', async () => {
    const flag = join(folder, 'alive')
    const entry = join(folder, 'worker.mjs')
    // It dies at its first preparing, and lives once the flag is there.
    await writeFile(
      entry,
      `import { existsSync, writeFileSync } from 'node:fs'
       import { parentPort } from 'node:worker_threads'
       if (!existsSync(${JSON.stringify(flag)})) parentPort.on('message', ({ kind }) => {
         if (kind !== 'prepare') return
         writeFileSync(${JSON.stringify(flag)}, '')
         process.exit(1)
       })
       await import(${JSON.stringify(WORKER.href)})`,
    )
    const worker = new PrepareWorker(
      pathToFileURL(entry),
      { base: 'http://localhost/fhir/r4', limits: DEFAULT_LIMITS },
      silentLog,
    )
    const body = bundle([post(aPatient('p', 'X'))])
    const resolution = { now: 0, entries: [{ entry: 0, id: 'x' }], links: [] }
    const first = await worker.open(bytes(body))
    await expect(first.prepare(resolution)).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    await expect(first.prepare(resolution)).rejects.toMatchObject({ status: 503 })
    first.close()
    expect(existsSync(flag)).toBe(true)
    const second = await worker.open(bytes(body))
    expect((await second.prepare(resolution)).size).toBe(1)
    second.close()
    await worker.close()
  })
})
