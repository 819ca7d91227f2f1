import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../support/chart.ts'
import { clientOf, startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp({ MAX_BODY_MB: '0.1', MAX_BUNDLE_ENTRIES: '3' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [aPatient('p1', 'Quillfeather')])
})
afterAll(() => app.stop())

/** Every refusal is an OperationOutcome with a sentence, in FHIR's JSON, under a request id. */
function expectOutcome(answer: TestAnswer, status: number, code: string): void {
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/fhir\+json/)
  expect(answer.headers.get('x-request-id')).toMatch(/\S/)
  expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] })
  const [issue] = answer.body.issue
  expect(issue?.diagnostics ?? issue?.details?.text).toMatch(/\w+ \w+/)
}

describe('without a valid token', () => {
  test('there is nothing but the CapabilityStatement', async () => {
    const answer = await nurse('/Patient/p1', { headers: { authorization: '' } })
    expectOutcome(answer, 401, 'login')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm=/)
    const metadata = await fetch(`${app.fhir}/metadata`)
    expect(metadata.status).toBe(200)
    expect(await metadata.json()).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' })
  })

  test.each([
    ['of another kind', 'Basic dXNlcjpwYXNz', 'invalid_request'],
    ['that is none', 'Bearer abc.def.ghi', 'invalid_token'],
    ['with blanks in it', 'Bearer a b', 'invalid_request'],
  ])('a token %s is refused', async (_what, authorization, error) => {
    const answer = await nurse('/Patient/p1', { headers: { authorization } })
    expectOutcome(answer, 401, 'login')
    expect(answer.headers.get('www-authenticate')).toContain(`error="${error}"`)
  })

  test('a token that has expired is refused', async () => {
    const hour = 3_600_000
    const old = await app.token({ role: 'administrator' }, Date.now() - 13 * hour)
    const answer = await clientOf(app.fhir, old)('/Patient/p1')
    expectOutcome(answer, 401, 'login')
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    const young = await app.token({ role: 'administrator' }, Date.now() - 11 * hour)
    expect((await clientOf(app.fhir, young)('/Patient/p1')).status).toBe(200)
  })

  test('a token of a practice that is not here is refused', async () => {
    const stranger = await app.token({ role: 'administrator', tenant: 'elsewhere' })
    expectOutcome(await clientOf(app.fhir, stranger)('/Patient/p1'), 401, 'login')
  })
})

describe('what cannot be served', () => {
  test.each([
    ['an unknown resource', '/Patient/nobody', 404, 'not-found'],
    ['an unknown version', '/Patient/p1/_history/99', 404, 'not-found'],
    ['a version that is no number', '/Patient/p1/_history/one', 404, 'not-found'],
    ['a type that R4 has not', '/Patiant/p1', 404, 'not-supported'],
    ['a path that means nothing', '/Patient/p1/p2/p3', 404, 'not-found'],
    ['an id that is none', '/Patient/p_1', 404, 'not-found'],
    ['a broken escape sequence', '/Patient/p1/%E0%A4%A', 400, 'value'],
    ['an unknown operation', '/Patient/p1/$frobnicate', 404, 'not-supported'],
    ['a search value that is none', '/Patient?birthdate=yesterday', 400, 'value'],
    ['a page link that was tampered with', '/Patient?_cursor=abc', 400, 'value'],
  ] as const)('%s', async (_what, path, status, code) => {
    expectOutcome(await nurse(path), status, code)
  })

  test('an unknown operation is answered with those that there are', async () => {
    expect((await nurse('/Patient/p1/$frobnicate')).text).toContain('$ccm-eligibility')
  })

  test('a method that does not work says which would', async () => {
    const answer = await nurse('/Patient/p1', { method: 'POST', json: aPatient('p1', 'X') })
    expectOutcome(answer, 405, 'not-supported')
    expect(answer.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(['GET', 'PUT', 'DELETE']))
  })

  test('a format that we do not write', async () => {
    expectOutcome(await nurse('/Patient/p1', { headers: { accept: 'application/fhir+xml' } }), 406, 'not-supported')
    expectOutcome(await nurse('/Patient/p1?_format=xml'), 406, 'not-supported')
    const both = await nurse('/Patient/p1?_format=json', { headers: { accept: 'application/fhir+xml' } })
    expect(both.status).toBe(200)
  })
})

