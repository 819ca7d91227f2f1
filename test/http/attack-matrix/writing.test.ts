import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp, TestClient } from '../../support/test-app.ts'
import { answerTo, comparableWrite, leaksIn } from './answers.ts'
import { ATTACKERS } from './attackers.ts'
import {
  ABSENT,
  CONTROL,
  HIDDEN,
  plantControl,
  plantPractices,
  recordIn,
  secretOf,
  SOUTH,
  SOUTH_PRACTICE,
} from './planted-practices.ts'
import { WRITING_ATTACKS } from './writing-attacks.ts'

let app: TestApp
let before: Readonly<Record<string, string>>

/** Everything that is attacked, as those see it whose it is: each resource with its version. */
async function standing(): Promise<Readonly<Record<string, string>>> {
  const north = await app.client({ role: 'administrator' })
  const south = await app.client({ role: 'administrator', tenant: SOUTH_PRACTICE })
  return { north: await recordIn(north, HIDDEN), south: await recordIn(south, SOUTH) }
}

beforeAll(async () => {
  app = await plantPractices()
  before = await standing()
})
afterAll(() => app.stop())

/** Statuses of a request that could not have done anything to anybody. */
const MISSES = [400, 401, 403, 404, 405, 406, 415]

describe('the attacks are real: who may do it is not refused', () => {
  test.each(WRITING_ATTACKS.map((attack) => [attack.name, attack] as const))('%s', async (_name, attack) => {
    const administrator = await app.client({ role: 'administrator', user: 'Practitioner/alvarez' })
    await plantControl(administrator)
    const { status, text } = await answerTo(administrator, attack, CONTROL)
    expect(MISSES, text).not.toContain(status)
    expect(text).not.toMatch(/"status":"40[0135]/)
  })
})

describe.each(ATTACKERS)('$name', ({ claims, mustNotNotice }) => {
  let attacker: TestClient
  beforeAll(async () => {
    attacker = await app.client(claims)
  })

  test.each(WRITING_ATTACKS.map((attack) => [attack.name, attack] as const))('%s', async (_name, attack) => {
    for (const tag of mustNotNotice) {
      const hidden = await answerTo(attacker, attack, tag)
      const absent = await answerTo(attacker, attack, ABSENT)
      expect(hidden.status).toBeLessThan(500)
      for (const each of mustNotNotice) expect(leaksIn(hidden, secretOf(each))).toEqual([])
      expect(comparableWrite(hidden, tag)).toEqual(comparableWrite(absent, ABSENT))
    }
  })
})

test('and nothing of theirs was changed', async () => {
  const after = await standing()
  expect(Object.values(before).every((record) => record.includes('"Observation"'))).toBe(true)
  expect(after).toEqual(before)
})
