import type { AuditEvent, EpisodeOfCare, Parameters } from '@medplum/fhirtypes'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import { createDraftSweep } from '../../server/store/enroll-drafts.ts'
import { sweepOldDrafts } from '../../server/jobs/sweep-drafts.ts'
import type { Database } from '../../server/store/open-database.ts'
import { expectIssue } from '../support/bundles.ts'
import { enrollParameters, enrollPatient, putChronicPatient } from '../support/programme-client.ts'
import { silentLog } from '../support/silent-log.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

const WHITFIELD = { role: 'clinical-staff', user: 'Practitioner/whitfield' } as const
const DAY = 24 * 3_600_000

let app: TestApp
let owner: pg.Pool
let administrator: TestClient
let whitfield: TestClient

beforeAll(async () => {
  app = await startTestApp()
  owner = new pg.Pool({ connectionString: app.database })
  administrator = await app.client({ role: 'administrator' })
  whitfield = await app.client(WHITFIELD)
  for (const [patient, mbi] of [
    ['ada', '1EG4TE5MK72'],
    ['ben', '2EG4TE5MK72'],
    ['cora', '3EG4TE5MK72'],
  ] as const)
    await putChronicPatient(administrator, patient, { mbi })
})
afterAll(async () => {
  await owner.end()
  await app.stop()
})
beforeEach(async () => {
  await owner.query('delete from ccm.enroll_draft')
})

const TYPED = { step: 'visit', visitDay: '11/2', said: ['availability'], note: 'quote " and \\u0000 as words' }

function keep(by: TestClient, patient: string, content: string | undefined, program = 'ccm'): Promise<TestAnswer> {
  const json: Parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'program', valueCode: program },
      ...(content === undefined ? [] : [{ name: 'content', valueString: content }]),
    ],
  }
  return by(`/Patient/${patient}/$ccm-keep-enroll-draft`, { method: 'POST', json })
}

const typed = (by: TestClient, patient: string, program?: string) => keep(by, patient, JSON.stringify(TYPED), program)

const open = (by: TestClient, patient: string) => by(`/Patient/${patient}/$ccm-enroll-draft`)

/** What is kept for somebody; undefined: nothing. */
async function kept(by: TestClient, patient: string) {
  const answer = await open(by, patient)
  expect(answer.status, answer.text).toBe(200)
  const { parameter } = answer.body as unknown as Parameters
  const value = (name: string) => parameter?.find((one) => one.name === name)
  const content = value('content')?.valueString
  return parameter && { ...value('program'), ...value('saved'), content: JSON.parse(content ?? '') as unknown }
}

test('what is kept is opened as it was, the later in the place of the earlier', async () => {
  expect(await kept(whitfield, 'ada')).toBeUndefined()
  expect((await keep(whitfield, 'ada', '{"step":"consent"}')).status).toBe(200)
  const answer = await typed(whitfield, 'ada', 'pcm')
  const { parameter } = answer.body as unknown as Parameters
  const found = await kept(whitfield, 'ada')
  expect(found).toMatchObject({ content: TYPED, valueCode: 'pcm', valueInstant: parameter?.[0]?.valueInstant })
  expect(Date.now() - Date.parse(parameter?.[0]?.valueInstant ?? '')).toBeLessThan(60_000)
  expect(await kept(whitfield, 'ben')).toBeUndefined()
})

test('to begin anew takes it away', async () => {
  await typed(whitfield, 'ada')
  expect((await keep(whitfield, 'ada', undefined)).status).toBe(200)
  expect(await kept(whitfield, 'ada')).toBeUndefined()
})

describe('only its author opens it', () => {
  beforeEach(async () => {
    expect((await typed(whitfield, 'ada')).status).toBe(200)
  })

  test('a colleague has one of their own', async () => {
    const alvarez = await app.client({ role: 'billing-practitioner', user: 'Practitioner/alvarez' })
    expect(await kept(alvarez, 'ada')).toBeUndefined()
    await keep(alvarez, 'ada', '{"step":"team"}')
    expect(await kept(whitfield, 'ada')).toMatchObject({ content: TYPED })
  })

  test('not the author’s name at another practice, where the patient has the same id', async () => {
    await app.openPractice('elsewhere')
    const theirs = await app.client({ role: 'administrator', tenant: 'elsewhere' })
    const patient = { resourceType: 'Patient', id: 'ada', name: [{ family: 'Other' }], gender: 'female' }
    expect((await theirs('/Patient/ada', { method: 'PUT', json: patient })).status).toBe(201)
    expect(await kept(await app.client({ ...WHITFIELD, tenant: 'elsewhere' }), 'ada')).toBeUndefined()
  })

  test('not with a token of another patient, or for nobody on file', async () => {
    const bens = await app.client({ ...WHITFIELD, patient: 'ben', scope: 'patient/*.cruds' })
    expect((await open(bens, 'ada')).status).toBe(404)
    expect((await typed(bens, 'ada')).status).toBe(404)
    expect((await open(whitfield, 'nobody')).status).toBe(404)
    expect(await kept(whitfield, 'ada')).toMatchObject({ content: TYPED })
  })

  test('not for who may not enroll, or names no person', async () => {
    for (const claims of [
      { ...WHITFIELD, role: 'biller' },
      { ...WHITFIELD, scope: 'user/*.rs' },
      { role: 'clinical-staff' },
    ] as const) {
      const client = await app.client(claims)
      expectIssue(await open(client, 'ada'), 403, { code: 'forbidden' })
      expectIssue(await typed(client, 'ada'), 403, { code: 'forbidden' })
    }
  })
})

