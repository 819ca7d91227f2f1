import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Bundle } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entriesOf, entryAt } from '../../support/bundles.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

const ROOT = '../shared/data/synthea'
const present = existsSync(ROOT)
if (!present) console.warn(`No ${ROOT}: published Synthea bundles are not tried.`)

/** One of each kind of patient, and the two batches that must come first. */
const FILES = present
  ? ['mcc-v3', 'bulk-v2.5', 'smart-v2.4'].flatMap((folder) =>
      readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith('.gz'))
        .toSorted((one, other) => Number(other.includes('Information')) - Number(one.includes('Information')))
        .slice(0, folder === 'mcc-v3' ? 10 : 4)
        .map((name) => `${folder}/${name}`),
    )
  : []

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

describe.skipIf(!present)('published bundles go in whole', () => {
  test.each(FILES)('%s', async (file) => {
    const body = gunzipSync(readFileSync(join(ROOT, file)))
    const bundle = JSON.parse(body.toString()) as Bundle
    const headers = { 'content-type': 'application/fhir+json', prefer: 'return=minimal' }
    const answer = await admin('', { method: 'POST', body, headers })
    const refused = entriesOf(answer).filter(({ response }) => response.status > '3')
    expect(refused.slice(0, 3)).toEqual([])
    expect(entriesOf(answer)).toHaveLength(bundle.entry?.length ?? 0)
    const at = bundle.entry?.findIndex(({ resource }) => resource?.resourceType === 'Patient') ?? -1
    if (at < 0) return
    const id = /Patient\/([^/]+)/.exec(entryAt(answer, at).response.location)?.[1] ?? ''
    const conditions = bundle.entry?.filter(({ resource }) => resource?.resourceType === 'Condition').length
    expect((await admin(`/Condition?patient=${id}&_summary=count`)).body.total).toBe(conditions)
  })
})
