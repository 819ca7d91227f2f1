import type { CarePlan, ChargeItem, Claim, EpisodeOfCare, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceMonth } from '../../server/domain/calendar.ts'
import { closingIds, monthSubject } from '../../server/use-cases/month-ids.ts'
import { inForce } from '../support/care-plans.ts'
import { minimalResource } from '../support/minimal-resources.ts'
import { ATTESTATION, aTimeEntry, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let administrator: TestClient
let biller: TestClient
let entry: Task

const MONTH = '2026-02'

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  biller = await app.client({ role: 'biller', user: 'Practitioner/hale' })
  await putChronicPatient(administrator, 'ada', { mbi: '1EG4TE5MK72' })
  await enrollPatient(administrator, 'ada', ATTESTATION)
  const [plan] = await found<CarePlan>('/CarePlan?patient=ada')
  const active = inForce(plan!, { created: '2025-01-02' })
  const activated = await administrator(`/CarePlan/${plan?.id ?? ''}`, { method: 'PUT', json: active })
  expect(activated.status, activated.text).toBe(200)
  const json = aTimeEntry('ada', '2026-02-05T09:00:00-06:00', '2026-02-05T09:45:00-06:00')
  const logged = await administrator('/Task', { method: 'POST', json })
  expect(logged.status, logged.text).toBe(201)
  entry = logged.body as unknown as Task
})
afterAll(() => app.stop())

/** What a search finds. */
async function found<T>(path: string): Promise<readonly T[]> {
  const answer = await administrator(path)
  expect(answer.status, answer.text).toBe(200)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as T)
}

/** Closes the month and waits for the result. */
async function close(): Promise<TestAnswer> {
  const accepted = await biller(`/$ccm-close-month?month=${MONTH}`, { method: 'POST' })
  expect(accepted.status, accepted.text).toBe(202)
  const location = accepted.headers.get('content-location') ?? ''
  return awaitResult(location)
}

async function awaitResult(location: string): Promise<TestAnswer> {
  for (;;) {
    const answer = await biller(location)
    if (answer.status !== 202) return answer
    expect(answer.headers.get('x-progress')).not.toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('nobody takes the place of what a close will make: the practice could not close', async () => {
  const month = monthSubject('ada', MONTH as ServiceMonth, 'ccm').id
  const ids = closingIds({ id: month }, 0)
  const nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  const task = minimalResource('Task', 'ada', month)
  const places = [
    [nurse, task],
    [nurse, minimalResource('ChargeItem', 'ada', ids.charge('99490'))],
    [biller, minimalResource('Claim', 'ada', ids.claim)],
  ] as const
  for (const [client, resource] of places) {
    const { resourceType, id = '' } = resource
    const put = await client(`/${resourceType}/${id}`, { method: 'PUT', json: resource })
    expect([put.status, ...rulesIn(put)], put.text).toEqual([403, 'engine-only'])
    const found = await client(`/${resourceType}?identifier=urn:none|none`, { method: 'PUT', json: resource })
    expect([found.status, ...rulesIn(found)], found.text).toEqual([403, 'engine-only'])
    const entry = [{ request: { method: 'PUT', url: `${resourceType}/${id}` }, resource }]
    const sent = await client('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
    expect([sent.status, ...rulesIn(sent)], sent.text).toEqual([403, 'engine-only'])
  }
})

test('a month becomes charges that name what they rest on, version by version', async () => {
  const result = await close()
  expect(result.status, result.text).toBe(200)
  const charges = await found<ChargeItem>('/ChargeItem?patient=ada&status=billable')
  expect(charges.map(({ code }) => code.coding?.[0]?.code).sort()).toEqual(['99439', '99490'])
  for (const { supportingInformation = [] } of charges) {
    const references = supportingInformation.map(({ reference }) => reference ?? '')
    expect(references).toContain(`Task/${entry.id ?? ''}/_history/1`)
    for (const reference of references) {
      expect(reference).toMatch(/\/_history\/\d+$/)
      expect((await administrator(`/${reference}`)).status, reference).toBe(200)
    }
  }
  const [claim] = await found<Claim>('/Claim?patient=ada')
  expect(claim?.item?.map(({ servicedDate }) => servicedDate)).toEqual(['2026-02-05', '2026-02-05'])
  expect(claim?.insurance[0]?.coverage.reference).toBe('Coverage/ada-coverage')
})

test('a biller goes on with the claim that a close has made', async () => {
  const [claim] = await found<Claim & { id: string }>('/Claim?patient=ada')
  const noted = { ...claim!, related: [{ reference: { value: 'Batch 7' } }] }
  const edited = await biller(`/Claim/${noted.id}`, { method: 'PUT', json: noted })
  expect(edited.status, edited.text).toBe(200)
})

test('what a closed month rests on does not change, and nobody writes charges', async () => {
  const late = await administrator('/Task', {
    method: 'POST',
    json: aTimeEntry('ada', '2026-02-06T09:00:00-06:00', '2026-02-06T09:10:00-06:00'),
  })
  expect([late.status, ...rulesIn(late)]).toEqual([409, 'month-closed'])
  const [charge] = await found<ChargeItem>('/ChargeItem?patient=ada&code=99490')
  const path = `/ChargeItem/${charge?.id ?? ''}`
  const changed = await biller(path, { method: 'PUT', json: { ...charge, quantity: { value: 9 } } })
  expect(changed.status, changed.text).toBe(403)
  const removed = await administrator(path, { method: 'DELETE' })
  expect([removed.status, ...rulesIn(removed)]).toEqual([403, 'engine-only'])
})

test('an enrollment does not end before a month that was closed on it', async () => {
  const [episode] = await found<EpisodeOfCare>('/EpisodeOfCare?patient=ada')
  const json = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'reason', valueCode: 'moved' },
      { name: 'dateTime', valueDateTime: '2026-01-20T10:00:00-06:00' },
    ],
  }
  const path = `/EpisodeOfCare/${episode?.id ?? ''}/$ccm-end`
  const ended = await administrator(path, { method: 'POST', json })
  expect([ended.status, ...rulesIn(ended)]).toEqual([409, 'month-closed'])
})

test('a second close changes nothing; reopening takes the charges back and makes room for a correction', async () => {
  const before = await found('/ChargeItem?patient=ada')
  expect((await close()).status).toBe(200)
  expect(await found('/ChargeItem?patient=ada')).toEqual(before)
  const reopened = await biller('/$ccm-reopen-month', {
    method: 'POST',
    json: {
      resourceType: 'Parameters',
      parameter: [
        { name: 'month', valueString: MONTH },
        { name: 'patient', valueReference: { reference: 'Patient/ada' } },
        { name: 'reason', valueString: 'The call was longer.' },
      ],
    },
  })
  expect(reopened.status, reopened.text).toBe(200)
  expect(await found('/ChargeItem?patient=ada&status=entered-in-error')).toHaveLength(2)
  const late = await administrator('/Task', {
    method: 'POST',
    json: aTimeEntry('ada', '2026-02-06T09:00:00-06:00', '2026-02-06T09:15:00-06:00'),
  })
  expect(late.status, late.text).toBe(201)
  await close()
  const charges = await found<ChargeItem>('/ChargeItem?patient=ada&status=billable')
  expect(charges.map(({ quantity }) => quantity?.value).sort()).toEqual([1, 2])
})
