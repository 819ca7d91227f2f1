import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ProviderTwist } from '../../support/sign-in/identity-provider.ts'
import { SignInFlow } from '../../support/sign-in/sign-in-flow.ts'
import { person, startSignInWorld, type SignInWorld } from '../../support/sign-in/sign-in-world.ts'
import { Browser } from '../../support/smart/browser.ts'

let world: SignInWorld

beforeAll(async () => {
  world = await startSignInWorld({ TRUST_PROXY: 'true' })
})
afterAll(() => world.stop())

const flow = (scope?: string) => new SignInFlow(world.server, world.provider, scope)

describe('nobody comes in', () => {
  const REFUSED = 'could not be accepted'
  test.each<[string, ProviderTwist]>([
    ['a nonce of another sign-in', person('dana-1', 'dana.whitfield@riverbend.example', { nonce: 'another' })],
    ['no nonce', person('dana-1', 'dana.whitfield@riverbend.example', { nonce: undefined })],
    ['another audience', person('dana-1', 'dana.whitfield@riverbend.example', { aud: 'another' })],
    [
      'several audiences, and it is not said to whom it was issued',
      person('dana-1', 'dana.whitfield@riverbend.example', { aud: ['ccm-on-fhir', 'b'] }),
    ],
    [
      'several audiences, and issued to another',
      person('dana-1', 'dana.whitfield@riverbend.example', { aud: ['ccm-on-fhir', 'b'], azp: 'b' }),
    ],
    ['another issuer', person('dana-1', 'dana.whitfield@riverbend.example', { iss: 'https://issuer.example' })],
    ['an id_token that has expired', person('dana-1', 'dana.whitfield@riverbend.example', { exp: 1_700_000_000 })],
    ['an id_token of the far future', person('dana-1', 'dana.whitfield@riverbend.example', { nbf: 9_999_999_999 })],
    ['no subject', person('dana-1', 'dana.whitfield@riverbend.example', { sub: undefined })],
    ['a subject longer than any', person('d'.repeat(256), 'dana.whitfield@riverbend.example')],
    [
      'a key that the provider does not publish',
      { ...person('dana-1', 'dana.whitfield@riverbend.example'), foreignKey: true },
    ],
    [
      'an answer in the name of another issuer',
      { ...person('dana-1', 'dana.whitfield@riverbend.example'), back: { iss: 'https://issuer.example' } },
    ],
    [
      'a code that the provider does not know',
      { ...person('dana-1', 'dana.whitfield@riverbend.example'), back: { code: 'made-up' } },
    ],
  ])('by %s', async (_what, twist) => {
    const signIn = flow()
    const page = await signIn.arrive(twist)
    expect(page.status).toBe(403)
    expect(page.text).toContain(REFUSED)
    expect((await signIn.open()).text).toContain('Sign in with Riverbend Health')
  })

  test.each<[string, ProviderTwist, RegExp]>([
    ['whom no practice knows', person('x', 'nobody@riverbend.example'), /no practice here knows you.*administrator/],
    ['whose e-mail is not verified', person('x', 'luis@riverbend.example', { email_verified: false }), /knows you/],
    [
      'whose e-mail is said to be verified by a word',
      person('x', 'luis@riverbend.example', { email_verified: 'true' }),
      /no practice/,
    ],
    [
      'whose e-mail says nothing of that',
      person('x', 'luis@riverbend.example', { email_verified: undefined }),
      /no practice/,
    ],
    ['of a practice that the provider does not vouch for', person('x', 'zoe@elsewhere.example'), /no practice/],
    ['who has left', person('x', 'gone@riverbend.example'), /access to the practice has ended/],
    ['whose role has ended', person('x', 'ended@riverbend.example'), /nobody has given you a role/],
    ['whose role has not begun', person('x', 'coming@riverbend.example'), /nobody has given you a role/],
    ['whose role is not active', person('x', 'paused@riverbend.example'), /nobody has given you a role/],
    ['whose role is none of staff', person('x', 'desk@riverbend.example'), /nobody has given you a role/],
    ['who could be two', person('x', 'shared@riverbend.example'), /More than one person/],
    ['who has the e-mail of somebody with another login', person('x', 'taken@riverbend.example'), /does not match/],
    [
      'whose number and e-mail lead to two people',
      person('x', 'luis@riverbend.example', { npi: '1555010028' }),
      /does not match/,
    ],
    ['who has said no', { error: 'access_denied' }, /cancelled or refused there/],
  ])('%s', async (_who, twist, said) => {
    const signIn = flow()
    const page = await signIn.arrive(twist)
    expect(page.status).toBe(403)
    expect(page.text.replaceAll(/\s+/g, ' ')).toMatch(said)
    const seen = await signIn.answer({ answer: 'allow' })
    expect(seen.location).toBeUndefined()
    expect(seen.text).toContain('Sign in with Riverbend Health')
  })

  test('by an answer that was used, in another browser, or to a question that nobody asked', async () => {
    const signIn = flow()
    const back = await signIn.atProvider(person('dana-1', 'dana.whitfield@riverbend.example'))
    const elsewhere = await new Browser().follow(back, `${world.server.url}/auth`)
    expect(elsewhere.status).toBe(400)
    expect(elsewhere.text).toContain('This sign-in is over')
    // Of the right browser's sign-in nothing was used up.
    expect((await signIn.browser.follow(back, `${world.server.url}/auth`)).text).toContain('You are Test Dana')
    const replayed = await signIn.browser.follow(back, `${world.server.url}/auth`)
    expect(replayed.status).toBe(403)
    expect(replayed.text).toContain('sign-in that is over')
    back.searchParams.set('state', 'made-up')
    expect((await signIn.browser.follow(back, `${world.server.url}/auth`)).status).toBe(400)
  })

  test("by the answer to somebody else's sign-in in the own browser", async () => {
    const [mine, theirs] = [flow(), flow()]
    await mine.open()
    const back = await theirs.atProvider(person('luis-1', 'l'))
    const own = /action="([^"]+)"/.exec(mine.page?.text ?? '')?.[1] ?? ''
    const seen = await mine.browser.go(new URL(`${own}/back${back.search}`, world.server.url))
    expect(seen.status).toBe(403)
    expect(seen.text).toContain('sign-in that is over')
  })
})

