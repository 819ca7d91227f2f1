import type { CarePlan, EpisodeOfCare, Parameters, ParametersParameter, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import { inForce } from '../support/care-plans.ts'
import { aPatient } from '../support/chart.ts'
import { ATTESTATION, aTimeEntry, enrollPatient, putChronicPatient } from '../support/programme-client.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let administrator: TestClient
let biller: TestClient

const MONTH = '2026-02'

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  biller = await app.client({ role: 'biller', user: 'Practitioner/hale' })
  await enrolledWithTime('ada', '1EG4TE5MK72', 45)
  await enrolledWithTime('ben', '1EG4TE5MK73', 14)
  await putChronicPatient(administrator, 'cyd', { mbi: '1EG4TE5MK74' })
  await putChronicPatient(administrator, 'dee', { mbi: '1EG4TE5MK75' })
  await put(declined('dee', '2027-03-14'))
  await put({ ...aPatient('old', 'Replaced'), active: false })
})
afterAll(() => app.stop())

async function enrolledWithTime(id: string, mbi: string, minutes: number): Promise<void> {
  await putChronicPatient(administrator, id, { mbi })
  await enrollPatient(administrator, id, ATTESTATION)
  const { body } = await administrator(`/CarePlan?patient=${id}`)
  const plan = body.entry?.[0]?.resource as unknown as CarePlan
  const review = { url: structureDefinition('ccm-review-date'), valueDate: '2026-05-04' }
  const active = inForce(plan, { created: '2025-01-02' })
  const others = (active.extension ?? []).filter(({ url }) => url !== review.url)
  await put({ ...active, extension: [...others, review] })
  const hour = id === 'ada' ? '09' : '11'
  const code = { coding: [{ system: codeSystem('ccm-activity'), code: 'patient-contact' }] }
  const json = aTimeEntry(id, `2026-02-05T${hour}:00:00-06:00`, `2026-02-05T${hour}:${String(minutes)}:00-06:00`, {
    code,
  })
  const logged = await administrator('/Task', { method: 'POST', json })
  expect(logged.status, logged.text).toBe(201)
}

async function put(resource: Resource): Promise<void> {
  const answer = await administrator(`/${resource.resourceType}/${resource.id ?? ''}`, {
    method: 'PUT',
    json: resource,
  })
  expect([200, 201], answer.text).toContain(answer.status)
}

