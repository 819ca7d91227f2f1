import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aCondition, aPatient, anObservation, putAll } from '../../support/chart.ts'
import { ASYNC, contentsOf, ended, exported, exportOf, kickOff, linesOf, pathOf } from '../../support/exports.ts'
import { startInfernoApp, type InfernoApp } from '../../support/smart/inferno-app.ts'
import { asserting } from '../../support/smart/smart-client.ts'
import { clientOf, type TestClient } from '../../support/test-app.ts'

/** What Inferno's Bulk Data Access test kit (v2.0.0) asks of an export at each level, and what the guide says besides. */
let inferno: InfernoApp
let bulk: TestClient
let administrator: TestClient

const LEVELS = [
  ['bulk_data_group_export', '/Group/both/$export'],
  ['bulk_data_patient_export', '/Patient/$export'],
  ['bulk_data_system_export', '/$export'],
] as const

beforeAll(async () => {
  inferno = await startInfernoApp()
  administrator = await inferno.app.client({ role: 'administrator' })
  await putAll(administrator, [
    aPatient('p3', 'Three', { generalPractitioner: [{ reference: 'Practitioner/alvarez' }] }),
    ...['p1', 'p2', 'p3'].map((id) => aCondition(`c-${id}`, id, 'I10')),
    anObservation('o-p1', 'p1', '2026-02-01'),
    aCarePlan('plan-p2', 'p2'),
    {
      resourceType: 'Group',
      id: 'both',
      type: 'person',
      actual: true,
      member: [
        { entity: { reference: 'Patient/p1' } },
        { entity: { reference: 'Patient/p3' } },
        { entity: { reference: 'Patient/p2' }, inactive: true },
      ],
    },
  ])
  bulk = await bulkClient()
})
afterAll(() => inferno.stop())

async function bulkClient(scope = 'system/*.rs'): Promise<TestClient> {
  const assertion = await inferno.key.assertion('inferno-bulk', `${inferno.url}/auth/token`)
  const form = { grant_type: 'client_credentials', scope, ...asserting(assertion) }
  return clientOf(inferno.app.fhir, (await inferno.smart.token(form)).body.access_token ?? '')
}

describe('the CapabilityStatement', () => {
  test('names the operation at each level, and the statement of Bulk Data', async () => {
    const { body } = await bulk('/metadata')
    const statement = body as unknown as {
      instantiates: string[]
      rest: { operation: object[]; resource: { type: string; operation?: object[] }[] }[]
    }
    const [rest] = statement.rest
    const of = (type: string) => rest?.resource.find((resource) => resource.type === type)?.operation
    const definition = (name: string) => `http://hl7.org/fhir/uv/bulkdata/OperationDefinition/${name}`
    expect(statement.instantiates).toContain('http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data')
    expect(rest?.operation).toContainEqual({ name: 'export', definition: definition('export') })
    expect(of('Patient')).toContainEqual({ name: 'patient-export', definition: definition('patient-export') })
    expect(of('Group')).toContainEqual({ name: 'group-export', definition: definition('group-export') })
  })
})

