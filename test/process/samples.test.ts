import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { structures } from '#definitions/structures.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import { collectSamples, SAMPLED_SETTINGS } from '../conformance/samples/collect-samples.ts'
import { SAMPLE_KINDS, type Sample } from '../conformance/samples/collection.ts'
import { makeDataDir } from '../support/demo-server.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let server: ServerProcess
let samples: readonly Sample[]

beforeAll(async () => {
  dataDir = await makeDataDir()
  server = await startServer({ DATA_DIR: dataDir.path, ...SAMPLED_SETTINGS })
  samples = await collectSamples(server.url, dataDir.path)
}, 180_000)
afterAll(async () => {
  await server.stop()
  await dataDir.remove()
})

/** What is wrong with a sample by R4 and the guide, in words. */
function faultsOf(validate: (resource: Resource) => ReturnType<ReturnType<typeof createValidator>['validate']>) {
  return ({ kind, name, text }: Sample) =>
    validate(JSON.parse(text) as Resource)
      .filter(({ severity }) => severity === 'error' || severity === 'fatal')
      .map(({ expression, details }) => `${kind}/${name}: ${expression?.[0] ?? ''} ${details?.text ?? ''}`)
}

/** A part of a resource claims the profile of the whole, which it need not meet. */
function withoutClaims({ text, ...sample }: Sample): Sample {
  const bare = JSON.stringify(JSON.parse(text, (key, value: unknown) => (key === 'profile' ? undefined : value)))
  return { ...sample, text: bare }
}

test('there are samples of every kind of answer', () => {
  const counts = new Map(SAMPLE_KINDS.map((kind) => [kind, samples.filter((sample) => sample.kind === kind).length]))
  expect([...counts].filter(([, count]) => count === 0)).toEqual([])
  expect(counts.get('practice')).toBeGreaterThan(500)
  const statuses = new Set(samples.filter(({ kind }) => kind === 'outcome').map(({ name }) => name.slice(0, 3)))
  expect([...statuses].toSorted()).toEqual(
    expect.arrayContaining(['400', '401', '403', '404', '405', '406', '409', '410', '412', '413', '415', '422', '503']),
  )
})

test('everything that the server answers is valid by R4 and by the guide', () => {
  const validator = createValidator(structures())
  const faults = faultsOf((resource) => validator.validate(resource))
  expect(samples.filter(({ kind }) => kind !== 'part').flatMap(faults)).toEqual([])
  const parts = samples.filter(({ kind }) => kind === 'part').map(withoutClaims)
  expect(parts.flatMap(faults)).toEqual([])
})

test('every URL of a paged answer, and every full URL, is below the base that the server calls its own', () => {
  const base = `http://localhost:${new URL(server.url).port}/fhir/r4`
  const urls = samples
    .filter(({ kind }) => kind === 'search' || kind === 'history')
    .flatMap(({ text }) => [...text.matchAll(/"(?:fullUrl|url)":"(https?:[^"]*fhir\/r4[^"]*)"/g)])
    .map(([, url = '']) => url)
  expect(urls.length).toBeGreaterThan(50)
  expect(urls.filter((url) => !url.startsWith(base))).toEqual([])
})
