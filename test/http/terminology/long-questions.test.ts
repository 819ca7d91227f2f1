import type { CodeSystem, ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putAll } from '../../support/chart.ts'
import { callWith } from '../../support/terminology-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

/** Whoever asks may send the value set along: what it is made of must not keep everybody waiting. */
let app: TestApp
let patient: TestClient

/** Each concept below the next: to tell that one is not below another all above it are looked at. */
const CHAIN: CodeSystem & { id: string } = {
  resourceType: 'CodeSystem',
  id: 'chain',
  url: 'https://north.example/chain',
  status: 'active',
  content: 'complete',
  concept: Array.from({ length: 12_000 }, (_none, at) => ({
    code: `c${at}`,
    property: [{ code: 'parent', valueCode: `c${at + 1}` }],
  })),
}

beforeAll(async () => {
  app = await startTestApp()
  await putAll(await app.client({ role: 'administrator' }), [
    CHAIN,
    { resourceType: 'Patient', id: 'ada', name: [{ family: 'Lovelace' }] },
  ])
  patient = await app.client({ role: 'patient', patient: 'ada' })
})
afterAll(async () => {
  await app.stop()
})

const chain = (...filter: NonNullable<ValueSetComposeInclude['filter']>): ValueSetComposeInclude => ({
  system: CHAIN.url!,
  filter,
})
const made = (...include: readonly ValueSetComposeInclude[]): ValueSet => ({
  resourceType: 'ValueSet',
  url: 'https://north.example/long',
  status: 'draft',
  compose: { include: [...include] },
})

/** The question, and beside it a read of somebody else. */
async function ask(name: 'expand' | 'validate-code', valueSet: ValueSet) {
  const more =
    name === 'expand'
      ? []
      : [
          { name: 'system', valueUri: CHAIN.url! },
          { name: 'code', valueCode: 'c0' },
        ]
  const began = performance.now()
  const answer = await callWith(patient, `/ValueSet/$${name}`, { name: 'valueSet', resource: valueSet }, ...more)
  const read = await patient('/Patient/ada')
  return { answer, read, ms: performance.now() - began }
}

test.each([
  ['a long way up from each concept', 'expand', made(chain({ property: 'concept', op: 'is-a', value: 'none' }))],
  ['a long list for each concept', 'expand', made(chain({ property: 'code', op: 'in', value: 'z,'.repeat(50_000) }))],
  [
    'a long way up, asked a thousand times of one code',
    'validate-code',
    made(...Array.from({ length: 5000 }, () => chain({ property: 'concept', op: 'is-a', value: 'none' }))),
  ],
] as const)('%s is stopped', async (_what, name, valueSet) => {
  const { answer, read, ms } = await ask(name, valueSet)
  expect(answer.status, answer.text).toBe(422)
  expect(answer.text).toContain('too-costly')
  expect(read.status).toBe(200)
  expect(ms).toBeLessThan(15_000)
})

test('what is not long is answered', async () => {
  const { answer } = await ask('expand', made(chain({ property: 'concept', op: '=', value: 'c7' })))
  expect(answer.status, answer.text).toBe(200)
  expect(answer.text).toContain('"total":1')
})
