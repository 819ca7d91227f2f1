import type { CarePlan, Consent, EpisodeOfCare, Practitioner, Provenance, Resource, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, aPatient, putAll } from '../support/chart.ts'
import { aTimeEntry, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

/** Whose a record is, and whose word: neither is given to somebody else, by no way to write. */
let app: TestApp
let administrator: TestClient
let nurse: TestClient
let physician: TestClient

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  physician = await app.client({ role: 'billing-practitioner', user: 'Practitioner/alvarez' })
  await putChronicPatient(administrator, 'ada', { mbi: '1EG4TE5MK72' })
  await putChronicPatient(administrator, 'ben', { mbi: '1EG4TE5MK73' })
  await enrollPatient(administrator, 'ada')
  await enrollPatient(administrator, 'ben')
})
afterAll(() => app.stop())

const JSON_PATCH = { 'content-type': 'application/json-patch+json' }
const bundle = (...entry: readonly object[]) => ({
  method: 'POST',
  json: { resourceType: 'Bundle', type: 'transaction', entry },
})
const told = (answer: TestAnswer): readonly unknown[] => [answer.status, ...rulesIn(answer)]

async function firstOf<R extends Resource>(search: string): Promise<R & { id: string }> {
  const { body, text } = await administrator(search)
  const found = body.entry?.[0]?.resource as (R & { id: string }) | undefined
  if (!found) throw new Error(`Nothing found by ${search}: ${text}`)
  return found
}

describe('a consent, a care plan and time stay in the chart in which they are used', () => {
  const ben = { reference: 'Patient/ben' }

  const cases: readonly (readonly [string, 'for' | 'patient' | 'subject', () => Promise<Resource & { id: string }>])[] =
    [
      ['a consent', 'patient', () => firstOf<Consent>('/Consent?patient=ada')],
      [
        'a care plan in force',
        'subject',
        async () => {
          const plan = await firstOf<CarePlan>('/CarePlan?patient=ada')
          const active = { ...plan, status: 'active' }
          const put = await administrator(`/CarePlan/${plan.id}`, { method: 'PUT', json: active })
          expect(put.status, put.text).toBe(200)
          return put.body as unknown as CarePlan & { id: string }
        },
      ],
      [
        'time',
        'for',
        async () => {
          const json = aTimeEntry('ada', '2026-03-05T09:00:00-06:00', '2026-03-05T09:05:00-06:00')
          const logged = await nurse('/Task', { method: 'POST', json })
          expect(logged.status, logged.text).toBe(201)
          return logged.body as unknown as Task & { id: string }
        },
      ],
    ]

  test.each(cases)('%s', async (_what, element, made) => {
    const current = await made()
    const path = `/${current.resourceType}/${current.id}`
    const moved = { ...current, [element]: ben }
    const nobodys = { ...moved, [element]: undefined }
    const patch = [{ op: 'replace', path: `/${element}`, value: ben }]
    const put = (resource: object) => nurse(path, { method: 'PUT', json: resource })
    const answers = [
      await put(moved),
      await put({ ...moved, status: current.resourceType === 'Consent' ? 'inactive' : 'entered-in-error' }),
      await nurse(path, { method: 'PATCH', headers: JSON_PATCH, json: patch }),
      await nurse(`/${current.resourceType}?_id=${current.id}`, { method: 'PUT', json: moved }),
      await nurse('/', bundle({ request: { method: 'PUT', url: path.slice(1) }, resource: moved })),
      await administrator(path, { method: 'PUT', json: moved }),
    ]
    for (const answer of answers) expect(told(answer), answer.text).toEqual([422, 'patient-fixed'])
    // Plans and consents are always somebody's.
    if (element === 'for') expect(told(await put(nobodys))).toEqual([422, 'patient-fixed'])
    expect((await administrator(path)).body).toEqual(current)
  })

  test('but what is only planned may be for somebody else', async () => {
    const planned = aTimeEntry('ada', '2026-03-06T09:00:00-06:00', '2026-03-06T09:05:00-06:00', { status: 'requested' })
    const made = await nurse('/Task', { method: 'POST', json: planned })
    const { id = '' } = made.body as unknown as Task
    const moved = await nurse(`/Task/${id}`, { method: 'PUT', json: { ...planned, id, for: ben } })
    expect(moved.status, moved.text).toBe(200)
  })
})