test('the trail says who signed in, who was refused and why, and who was looked for', async () => {
  const looking = flow('openid launch/patient patient/*.rs')
  await looking.arrive(person('dana-1', 'dana.whitfield@riverbend.example'))
  await looking.answer({ answer: 'search', name: 'oko test' })
  const signIn = flow()
  await signIn.arrive(person('luis-1', 'luis@riverbend.example'))
  await signIn.answer({ answer: 'take', option: '1' })
  const client = world.server.client((await signIn.tokens()).body.access_token ?? '')
  await vi.waitFor(async () => {
    const { text } = await client('/AuditEvent?_count=200')
    expect(text).toContain('"login"')
    expect(text).toContain('Practitioner/luis')
    expect(text).toContain(Buffer.from('Patient?name=oko+test').toString('base64'))
  })
  const lines = world.server.log.map((line) => JSON.parse(line) as { message: string; code?: string })
  const codes = lines.filter(({ message }) => message === 'sign-in refused').map(({ code }) => code)
  expect(new Set(codes)).toEqual(
    new Set([
      'state',
      'provider-refused',
      'identity-refused',
      'unknown-person',
      'no-role',
      'inactive',
      'ambiguous',
      'identity-conflict',
    ]),
  )
})

test('an answer to no sign-in of the browser stands in the trail, of no practice, also by whoever has none', async () => {
  const from = (address: string) => new Browser({ 'x-forwarded-for': address })
  const signIn = flow()
  signIn.browser = from('192.0.2.3')
  const back = await signIn.atProvider(person('dana-1', 'dana.whitfield@riverbend.example'))
  const own = /action="([^"]+)"/.exec(signIn.page?.text ?? '')?.[1] ?? ''
  const { url } = world.server
  const [stranger, thief] = [from('192.0.2.1'), from('192.0.2.2')]
  expect((await signIn.browser.go(new URL(`${own}/back?state=made-up&code=x`, url))).status).toBe(403)
  expect((await stranger.follow(`${url}/auth/back?state=made-up&code=x`, `${url}/auth`)).status).toBe(400)
  expect((await thief.follow(back, `${url}/auth`)).status).toBe(400)
  const owner = new pg.Client({ connectionString: world.server.database })
  await owner.connect()
  await vi.waitFor(async () => {
    const { rows } = await owner.query<{ address: string; tenant: number; outcome: string }>(
      `select address, tenant, outcome from ccm.audit where interaction = 'login' and refusal = 'state'`,
    )
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
      expect(rows).toContainEqual({ address, tenant: 0, outcome: '4' })
  })
  await owner.end()
})

test('whoever begins sign-ins that come to nothing, one after the other, fills no trail', async () => {
  const refused = async () => {
    const { rows } = await owner.query<{ count: string }>(
      `select count(*) from ccm.audit where interaction = 'login' and outcome = '4'`,
    )
    return Number(rows[0]?.count)
  }
  const owner = new pg.Client({ connectionString: world.server.database })
  await owner.connect()
  const before = await refused()
  for (let time = 0; time < 12; time++) {
    const signIn = flow()
    const back = await signIn.atProvider(person('dana-1', 'dana.whitfield@riverbend.example'))
    const state = back.searchParams.get('state') ?? ''
    back.search = new URLSearchParams({ state, error: 'access_denied' }).toString()
    expect((await signIn.browser.follow(back, `${world.server.url}/auth`)).status).toBe(403)
    // A second time the state is over.
    expect((await signIn.browser.follow(back, `${world.server.url}/auth`)).status).toBe(403)
  }
  await vi.waitFor(async () => {
    expect(await refused()).toBeGreaterThan(0)
  })
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect((await refused()) - before).toBeLessThan(9)
  await owner.end()
})
