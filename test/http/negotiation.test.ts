import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [aPatient('p1', 'Format')])
})
afterAll(() => app.stop())

/** Paths of every kind of answer: a resource, a search, a history, an operation, the open statement. */
const PATHS = [
  '/Patient/p1',
  '/Patient/p1/_history/1',
  '/Patient?_id=p1',
  '/Patient/p1/_history',
  '/Patient/p1/$ccm-eligibility',
  '/metadata',
]

const TAKEN = [
  'application/fhir+json',
  'application/json',
  '*/*',
  'application/*',
  'application/fhir+json; fhirVersion=4.0',
  'application/fhir+json;fhirVersion=4.0.1',
  'APPLICATION/FHIR+JSON; charset=utf-8',
  'application/fhir+xml, application/fhir+json;q=0.5',
  'application/fhir+xml;q=0.9, */*;q=0.1',
  'text/html,application/xhtml+xml,*/*;q=0.8',
  'application/fhir+json;q=0, application/json',
  '',
]

const REFUSED = [
  'application/fhir+xml',
  'application/xml',
  'text/turtle',
  'text/html',
  'application/fhir+json; fhirVersion=3.0',
  'application/fhir+json; fhirVersion=5.0, application/fhir+xml',
  'application/fhir+json;q=0',
  'application/fhir+json;q=0.0, */*',
  'application/*;q=0, */*',
  'nonsense',
]

describe('Accept', () => {
  test.each(TAKEN)('%s is answered with JSON of R4', async (accept) => {
    for (const path of PATHS) {
      const answer = await nurse(path, { headers: { accept } })
      expect(answer.status, `${path}: ${answer.text}`).toBe(200)
      expect(answer.headers.get('content-type'), path).toBe('application/fhir+json; charset=utf-8')
    }
  })

  test.each(REFUSED)('%s is 406, said in JSON', async (accept) => {
    for (const path of PATHS) {
      const answer = await nurse(path, { headers: { accept } })
      expect(answer.status, path).toBe(406)
      expect(answer.headers.get('content-type'), path).toBe('application/fhir+json; charset=utf-8')
      expect(answer.body, path).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'not-supported' }] })
    }
  })

  test('refuses a write before anything is written', async () => {
    const headers = { accept: 'application/fhir+xml' }
    const answer = await nurse('/Patient/p406', { method: 'PUT', json: aPatient('p406', 'X'), headers })
    expect(answer.status).toBe(406)
    expect((await nurse('/Patient/p406')).status).toBe(404)
  })
})

describe('_format', () => {
  test.each([
    'json',
    'application/json',
    'application/fhir%2Bjson',
    'application/fhir+json',
    'application/fhir+json;fhirVersion=4.0',
    '',
  ])('%s is JSON, whatever Accept says', async (format) => {
    for (const path of PATHS) {
      const accept = format === '' ? 'application/json' : 'application/fhir+xml'
      const asked = `${path}${path.includes('?') ? '&' : '?'}_format=${format}`
      const answer = await nurse(asked, { headers: { accept } })
      expect(answer.status, `${asked}: ${answer.text}`).toBe(200)
    }
  })

  test.each(['xml', 'application/fhir%2Bxml', 'ttl', 'text/html', 'application/fhir+json;fhirVersion=3.0', '*/*'])(
    '%s is 406',
    async (format) => {
      for (const path of PATHS) {
        const asked = `${path}${path.includes('?') ? '&' : '?'}_format=${format}`
        expect((await nurse(asked)).status, asked).toBe(406)
      }
    },
  )
})

describe('Content-Type', () => {
  const send = (type: string | undefined) => {
    const headers = new Headers(type === undefined ? {} : { 'content-type': type })
    // A body of bytes is given no type by fetch.
    const body = new TextEncoder().encode(JSON.stringify(aPatient('p2', 'Typed')))
    return nurse('/Patient/p2', { method: 'PUT', headers, body })
  }

  test.each([
    'application/fhir+json',
    'application/json',
    'application/fhir+json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/fhir+json; fhirVersion=4.0',
    'application/fhir+json; fhirVersion="4.0"; charset="utf-8"',
  ])('%s is taken', async (type) => {
    expect((await send(type)).status).toBeLessThan(300)
  })

  test.each([
    undefined,
    'application/fhir+xml',
    'text/plain',
    'application/json-patch+json',
    'application/fhir+json; charset=latin1',
    'application/fhir+json; fhirVersion=3.0',
    'application/x-www-form-urlencoded',
  ])('%s is 415', async (type) => {
    const answer = await send(type)
    expect(answer.status).toBe(415)
    expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'not-supported' }] })
  })
})

describe('HEAD', () => {
  test('answers as GET would, without the body', async () => {
    for (const path of [...PATHS, '/Patient/nobody', '/Patient?birthdate=x', '/Patiant/x']) {
      const whole = await nurse(path)
      const head = await nurse(path, { method: 'HEAD' })
      expect(head.status, path).toBe(whole.status)
      expect(head.text, path).toBe('')
      expect(head.headers.get('content-type'), path).toBe(whole.headers.get('content-type'))
      expect(head.headers.get('content-length'), path).toBe(whole.headers.get('content-length'))
      expect(head.headers.get('etag'), path).toBe(whole.headers.get('etag'))
    }
  })

  test('of what changes something is refused', async () => {
    expect((await nurse('/Patient/p1/$ccm-enroll', { method: 'HEAD' })).status).toBe(405)
  })
})

describe('_pretty', () => {
  test('lays out everything that is JSON', async () => {
    for (const path of PATHS) {
      const asked = `${path}${path.includes('?') ? '&' : '?'}_pretty=true`
      const { text, headers } = await nurse(asked)
      expect(text, path).toMatch(/^\{\n {2}"resourceType"/)
      expect(text, path).not.toMatch(/[^\s[{]\{"/)
      expect(headers.get('content-length'), path).toBe(String(Buffer.byteLength(text)))
      expect((await nurse(asked.replace('_pretty=true', '_pretty=false'))).text.split('\n'), path).toHaveLength(1)
    }
  })
})
