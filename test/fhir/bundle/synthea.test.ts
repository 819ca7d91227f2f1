import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Bundle } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entriesOf, entryAt } from '../../support/bundles.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

const ROOT = '../shared/data/synthea'
const present = existsSync(ROOT)
if (!present) console.warn(`No ${ROOT}: published Synthea bundles are not tried.`)

/** The two batches that must come first; of each kind of patient the largest, some with more than 900 entries. */
const FILES = present
  ? ['mcc-v3', 'bulk-v2.5', 'smart-v2.4'].flatMap((folder) =>
      readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith('.gz'))
        .toSorted((one, other) => rank(join(ROOT, folder, other)) - rank(join(ROOT, folder, one)))
        .slice(0, folder === 'mcc-v3' ? 10 : 4)
        .map((name) => `${folder}/${name}`),
    )
  : []

function rank(file: string): number {
  return file.includes('Information') ? Infinity : statSync(file).size
}

let app: TestApp
let admin: TestClient

beforeAll(async () => {
  if (!present) return
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
})
afterAll(async () => {
  if (present) await app.stop()
})

let largest = 0

describe.skipIf(!present)('published bundles go in whole', () => {
  test.each(FILES)('%s', async (file) => {
    const body = gunzipSync(readFileSync(join(ROOT, file)))
    const { entry = [] } = JSON.parse(body.toString()) as Bundle
    const headers = { 'content-type': 'application/fhir+json', prefer: 'return=minimal' }
    const answer = await admin('', { method: 'POST', body, headers })
    const refused = entriesOf(answer).filter(({ response }) => response.status > '3')
    expect(refused.slice(0, 3)).toEqual([])
    expect(entriesOf(answer)).toHaveLength(entry.length)
    largest = Math.max(largest, entry.length)
    const at = entry.findIndex(({ resource }) => resource?.resourceType === 'Patient')
    if (at < 0) return
    const id = /Patient\/([^/]+)/.exec(entryAt(answer, at).response.location)?.[1] ?? ''
    const conditions = entry.filter(({ resource }) => resource?.resourceType === 'Condition').length
    expect((await admin(`/Condition?patient=${id}&_summary=count`)).body.total).toBe(conditions)
  })

  test('large ones are among them', () => {
    expect(largest).toBeGreaterThanOrEqual(500)
  })
})
