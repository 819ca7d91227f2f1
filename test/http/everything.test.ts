import type { BundleLink } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, anObservation, aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestBody, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

const DOCTOR = { reference: 'Practitioner/whitfield' }

beforeAll(async () => {
  app = await startTestApp({ MAX_RECORD_RESOURCES: '5' })
  nurse = await app.client({ role: 'clinical-staff', user: DOCTOR.reference })
  await putAll(nurse, [
    aPatient('p1', 'Quillfeather'),
    aPatient('p2', 'Brandybuck'),
    aPatient('gone', 'Nobody'),
    { ...aCondition('c1', 'p1', 'I10'), recorder: DOCTOR, note: [{ text: 'Größe 漢字 😀' }] },
    { ...aCondition('c2', 'p1', 'E11.9'), recorder: DOCTOR },
    aCondition('c3', 'p2', 'I10'),
    anObservation('o1', 'p1', '2026-03-10'),
    anObservation('o2', 'p1', '2026-04-10'),
  ])
  await nurse('/Patient/gone', { method: 'DELETE' })
})
afterAll(() => app.stop())

const WHOLE = [
  'Patient/p1',
  'Condition/c1',
  'Condition/c2',
  'Observation/o1',
  'Observation/o2',
  'Practitioner/whitfield',
]

function names({ body }: Pick<TestAnswer, 'body'>): string[] {
  return (body.entry ?? []).map(({ resource: { resourceType, id } }) => `${resourceType}/${id}`)
}

function linkOf({ link }: TestBody, relation: string): BundleLink | undefined {
  return link.find((known) => known.relation === relation)
}

/** What follows the FHIR base in the link of a page to itself. */
function selfOf(body: TestBody): string | undefined {
  return linkOf(body, 'self')?.url.split('/fhir/r4')[1]
}

/** All pages of a record. */
async function pages(path: string, client = nurse): Promise<TestAnswer[]> {
  const read: TestAnswer[] = []
  for (let next: string | undefined = path; next !== undefined; next = linkOf(read.at(-1)!.body, 'next')?.url) {
    const answer = await client(next)
    expect(answer.status, answer.text).toBe(200)
    read.push(answer)
  }
  return read
}

