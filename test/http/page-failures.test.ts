import { beforeEach, expect, test } from 'vitest'
import { appSessionRoutes } from '../../server/http/auth/app-session-routes.ts'
import { RequestGuard } from '../../server/http/guard/request-guard.ts'
import { silentLog } from '../support/silent-log.ts'

let logged: unknown[]
let routes: ReturnType<typeof appSessionRoutes>

beforeEach(() => {
  logged = []
  routes = appSessionRoutes({
    startup: { surface: undefined, stopping: false },
    ids: { next: () => 'request-1' },
    log: { ...silentLog, info: (message, fields) => logged.push({ message, ...fields }) },
    trustProxy: false,
    guard: new RequestGuard({ clientRate: 0, addressRate: 0, guesses: 0, lockSeconds: 1, heldBytes: 0 }),
    metrics: { throttled: () => undefined },
  })
})

/** As a page of ours reports it, from an address. */
async function report(body: unknown, { address = '192.0.2.1', site = 'same-origin' } = {}): Promise<number> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': site },
    body: JSON.stringify(body),
  }
  const incoming: unknown = { headers: {}, socket: { remoteAddress: address } }
  return (await routes.request('/failures', init, { incoming })).status
}

test('a code that a page has made is in the log, also while the server is starting', async () => {
  expect(await report({ code: 'L-102-7F3K' })).toBe(204)
  expect(logged).toEqual([{ message: 'app page failed', request: 'request-1', code: 'L-102-7F3K' }])
})

test.each([
  ['words', { code: 'Elena Ruiz, born 1948' }],
  ['a code with words after it', { code: 'L-102-7F3K Ruiz' }],
  ['more than the code', { code: 'L-102-7F3K', patient: 'ruiz' }],
  ['nothing', {}],
])('%s is not logged', async (_, body) => {
  expect(await report(body)).toBe(400)
  expect(logged).toEqual([])
})

test('another site’s page reports nothing', async () => {
  expect(await report({ code: 'L-102-7F3K' }, { site: 'cross-site' })).toBe(403)
  expect(logged).toEqual([])
})

test('one address does not flood the log, and is in nobody’s way', async () => {
  const answers = []
  for (let time = 0; time < 20; time += 1) answers.push(await report({ code: 'L-102-7F3K' }))
  expect(answers.slice(0, 4)).toEqual([204, 204, 204, 204])
  expect(answers.at(-1)).toBe(429)
  expect(logged.length).toBeLessThan(10)
  expect(await report({ code: 'L-209-QQQQ' }, { address: '192.0.2.2' })).toBe(204)
})
