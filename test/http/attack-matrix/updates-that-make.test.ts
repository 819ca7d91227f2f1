import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'
import { categoryOf, grant, type Category, type Grant } from './constrained-writes.ts'

/** Updates where nothing is: what they make must be in reach to be created, too. */
let app: TestApp
let administrator: TestClient

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  await putAll(administrator, [aPatient('p1', 'Own'), aPatient('p2', 'Other')])
})
afterAll(() => app.stop())

const MAKING: readonly Grant[] = [
  grant(['cruds']),
  grant(['rus']),
  grant(['c', 'assess-plan'], ['rus']),
  grant(['rus', 'assess-plan'], ['c']),
  grant(['c', 'assess-plan'], ['us', 'longitudinal']),
  grant(['cruds', 'assess-plan']),
]

interface Making {
  readonly patient: string
  readonly category: Category
  readonly searched: boolean
}

/** By itself, as an entry of a batch, of a transaction: its status, and the whole answer. */
const WAYS = ['by itself', 'batch', 'transaction'] as const

async function send(
  client: TestClient,
  way: (typeof WAYS)[number],
  { url, resource }: { readonly url: string; readonly resource: object },
): Promise<readonly [status: number, answer: TestAnswer]> {
  const entry = [{ request: { method: 'PUT', url }, resource }]
  const answer =
    way === 'by itself'
      ? await client(`/${url}`, { method: 'PUT', json: resource })
      : await client('/', { method: 'POST', json: { resourceType: 'Bundle', type: way, entry } })
  const inside = answer.status === 200 ? answer.body.entry?.[0]?.response?.status : undefined
  return [inside === undefined ? answer.status : Number.parseInt(inside), answer]
}

/**
 * Under an id of its own choice, whoever is confined or constrained in what may be updated makes none, for it would learn
 * which ids are taken.
 */
function mayMake({ rights }: Grant, { patient, category, searched }: Making, context: string): boolean {
  const place = context === 'user' || patient === 'p1'
  if (!searched && (context === 'patient' || rights.u !== 'all')) return false
  const needed = [rights.c, rights.u, ...(searched ? [rights.s] : [])]
  return place && needed.every((right) => right === 'all' || right === category)
}

const MAKINGS: readonly Making[] = ['p1', 'p2'].flatMap((patient) =>
  (['assess-plan', 'longitudinal'] as const).flatMap((category) =>
    [true, false].map((searched) => ({ patient, category, searched })),
  ),
)

const CASES = MAKING.flatMap((granted) =>
  ['patient', 'user'].map((context) => [context, granted.scope, granted] as const),
)

let made = 0

describe.each(CASES)('%s: %s', (context, _scope, granted) => {
  test.each(WAYS)('%s', async (way) => {
    const scope = granted.scope.replaceAll('{context}', context)
    const client = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', patient: 'p1', scope })
    for (const making of MAKINGS) {
      const { patient, category, searched } = making
      const id = `made-${String(made++)}`
      const plan = { ...aCarePlan(id, patient, { category: categoryOf(category) }), identifier: [{ value: id }] }
      const url = searched ? `CarePlan?identifier=${id}` : `CarePlan/${id}`
      const [status, answer] = await send(client, way, { url, resource: searched ? { ...plan, id: undefined } : plan })
      const what = `${JSON.stringify(making)}: ${answer.text.slice(0, 300)}`
      expect(status, what).toBe(mayMake(granted, making, context) ? 201 : 403)
      const there = await administrator(`/CarePlan?identifier=${id}&_summary=count`)
      expect(there.body.total, what).toBe(status === 201 ? 1 : 0)
    }
  })
})
