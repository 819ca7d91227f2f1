import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoToken, makeDataDir } from '../support/demo-server.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import { clientOf, type TestClient } from '../support/test-app.ts'

/** What a log must not hold, each a word that stands nowhere else. */
const MARKS = {
  family: 'Quillfeatherstone',
  given: 'Xerxesina',
  birthDate: '1937-11-23',
  mbi: '1EG4TE5MK73',
  mrn: 'mrn-88300417',
  id: 'chart-66610942',
  phone: '555-0173-8821',
  street: '4711 Larkspurwood Lane',
  note: 'Weeps about the divorce',
  condition: 'Zoonoticitis',
  secret: 'client-secret-19283746',
  code: 'code-55443322118877',
  refresh: 'refresh-99887766554433',
  launch: 'launch-13572468097531',
  state: 'state-24681357908642',
  badToken: 'token-abcdefghijklmnopqrstuvw',
  subject: 'eyJzdWJqZWN0LXRva2VuLW1hcmsiOjF9',
  path: 'Unheardoftype',
} as const

let server: ServerProcess
let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let token: string
let client: TestClient

beforeAll(async () => {
  dataDir = await makeDataDir()
  server = await startServer({ DATA_DIR: dataDir.path, LOG_LEVEL: 'debug', MAX_GUESSES: '50' })
  token = await demoToken(dataDir.path)
  client = clientOf(`${server.url}/fhir/r4`, token)
})
afterAll(async () => {
  await server.stop()
  await dataDir.remove()
})

const patient = (id: string, over: object = {}) => ({
  resourceType: 'Patient',
  id,
  identifier: [
    { system: 'http://hl7.org/fhir/sid/us-mbi', value: MARKS.mbi },
    { system: 'https://hospital.example/mrn', value: MARKS.mrn },
  ],
  name: [{ family: MARKS.family, given: [MARKS.given] }],
  birthDate: MARKS.birthDate,
  telecom: [{ system: 'phone', value: MARKS.phone }],
  address: [{ line: [MARKS.street] }],
  ...over,
})

const condition = {
  resourceType: 'Condition',
  subject: { reference: `Patient/${MARKS.id}` },
  code: { text: MARKS.condition },
  note: [{ text: MARKS.note }],
}

type Step = readonly [what: string, status: number, path: string, init?: Parameters<TestClient>[1]]

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const url = (query: Readonly<Record<string, string>>) => new URLSearchParams(query).toString()
const bundle = (type: string, entries: readonly object[]) => ({ resourceType: 'Bundle', type, entry: entries })

/** Below the FHIR base, each with the status that shows that it went the way that it should. */
const RECORDS: readonly Step[] = [
  ['write', 201, `/Patient/${MARKS.id}`, { method: 'PUT', json: patient(MARKS.id) }],
  ['create', 201, '/Condition', { method: 'POST', json: condition }],
  ['read', 200, `/Patient/${MARKS.id}`],
  ['search by name', 200, `/Patient?family=${MARKS.family}&birthdate=${MARKS.birthDate}&_sort=family&_count=1`],
  ['search by MBI', 200, `/Patient?identifier=${MARKS.mbi}`],
  ['search by POST', 200, '/Patient/_search', { method: 'POST', body: url({ given: MARKS.given }), headers: form }],
  ['chain', 200, `/Condition?patient.name=${MARKS.family}`],
  ['history', 200, `/Patient/${MARKS.id}/_history`],
  ['everything', 200, `/Patient/${MARKS.id}/$everything`],
  ['eligibility', 200, `/Patient/${MARKS.id}/$ccm-eligibility`],
  ['the trail', 200, `/AuditEvent?patient=${MARKS.id}`],
  ['unknown parameter', 400, `/Patient?${MARKS.family}=1`, { headers: { prefer: 'handling=strict' } }],
  ['bad value', 400, `/Patient?birthdate=${MARKS.family}`],
  ['bad cursor', 400, `/Patient?_cursor=${MARKS.code}`],
  ['no such type', 404, `/${MARKS.path}/${MARKS.id}`],
  ['no such patient', 404, `/Patient/${MARKS.id}x`],
  ['no such operation', 404, `/Patient/${MARKS.id}/$${MARKS.family}`],
  [
    'broken body',
    400,
    '/Patient',
    { method: 'POST', body: `{"name": "${MARKS.family}`, headers: { 'content-type': 'application/fhir+json' } },
  ],
  ['invalid', 400, '/Patient', { method: 'POST', json: patient('', { gender: MARKS.note }) }],
  ['unknown element', 400, '/Patient', { method: 'POST', json: patient('', { [MARKS.family]: MARKS.mbi }) }],
  [
    'stale version',
    412,
    `/Patient/${MARKS.id}`,
    { method: 'PUT', json: patient(MARKS.id), headers: { 'if-match': 'W/"99"' } },
  ],
  [
    'patch that fits nothing',
    409,
    `/Patient/${MARKS.id}`,
    {
      method: 'PATCH',
      body: JSON.stringify([{ op: 'test', path: '/birthDate', value: MARKS.note }]),
      headers: { 'content-type': 'application/json-patch+json' },
    },
  ],
  ['validate', 200, '/Patient/$validate', { method: 'POST', json: patient('', { gender: MARKS.note }) }],
  [
    'batch',
    200,
    '',
    {
      method: 'POST',
      json: bundle('batch', [
        { request: { method: 'GET', url: `Patient?name=${MARKS.family}` } },
        { request: { method: 'GET', url: `${MARKS.path}/${MARKS.id}` } },
      ]),
    },
  ],
  [
    'transaction that fails',
    400,
    '',
    {
      method: 'POST',
      json: bundle('transaction', [
        { resource: patient('', { gender: MARKS.note }), request: { method: 'POST', url: 'Patient' } },
      ]),
    },
  ],
  [
    'transaction with a reference to nothing',
    412,
    '',
    {
      method: 'POST',
      json: bundle('transaction', [
        {
          resource: { ...condition, subject: { reference: `Patient?identifier=${MARKS.mrn}x` } },
          request: { method: 'POST', url: 'Condition' },
        },
      ]),
    },
  ],
  [
    'enrollment in no programme',
    400,
    `/Patient/${MARKS.id}/$ccm-enroll`,
    {
      method: 'POST',
      json: {
        resourceType: 'Parameters',
        parameter: [{ name: 'program', valueCode: MARKS.condition }],
      },
    },
  ],
  ['bad token', 401, `/Patient/${MARKS.id}`, { headers: { authorization: `Bearer ${MARKS.badToken}` } }],
  ['no bearer', 401, `/Patient/${MARKS.id}`, { headers: { authorization: `Basic ${btoa(`x:${MARKS.secret}`)}` } }],
  ['token in the URL', 401, `/Patient?access_token=${MARKS.badToken}`, { headers: { authorization: '' } }],
  ['too long', 414, `/Patient?name=${MARKS.family.repeat(2500)}`],
  ['deletion', 204, `/Patient/${MARKS.id}x`, { method: 'DELETE' }],
]

