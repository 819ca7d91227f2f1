import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { putAll } from '../../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

const MB = 1024 * 1024

/** A client that sends or reads slowly holds the server's memory for as long: so much, and no more. */
let app: TestApp
let other: TestClient
let token: string
const open: Socket[] = []

beforeAll(async () => {
  app = await startTestApp({ MAX_BODY_MB: '20', MAX_HELD_MB: '50' })
  other = await app.client({ role: 'administrator' })
  token = await app.token({ role: 'clinical-staff', user: 'Practitioner/slow' })
  await putAll(other, [{ resourceType: 'Patient', id: 'ada', name: [{ family: 'Lovelace' }] }])
  const made = await other('/DocumentReference/long', {
    method: 'PUT',
    json: {
      resourceType: 'DocumentReference',
      id: 'long',
      status: 'current',
      subject: { reference: 'Patient/ada' },
      content: [{ attachment: { contentType: 'text/plain', data: 'QUFB'.repeat((18 * MB) / 4) } }],
    },
  })
  expect(made.status).toBe(201)
}, 60_000)
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await sleep(200)
})
afterAll(() => app.stop())

/** Sends a head, and whatever of a body; reads nothing by itself. */
async function send(head: string, body = Buffer.alloc(0)): Promise<Socket> {
  const { hostname, port } = new URL(app.fhir)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  open.push(socket)
  await once(socket, 'connect')
  socket.write(`${head} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n`)
  socket.write(
    body.byteLength === 0 ? '\r\n' : `Content-Type: application/fhir+json\r\nContent-Length: ${20 * MB}\r\n\r\n`,
  )
  if (body.byteLength > 0) socket.write(body)
  return socket
}

const LONG = '/fhir/r4/DocumentReference/long'

async function statusOf(socket: Socket): Promise<string> {
  const [first] = (await once(socket, 'data')) as [Buffer]
  return first.toString().split('\r\n', 1)[0] ?? ''
}

test('of one who reads no answer to the end no more answers are held; others are answered, and so is it once it has read', async () => {
  for (let at = 0; at < 2; at++) {
    const socket = await send(`GET ${LONG}`)
    expect(await statusOf(socket)).toBe('HTTP/1.1 200 OK')
    socket.pause()
  }
  const third = await send(`GET ${LONG}`)
  expect(await statusOf(third)).toContain(' 429 ')
  expect((await other('/DocumentReference/long')).status).toBe(200)
  const [first] = open
  first?.resume()
  await expect.poll(async () => statusOf(await send(`GET ${LONG}`)), { timeout: 10_000 }).toBe('HTTP/1.1 200 OK')
})

test('of one who sends no body to the end no more is held', async () => {
  const most = Buffer.alloc(18 * MB, ' ')
  await send('POST /fhir/r4/Observation', most)
  await send('POST /fhir/r4/Observation', most)
  await sleep(500)
  const third = await send('POST /fhir/r4/Observation', most)
  expect(await statusOf(third)).toContain(' 429 ')
  expect((await other('/Patient/ada')).status).toBe(200)
})

test('what is answered to a batch counts while it is made', async () => {
  for (let at = 0; at < 2; at++) (await send('POST /fhir/r4/Observation', Buffer.alloc(18 * MB, ' '))).pause()
  await sleep(500)
  const client = await app.client({ role: 'clinical-staff', user: 'Practitioner/slow' })
  const entry = [{ request: { method: 'GET', url: 'DocumentReference/long' } }]
  const answer = await client('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'batch', entry } })
  expect(answer.body.entry?.[0]?.response?.status).toMatch(/^413/)
})

test('a body that comes byte by byte is read like another', async () => {
  const resource = JSON.stringify({ resourceType: 'Basic', code: { text: 'x'.repeat(5000) } })
  const { hostname, port } = new URL(app.fhir)
  const socket = connect(Number(port), hostname)
  open.push(socket)
  const pieces = Array.from(resource, (letter) => `1\r\n${letter}\r\n`).join('')
  socket.write(
    `POST /fhir/r4/Basic HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n${pieces}0\r\n\r\n`,
  )
  expect(await statusOf(socket)).toContain(' 201 ')
})