describe('$everything', () => {
  test('answers the record as searchset, the patient first, what it refers to last, in pages', async () => {
    const [first, second, ...more] = await pages('/Patient/p1/$everything')
    expect(more).toEqual([])
    expect([...names(first!), ...names(second!)]).toEqual(WHOLE)
    expect(names(first!)).toHaveLength(5)
    expect(first!.body).toMatchObject({ resourceType: 'Bundle', type: 'searchset' })
    expect(selfOf(first!.body)).toBe('/Patient/p1/$everything')
    expect(linkOf(second!.body, 'self')).toMatchObject({ url: linkOf(first!.body, 'next')?.url })
    expect(first!.body.entry?.[1]).toMatchObject({
      fullUrl: expect.stringMatching(/^http.*\/fhir\/r4\/Condition\/c1$/) as string,
      search: { mode: 'match' },
    })
    expect(second!.body.entry?.[0]).toMatchObject({ search: { mode: 'include' } })
    expect(first!.headers.get('content-type')).toContain('application/fhir+json')
  })

  test('shows each resource as a read does', async () => {
    const [{ text }] = (await pages('/Patient/p1/$everything')) as [TestAnswer]
    for (const name of WHOLE.slice(0, 5)) expect(text).toContain((await nurse(`/${name}`)).text)
    expect(text).toContain('Größe 漢字 😀')
  })

  test('says how long the answer is, to HEAD too', async () => {
    const { headers, text } = await nurse('/Patient/p1/$everything')
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
    const head = await nurse('/Patient/p1/$everything', { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe(headers.get('content-length'))
    expect(head.text).toBe('')
  })

  test('takes _count, and no more than the server gives', async () => {
    const small = await pages('/Patient/p1/$everything?_count=2')
    expect(small.map((answer) => names(answer).length)).toEqual([2, 2, 2])
    expect(small.flatMap(names)).toEqual(WHOLE)
    expect(names(await nurse('/Patient/p1/$everything?_count=999'))).toHaveLength(5)
  })

  test('takes the same parameters by POST, and says so in its links', async () => {
    const parameter = [
      { name: '_type', valueCode: 'Condition' },
      { name: '_type', valueCode: 'Patient,Practitioner' },
      { name: '_count', valueInteger: 3 },
    ]
    const first = await nurse('/Patient/p1/$everything', {
      method: 'POST',
      json: { resourceType: 'Parameters', parameter },
    })
    expect(first.status, first.text).toBe(200)
    expect(names(first)).toEqual(['Patient/p1', 'Condition/c1', 'Condition/c2'])
    expect(selfOf(first.body)).toBe('/Patient/p1/$everything?_type=Condition&_type=Patient,Practitioner&_count=3')
    const rest = await pages(linkOf(first.body, 'next')!.url)
    expect(rest.flatMap(names)).toEqual(['Practitioner/whitfield'])
  })

  test('takes _type, start and end, _since', async () => {
    expect((await pages('/Patient/p1/$everything?_type=Observation')).flatMap(names)).toEqual([
      'Observation/o1',
      'Observation/o2',
    ])
    const april = await pages('/Patient/p1/$everything?start=2026-04&end=2026-04&_type=Observation,Condition')
    expect(april.flatMap(names)).toEqual(['Condition/c1', 'Condition/c2', 'Observation/o2'])
    expect((await pages('/Patient/p1/$everything?end=2026-03-10&_type=Observation')).flatMap(names)).toEqual([
      'Observation/o1',
    ])
    const { body } = await nurse('/Condition/c2')
    const since = encodeURIComponent(body.meta.lastUpdated)
    expect((await pages(`/Patient/p1/$everything?_since=${since}`)).flatMap(names)).toEqual([
      'Condition/c2',
      'Observation/o1',
      'Observation/o2',
      'Practitioner/whitfield',
    ])
    expect((await pages('/Patient/p1/$everything?_since=2999-01-01')).flatMap(names)).toEqual([])
  })

  test('takes _elements and _summary, on every page', async () => {
    const read = await pages('/Patient/p1/$everything?_elements=id&_count=2')
    for (const { body } of read)
      for (const { resource } of body.entry ?? []) {
        expect(resource.meta.tag).toEqual([expect.objectContaining({ code: 'SUBSETTED' })])
        expect(Object.keys(resource)).not.toContain('recorder')
      }
    expect(read).toHaveLength(3)
  })

  test.each([
    ['_type=Frobnicate', '_type'],
    ['_type=', '_type'],
    ['_count=0', '_count'],
    ['_count=many', '_count'],
    ['_since=yesterday', '_since'],
    ['start=2026-13', 'start'],
    ['end=soon', 'end'],
    ['start=2026&start=2027', 'start'],
    ['_sinse=2026-01-01', '_sinse'],
    ['_summary=count', '_summary'],
  ])('refuses %s and names the parameter', async (query, name) => {
    const { status, body } = await nurse(`/Patient/p1/$everything?${query}`)
    expect(status).toBe(400)
    expect(body.issue[0]?.expression).toEqual([name])
    expect(body.issue[0]?.diagnostics).toContain(name)
  })

  test('refuses a link that is damaged', async () => {
    expect((await nurse('/Patient/p1/$everything?_cursor=abc')).status).toBe(400)
  })

  test.each([
    ['/Patient/nobody/$everything', 404],
    ['/Patient/gone/$everything', 410],
    ['/Patient/$everything', 404],
    ['/Condition/c1/$everything', 404],
  ])('%s is answered %i', async (path, expected) => {
    expect((await nurse(path)).status).toBe(expected)
  })

  test('stands in the CapabilityStatement under its core definition', async () => {
    const { text } = await nurse('/metadata')
    expect(text).toContain(
      '{"name":"everything","definition":"http://hl7.org/fhir/OperationDefinition/Patient-everything"}',
    )
  })

  test('works in a batch', async () => {
    const entry = [{ request: { method: 'GET', url: 'Patient/p1/$everything?_type=Patient' } }]
    const { text } = await nurse('', { method: 'POST', json: { resourceType: 'Bundle', type: 'batch', entry } })
    expect(text).toContain('"family":"Quillfeather"')
  })
})

describe('$everything for a caller who may not see everything', () => {
  const patientClient = (scope: string, patient = 'p1') => app.client({ role: 'patient', patient, scope })

  test('leaves out types that the token does not allow, and what only they refer to', async () => {
    const client = await patientClient('patient/Patient.r patient/Observation.r')
    expect((await pages('/Patient/p1/$everything', client)).flatMap(names)).toEqual([
      'Patient/p1',
      'Observation/o1',
      'Observation/o2',
    ])
  })

  test('says so where such a type is asked for by name', async () => {
    const client = await patientClient('patient/Patient.r patient/Observation.r')
    const { status, body, text } = await client('/Patient/p1/$everything?_type=Condition,Observation,AuditEvent')
    expect(status).toBe(200)
    expect(names({ body }).filter((name) => !name.startsWith('OperationOutcome'))).toEqual([
      'Observation/o1',
      'Observation/o2',
    ])
    expect(text).toContain('Left out: Condition.')
    expect(text).toContain('Left out: AuditEvent.')
    expect(body.entry?.at(-1)).toMatchObject({ search: { mode: 'outcome' } })
  })

  test('needs leave to read the patient', async () => {
    const client = await patientClient('patient/Observation.rs')
    expect((await client('/Patient/p1/$everything')).status).toBe(403)
    const searching = await patientClient('patient/*.s')
    expect((await searching('/Patient/p1/$everything')).status).toBe(403)
  })

  test('knows of no other patient than the one in context', async () => {
    const client = await patientClient('patient/*.rs')
    expect((await client('/Patient/p2/$everything')).status).toBe(404)
    expect((await pages('/Patient/p1/$everything', client)).flatMap(names)).toEqual(WHOLE)
  })

  test('keeps to granular scopes', async () => {
    const client = await app.client({
      role: 'clinical-staff',
      user: DOCTOR.reference,
      scope: 'user/Patient.r user/Condition.r?code=http://hl7.org/fhir/sid/icd-10-cm|I10 user/Practitioner.r',
    })
    expect((await pages('/Patient/p1/$everything', client)).flatMap(names)).toEqual([
      'Patient/p1',
      'Condition/c1',
      'Practitioner/whitfield',
    ])
    const other = await app.client({
      role: 'clinical-staff',
      user: DOCTOR.reference,
      scope: 'user/Patient.r?family=Brandybuck user/Condition.r',
    })
    expect((await other('/Patient/p1/$everything')).status).toBe(404)
    expect((await pages('/Patient/p2/$everything', other)).flatMap(names)).toEqual(['Patient/p2', 'Condition/c3'])
  })

  test('gives a payer what payers see of their members', async () => {
    const payer = await app.client({ role: 'payer', patient: 'p1', scope: 'system/*.rs' })
    expect((await pages('/Patient/p1/$everything', payer)).flatMap(names)).toEqual([
      'Patient/p1',
      'Condition/c1',
      'Condition/c2',
    ])
    expect((await payer('/Patient/p2/$everything')).status).toBe(404)
  })
})
