import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aCondition, putAll } from '../../support/chart.ts'
import type { TestClient } from '../../support/test-app.ts'
import { answerTo, leaksIn } from './answers.ts'
import {
  categoryOf,
  GRANTS,
  mayBeDone,
  reaches,
  TARGETS,
  writesFor,
  type Grant,
  type Target,
} from './constrained-writes.ts'
import { plantPlans, type PlantedPlans } from './planted-plans.ts'
import { secretOf } from './planted-practices.ts'

/**
 * Transactions of several entries under scopes that reach different resources by different letters: each entry is held to
 * what it takes by itself, no more and no less.
 */
let plans: PlantedPlans

beforeAll(async () => {
  plans = await plantPlans()
})
afterAll(() => plans.stop())

type Write = ReturnType<typeof writesFor>[number]

const NAMES = ['update', 'patch', 'delete', 'update to the other category']
const WRITES = writesFor({ scope: '', rights: {} }).filter(({ name }) => NAMES.includes(name))

/** A write of a plan as an entry. */
function entryOf(write: Write, target: Target): object {
  const { method, path, body } = write.attack(target, '')
  const sent = body?.('')
  const resource = Array.isArray(sent)
    ? { resourceType: 'Binary', contentType: 'application/json-patch+json', data: btoa(JSON.stringify(sent)) }
    : sent
  return { request: { method, url: path('').slice(1) }, ...(resource ? { resource } : {}) }
}

const bundleOf = (entry: readonly object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry })

/** Pairs of different plans and, for each, of the ways to change them. */
const pairsOf = (targets: readonly Target[]) =>
  targets.flatMap((one) => targets.filter((two) => two.id !== one.id).map((two) => [one, two] as const))
const WAYS = WRITES.flatMap((one) => WRITES.map((two) => [`${one.name}, ${two.name}`, one, two] as const))

const MIXED: readonly Grant[] = GRANTS.filter(({ rights }) => new Set(Object.values(rights)).size > 1)

const CASES = MIXED.flatMap((granted) =>
  ['patient', 'user'].map((context) => [context, granted.scope, granted] as const),
)

describe.each(CASES)('%s: %s', (context, _scope, granted) => {
  let client: TestClient
  beforeAll(async () => {
    client = await plans.clientWith(granted.scope, context)
  })

  const seen = (target: Target) => reaches(granted, 'r', target, context) || reaches(granted, 's', target, context)

  test.each(WAYS)('%s', async (_ways, first, second) => {
    // Where nobody is confined, an id of the other practice is one that is free.
    for (const [one, two] of pairsOf(TARGETS.filter(({ south }) => context === 'patient' || !south))) {
      const parts = [
        { write: first, target: one },
        { write: second, target: two },
      ]
      const before = await Promise.all(parts.map(({ target }) => plans.standing(target)))
      const json = bundleOf(parts.map(({ write, target }) => entryOf(write, target)))
      const answer = await client('/', { method: 'POST', json })
      const after = await Promise.all(parts.map(({ target }) => plans.standing(target)))
      const done = parts.map(({ write, target }) => mayBeDone(granted, write, target, context))
      const what = `${one.id}, ${two.id}: ${answer.status} ${answer.text.slice(0, 400)}`
      expect(answer.status, what).toBeLessThan(500)
      for (const { target } of parts) if (!seen(target)) expect(leaksIn(answer, secretOf(target.id)), what).toEqual([])
      // What is hidden is deleted as what is not there: the rest is done.
      const refused = parts.some(({ write }, at) => !done[at] && !(write.name === 'delete' && granted.rights.d))
      expect(answer.status >= 400, what).toBe(refused)
      expect(
        after.map((text, at) => text !== before[at]),
        what,
      ).toEqual(done.map((may) => may && !refused))
      for (const [at, { target }] of parts.entries()) if (after[at] !== before[at]) await plans.plant(target)
    }
  })
})

