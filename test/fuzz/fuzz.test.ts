import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { AREAS, fuzzArea } from './areas.ts'
import { openFuzzTarget, type FuzzTarget } from './fuzz-target.ts'

/** The same requests each time; `npm run fuzz` makes up others, and replays what is found here by `--seed`. */
const SEED = 20_260_305

let database: TestDatabase
let target: FuzzTarget

beforeAll(async () => {
  database = await createTestDatabase()
  target = await openFuzzTarget(database.url)
})
afterAll(async () => {
  const code = await target.stop()
  await database.drop()
  expect(code).toBe(0)
})

describe('requests that are more or less wrong are each answered as they should', () => {
  test.each(AREAS)('$name', { timeout: 120_000 }, async (area) => {
    expect(await fuzzArea(target, area, { seed: SEED })).toBeUndefined()
  })
})
