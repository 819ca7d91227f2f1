import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SignInFlow } from '../../support/sign-in/sign-in-flow.ts'
import { person, PLANNER, startSignInWorld, type SignInWorld } from '../../support/sign-in/sign-in-world.ts'
import { tickedOn } from '../../support/smart/smart-client.ts'
import { aPerson, aRole } from '../../support/sign-in/staff.ts'

let world: SignInWorld

beforeAll(async () => {
  world = await startSignInWorld()
})
afterAll(() => world.stop())

const flow = (scope?: string) => new SignInFlow(world.server, world.provider, scope)

const staffOf = async (token: string, id: string) =>
  (await world.server.client(token)(`/Practitioner/${id}`)).body as unknown as {
    identifier?: { system: string; value: string }[]
  }

describe('the sign-in page in production', () => {
  test('offers the provider, and none of the people of a demo', async () => {
    const page = await flow().open()
    expect(page.status).toBe(200)
    expect(page.text).toContain('Sign in with Riverbend Health')
    expect(page.text).not.toMatch(/Demo mode|name="user"/)
    // Browsers hold form-action against the redirects that follow a form: to the provider, and at the end to the app.
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'(?!.*form-action)/)
  })

  test('lets somebody cancel: the app is told', async () => {
    const signIn = flow()
    await signIn.open()
    const { location } = await signIn.answer({ answer: 'cancel' })
    expect(location?.searchParams.get('error')).toBe('access_denied')
  })

  test('does nothing for a form of another site', async () => {
    const signIn = flow()
    await signIn.open()
    expect(await signIn.answer({ check: 'made-up', answer: 'provider', provider: '0' })).toMatchObject({ status: 400 })
  })

  test('a provider that is not there is shown the page again', async () => {
    const signIn = flow()
    await signIn.open()
    expect((await signIn.answer({ answer: 'provider', provider: '7' })).text).toContain('Sign in with')
  })
})

describe('somebody of the practice', () => {
  test('comes in by the verified e-mail, and from then on by the login alone', async () => {
    const signIn = flow()
    const page = await signIn.arrive(person('dana-1', 'dana.whitfield@riverbend.EXAMPLE'))
    expect(page.text).toContain('You are Test Dana, clinical staff at Riverbend Family Medicine')
    const tokens = await signIn.tokens()
    expect(tokens.status).toBe(200)
    const token = tokens.body.access_token ?? ''
    const me = await staffOf(token, 'dana')
    expect(me.identifier).toEqual([{ system: world.provider.issuer, value: 'dana-1' }])
    // Clinical staff write the chart, and not who has which role.
    expect((await world.server.client(token)('/Patient/p1')).status).toBe(200)
    const role = { ...aRole('dana', 'administrator'), id: undefined }
    expect((await world.server.client(token)('/PractitionerRole', { method: 'POST', json: role })).status).toBe(403)
    expect(
      (await world.server.client(token)('/PractitionerRole/dana-clinical-staff', { method: 'DELETE' })).status,
    ).toBe(403)

    const again = flow()
    expect((await again.arrive(person('dana-1', 'another@somewhere.example'))).text).toContain('You are Test Dana')
  })

  test('comes in by the NPI that the provider says', async () => {
    const page = await flow().arrive({ claims: { sub: 'okafor-1', npi: '1555010028' } })
    expect(page.text).toContain('You are Test Okafor, billing practitioner at Riverbend')
  })

  test('comes in by an e-mail that only userinfo says', async () => {
    const userInfo = { email: 'moved@riverbend.example', email_verified: true }
    expect((await flow().arrive({ claims: { sub: 'moved-1' }, userInfo })).text).toContain('You are Test Moved')
  })

  test('is told to the app by the id_token, and has no more than the role', async () => {
    const signIn = flow('openid fhirUser offline_access user/*.cruds')
    await signIn.arrive(person('dana-1', 'x@y.example'))
    const { body } = await signIn.tokens()
    const [, payload = ''] = body.id_token?.split('.') ?? []
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    expect(claims).toMatchObject({ fhirUser: `${world.server.url}/fhir/r4/Practitioner/dana` })
    expect(body).toMatchObject({ tenant: 'riverbend' })
  })

  test('with several roles takes one: a token is of one role', async () => {
    const signIn = flow()
    const page = await signIn.arrive(person('luis-1', 'luis@riverbend.example'))
    expect(page.text).toMatch(/Riverbend Family Medicine, administrator[\s\S]*Riverbend Family Medicine, auditor/)
    expect((await signIn.answer({ answer: 'allow' })).text).toContain('Where do you work today?')
    expect((await signIn.answer({ answer: 'take', option: '9' })).text).toContain('Where do you work today?')
    expect((await signIn.answer({ answer: 'take', option: '0' })).text).toContain('You are Test Luis, administrator')
    expect((await signIn.answer({ answer: 'retake' })).text).toContain('Where do you work today?')
    expect((await signIn.answer({ answer: 'take', option: '1' })).text).toContain('You are Test Luis, auditor')
    const token = (await signIn.tokens()).body.access_token ?? ''
    const write = { method: 'PUT', json: aPerson('new', {}) }
    expect((await world.server.client(token)('/Practitioner/new', write)).status).toBe(403)
    expect((await world.server.client(token)('/AuditEvent?_count=1')).status).toBe(200)

    const other = flow()
    await other.arrive(person('luis-1', 'luis@riverbend.example'))
    await other.answer({ answer: 'take', option: '0' })
    const admin = (await other.tokens()).body.access_token ?? ''
    expect((await world.server.client(admin)('/Practitioner/new', write)).status).toBe(201)
  })

  test('of several practices picks one, and sees nothing of the other', async () => {
    const signIn = flow()
    const page = await signIn.arrive(person('petra-1', 'petra@both.example'))
    expect(page.text).toMatch(/Riverbend Family Medicine, clinical staff[\s\S]*Hillside Clinic, biller/)
    await signIn.answer({ answer: 'take', option: '1' })
    const tokens = await signIn.tokens()
    expect(tokens.body).toMatchObject({ tenant: 'hillside' })
    const client = world.server.client(tokens.body.access_token ?? '')
    expect((await client('/Patient/h1')).status).toBe(200)
    expect((await client('/Patient/p1')).status).toBe(404)
  })

  test('follows somebody else in the same browser, whose own session goes on', async () => {
    const first = flow()
    await first.arrive(person('dana-1', 'dana.whitfield@riverbend.example'))
    const firsts = (await first.tokens()).body.access_token ?? ''
    const second = flow()
    second.browser = first.browser
    await second.arrive(person('luis-1', 'luis@riverbend.example'))
    await second.answer({ answer: 'take', option: '1' })
    const seconds = await second.tokens()
    expect(seconds.status, JSON.stringify(seconds.body)).toBe(200)
    // The auditor reads the trail; clinical staff read the chart, still.
    const trail = (token = '') => world.server.client(token)('/AuditEvent?_count=1')
    expect((await trail(seconds.body.access_token)).status).toBe(200)
    expect((await trail(firsts)).status).toBe(403)
    expect((await world.server.client(firsts)('/Practitioner/dana')).status).toBe(200)
  })

  test('can say that it is somebody else: the provider must then ask who it is', async () => {
    const signIn = flow()
    const sentTo = async (form: Readonly<Record<string, string>>) =>
      (await signIn.answer({ answer: 'provider', provider: '0', ...form })).location?.searchParams
    const sign = await signIn.open()
    expect((await sentTo({}))?.get('prompt')).toBeNull()
    // Back from the provider by the browser's button, and once more.
    signIn.page = sign
    await signIn.arrive(person('dana-1', 'x@y.example'))
    const page = await signIn.answer({ answer: 'restart' })
    expect(page.text).toContain('Sign in with Riverbend Health')
    expect(page.text).toContain('<input type="hidden" name="anew" value="yes" />')
    expect((await sentTo({ anew: 'yes' }))?.get('prompt')).toBe('login')
  })
})