describe.each(LEVELS)('%s', (_group, path) => {
  test('rejects a request without a token', async () => {
    const response = await fetch(`${inferno.app.fhir}${path}`, { headers: ASYNC })
    expect([400, 401]).toContain(response.status)
  })

  test.each(['GET', 'POST'])('answers a kick-off by %s with 202 and Content-Location', async (method) => {
    const started = await kickOff(bulk, path, { method })
    expect(started.status, started.text).toBe(202)
    expect(started.headers.get('content-location')).toMatch(/^http.*\/fhir\/r4\/_jobs\//)
  })

  test('answers polling with 202 or the manifest, whose files are there for this token alone', async () => {
    const { manifest, answer } = await exported(bulk, path)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(Date.parse(answer.headers.get('expires') ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    expect(manifest).toMatchObject({ requiresAccessToken: true, error: [] })
    expect(pathOf(manifest.request)).toBe(path)
    expect(Math.abs(Date.parse(manifest.transactionTime) - Date.now())).toBeLessThan(60_000)
    const patients = manifest.output.filter(({ type }) => type === 'Patient')
    expect(patients.length).toBe(1)
    for (const file of manifest.output) {
      expect((await linesOf(bulk, file)).length).toBe(file.count)
      expect([400, 401]).toContain((await fetch(file.url.replace('localhost', '127.0.0.1'))).status)
    }
  })

  test('answers what was cancelled with 404 and an OperationOutcome, before and after it has ended', async () => {
    for (const wait of [false, true]) {
      const job = pathOf((await kickOff(bulk, path)).headers.get('content-location'))
      const { output } = wait
        ? (JSON.parse((await ended(bulk, job)).text) as { output: { url: string }[] })
        : { output: [] }
      expect((await bulk(job, { method: 'DELETE' })).status).toBe(202)
      const gone = await bulk(job)
      expect(gone.status).toBe(404)
      expect(gone.body.resourceType).toBe('OperationOutcome')
      for (const { url } of output) expect((await bulk(pathOf(url))).status).toBe(404)
      expect((await bulk(job, { method: 'DELETE' })).status).toBe(404)
    }
  })

  test.each(['application/fhir+ndjson', 'application/ndjson', 'ndjson'])('accepts _outputFormat=%s', async (format) => {
    expect((await kickOff(bulk, `${path}?_outputFormat=${format}`)).status).toBe(202)
    await drained()
  })

  test.each(['text/csv', 'application/fhir+xml', 'json'])('refuses _outputFormat=%s', async (format) => {
    expect((await kickOff(bulk, `${path}?_outputFormat=${encodeURIComponent(format)}`)).status).toBe(400)
  })

  test('wants Prefer: respond-async, and an Accept that takes JSON of FHIR', async () => {
    expect((await bulk(path, { headers: { accept: 'application/fhir+json' } })).status).toBe(400)
    expect((await kickOff(bulk, path, { headers: { accept: 'text/html' } })).status).toBe(406)
  })

  test.each(['2026-02', 'yesterday', '2026-02-01T10:00:00', '2999-01-01T00:00:00Z'])(
    'refuses _since=%s',
    async (since) => {
      expect((await kickOff(bulk, `${path}?_since=${since}`)).status).toBe(400)
    },
  )

  test('refuses what it does not know, unless it may pass over it and say so', async () => {
    for (const query of ['_typo=1', '_elements=id', 'includeAssociatedData=LatestProvenanceResources']) {
      const refused = await kickOff(bulk, `${path}?${query}`)
      expect(refused.status).toBe(400)
      expect(refused.body.issue[0]?.expression).toEqual([query.split('=')[0]])
    }
    const lenient = { headers: { prefer: 'respond-async, handling=lenient' } }
    const { manifest } = await exported(bulk, `${path}?_typo=1`, lenient)
    const [error] = manifest.error
    expect(error?.type).toBe('OperationOutcome')
    expect(JSON.stringify(error && (await linesOf(bulk, error)))).toContain('_typo')
  })
})

/** Jobs of tests that do not wait for theirs. */
async function drained(): Promise<void> {
  await exported(bulk, '/$export?_type=Group')
}

describe('what is exported', () => {
  test('of a Group are its active members, their records, and what these refer to', async () => {
    const contents = await exportOf(bulk, '/Group/both/$export')
    expect(contents).toEqual([
      'Condition/c-p1',
      'Condition/c-p3',
      'Encounter/e1',
      'Observation/o-p1',
      'Patient/p1',
      'Patient/p3',
      'Practitioner/alvarez',
    ])
  })

  test('of patients is every record', async () => {
    const contents = await exportOf(bulk, '/Patient/$export')
    expect(contents).toEqual(expect.arrayContaining(['Patient/p2', 'CarePlan/plan-p2', 'Practitioner/alvarez']))
    expect(contents.filter((one) => one.startsWith('Group/'))).toEqual([])
  })

  test('of the practice is everything but the trail', async () => {
    const contents = await exportOf(bulk, '/$export')
    expect(contents).toEqual(
      expect.arrayContaining(['Group/both', 'Patient/p1', 'Patient/p2', 'Patient/p3', 'Practitioner/alvarez']),
    )
    expect(contents.filter((one) => one.startsWith('AuditEvent/'))).toEqual([])
  })

  test('is of the types asked for, also when only what records refer to is', async () => {
    expect(await exportOf(bulk, '/Group/both/$export?_type=Condition,Patient')).toEqual([
      'Condition/c-p1',
      'Condition/c-p3',
      'Patient/p1',
      'Patient/p3',
    ])
    expect(await exportOf(bulk, '/Group/both/$export?_type=Practitioner')).toEqual(['Practitioner/alvarez'])
    for (const type of ['Nonsense', 'AuditEvent', ''])
      expect((await kickOff(bulk, `/$export?_type=Patient,${type}`)).status).toBe(400)
  })

  test('is what _typeFilter finds of a type, several for a type being alternatives', async () => {
    const filter = (text: string) => `_typeFilter=${encodeURIComponent(text)}`
    expect(await exportOf(bulk, `/Patient/$export?_type=Patient,Condition&${filter('Condition?patient=p2')}`)).toEqual([
      'Condition/c-p2',
      'Patient/p1',
      'Patient/p2',
      'Patient/p3',
    ])
    const both = filter('Condition?patient=p2,Condition?patient.family=Three,p9')
    expect(await exportOf(bulk, `/Patient/$export?_type=Condition&${both}`)).toEqual([
      'Condition/c-p2',
      'Condition/c-p3',
    ])
    for (const wrong of [
      'Condition?typo=1',
      'Condition',
      'Patient?_id=p1',
      'Condition?_count=1',
      'Condition?_include=*',
    ])
      expect((await kickOff(bulk, `/$export?_type=Condition&${filter(wrong)}`)).status, wrong).toBe(400)
  })

  test('is of the patients named, by POST alone, who must be among those of the level', async () => {
    const naming = (...ids: string[]) => ({
      method: 'POST',
      json: {
        resourceType: 'Parameters',
        parameter: [
          { name: '_type', valueString: 'Patient,Condition' },
          ...ids.map((id) => ({ name: 'patient', valueReference: { reference: `Patient/${id}` } })),
        ],
      },
    })
    expect(await exportOf(bulk, '/Patient/$export', naming('p2'))).toEqual(['Condition/c-p2', 'Patient/p2'])
    expect(await exportOf(bulk, '/Group/both/$export', naming('p1'))).toEqual(['Condition/c-p1', 'Patient/p1'])
    expect((await kickOff(bulk, '/Group/both/$export', naming('p1', 'p2'))).status).toBe(400)
    expect((await kickOff(bulk, '/Patient/$export', naming('nobody'))).status).toBe(400)
    expect((await kickOff(bulk, '/$export', naming('p1'))).status).toBe(400)
    expect((await kickOff(bulk, '/Patient/$export?patient=Patient/p1')).status).toBe(400)
  })

  test('is of a Group that there is', async () => {
    expect((await kickOff(bulk, '/Group/none/$export')).status).toBe(404)
    expect((await kickOff(bulk, '/Condition/$export')).status).toBe(404)
  })
})

describe('_since', () => {
  test('is what has changed after it, and what was deleted; every export begins where the last one ended', async () => {
    const path = '/Patient/$export?_type=Patient,Condition,Practitioner'
    await putAll(administrator, [aCondition('c-gone', 'p1', 'E11.9')])
    const first = await exported(bulk, path)
    const since = () => `&_since=${encodeURIComponent(first.manifest.transactionTime)}`
    const nothing = await exported(bulk, `${path}${since()}`)
    expect(nothing.manifest).toMatchObject({ output: [], deleted: [] })
    await putAll(administrator, [aCondition('c-new', 'p2', 'E11.9'), aPatient('p1', 'Renamed')])
    await administrator('/Condition/c-gone', { method: 'DELETE' })
    const second = await exported(bulk, `${path}${since()}`)
    expect(await contentsOf(bulk, second.manifest)).toEqual(['Condition/c-new', 'Patient/p1'])
    const [deleted] = second.manifest.deleted ?? []
    expect(deleted).toMatchObject({ type: 'Bundle', count: 1 })
    expect(deleted && (await linesOf(bulk, deleted))).toEqual([
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ request: { method: 'DELETE', url: 'Condition/c-gone' } }],
      },
    ])
    expect(first.manifest.deleted).toBeUndefined()
  })
})