describe('what cannot be taken', () => {
  const send = (path: string, method: string, body: string, headers: Record<string, string> = {}) =>
    nurse(path, { method, body, headers: { 'content-type': 'application/fhir+json', ...headers } })

  test('malformed JSON, with its place', async () => {
    const answer = await send('/Patient', 'POST', '{"resourceType":"Patient",\n"active": tru}')
    expectOutcome(answer, 400, 'structure')
    expect(answer.text).toContain('line 2')
  })

  test('a body of another type than the path', async () => {
    const answer = await send('/Patient', 'POST', '{"resourceType":"Practitioner"}')
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome' })
  })

  test('an element that is no element of the type, by its path', async () => {
    const answer = await send('/Patient', 'POST', '{"resourceType":"Patient","birthDay":"1950-01-01"}')
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body.issue)).toContain('birthDay')
  })

  test('a stale version', async () => {
    const current = await nurse('/Patient/p1')
    const answer = await nurse('/Patient/p1', {
      method: 'PUT',
      json: aPatient('p1', 'Quillfeather'),
      headers: { 'if-match': 'W/"77"' },
    })
    expectOutcome(answer, 412, 'conflict')
    expect((await nurse('/Patient/p1')).headers.get('etag')).toBe(current.headers.get('etag'))
  })

  test('a body that is too large, and the connection lives on', async () => {
    const large = JSON.stringify({ ...aPatient('p2', 'X'), name: [{ text: 'x'.repeat(200_000) }] })
    expectOutcome(await send('/Patient', 'POST', large), 413, 'too-long')
    expectOutcome(
      await nurse('/Patient', {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        // A stream has no Content-Length to tell from.
        body: new Blob([large]).stream(),
        duplex: 'half',
      }),
      413,
      'too-long',
    )
    expect((await nurse('/Patient/p1')).status).toBe(200)
  })

  test('a body of another content type', async () => {
    expectOutcome(
      await send('/Patient', 'POST', '<Patient/>', { 'content-type': 'application/fhir+xml' }),
      415,
      'not-supported',
    )
    expectOutcome(await send('/Patient', 'POST', '{}', { 'content-encoding': 'gzip' }), 415, 'not-supported')
  })

  test('a bundle with more entries than are taken', async () => {
    const entry = Array.from({ length: 4 }, () => ({ request: { method: 'GET', url: 'Patient/p1' } }))
    const answer = await nurse('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'batch', entry } })
    expect(answer.status, answer.text).toBe(413)
  })

  test('a transaction that refers to what is nowhere in it', async () => {
    const answer = await nurse('/', {
      method: 'POST',
      json: {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          {
            fullUrl: 'urn:uuid:7f0a3b1e-6f0e-4a56-9b0e-0a53f2f6b0c1',
            resource: {
              resourceType: 'Observation',
              status: 'final',
              code: { text: 'x' },
              subject: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000000' },
            },
            request: { method: 'POST', url: 'Observation' },
          },
        ],
      },
    })
    expect(answer.status, answer.text).toBe(400)
    expect(answer.text).toContain('00000000-0000-4000-8000-000000000000')
    expect((await nurse('/Observation?_summary=count')).body.total).toBe(0)
  })
})

describe('around every answer', () => {
  test('the client may name the request; nonsense is not repeated', async () => {
    const named = await nurse('/Patient/p1', { headers: { 'x-request-id': 'req-2026-03-05.1' } })
    expect(named.headers.get('x-request-id')).toBe('req-2026-03-05.1')
    const nonsense = await nurse('/Patient/p1', { headers: { 'x-request-id': 'a b<script>' } })
    expect(nonsense.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('any origin may ask, without credentials, and read what it needs', async () => {
    const preflight = await fetch(`${app.fhir}/Patient/p1`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'PUT' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    const answer = await nurse('/Patient/nobody', { headers: { origin: 'https://app.example' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag')
  })

  test('nobody keeps or guesses', async () => {
    const answer = await nurse('/Patient/p1')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('the base answers with and without a slash at its end', async () => {
    for (const path of ['', '/']) {
      const answer = await nurse(`${path}?_type=Patient&_summary=count`)
      expect(answer.status, answer.text).toBe(200)
      expect(answer.body.total).toBe(1)
    }
  })
})
