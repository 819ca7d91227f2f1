import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

/**
 * What strangers send to where people sign in and apps are opened is short. Whatever is longer is refused before it lies in
 * memory: nobody needs a token to send it.
 */
let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const LONG = 100_000

const PLACES = ['/auth/authorize', '/auth/interaction/nobodys', '/auth/launch', '/demo/token', '/demo/ehr/any/token']

describe('a form that is too long is refused', () => {
  test.each(PLACES)('at %s, with its length said', async (path) => {
    const answer = await fetch(`${app.url}${path}`, { method: 'POST', body: 'x'.repeat(LONG), redirect: 'manual' })
    expect(answer.status, await answer.text()).toBe(413)
  })

  test.each(PLACES)('at %s, sent in pieces without a length', async (path) => {
    const piece = new TextEncoder().encode('x'.repeat(10_000))
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= LONG) controller.close()
        else controller.enqueue(piece)
        sent += piece.byteLength
      },
    })
    const answer = await fetch(`${app.url}${path}`, { method: 'POST', body, redirect: 'manual', duplex: 'half' })
    expect(answer.status, await answer.text()).toBe(413)
  })

  test('at the endpoints of the protocol by the library', async () => {
    for (const path of ['token', 'introspect', 'revoke']) {
      const body = new URLSearchParams({ token: 'x'.repeat(LONG) })
      const answer = await fetch(`${app.url}/auth/${path}`, { method: 'POST', body })
      expect(answer.status, path).toBeGreaterThanOrEqual(400)
    }
  })

  test('and one of usual length is taken', async () => {
    const body = new URLSearchParams({ client_id: 'nobody', state: 'x'.repeat(2000) })
    const answer = await fetch(`${app.url}/auth/authorize`, { method: 'POST', body, redirect: 'manual' })
    expect(answer.status).toBe(303)
  })
})