describe('a patient', () => {
  test('is looked for where the app wants one: in the practice, audited', async () => {
    const signIn = flow('openid launch/patient patient/*.rs')
    const page = await signIn.arrive(person('dana-1', 'd'))
    expect(page.text).toContain('Find the patient')
    expect((await signIn.answer({ answer: 'search' })).text).toContain('Nobody of the practice fits')
    const found = await signIn.answer({ answer: 'search', name: 'oko test' })
    expect([...found.text.matchAll(/name="patient" value="([^"]+)"/g)].map(([, id]) => id)).toEqual(['p1', 'p2'])
    const one = await signIn.answer({ answer: 'search', name: 'oko', birthdate: '1950-01-02' })
    expect([...one.text.matchAll(/name="patient" value="([^"]+)"/g)].map(([, id]) => id)).toEqual(['p2'])
    // Neither without one, nor on what is not the practice's or closed.
    for (const patient of [{}, { patient: 'h1' }, { patient: 'p3' }, { patient: 'made-up' }] as const) {
      const seen = await signIn.answer({ answer: 'allow', ...patient })
      expect(seen.location).toBeUndefined()
      expect(seen.text).toContain('Find the patient')
    }
    const tokens = await signIn.tokens({ patient: 'p2' })
    expect(tokens.body).toMatchObject({ patient: 'p2', tenant: 'riverbend' })
    const client = world.server.client(tokens.body.access_token ?? '')
    expect((await client('/Patient/p2')).status).toBe(200)
    expect((await client('/Patient/p1')).status).toBe(404)
    expect(world.server.log.join('\n')).not.toMatch(/oko test|Okonski|1950-01-02/)
  })
})

test("another's app is let in for what is left ticked, in production too", async () => {
  const scope = 'openid fhirUser launch/patient patient/Patient.rs patient/Condition.rs patient/Goal.rs'
  const signIn = new SignInFlow(world.server, world.provider, scope, PLANNER)
  await signIn.arrive(person('dana-1', 'd'))
  const page = await signIn.answer({ answer: 'search', name: 'oko' })
  expect(tickedOn(page.text)).toEqual(['patient/Patient.rs', 'patient/Condition.rs', 'patient/Goal.rs', 'fhirUser'])
  const { body } = await signIn.tokens({ patient: 'p1', scope: ['patient/Patient.rs', 'patient/Goal.rs'] })
  expect(body).toMatchObject({ patient: 'p1', scope: 'openid launch/patient patient/Patient.rs patient/Goal.rs' })
  const client = world.server.client(body.access_token ?? '')
  expect((await client('/Goal?patient=p1')).status).toBe(200)
  expect((await client('/Condition?patient=p1')).status).toBe(403)
})

test('a provider that is asked once is not discovered again', () => {
  expect(world.provider.asked.filter((path) => path === '/.well-known/openid-configuration')).toHaveLength(1)
})
