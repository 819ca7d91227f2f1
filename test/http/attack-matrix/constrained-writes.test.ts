import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan } from '../../support/chart.ts'
import type { TestClient } from '../../support/test-app.ts'
import { answerTo, comparableWrite, leaksIn } from './answers.ts'
import {
  categoryOf,
  GRANTS,
  mayBeDone,
  QUESTIONS,
  reaches,
  TARGETS,
  writesFor,
  type Category,
  type Target,
} from './constrained-writes.ts'
import { plantPlans, type PlantedPlans } from './planted-plans.ts'
import { secretOf } from './planted-practices.ts'

/**
 * Writes under scopes for some letters, or for plans of one category: what is in reach is written, and of everything else
 * (the other category in the own chart, another patient, another practice) the answer is that of what is not there.
 */
let plans: PlantedPlans

beforeAll(async () => {
  plans = await plantPlans()
})
afterAll(() => plans.stop())

const absentOf = (target: Target): Target => ({ ...target, id: `absent-${target.id.length}` })

const CASES = GRANTS.flatMap((granted) =>
  (granted.user ? ['patient', 'user'] : ['patient']).map((context) => [context, granted.scope, granted] as const),
)

describe.each(CASES)('%s: %s', (context, _scope, granted) => {
  let client: TestClient
  beforeAll(async () => {
    client = await plans.clientWith(granted.scope, context)
  })

  const seen = (target: Target) => reaches(granted, 'r', target, context) || reaches(granted, 's', target, context)

  test.each(writesFor(granted).map((write) => [write.name, write] as const))('%s', async (_name, write) => {
    const outcomes = TARGETS.map(async (target) => {
      const before = await plans.standing(target)
      const version = /"versionId":"(\d+)"/.exec(before)?.[1] ?? ''
      const answer = await answerTo(client, write.attack(target, version), '')
      const after = await plans.standing(target)
      const what = `${target.id}: ${answer.status} ${answer.text.slice(0, 400)}`
      expect(answer.status, what).toBeLessThan(500)
      if (!seen(target)) expect(leaksIn(answer, secretOf(target.id)), what).toEqual([])
      if (mayBeDone(granted, write, target, context)) {
        expect(after, what).not.toBe(before)
        return plans.plant(target)
      }
      expect(after, what).toBe(before)
      if (write.reach.every((permission) => reaches(granted, permission, target, context))) return after
      const absent = absentOf(target)
      const missed = await answerTo(client, write.attack(absent, version), '')
      expect(comparableWrite(answer, target.id), what).toEqual(comparableWrite(missed, absent.id))
      return after
    })
    await Promise.all(outcomes)
  })

  test('questions tell nothing of what may not be seen', async () => {
    for (const target of TARGETS.filter((each) => !seen(each)))
      for (const ask of QUESTIONS) {
        const absent = absentOf(target)
        const answer = await answerTo(client, ask(target), '')
        expect(answer.status).toBeLessThan(500)
        expect(leaksIn(answer, secretOf(target.id))).toEqual([])
        if (reaches(granted, 'd', target, context) || reaches(granted, 'u', target, context)) continue
        expect(comparableWrite(answer, target.id)).toEqual(
          comparableWrite(await answerTo(client, ask(absent), ''), absent.id),
        )
      }
  })

  test.each(['assess-plan', 'longitudinal'] as const)('create of %s', async (category) => {
    for (const patient of ['p1', 'p2']) {
      const right = granted.rights.c
      const inside = (context === 'user' || patient === 'p1') && (right === 'all' || right === category)
      for (const answer of await creations(client, patient, category)) expect(answer.startsWith('201')).toBe(inside)
    }
  })
})

/** By itself, and in a batch and in a transaction: the status of each. */
async function creations(client: TestClient, patient: string, category: Category): Promise<readonly string[]> {
  const plan = aCarePlan('', patient, { category: categoryOf(category) })
  const resource = { ...plan, id: undefined }
  const bundle = (type: string) => ({
    resourceType: 'Bundle',
    type,
    entry: [{ request: { method: 'POST', url: 'CarePlan' }, resource }],
  })
  const alone = await client('/CarePlan', { method: 'POST', json: resource })
  const bundled = []
  for (const type of ['batch', 'transaction']) bundled.push(await client('/', { method: 'POST', json: bundle(type) }))
  return [
    String(alone.status),
    ...bundled.map(({ status, body }) => (status === 200 ? (body.entry?.[0]?.response?.status ?? '') : String(status))),
  ]
}