describe('entries of several types', () => {
  const ASSESS = 'category=http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan'
  const PROBLEM = 'category=http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item'
  const SCOPE = `{context}/CarePlan.c?${ASSESS} {context}/Condition.rus?${PROBLEM}`
  const plan = (category: 'assess-plan' | 'longitudinal', more: object = {}) => ({
    request: { method: 'POST', url: 'CarePlan' },
    resource: { ...aCarePlan('', 'p1', { category: categoryOf(category), ...more }), id: undefined },
  })
  const condition = (id: string, category: string): Resource & { id: string } => ({
    ...aCondition(id, 'p1', 'I10'),
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: category }] }],
    note: [{ text: secretOf(id) }],
  })
  const update = (resource: Resource) => ({
    request: { method: 'PUT', url: `Condition/${resource.id ?? ''}` },
    resource: { ...resource, language: 'en' },
  })
  const sending = async (client: Promise<TestClient>, entry: readonly object[]) =>
    answerTo(await client, { name: '', method: 'POST', path: () => '/', body: () => bundleOf(entry) }, '')
  const inside = condition('mixed-inside', 'problem-list-item')
  const outside = condition('mixed-outside', 'encounter-diagnosis')

  beforeAll(() => putAll(plans.north, [inside, outside]))

  for (const context of ['patient', 'user']) {
    const send = (...entry: readonly object[]) => sending(plans.clientWith(SCOPE, context), entry)

    test(`${context}: a plan that may be created and a condition that may be changed`, async () => {
      const answer = await send(plan('assess-plan'), update(inside))
      expect(answer.status, answer.text).toBe(200)
      expect(answer.body.entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual(['201', '200'])
    })

    test.each([
      ['a plan of the other category', [plan('longitudinal'), update(inside)]],
      ['a condition of the other category', [plan('assess-plan'), update(outside)]],
    ])(`${context}: nothing with %s`, async (_what, entries) => {
      const before = (await plans.north('/CarePlan?_summary=count')).body.total
      const [first, second] = await Promise.all([inside, outside].map(({ id }) => plans.north(`/Condition/${id}`)))
      const answer = await send(...entries)
      expect(answer.status, answer.text).toBe(403)
      expect(leaksIn(answer, secretOf(outside.id))).toEqual([])
      expect((await plans.north('/CarePlan?_summary=count')).body.total).toBe(before)
      expect((await plans.north(`/Condition/${inside.id}`)).text).toBe(first?.text)
      expect((await plans.north(`/Condition/${outside.id}`)).text).toBe(second?.text)
    })

    test(`${context}: reads see what they see by themselves`, async () => {
      const reads = [inside, outside].map(({ id }) => ({ request: { method: 'GET', url: `Condition?_id=${id}` } }))
      const answer = await send(plan('assess-plan'), ...reads)
      expect(answer.status, answer.text).toBe(200)
      const found = answer.body.entry?.slice(1).map(({ resource }) => resource.entry?.length ?? 0)
      expect(found).toEqual([1, 0])
      const read = await send(plan('assess-plan'), {
        request: { method: 'GET', url: `Condition/${outside.id}` },
      })
      expect(read.status, read.text).toBe(404)
      expect(leaksIn(read, secretOf(outside.id))).toEqual([])
    })

    test(`${context}: a reference that is a search finds what may be searched, and nothing else`, async () => {
      const addressing = ({ id }: Resource) =>
        plan('assess-plan', { addresses: [{ reference: `Condition?_id=${id ?? ''}` }] })
      expect((await send(addressing(inside))).status).toBe(200)
      const answer = await send(addressing(outside))
      const absent = await send(addressing({ ...outside, id: 'mixed-absent-' }))
      expect([answer.status, absent.status]).toEqual([412, 412])
      expect(answer.text.replaceAll(outside.id, '')).toBe(absent.text.replaceAll('mixed-absent-', ''))
    })
  }
})