test('a patient who is enrolled stays on file also where the request takes the enrollment away', async () => {
  const episode = await firstOf<EpisodeOfCare>('/EpisodeOfCare?patient=ben')
  const alone = await nurse('/Patient/ben', { method: 'DELETE' })
  expect(told(alone), alone.text).toEqual([409, 'enrolled'])
  const removed = { request: { method: 'DELETE', url: 'Patient/ben' } }
  const together = await nurse(
    '/',
    bundle(removed, { request: { method: 'DELETE', url: `EpisodeOfCare/${episode.id}` } }),
  )
  expect(told(together), together.text).toEqual([409, 'enrolled'])
  const mistaken = { ...episode, status: 'entered-in-error' }
  const put = { request: { method: 'PUT', url: `EpisodeOfCare/${episode.id}` }, resource: mistaken }
  expect(told(await nurse('/', bundle(removed, put)))).toContain('enrolled')
  expect((await administrator('/Patient/ben')).status).toBe(200)
})

describe('clinicians say in their own name who did what', () => {
  const saying = (target: string, ...agents: readonly (readonly [type: string | undefined, who: string])[]) => ({
    resourceType: 'Provenance',
    target: [{ reference: target }],
    recorded: '2026-03-05T10:00:00Z',
    agent: agents.map(([code, who]) => ({
      who: { reference: who },
      ...(code && {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }] },
      }),
    })),
  })
  const post = (client: TestClient, json: object) => client('/Provenance', { method: 'POST', json })
  let plan: string

  beforeAll(async () => {
    const elsewhere: Practitioner = { resourceType: 'Practitioner', id: 'elsewhere', name: [{ family: 'Elsewhere' }] }
    await putAll(administrator, [aPatient('cy', 'Third'), aCondition('cy-asthma', 'cy', 'J45.909'), elsewhere])
    plan = `CarePlan/${(await firstOf<CarePlan>('/CarePlan?patient=ada')).id}`
  })

  test.each([
    ['the physician as the author of a plan', 'plan', [['author', 'Practitioner/alvarez']]],
    ['the physician without a part', 'plan', [[undefined, 'Practitioner/alvarez']]],
    ['the physician by the role', 'plan', [['author', 'PractitionerRole/alvarez-role']]],
    [
      'the physician as the author of a plan, themselves beside',
      'plan',
      [
        ['author', 'Practitioner/alvarez'],
        ['enterer', 'Practitioner/whitfield'],
      ],
    ],
    ['the physician alone as the author of a diagnosis', 'Condition/cy-asthma', [['author', 'Practitioner/alvarez']]],
  ] as const)('a nurse does not name %s', async (_what, target, agents) => {
    const answer = await post(nurse, saying(target === 'plan' ? plan : target, ...agents))
    expect(told(answer), answer.text).toEqual([403, 'not-your-word'])
  })

  test.each([
    ['themselves', 'plan', [['author', 'Practitioner/whitfield']]],
    ['somebody of another practice, who is nobody’s colleague', 'plan', [['author', 'Practitioner/elsewhere']]],
    ['a program that only handed it on', 'Condition/cy-asthma', [['transmitter', 'Practitioner/alvarez']]],
    [
      'who wrote what they enter, beside themselves',
      'Condition/cy-asthma',
      [
        ['author', 'Practitioner/alvarez'],
        ['enterer', 'Practitioner/whitfield'],
      ],
    ],
  ] as const)('a nurse names %s', async (_what, target, agents) => {
    const answer = await post(nurse, saying(target === 'plan' ? plan : target, ...agents))
    expect(answer.status, answer.text).toBe(201)
  })

  test('and leave alone what others have said', async () => {
    const said = await post(physician, saying(plan, ['author', 'Practitioner/alvarez']))
    expect(said.status, said.text).toBe(201)
    const { id = '', ...rest } = said.body as unknown as Provenance
    const taken = { ...rest, id, agent: [{ who: { reference: 'Practitioner/whitfield' } }] }
    for (const answer of [
      await nurse(`/Provenance/${id}`, { method: 'PUT', json: taken }),
      await nurse(`/Provenance/${id}`, { method: 'DELETE' }),
      await nurse('/', bundle({ request: { method: 'DELETE', url: `Provenance/${id}` } })),
      await nurse(`/Provenance/${id}`, {
        method: 'PATCH',
        headers: JSON_PATCH,
        json: [{ op: 'add', path: '/reason', value: [{ text: 'Otherwise.' }] }],
      }),
    ])
      expect(told(answer), answer.text).toEqual([403, 'not-your-word'])
    expect((await physician(`/Provenance/${id}`, { method: 'DELETE' })).status).toBe(204)
  })
})
