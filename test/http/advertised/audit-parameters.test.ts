import type { AuditEvent } from '@medplum/fhirtypes'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readSearchParameters } from '../../../profiles/build/r4-definitions.ts'
import { aCondition, aPatient, putAll } from '../../support/chart.ts'
import { askForAll, inParallel, startAdvertisedServer, type AdvertisedServer } from './advertised-server.ts'

let server: AdvertisedServer
let until = ''
let all: readonly AuditEvent[] = []

beforeAll(async () => {
  server = await startAdvertisedServer([])
  const nurse = await server.app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [aPatient('p1', 'Quillfeather'), aPatient('p2', 'Brandybuck'), aCondition('c1', 'p1', 'I10')])
  for (const path of [
    '/Patient/p1',
    '/Condition/c1',
    '/Condition?patient=p2',
    '/Patient/nobody',
    '/Condition/_history',
    '/Patient/p1/$ccm-eligibility',
    '/Condition?code:frobnicate=x&patient=p1',
    '/_jobs/none',
  ])
    await nurse(path)
  const patient = await server.app.client({ role: 'patient', user: 'Patient/p1', patient: 'p1' })
  for (const path of ['/Condition/c1', '/AuditEvent']) await patient(path)
  const auditor = await server.app.client({ role: 'auditor' })
  await auditor('/Patient/p2')
  await nurse('/Condition/c1', { method: 'DELETE' })
  until = new Date().toISOString()
  await auditor('/Patient/p1')
  // What is read is entered within a quarter of a second, in order: once the last is there, all are.
  await vi.waitFor(async () => {
    expect(await askForAll(server.ask, `/AuditEvent?date=ge${until}&subtype=read&entity=Patient/p1`)).toHaveLength(1)
  }, 10_000)
  all = await events()
})

afterAll(() => server.app.stop())

async function events(query = ''): Promise<readonly AuditEvent[]> {
  const found = await askForAll(server.ask, `/AuditEvent?_count=1000&date=lt${until}${query}`)
  return found as unknown as readonly AuditEvent[]
}

/** A parameter's values by R4's own expression. */
function valuesOf(event: AuditEvent, code: string): readonly unknown[] {
  const source = readSearchParameters().find((one) => one.code === code && one.base.includes('AuditEvent'))
  const expression = source?.expression?.split('|').find((part) => part.trim().startsWith('AuditEvent.')) ?? ''
  const plain = expression.replace(/resolve\(\) is (\w+)/g, "reference.startsWith('$1/')")
  return fhirpath.evaluate(event, plain, undefined, r4, { async: false }) as unknown[]
}

interface Value {
  readonly coding?: readonly Value[]
  readonly code?: string
  readonly reference?: string
}

/** How a search writes a value. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  const { code, reference, coding = [] } = value as Value
  return [
    ...coding.flatMap(textsOf),
    ...(code === undefined ? [] : [code]),
    ...(reference === undefined ? [] : [reference.replace(/\/_history.*/, '')]),
  ]
}

/** The patient is an agent, or an entity: R4's expression has both. */
const EXPRESSIONS: Readonly<Record<string, (event: AuditEvent) => readonly string[]>> = {
  _id: ({ id = '' }) => [id],
  _lastUpdated: ({ meta }) => [meta?.lastUpdated ?? ''],
  patient: ({ agent, entity }) =>
    [...agent.map(({ who }) => who), ...(entity ?? []).map(({ what }) => what)].flatMap(({ reference = '' } = {}) =>
      reference.startsWith('Patient/') ? [reference.replace(/\/_history.*/, '')] : [],
    ),
}

const read = (event: AuditEvent, code: string): readonly string[] =>
  EXPRESSIONS[code]?.(event) ?? valuesOf(event, code).flatMap(textsOf)

const idsOf = (found: readonly AuditEvent[]) => found.map(({ id }) => id).toSorted()

test('every parameter of AuditEvent finds what it should and nothing else', async () => {
  const advertised = server.types.get('AuditEvent')?.searchParam ?? []
  const wrong: string[] = []
  await inParallel(advertised, async ({ name, documentation = '' }) => {
    const held = all.map((event) => ({ event, values: read(event, name) }))
    const some = new Set(held.flatMap(({ values }) => values))
    if (some.size === 0) wrong.push(`No entry has a value of ${name}.`)
    for (const value of [...some].slice(0, 4)) {
      const holding = (is: boolean) =>
        idsOf(held.filter(({ values }) => values.includes(value) === is).map(({ event }) => event))
      const text = encodeURIComponent(value)
      if (idsOf(await events(`&${name}=${text}`)).join() !== holding(true).join()) wrong.push(`${name}=${value}`)
      if (
        documentation.includes(':not') &&
        idsOf(await events(`&${name}:not=${text}`)).join() !== holding(false).join()
      )
        wrong.push(`${name}:not=${value}`)
    }
    if (!documentation.includes(':missing')) return
    for (const missing of [true, false]) {
      const expected = held.filter(({ values }) => (values.length === 0) === missing).map(({ event }) => event)
      const found = idsOf(await events(`&${name}:missing=${String(missing)}`))
      if (found.join() !== idsOf(expected).join()) wrong.push(`${name}:missing=${String(missing)}`)
    }
  })
  expect(wrong).toEqual([])
})
