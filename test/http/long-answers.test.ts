import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

/** Resources may be long, and a page may hold many: together they must not be more than there is memory. */
let app: TestApp
let client: TestClient

const IDS = ['one', 'two', 'three', 'four']
const LENGTH = 18_000_000

beforeAll(async () => {
  app = await startTestApp()
  client = await app.client({ role: 'administrator' })
  for (const id of IDS) {
    const text = { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${'x'.repeat(LENGTH)}</div>` }
    const json = { resourceType: 'Group', id, type: 'person', actual: false, name: id, text }
    const { status } = await client(`/Group/${id}`, { method: 'PUT', json })
    expect(status).toBe(201)
  }
}, 60_000)
afterAll(() => app.stop())

const REFUSED = ['/Group', '/Group/_history', '/?_type=Group']

test.each(REFUSED)('%s is refused where its answer would be longer than can be held', async (url) => {
  const { status, text } = await client(`${url}${url.includes('?') ? '&' : '?'}_count=20`)
  expect(status, text.slice(0, 300)).toBe(400)
  expect(text).toContain('too-costly')
  expect(text).toContain('_count')
})

test('page by page all of it is there', async () => {
  const seen: string[] = []
  for (let url: string | undefined = '/Group?_count=1'; url !== undefined;) {
    const { status, body } = await client(url)
    expect(status).toBe(200)
    for (const { resource } of body.entry ?? []) seen.push(resource.id)
    const next = body.link.find(({ relation }) => relation === 'next')?.url
    url = next?.slice(next.indexOf('/Group'))
  }
  expect(seen.toSorted()).toEqual(IDS.toSorted())
})

test('whoever asks beside it is answered', async () => {
  const [long, short] = await Promise.all([client('/Group?_count=20'), client('/Group/one?_elements=name')])
  expect(long.status).toBe(400)
  expect(short.status).toBe(200)
})