function declined(patient: string, until: string): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: `${patient}-outreach`,
    status: 'cancelled',
    type: [{ coding: [{ system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-program', code: 'ccm' }] }],
    patient: { reference: `Patient/${patient}` },
    extension: [
      { url: structureDefinition('ccm-enrollment-state'), valueCode: 'declined' },
      { url: structureDefinition('ccm-state-reason'), valueString: 'The cost.' },
      { url: structureDefinition('ccm-do-not-ask-until'), valueDate: until },
    ],
  }
}

/** The parts of each patient, by id. */
async function panel(query: string): Promise<{ of: ReadonlyMap<string, Parts>; next: string | undefined }> {
  const answer = await biller(`/$ccm-panel?month=${MONTH}${query}`)
  expect(answer.status, answer.text).toBe(200)
  const { parameter = [] } = answer.body as unknown as Parameters
  const patients = parameter.filter(({ name }) => name === 'patient').map(({ part = [] }) => part)
  const idOf = (part: Parts) => only(part, 'patient')?.valueReference?.reference?.split('/')[1] ?? ''
  return {
    of: new Map(patients.map((part) => [idOf(part), part])),
    next: parameter.find(({ name }) => name === 'next')?.valueString,
  }
}

async function monthOf(id: string): Promise<Parts> {
  const answer = await administrator(`/Patient/${id}/$ccm-month?month=${MONTH}`)
  return (answer.body as unknown as Parameters).parameter ?? []
}

const numberIn = (parts: Parts | undefined, name: string) => only(parts, name)?.valueInteger
const amountIn = (parts: Parts | undefined, name: string) => only(parts, name)?.valueMoney?.value

type Parts = readonly ParametersParameter[]

function only(parts: Parts | undefined, name: string): ParametersParameter | undefined {
  return parts?.find((part) => part.name === name)
}

test('the panel says of each patient what $ccm-month says, with name, review and last contact', async () => {
  const { of } = await panel('')
  for (const id of ['ada', 'ben']) {
    const month = await monthOf(id)
    const alike = ['program', 'state', 'clinicalStaffMinutes', 'practitionerMinutes', 'totalMinutes', 'next', 'blocker']
    for (const name of alike) expect(only(of.get(id), name), name).toEqual(only(month, name))
    const codes = (parts: Parts) =>
      parts.filter(({ name }) => name === 'charge').map(({ part }) => only(part, 'code')?.valueCoding?.code)
    expect(codes(of.get(id) ?? [])).toEqual(codes(month))
  }
  const ada = of.get('ada')
  expect(only(ada, 'totalMinutes')?.valueInteger).toBe(45)
  expect(only(ada, 'patient')?.valueReference?.display).toBeTruthy()
  expect(only(ada, 'reviewOn')?.valueDate).toBe('2026-05-04')
  expect(only(ada, 'lastContact')?.valueDateTime).toBe('2026-02-05T09:45:00-06:00')
})

test('who is not enrolled comes with the verdict and how far outreach is; records out of use do not come', async () => {
  const { of } = await panel('')
  expect(only(of.get('cyd'), 'eligible')?.valueCode).toBe('ccm')
  expect(only(of.get('cyd'), 'program')).toBeUndefined()
  expect(only(of.get('dee'), 'outreach')?.valueCode).toBe('declined')
  expect(only(of.get('dee'), 'askAgain')?.valueDate).toBe('2027-03-14')
  expect(of.has('old')).toBe(false)
})

test('pages together hold everybody once', async () => {
  const all = await panel('')
  const found: string[] = []
  let after: string | undefined
  do {
    const page = await panel(`&count=2${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`)
    found.push(...page.of.keys())
    after = page.next
  } while (after !== undefined)
  expect(found.toSorted()).toEqual([...all.of.keys()].toSorted())
})

test.each(['&count=0', '&count=many', '&after=elsewhere'])('what makes no sense is refused: %s', async (query) => {
  expect((await biller(`/$ccm-panel?month=${MONTH}${query}`)).status).toBe(400)
})

test('a payer gets no panel and no report', async () => {
  const payer = await app.client({ role: 'payer' })
  expect((await payer(`/$ccm-panel?month=${MONTH}`)).status).toBe(403)
  expect((await payer('/$ccm-report?from=2026-01&to=2026-02')).status).toBe(403)
})

test('the report sums what was closed and what stands of it', async () => {
  const before = await monthsOf('2026-01', '2026-03')
  expect(before.map((month) => only(month, 'enrolled')?.valueInteger)).toEqual([2, 2, 2])
  expect(before.map((month) => only(month, 'closed')?.valueInteger)).toEqual([0, 0, 0])
  const closed = await close()
  const after = (await monthsOf('2026-01', '2026-03'))[1]
  expect(numberIn(after, 'closed')).toBe(2)
  expect(numberIn(after, 'clinicalStaffMinutes')).toBe(59)
  expect(numberIn(after, 'units')).toBe(2)
  expect(amountIn(after, 'charged')).toBe(amountIn(closed, 'total'))
  expect(only(only(closed, 'alternative')?.part, 'policy')?.valueCode).toBe('max-payment')
  await biller(`/Patient/ada/$ccm-reopen-month?month=${MONTH}`, {
    method: 'POST',
    json: { resourceType: 'Parameters', parameter: [{ name: 'reason', valueString: 'A correction.' }] },
  })
  const reopened = (await monthsOf('2026-01', '2026-03'))[1]
  expect(numberIn(reopened, 'closed')).toBe(1)
  expect(amountIn(reopened, 'charged')).toBe(0)
})

test.each(['from=2026-03&to=2026-01', 'from=2026-01&to=2029-01', 'from=march&to=2026-03'])(
  'a report is of some months: %s',
  async (query) => {
    expect((await biller(`/$ccm-report?${query}`)).status).toBe(400)
  },
)

async function monthsOf(from: string, to: string): Promise<readonly Parts[]> {
  const answer = await biller(`/$ccm-report?from=${from}&to=${to}`)
  expect(answer.status, answer.text).toBe(200)
  return ((answer.body as unknown as Parameters).parameter ?? []).map(({ part = [] }) => part)
}

async function close(): Promise<Parts> {
  const accepted = await biller(`/$ccm-close-month?month=${MONTH}`, { method: 'POST' })
  const location = accepted.headers.get('content-location') ?? ''
  let answer: TestAnswer
  do {
    answer = await biller(location)
  } while (answer.status === 202)
  const result = answer.body.entry?.[0]?.resource as unknown as Parameters
  return result.parameter ?? []
}
