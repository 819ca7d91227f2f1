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

  test('and one of usual length is taken, with its length said or in pieces', async () => {
    const form = new URLSearchParams({ client_id: 'nobody', state: 'x'.repeat(2000) })
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of String(form).match(/.{1,500}/g) ?? []) controller.enqueue(new TextEncoder().encode(piece))
        controller.close()
      },
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const body of [form, pieces]) {
      const init = { method: 'POST', headers, body, redirect: 'manual', duplex: 'half' } as const
      const answer = await fetch(`${app.url}/auth/authorize`, init)
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        expect.stringContaining('client_id=nobody'),
      ])
    }
  })

  test('and no body at all is none', async () => {
    for (const method of ['PATCH', 'PUT', 'DELETE', 'POST']) {
      const answer = await fetch(`${app.url}/demo/fhir/Patient/p1`, { method })
      expect(answer.status, method).toBe(404)
    }
  })

  test('our app’s own, too: none, in pieces, and in too many', async () => {
    const inPieces = (...texts: readonly string[]) =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const text of texts) controller.enqueue(new TextEncoder().encode(text))
          controller.close()
        },
      })
    const headers = { 'content-type': 'application/json' }
    for (const path of ['launches', 'redeem', 'resume', 'end']) {
      const ask = async (body: ReadableStream<Uint8Array> | undefined) => {
        const init = { method: 'POST', headers, duplex: 'half', ...(body ? { body } : {}) } as const
        const answer = await fetch(`${app.url}/app-session/${path}`, init)
        return [answer.status, await answer.json()]
      }
      const refused = (status: number) => [status, expect.objectContaining({ code: 'bad-request' }) as object]
      expect(await ask(undefined), path).toEqual(refused(400))
      expect(await ask(inPieces('{"other"', ':1}')), path).toEqual(refused(400))
      expect(await ask(inPieces('{"handle":"', 'x'.repeat(20_000), '"}')), path).toEqual(refused(413))
    }
    const unknown = {
      method: 'POST',
      headers,
      body: inPieces('{"handle":"', 'x'.repeat(43), '"}'),
      duplex: 'half',
    } as const
    expect((await fetch(`${app.url}/app-session/resume`, unknown)).status).toBe(401)
    expect((await fetch(`${app.url}/app-session/resume`, { method: 'OPTIONS' })).status).toBe(404)
  })
})