test('a file stays what it was at its moment, whatever is written or deleted afterwards', async () => {
  await putAll(administrator, [aPatient('p4', 'Before'), aCondition('c-p4', 'p4', 'I10')])
  const { manifest } = await exported(bulk, '/Patient/$export?_type=Patient,Condition')
  await putAll(administrator, [aPatient('p4', 'After'), aPatient('p5', 'Later')])
  await administrator('/Condition/c-p4', { method: 'DELETE' })
  const contents = await contentsOf(bulk, manifest)
  expect(contents).toContain('Condition/c-p4')
  expect(contents).not.toContain('Patient/p5')
  const [file] = manifest.output.filter(({ type }) => type === 'Patient')
  const patient = file && (await linesOf(bulk, file)).find(({ id }) => id === 'p4')
  expect(JSON.stringify(patient)).toContain('Before')
  await administrator('/Patient/p5', { method: 'DELETE' })
})

test('each line of a file is the resource as it is read', async () => {
  const { manifest } = await exported(bulk, '/$export?_type=Observation')
  const [file] = manifest.output
  const text = await bulk(pathOf(file?.url))
  expect(text.text).toBe(`${(await bulk('/Observation/o-p1')).text}\n`)
  const head = await bulk(pathOf(file?.url), { method: 'HEAD' })
  expect(head.status).toBe(200)
  expect(head.text).toBe('')
})
