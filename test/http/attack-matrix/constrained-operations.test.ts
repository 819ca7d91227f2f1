import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, putAll } from '../../support/chart.ts'
import { aTimeEntry, enrollPatient, putChronicPatient } from '../../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'
import { CALLED, type Called } from './called-operations.ts'

/**
 * Operations that write answer, and refuse, by what they have read: each needs every type that it reads or writes, and all
 * of it. With a scope missing, or with one that holds for some of a type only, it does nothing and says nothing.
 */
let app: TestApp
let admin: TestClient

let places: Readonly<Record<string, string>> = {}

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  await putChronicPatient(admin, 'p1', { mbi: '1EG4TE5MK73' })
  await putChronicPatient(admin, 'p2', { mbi: '2EG4TE5MK73' })
  const episode = await enrollPatient(admin, 'p2')
  await putAll(admin, [aCarePlan('plan', 'p1')])
  const entry = aTimeEntry('p2', '2025-03-05T15:00:00Z', '2025-03-05T15:10:00Z')
  const logged = await admin('/Task', { method: 'POST', json: entry })
  places = { episode: episode.id ?? '', task: logged.body.id }
})
afterAll(() => app.stop())

function scopesOf(needs: Called['needs'], constrained?: number): string {
  return needs
    .map(([letter, type], at) => `user/${type}.${letter}${at === constrained ? '?_tag=urn:none|none' : ''}`)
    .join(' ')
}

async function call({ role, path, json }: Called, scope: string) {
  const user = role === 'biller' ? 'Practitioner/hale' : 'Practitioner/whitfield'
  const client = await app.client({ role, user, scope })
  return client(
    path.replace(/\{(\w+)\}/, (_whole, name: string) => places[name] ?? ''),
    { method: 'POST', json },
  )
}

async function everything(): Promise<string> {
  const found = await admin('/_history?_count=1')
  return JSON.stringify([found.body.total, found.body.entry?.[0]?.fullUrl])
}

describe.each(Object.entries(CALLED))('%s', (name, called) => {
  test('is refused without one of the scopes it needs, and where one holds for some of a type only', async () => {
    const before = await everything()
    for (const at of called.needs.keys()) {
      const missing = scopesOf(called.needs.filter((_need, index) => index !== at))
      for (const scope of [missing, scopesOf(called.needs, at)]) {
        const { status, text } = await call(called, scope)
        expect(status, `${scope}: ${text}`).toBe(403)
        for (const word of ['Outside', 'E11.9', 'I10', 'Medicare']) expect(text).not.toContain(word)
      }
    }
    expect(await everything()).toBe(before)
  })

  test('needs no more', async () => {
    const { status, text } = await call(called, scopesOf(called.needs))
    expect(status, `${name}: ${text}`).not.toBe(403)
    expect(status).toBeLessThan(500)
  })
})