describe('what is decided needs no draft', () => {
  let alvarez: TestClient

  beforeEach(async () => {
    alvarez = await app.client({ role: 'billing-practitioner', user: 'Practitioner/alvarez' })
    await typed(whitfield, 'ben')
    await typed(alvarez, 'ben', 'pcm')
    await typed(whitfield, 'cora')
  })

  test('an enrollment that is refused leaves it; one that is made takes everybody’s for the program', async () => {
    const nothing = enrollParameters({ name: 'consent', part: [{ name: 'method', valueCode: 'verbal' }] })
    const refused = await whitfield('/Patient/ben/$ccm-enroll', { method: 'POST', json: nothing })
    expect(refused.status).toBe(422)
    expect(await kept(whitfield, 'ben')).toMatchObject({ content: TYPED })
    await enrollPatient(administrator, 'ben')
    expect(await kept(whitfield, 'ben')).toBeUndefined()
    expect(await kept(alvarez, 'ben')).toMatchObject({ content: TYPED })
    expect(await kept(whitfield, 'cora')).toMatchObject({ content: TYPED })
  })

  test('so does a no; an attempt to ask leaves it', async () => {
    const episode = (state: string, status: EpisodeOfCare['status']): EpisodeOfCare => ({
      resourceType: 'EpisodeOfCare',
      id: 'cora-outreach',
      status,
      patient: { reference: 'Patient/cora' },
      type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
      extension: [
        { url: structureDefinition('ccm-enrollment-state'), valueCode: state },
        { url: structureDefinition('ccm-state-reason'), valueString: 'The line was busy' },
      ],
    })
    const put = async (json: EpisodeOfCare) => {
      const { status, text } = await whitfield('/EpisodeOfCare/cora-outreach', { method: 'PUT', json })
      expect(status, text).toBeLessThan(300)
    }
    await put(episode('attempted', 'planned'))
    expect(await kept(whitfield, 'cora')).toMatchObject({ content: TYPED })
    await put(episode('declined', 'cancelled'))
    expect(await kept(whitfield, 'cora')).toBeUndefined()
  })
})

test('after seven days it is not opened any more, and then taken away', async () => {
  await typed(whitfield, 'ada')
  await typed(whitfield, 'cora')
  const aged = (patient: string, age: number) =>
    owner.query('update ccm.enroll_draft set saved_at = saved_at - $2 where patient = $1', [patient, age])
  await aged('ada', 7 * DAY)
  await aged('cora', 7 * DAY - 60_000)
  expect(await kept(whitfield, 'ada')).toBeUndefined()
  const sweep = createDraftSweep({ owner } as Pick<Database, 'owner'> as Database)
  await sweepOldDrafts({ sweep, clock: { now: () => Date.now() }, log: silentLog }).stop()
  const { rows } = await owner.query<{ patient: string }>('select patient from ccm.enroll_draft')
  expect(rows).toEqual([{ patient: 'cora' }])
})

test.each([
  ['no JSON', '{"step":', 400, 'value'],
  ['a list', '[]', 400, 'value'],
  ['too deep', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400, 'value'],
  ['a character that cannot be kept', '{"a":"\\u0000"}', 400, 'value'],
  ['half a character', '{"a":"\\ud83d"}', 400, 'value'],
  ['more than 32768 bytes', JSON.stringify({ note: 'é'.repeat(16_384) }), 413, 'too-long'],
] as const)('content that is %s is refused with a reason', async (_what, content, status, code) => {
  expectIssue(await keep(whitfield, 'ada', content), status, { code, expression: ['content'] })
  expect(await kept(whitfield, 'ada')).toBeUndefined()
})

test('as much as is allowed is kept; content wants its program', async () => {
  expect((await keep(whitfield, 'ada', JSON.stringify({ note: 'é'.repeat(16_370) }))).status).toBe(200)
  const json = { resourceType: 'Parameters', parameter: [{ name: 'content', valueString: '{}' }] }
  const answer = await whitfield('/Patient/ada/$ccm-keep-enroll-draft', { method: 'POST', json })
  expectIssue(answer, 400, { expression: ['program'] })
  expectIssue(await typed(whitfield, 'ada', 'abc'), 400, { expression: ['program'] })
})

test('the trail says who read and who kept what was begun for whom, and none of what was typed', async () => {
  await typed(whitfield, 'ada')
  await kept(whitfield, 'ada')
  for (const [name, action] of [
    ['$ccm-keep-enroll-draft', 'E'],
    ['$ccm-enroll-draft', 'E'],
  ] as const)
    await expect
      .poll(async () => {
        const trail = await administrator(`/AuditEvent?subtype=${name}&patient=Patient/ada&_sort=-date&_count=1`)
        const event = trail.body.entry?.[0]?.resource as unknown as AuditEvent | undefined
        expect(trail.text).not.toContain('visitDay')
        return [event?.action, event?.agent[0]?.who?.reference]
      })
      .toEqual([action, 'Practitioner/whitfield'])
})