const basic = { authorization: `Basic ${btoa(`inferno:${MARKS.secret}`)}` }
const exchange = { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: MARKS.subject }

/** Beside the FHIR base. What matters is that it is refused, whatever the status. */
const OTHERS: readonly (readonly [path: string, init?: RequestInit])[] = [
  [
    `/auth/authorize?${url({ client_id: MARKS.family, state: MARKS.state, launch: MARKS.launch, login_hint: MARKS.given })}`,
  ],
  [
    '/auth/token',
    {
      method: 'POST',
      headers: { ...form, ...basic },
      body: url({ grant_type: 'authorization_code', code: MARKS.code }),
    },
  ],
  [
    '/auth/token',
    {
      method: 'POST',
      headers: form,
      body: url({ grant_type: 'refresh_token', refresh_token: MARKS.refresh, client_id: 'ccm' }),
    },
  ],
  [
    '/auth/token',
    { method: 'POST', headers: form, body: url({ client_secret: MARKS.secret, client_id: MARKS.id, ...exchange }) },
  ],
  ['/auth/introspect', { method: 'POST', headers: { ...form, ...basic }, body: url({ token: MARKS.badToken }) }],
  ['/auth/revoke', { method: 'POST', headers: { ...form, ...basic }, body: url({ token: MARKS.refresh }) }],
  [
    `/auth/interaction/${MARKS.code}`,
    { method: 'POST', headers: form, body: url({ user: MARKS.given, patient: MARKS.id }) },
  ],
  [
    '/auth/launch',
    { method: 'POST', headers: { authorization: `Bearer ${MARKS.badToken}` }, body: `{"patient": "${MARKS.id}"}` },
  ],
  [
    '/app-session/launches',
    { method: 'POST', body: JSON.stringify({ iss: `https://${MARKS.path}.example`, launch: MARKS.launch }) },
  ],
  ['/app-session/redeem', { method: 'POST', body: JSON.stringify({ code: MARKS.code, state: MARKS.state }) }],
  ['/app-session/resume', { method: 'POST', body: JSON.stringify({ handle: MARKS.refresh }) }],
  [`/launch?${url({ iss: `https://${MARKS.path}.example`, launch: MARKS.launch })}`],
  [`/demo/fhir/Patient?name=${MARKS.family}`],
  [`/demo/fhir/Patient/${MARKS.id}`],
  [`/${MARKS.path}?token=${MARKS.badToken}`],
]

test('a log holds no token and nothing of a record, whatever goes right or wrong', async () => {
  const seen: string[] = []
  const statuses: [what: string, status: number][] = []
  for (const [what, , path, init] of RECORDS) {
    const answer = await client(path, init)
    statuses.push([what, answer.status])
    seen.push(answer.headers.get('x-request-id') ?? '')
  }
  expect(statuses).toEqual(RECORDS.map(([what, status]) => [what, status]))
  for (const [path, init] of OTHERS)
    expect((await fetch(`${server.url}${path}`, { redirect: 'manual', ...init })).status, path).not.toBe(500)
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write(`GET /fhir/r4/Patient?name=${MARKS.family} HTTP/9\r\n${MARKS.mbi}\r\n\r\n`)
  expect(await text(socket)).toContain(' 400 ')

  await server.stop()
  const log = server.output()
  // It is the log of these very requests, and says something of each.
  for (const request of seen) expect(log).toContain(request)
  for (const [what, mark] of Object.entries(MARKS)) expect(log, what).not.toContain(mark)
  for (const part of token.split('.')) expect(log).not.toContain(part)
  expect(log).not.toContain(btoa(`x:${MARKS.secret}`))
  expect(log).not.toMatch(/\bey[A-Za-z0-9_-]{10,}\./)
})
