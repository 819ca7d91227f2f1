import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

/**
 * A body that does not come whole is no fault of the server: whoever watches the log for errors is not woken by strangers who
 * go away, or send slowly.
 */
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ MAX_REQUEST_SECONDS: '1' })
})
afterAll(() => app.stop())

const PLACES = ['/auth/authorize', '/auth/token', '/auth/introspect', '/auth/revoke', '/app-session/redeem', '/fhir/r4']

/** Sends the beginning of a body, in a connection of its own. */
async function begin(path: string) {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const authorization = `authorization: Bearer ${await app.token({ role: 'administrator' })}\r\n`
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${path.startsWith('/fhir') ? authorization : ''}content-type: application/${path.startsWith('/auth') ? 'x-www-form-urlencoded' : 'json'}\r\ntransfer-encoding: chunked\r\n\r\n3\r\na=1\r\n`,
  )
  return socket
}

const said = (level: string) => app.log.filter((line) => line.includes(`"level":"${level}"`))

test.each(PLACES)('at %s: who sends too slowly is told so (408), and no error is logged', async (path) => {
  const socket = await begin(path)
  expect((await text(socket)).split('\r\n')[0]).toMatch(/^HTTP\/1.1 408 /)
  await sleep(100)
  expect(said('error')).toEqual([])
})

test.each(PLACES)('at %s: nor for who goes away', async (path) => {
  const socket = await begin(path)
  await sleep(100)
  socket.destroy()
  await sleep(200)
  expect(said('error')).toEqual([])
})

test('it is a warning', () => {
  expect(said('warn').filter((line) => line.includes('request body did not come')).length).toBeGreaterThanOrEqual(8)
})
