import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SignInFlow } from '../../support/sign-in/sign-in-flow.ts'
import { INTROSPECTS, person, startSignInWorld, type SignInWorld } from '../../support/sign-in/sign-in-world.ts'
import { basic } from '../../support/smart/smart-client.ts'
import { aPerson, aRole } from '../../support/sign-in/staff.ts'

let world: SignInWorld

beforeAll(async () => {
  world = await startSignInWorld()
})
afterAll(() => world.stop())

const flow = (scope?: string) => new SignInFlow(world.server, world.provider, scope)

describe('a role that is lost', () => {
  async function signedIn(id: string) {
    const signIn = flow('openid offline_access user/*.cruds')
    await signIn.arrive(person(`${id}-1`, `${id}@riverbend.example`))
    const { body } = await signIn.tokens()
    const refresh = () =>
      world.server.smart.token({
        grant_type: 'refresh_token',
        client_id: 'ccm-app',
        refresh_token: body.refresh_token ?? '',
      })
    const isActive = async () =>
      (await world.server.smart.introspect(body.access_token ?? '', basic(INTROSPECTS.id, INTROSPECTS.secret))).body[
        'active'
      ]
    return { client: world.server.client(body.access_token ?? ''), refresh, isActive }
  }

  test('ends running tokens at once, and what would renew them', async () => {
    const { client, refresh, isActive } = await signedIn('leaver')
    expect((await client('/Patient/p1')).status).toBe(200)
    expect(await isActive()).toBe(true)
    await world.server.put('riverbend', [aRole('leaver', 'biller', { active: false })])
    await vi.waitFor(async () => {
      expect((await client('/Patient/p1')).status).toBe(401)
    }, 4000)
    expect(await isActive()).toBe(false)
    expect(await refresh()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    // What was ended stays so.
    await world.server.put('riverbend', [aRole('leaver', 'biller')])
    expect(await refresh()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('so does leaving the practice', async () => {
    const { client, refresh } = await signedIn('leaver2')
    expect((await client('/Patient/p1')).status).toBe(200)
    await world.server.put('riverbend', [aPerson('leaver2', { email: 'leaver2@riverbend.example' }, { active: false })])
    await vi.waitFor(async () => {
      expect((await client('/Patient/p1')).status).toBe(401)
    }, 4000)
    expect(await refresh()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('ends a sign-in that is under way', async () => {
    await world.server.put('riverbend', [
      aPerson('quick', { email: 'quick@riverbend.example' }),
      aRole('quick', 'biller'),
    ])
    const signIn = flow()
    expect((await signIn.arrive(person('quick-1', 'quick@riverbend.example'))).text).toContain('You are Test Quick')
    await world.server.put('riverbend', [aRole('quick', 'biller', { active: false })])
    const seen = await signIn.answer({ answer: 'allow' })
    expect(seen.location).toBeUndefined()
    expect(seen.text).toContain('Sign in with Riverbend Health')
  })
})
