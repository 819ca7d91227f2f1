import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp, TestClient } from '../../support/test-app.ts'
import { answerTo, comparable, leaksIn } from './answers.ts'
import { ATTACKERS } from './attackers.ts'
import { ABSENT, HIDDEN, plantPractices, secretOf } from './planted-practices.ts'
import { READING_ATTACKS } from './reading-attacks.ts'

/** Who may do everything; what is somebody's own is theirs. */
const ADMINISTRATOR = { role: 'administrator', user: 'Practitioner/alvarez' } as const

let app: TestApp

beforeAll(async () => {
  app = await plantPractices()
})
afterAll(() => app.stop())

describe('the attacks are real: who may see the record gets it by', () => {
  test.each(READING_ATTACKS.filter(({ shows }) => shows).map((attack) => [attack.name, attack] as const))(
    '%s',
    async (_name, attack) => {
      const answer = await answerTo(await app.client(ADMINISTRATOR), attack, HIDDEN)
      expect(leaksIn(answer, secretOf(HIDDEN)), `${answer.status} ${answer.text.slice(0, 500)}`).toHaveLength(1)
    },
  )
})

test.each(READING_ATTACKS.map((attack) => [attack.name, attack] as const))(
  '%s is understood',
  async (_name, attack) => {
    const answer = await answerTo(await app.client(ADMINISTRATOR), attack, HIDDEN)
    // A value set that is not there cannot be searched by, and what is deleted is said to be.
    if (!/"code":"(not-found|deleted)"/.test(answer.text))
      expect(answer.status, answer.text.slice(0, 500)).toBeLessThan(400)
  },
)

describe.each(ATTACKERS)('$name', ({ claims, mustNotNotice }) => {
  let attacker: TestClient
  beforeAll(async () => {
    attacker = await app.client(claims)
  })

  test.each(READING_ATTACKS.map((attack) => [attack.name, attack] as const))('%s', async (_name, attack) => {
    for (const tag of mustNotNotice) {
      const hidden = await answerTo(attacker, attack, tag)
      expect(hidden.status).toBeLessThan(500)
      for (const each of mustNotNotice) expect(leaksIn(hidden, secretOf(each))).toEqual([])
      // What names nobody is asked only once.
      if (attack.path(tag) === attack.path(ABSENT) && attack.body === undefined) continue
      const absent = await answerTo(attacker, attack, ABSENT)
      // Who may see the trail finds there what was asked before, by themselves too.
      if (!mustNotNotice.includes(HIDDEN) && attack.path('').startsWith('/AuditEvent')) continue
      expect(comparable(hidden, tag)).toEqual(comparable(absent, ABSENT))
    }
  })
})
