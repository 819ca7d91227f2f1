import type {
  Bundle,
  CarePlan,
  EpisodeOfCare,
  Parameters,
  ParametersParameter,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { storyMonth } from '../../server/commands/journey/story-month.ts'
import { DEMO_TIME_ZONE } from '../../server/demo/practice.ts'
import { structures } from '#definitions/structures.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import { inForce } from '../support/care-plans.ts'
import { putAll } from '../support/chart.ts'
import { eligibleChart } from '../support/programme.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient
let doctor: TestClient
let clerk: TestClient
let episode = ''

const last = storyMonth(Date.now(), DEMO_TIME_ZONE)

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  doctor = await app.client({ role: 'billing-practitioner', user: 'Practitioner/alvarez' })
  clerk = await app.client({ role: 'biller', user: 'Practitioner/hale' })
  const admin = await app.client({ role: 'administrator' })
  await putAll(admin, chartOf('ada', last.mbi))
  await putAll(admin, chartOf('ben', '1EG4TE5MK73'))
})
afterAll(() => app.stop())

function chartOf(id: string, mbi: string) {
  const text = JSON.stringify(eligibleChart(id, mbi))
  const visited = text.replaceAll('Practitioner/doc', 'Practitioner/alvarez').replaceAll('2025-01-15', last.visitDay)
  return JSON.parse(visited) as (Resource & { id: string })[]
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what an answer is known to be
const as = <T>(body: unknown): T => body as T
const parts = (body: unknown, name: string): readonly ParametersParameter[] =>
  as<Parameters>(body).parameter?.filter((part) => part.name === name) ?? []
const codes = (list: readonly ParametersParameter[]) =>
  list.map(({ part }) => {
    const code = part?.find(({ name }) => name === 'code')
    return code?.valueCode ?? code?.valueCoding?.code
  })
const rules = (body: unknown) =>
  as<{ issue: { details?: { coding?: { code?: string }[] } }[] }>(body).issue.map(
    ({ details }) => details?.coding?.[0]?.code,
  )

function entry(day: number, [from, to]: readonly [string, string], over: Partial<Task> = {}): Task {
  return {
    resourceType: 'Task',
    status: 'completed',
    intent: 'order',
    code: { coding: [{ system: codeSystem('ccm-activity'), code: 'patient-contact' }] },
    for: { reference: 'Patient/ada' },
    owner: { reference: 'Practitioner/whitfield' },
    executionPeriod: { start: last.at(day, from), end: last.at(day, to) },
    ...over,
  }
}

const post = (client: TestClient, task: Task) => client('/Task', { method: 'POST', json: task })

/** Waits for a job as a client does: until its status answers 200. */
async function finished(client: TestClient, path: string): Promise<Parameters> {
  const started = await client(path, { method: 'POST' })
  expect(started.status, started.text).toBe(202)
  const status = started.headers.get('content-location')!
  for (;;) {
    const answer = await client(status)
    if (answer.status !== 202) {
      expect(answer.status, answer.text).toBe(200)
      return as<Bundle>(answer.body).entry![0]!.resource as Parameters
    }
    expect(answer.headers.get('x-progress')).toBeTruthy()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('$ccm-month', () => {
  test('of nobody, of no month, of somebody who is not enrolled', async () => {
    expect((await nurse(`/Patient/nobody/$ccm-month?month=${last.month}`)).status).toBe(404)
    for (const query of [
      '',
      '?month=2026-13',
      '?month=March',
      '?month=2026-03&policy=cheapest',
      '?month=2026-03&program=x',
    ])
      expect((await nurse(`/Patient/ada/$ccm-month${query}`)).status).toBe(400)
    const { status, body } = await nurse(`/Patient/ada/$ccm-month?month=${last.month}`)
    expect(status).toBe(200)
    expect(parts(body, 'program')).toEqual([])
    expect(parts(body, 'totalMinutes')[0]?.valueInteger).toBe(0)
    expect(codes(parts(body, 'blocker'))).toEqual(['not-enrolled'])
  })

  test('of an enrolled patient says what the minutes earn, and what stands in the way', async () => {
    const enrolled = await doctor('/Patient/ada/$ccm-enroll', { method: 'POST', json: enrollment() })
    expect(enrolled.status, enrolled.text).toBe(200)
    const written = as<Bundle>(enrolled.body).entry!.map(({ resource }) => resource!)
    episode = `EpisodeOfCare/${written.find((one): one is EpisodeOfCare => one.resourceType === 'EpisodeOfCare')!.id!}`
    expect((await post(nurse, entry(3, ['15:00', '15:16']))).status).toBe(201)
    expect((await post(nurse, entry(5, ['15:00', '15:14']))).status).toBe(201)
    const before = await nurse(`/Patient/ada/$ccm-month?month=${last.month}`)
    expect(codes(parts(before.body, 'blocker'))).toEqual(['no-care-plan'])
    expect(parts(before.body, 'state')[0]?.valueCode).toBe('needs-attention')
    const plan = written.find((one): one is CarePlan => one.resourceType === 'CarePlan')!
    const active = inForce(plan, { period: { start: `${last.month}-02` } })
    expect((await doctor(`/CarePlan/${plan.id!}`, { method: 'PUT', json: active })).status).toBe(200)
    const { body } = await nurse(`/Patient/ada/$ccm-month?month=${last.month}&policy=max-payment`)
    expect(codes(parts(body, 'charge'))).toEqual(['99490'])
    expect(parts(body, 'state')[0]?.valueCode).toBe('ready')
    expect(parts(body, 'clinicalStaffMinutes')[0]?.valueInteger).toBe(30)
    const tasks = parts(body, 'charge')[0]?.part?.filter(({ name }) => name === 'task')
    expect(tasks?.map(({ valueReference }) => valueReference?.reference)).toEqual([
      expect.stringMatching(/^Task\/.+\/_history\/1$/),
      expect.stringMatching(/^Task\/.+\/_history\/1$/),
    ])
    expect(codes(parts(body, 'next'))).toEqual(['99439'])
    expect(parts(body, 'next')[0]?.part).toContainEqual({ name: 'minutesNeeded', valuePositiveInt: 10 })
  })
})

describe('a time entry', () => {
  test('is refused by the name of its rule', async () => {
    const overlapping = await post(nurse, entry(3, ['15:10', '15:30'], { for: { reference: 'Patient/ada' } }))
    expect([overlapping.status, rules(overlapping.body)]).toEqual([409, ['overlap']])
    const backwards = await post(nurse, entry(4, ['15:10', '15:00']))
    expect([backwards.status, rules(backwards.body)]).toEqual([422, ['end-before-start']])
    const others = await post(nurse, entry(4, ['15:00', '15:10'], { owner: { reference: 'Practitioner/mercer' } }))
    expect([others.status, rules(others.body)]).toEqual([403, ['not-your-time']])
    const ben = await post(nurse, entry(4, ['15:00', '15:10'], { for: { reference: 'Patient/ben' } }))
    expect([ben.status, rules(ben.body)]).toEqual([422, ['no-enrollment']])
  })

  test('says who performed it', async () => {
    const { entry: entries } = as<Bundle<Task>>((await nurse('/Task?patient=ada&code:missing=false')).body)
    for (const { resource } of entries!) expect(resource?.performerType?.[0]?.coding?.[0]?.code).toBe('clinical-staff')
  })
})

describe('closing the month', () => {
  test('is a biller’s act, of a month that has ended', async () => {
    expect((await nurse(`/$ccm-close-month?month=${last.month}`, { method: 'POST' })).status).toBe(403)
    expect((await clerk(`/$ccm-close-month?month=${last.month}`)).status).toBe(405)
    expect((await clerk('/$ccm-close-month', { method: 'POST' })).status).toBe(400)
    const running = await clerk(`/$ccm-close-month?month=${new Date().toISOString().slice(0, 7)}`, { method: 'POST' })
    expect([running.status, rules(running.body)]).toEqual([422, ['month-running']])
  })

  test('makes charges once, and none in a dry run', async () => {
    const count = async () => as<Bundle>((await clerk('/ChargeItem?patient=ada&_summary=count')).body).total
    const dry = await finished(clerk, `/$ccm-close-month?month=${last.month}&dryRun=true`)
    expect(parts(dry, 'charges')[0]?.valueInteger).toBe(1)
    expect(await count()).toBe(0)
    const closed = await finished(clerk, `/$ccm-close-month?month=${last.month}`)
    expect(parts(closed, 'closed')[0]?.valueInteger).toBe(1)
    expect(parts(closed, 'total')[0]?.valueMoney?.value).toBeGreaterThan(60)
    expect(await count()).toBe(1)
    const again = await finished(clerk, `/$ccm-close-month?month=${last.month}`)
    expect(parts(again, 'unchanged')[0]?.valueInteger).toBe(1)
    expect(await count()).toBe(1)
  })

  test('keeps time out of it, and its charges to itself', async () => {
    const late = await post(nurse, entry(20, ['15:00', '15:10']))
    expect([late.status, rules(late.body)]).toEqual([409, ['month-closed']])
    const { entry: entries } = as<Bundle>((await clerk('/ChargeItem?patient=ada')).body)
    const charge = entries![0]!.resource!
    const admin = await app.client({ role: 'administrator' })
    const forged = await admin(`/ChargeItem/${charge.id!}`, { method: 'PUT', json: { ...charge, status: 'billed' } })
    expect([forged.status, rules(forged.body)]).toEqual([403, ['engine-only']])
    const removed = await admin(`/ChargeItem/${charge.id!}`, { method: 'DELETE' })
    expect([removed.status, rules(removed.body)]).toEqual([403, ['engine-only']])
  })
})

describe('$ccm-audit', () => {
  test('is a document: valid, complete, the Composition first', async () => {
    const { status, body, text } = await clerk(`/Patient/ada/$ccm-audit?month=${last.month}`)
    expect(status, text).toBe(200)
    const file = as<Bundle>(body)
    expect([file.type, file.entry![0]!.resource!.resourceType]).toEqual(['document', 'Composition'])
    const errors = createValidator(structures())
      .validate(file)
      .filter(({ severity }) => severity === 'error')
    expect(errors).toEqual([])
    const references = new Set(file.entry!.map(({ resource }) => `${resource!.resourceType}/${resource!.id!}`))
    const { section } = file.entry![0]!.resource as {
      section: { title: string; text: { div: string }; entry?: { reference: string }[] }[]
    }
    const named = section.flatMap(({ entry = [] }) => entry.map(({ reference }) => reference.split('/_history')[0]))
    expect(named.filter((reference) => !references.has(reference!))).toEqual([])
    expect([...references].filter((reference) => /^(Organization|Practitioner)/.test(reference))).not.toEqual([])
    for (const reference of references)
      if (/^(Organization|Practitioner)/.test(reference)) expect(named, 'leads to everybody').toContain(reference)
    const base = file.entry![1]!.fullUrl!.split('/Patient/')[0]!
    for (const { fullUrl } of file.entry!) expect(fullUrl, 'is below one base').toContain(`${base}/`)
    expect(references).toContain(episode)
    const told = (title: string) => section.find((one) => one.title === title)?.text.div ?? ''
    const chart = told('Conditions, coverage, visits, complexity')
    expect(chart, 'a diagnosis with its code').toMatch(/<td>[^<]*\(E11\.9[,)]/)
    expect(chart, 'a visit with its day and who gave it').toMatch(
      /Encounter\/[^<]*<\/td><td>[^<]*\d{4}-\d\d-\d\d, [^<]+NPI/,
    )
    expect(told('Consent'), 'what was explained, in words').toContain('Availability, Cost sharing, One practitioner')
    expect(told('State of the month'), 'who closed it').toMatch(/<td>[A-Z][^<]+<\/td><td>closed<\/td>/)
    expect((await clerk(`/Patient/nobody/$ccm-audit?month=${last.month}`)).status).toBe(404)
    expect((await clerk('/Patient/ada/$ccm-audit')).status).toBe(400)
  })
})

describe('$ccm-reopen-month', () => {
  test('takes the charges back, with the reason', async () => {
    const body: Parameters = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'month', valueString: last.month },
        { name: 'patient', valueReference: { reference: 'Patient/ada' } },
        { name: 'reason', valueString: 'A call is missing' },
      ],
    }
    expect((await nurse('/$ccm-reopen-month', { method: 'POST', json: body })).status).toBe(403)
    const reopened = await clerk('/$ccm-reopen-month', { method: 'POST', json: body })
    expect(reopened.status, reopened.text).toBe(200)
    expect(parts(reopened.body, 'reopened')[0]?.valueInteger).toBe(1)
    const charges = as<Bundle>((await clerk('/ChargeItem?patient=ada&status=entered-in-error')).body)
    expect(charges.entry).toHaveLength(1)
    expect((await post(nurse, entry(20, ['15:00', '15:10']))).status).toBe(201)
    const closed = await finished(clerk, `/$ccm-close-month?month=${last.month}`)
    expect(parts(closed, 'charges')[0]?.valueInteger).toBe(2)
    const month = await clerk(`/Patient/ada/$ccm-month?month=${last.month}`)
    expect(parts(month.body, 'state')[0]?.valueCode).toBe('closed')
  })
})

function enrollment(): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'program', valueCode: 'ccm' },
      { name: 'billingPractitioner', valueReference: { reference: 'Practitioner/alvarez' } },
      { name: 'careManager', valueReference: { reference: 'Practitioner/whitfield' } },
      {
        name: 'consent',
        part: [
          { name: 'method', valueCode: 'verbal' },
          { name: 'dateTime', valueDateTime: last.at(2, '15:00') },
          { name: 'recorder', valueReference: { reference: 'Practitioner/whitfield' } },
          ...['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'].map((valueCode) => ({
            name: 'statement',
            valueCode,
          })),
        ],
      },
      {
        name: 'attestation',
        part: [
          { name: 'duration', valueBoolean: true },
          { name: 'risk', valueBoolean: true },
        ],
      },
    ],
  }
}
