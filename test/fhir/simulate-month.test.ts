import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storyMonth } from '../../server/commands/journey/story-month.ts'
import { DEMO_TIME_ZONE } from '../../server/demo/practice.ts'
import { aTimeEntry, ATTESTATION, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

const last = storyMonth(Date.now(), DEMO_TIME_ZONE)

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  const admin = await app.client({ role: 'administrator' })
  await putChronicPatient(admin, 'ada', { mbi: last.mbi })
  const doctor = await app.client({ role: 'billing-practitioner', user: 'Practitioner/alvarez' })
  await enrollPatient(doctor, 'ada', ATTESTATION)
  const json = aTimeEntry('ada', last.at(3, '15:00'), last.at(3, '15:30'))
  expect((await nurse('/Task', { method: 'POST', json })).status).toBe(201)
})
afterAll(() => app.stop())

const parts = (body: unknown, name: string): readonly ParametersParameter[] =>
  (body as Parameters).parameter?.filter((part) => part.name === name) ?? []
const codes = (list: readonly ParametersParameter[]) =>
  list.map(({ part }) => {
    const code = part?.find(({ name }) => name === 'code')
    return code?.valueCode ?? code?.valueCoding?.code
  })

describe('$ccm-simulate', () => {
  const simulate = (client: TestClient, query: string) =>
    client(`/Patient/ada/$ccm-simulate?month=${last.month}${query}`)
  const outcomesOf = (body: unknown) =>
    parts(body, 'outcome').map(({ part = [] }) => ({
      policy: part.find(({ name }) => name === 'policy')?.valueCode,
      total: part.find(({ name }) => name === 'total')?.valueMoney?.value,
      difference: part.find(({ name }) => name === 'difference')?.valueMoney?.value,
      charges: part.filter(({ name }) => name === 'charge').map((charge) => codes([charge])[0]),
    }))

  test('says what further minutes, complexity or another programme would earn, by both policies', async () => {
    const [now] = parts((await nurse(`/Patient/ada/$ccm-month?month=${last.month}`)).body, 'charge')
    const base = now!.part!.find(({ name }) => name === 'amount')!.valueMoney!.value!
    const ten = await simulate(nurse, '&minutes=10')
    expect(ten.status, ten.text).toBe(200)
    const [own, other] = outcomesOf(ten.body)
    expect(own).toMatchObject({ policy: 'specific', charges: ['99490', '99439'] })
    expect(other).toEqual({ ...own, policy: 'max-payment' })
    expect(own!.total! - own!.difference!).toBeCloseTo(base, 2)
    expect(own!.difference).toBeGreaterThan(0)
    const complex = await simulate(nurse, '&minutes=30&complexity=moderate')
    expect(outcomesOf(complex.body).map(({ charges }) => charges)).toEqual([['99487'], ['99490', '99439']])
    const instead = await simulate(nurse, '&instead=apcm')
    expect(parts(instead.body, 'program')[0]?.valueCode).toBe('apcm')
    expect(outcomesOf(instead.body)[0]).toMatchObject({ charges: ['G0557'] })
    expect(codes(parts(instead.body, 'blocker'))).toEqual(['no-consent', 'no-care-plan'])
    const unlike = await simulate(nurse, '&complexity=high')
    expect(outcomesOf(unlike.body)[0]).toMatchObject({ charges: ['99490'], difference: 0 })
    expect(codes(parts(unlike.body, 'notGiven'))).toContain('99487')
  })

  test('takes whole minutes, levels and programmes, and knows its patient', async () => {
    for (const query of [
      '&minutes=0',
      '&minutes=-6',
      '&minutes=6.5',
      '&minutes=1001',
      '&complexity=huge',
      '&instead=x',
    ])
      expect((await simulate(nurse, query)).status, query).toBe(400)
    expect((await nurse(`/Patient/nobody/$ccm-simulate?month=${last.month}&minutes=6`)).status).toBe(404)
    expect((await nurse('/Patient/ada/$ccm-simulate?minutes=6')).status).toBe(400)
    const before = await nurse('/Patient/ada/$ccm-simulate?month=2020-01&minutes=60')
    expect([outcomesOf(before.body), codes(parts(before.body, 'blocker'))]).toEqual([[], ['not-enrolled']])
  })

  test('says what an end would leave of it, or that it cannot be ended so', async () => {
    const left = async (query: string) => {
      const { status, body } = await simulate(nurse, query)
      return [status, parts(body, 'totalMinutes')[0]?.valueInteger, outcomesOf(body)[0]?.charges]
    }
    expect(await left('&endReason=moved')).toEqual([200, 30, ['99490']])
    expect(await left(`&endReason=withdrawn&endDateTime=${last.month}-02`)).toEqual([200, 0, []])
    const future = await simulate(nurse, '&endReason=moved&endDateTime=2099-01-01')
    expect([future.status, rulesIn(future)]).toEqual([422, ['future']])
    for (const query of ['&endReason=bored', '&endDateTime=2026-01-01', '&endReason=moved&endDateTime=yesterday'])
      expect((await simulate(nurse, query)).status, query).toBe(400)
  })

  test('writes nothing: the month, the tasks and the observations are as they were', async () => {
    const read = async () => {
      const answers = await Promise.all(
        ['Task', 'Observation', 'EpisodeOfCare', 'Consent', 'ChargeItem', 'Claim'].map((type) =>
          nurse(`/${type}?patient=ada&_count=100&_sort=_id`),
        ),
      )
      const month = await nurse(`/Patient/ada/$ccm-month?month=${last.month}`)
      return [month.text, ...answers.map(({ body }) => body.entry?.map(({ resource }) => resource))]
    }
    const before = await read()
    expect((await simulate(nurse, '&minutes=60&complexity=high&instead=pcm&endReason=withdrawn')).status).toBe(200)
    expect(await read()).toEqual(before)
  })
})
