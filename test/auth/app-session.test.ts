import { exportJWK, generateKeyPair } from 'jose'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { createAppSession, type AppSession } from '../../server/auth/app-session/app-session.ts'
import type { ClientCredential } from '../../server/auth/app-session/client-credential.ts'
import { ownServer, ownTokens } from '../../server/compose/own-app.ts'
import { createRolePolicy } from '../../server/auth/roles.ts'
import type { RegisteredEhr } from '../../server/ports/registered-ehr.ts'
import { createAppSessions, createLaunchRecords } from '../../server/store/app-sessions.ts'
import { createSealer } from '../../server/store/sealer.ts'
import type { FakeEhr } from '../support/ehr.ts'
import { launchOf, type ChartLaunch } from '../support/ehr-sign-in.ts'
import { startAuthorization, type TestAuthorization } from '../support/smart/authorization.ts'
import { openExchange, startEhrs, type ExchangeBench } from '../support/exchange.ts'

const REDIRECT = 'https://ccm.example/app/'
const CALL = { request: 'request-1' }
const DOCTOR: ChartLaunch = { user: 'doctor', patient: 'eRx-1' }

let bench: ExchangeBench
let ehrs: Awaited<ReturnType<typeof startEhrs>>
let authorization: TestAuthorization
let epic: FakeEhr
let oracle: FakeEhr
let launcher: FakeEhr
let credential: ClientCredential
const key = randomBytes(32)

beforeAll(async () => {
  bench = await openExchange()
  authorization = await startAuthorization(bench.database)
  ehrs = await startEhrs(bench, '1234567893')
  ;({ epic, oracle, launcher } = ehrs)
})
afterAll(async () => {
  await ehrs.stop()
  await authorization.stop()
  await bench.stop()
})
beforeEach(() => {
  credential = { kind: 'none' }
  for (const ehr of [epic, oracle, launcher]) {
    ehr.broken.clear()
    ehr.signIn.check = undefined
    ehr.signIn.switchTo = undefined
  }
})

function appSession(
  ehrs: readonly RegisteredEhr[] = [epic, oracle, launcher].map((ehr) => ehr.registered()),
): AppSession {
  const { clock, fetch } = bench.deps
  const store = { db: bench.database.database, sealer: createSealer([key]), clock }
  return createAppSession({
    exchange: { ...bench.deps, ehrs },
    launches: createLaunchRecords(store),
    sessions: createAppSessions(store),
    tokens: ownTokens(authorization.server),
    own: ownServer(
      { base: `${authorization.url}/fhir/r4`, nameOf: () => Promise.resolve(undefined) },
      authorization.server,
    ),
    policy: createRolePolicy('production'),
    fetch,
    clock,
    credentialOf: () => credential,
    redirectUri: REDIRECT,
  })
}

/** Opens the app in a chart, and lets the EHR send the browser back. */
async function open(ehr: FakeEhr, chart: ChartLaunch = DOCTOR) {
  const begun = await appSession().launch({ iss: `${ehr.fhirBase}/`, launch: launchOf(chart) })
  const sent = await fetch(begun.authorizeUrl, { redirect: 'manual' })
  const back = new URL(sent.headers.get('location') ?? '')
  expect(back.searchParams.get('state')).toBe(begun.state)
  return { ...begun, code: back.searchParams.get('code') ?? '' }
}

async function enter(ehr: FakeEhr, chart?: ChartLaunch) {
  const { code, state, proof } = await open(ehr, chart)
  return appSession().redeem({ code, state, proof }, CALL)
}

const refused = (fault: string, status: number) => ({ code: 'SESSION_REFUSED', fault, status })

describe('a launch from an EHR', () => {
  it('asks with PKCE, nonce, state, audience and single scopes', async () => {
    const { authorizeUrl, state, proof } = await appSession().launch({
      iss: oracle.fhirBase,
      launch: 'l',
      loginHint: 'ng',
    })
    const query = Object.fromEntries(new URL(authorizeUrl).searchParams)
    expect(query).toMatchObject({
      response_type: 'code',
      client_id: 'ccm-on-fhir',
      redirect_uri: REDIRECT,
      aud: oracle.fhirBase,
      launch: 'l',
      login_hint: 'ng',
      code_challenge_method: 'S256',
      state,
    })
    expect(query['scope']).toMatch(/^launch openid fhirUser profile online_access patient\/AllergyIntolerance\.read /)
    expect(query['scope']).not.toContain('*')
    expect(new Set([state, proof, query['nonce'], query['code_challenge']]).size).toBe(4)
  })

  it.each([
    ['epic', () => epic],
    ['oracle', () => oracle],
    ['launcher', () => launcher],
  ])('begins a session with a token of ours for our patient: %s', async (_, of) => {
    const ehr = of()
    const session = await enter(ehr, {
      ...DOCTOR,
      encounter: 'v1',
      extra: { need_patient_banner: false, intent: 'plan' },
    })
    expect(session).toMatchObject({
      fhir: { baseUrl: '/fhir/r4', scope: 'openid fhirUser patient/*.cruds' },
      ehr: { name: ehr.registered().name, baseUrl: ehr.fhirBase, expiresIn: ehr === oracle ? 570 : 3600 },
      context: { ehrPatient: 'eRx-1', ehrEncounter: 'v1', needPatientBanner: false, intent: 'plan' },
      user: { reference: 'Practitioner/doc', role: 'billing-practitioner', rights: { care: true, attest: true } },
      confirm: false,
      renews: false,
    })
    expect(await authorization.server.verifier.verify(session.fhir.accessToken)).toMatchObject({
      tenant: { slug: 'practice' },
      role: 'billing-practitioner',
      user: 'Practitioner/doc',
      patient: session.context['patient'],
    })
    expect(session.fhir.expiresIn).toBeGreaterThan(session.ehr!.expiresIn - 3600)
    expect(JSON.stringify(session)).not.toMatch(/refresh|verifier|nonce/)
  })

  it('asks to be confirmed where nothing shows which browser began', async () => {
    const { code, state } = await open(epic)
    expect(await appSession().redeem({ code, state }, CALL)).toMatchObject({ confirm: true })
  })

  it('proves our client by its secret or by its key, and not by another', async () => {
    epic.signIn.check = { secret: 'a secret: ü+&%' }
    credential = { kind: 'secret', secret: 'a secret: ü+&%' }
    await enter(epic)
    credential = { kind: 'secret', secret: 'wrong' }
    await expect(enter(epic)).rejects.toMatchObject(refused('ehr-refused', 400))
    const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true })
    const jwk = { ...(await exportJWK(privateKey)), alg: 'ES384', kid: 'ours' }
    epic.signIn.check = { key: { ...(await exportJWK(publicKey)), alg: 'ES384', kid: 'ours' } }
    credential = { kind: 'key', key: JSON.stringify(jwk) }
    await enter(epic)
    const other = await generateKeyPair('ES384', { extractable: true })
    credential = {
      kind: 'key',
      key: JSON.stringify({ ...(await exportJWK(other.privateKey)), alg: 'ES384', kid: 'ours' }),
    }
    await expect(enter(epic)).rejects.toMatchObject(refused('ehr-refused', 400))
  })

  it('is of a registered EHR', async () => {
    const iss = 'https://unknown.example/fhir'
    await expect(appSession().launch({ iss, launch: 'l' })).rejects.toMatchObject({
      ...refused('unknown-issuer', 400),
      details: { issuer: iss },
    })
  })

  it('is redeemed once', async () => {
    const { code, state, proof } = await open(epic)
    await appSession().redeem({ code, state, proof }, CALL)
    await expect(appSession().redeem({ code, state, proof }, CALL)).rejects.toMatchObject(refused('launch-used', 410))
    await expect(appSession().redeem({ code, state: 'made-up' }, CALL)).rejects.toMatchObject(
      refused('launch-used', 410),
    )
  })

  it('is spent by another browser', async () => {
    const { code, state, proof } = await open(epic)
    await expect(appSession().redeem({ code, state, proof: 'other' }, CALL)).rejects.toMatchObject(
      refused('other-browser', 403),
    )
    await expect(appSession().redeem({ code, state, proof }, CALL)).rejects.toMatchObject(refused('launch-used', 410))
  })

  it('is over after ten minutes', async () => {
    const { code, state, proof } = await open(epic)
    bench.programme.clock.time += 601_000
    await expect(appSession().redeem({ code, state, proof }, CALL)).rejects.toMatchObject(refused('launch-used', 410))
    bench.programme.clock.time -= 601_000
  })

  it.each<[string, number, ChartLaunch]>([
    ['no-patient', 400, { user: 'doctor' }],
    ['refused-permission', 403, { ...DOCTOR, without: ['id_token'] }],
    ['identity-refused', 403, { ...DOCTOR, twist: { claims: { nonce: 'another' } } }],
    ['identity-refused', 403, { ...DOCTOR, twist: { claims: { aud: 'another' } } }],
    ['patient-not-readable', 403, { ...DOCTOR, twist: { reads: [] } }],
    ['patient-not-readable', 403, { ...DOCTOR, patient: 'nobody' }],
  ])('goes no further: %s', async (fault, status, chart) => {
    await expect(enter(epic, chart)).rejects.toMatchObject(refused(fault, status))
  })

  it('tells how far the clocks are apart', async () => {
    const iat = Math.floor(bench.programme.clock.now() / 1000) + 300
    await expect(enter(epic, { ...DOCTOR, twist: { claims: { iat } } })).rejects.toMatchObject({
      ...refused('clock-differs', 400),
      details: { theirs: new Date(iat * 1000).toISOString() },
    })
  })

  it('says what the EHR says, or that it cannot be reached', async () => {
    const { state, proof } = await open(epic)
    await expect(appSession().redeem({ code: 'bad', state, proof }, CALL)).rejects.toMatchObject({
      ...refused('ehr-refused', 400),
      details: { reason: 'The code is not good.' },
    })
    const again = await open(epic)
    epic.broken.set('/token', 503)
    await expect(appSession().redeem(again, CALL)).rejects.toMatchObject(refused('issuer-unreachable', 503))
    epic.broken.set('/api/FHIR/R4/.well-known/smart-configuration', 500)
    await expect(open(epic)).rejects.toMatchObject(refused('issuer-unreachable', 503))
  })
})

describe('a session', () => {
  it('goes on with the EHR’s token renewed, and outlives one that is not', async () => {
    const first = await enter(oracle)
    bench.programme.clock.time += 600_000
    const second = await appSession().resume(first.handle, CALL)
    expect(second.ehr?.accessToken).not.toBe(first.ehr?.accessToken)
    expect(second).toMatchObject({ context: first.context, user: first.user })
    const read = await fetch(`${oracle.fhirBase}/Patient/eRx-1`, {
      headers: { authorization: `Bearer ${second.ehr?.accessToken ?? ''}` },
    })
    expect(read.status).toBe(200)
    const alone = await enter(oracle, { ...DOCTOR, without: ['refresh_token'] })
    const on = await appSession().resume(alone.handle, CALL)
    expect(on).not.toHaveProperty('ehr')
    expect(on.fhir.accessToken).not.toBe('')
    bench.programme.clock.time -= 600_000
  })

  it('keeps the refresh token from the browser and the database’s reader', async () => {
    const session = await enter(oracle)
    const { rows } = await bench.database.database.owner.query('select * from ccm.app_session')
    expect(JSON.stringify(rows)).not.toContain(session.handle)
    expect(Object.keys(session.ehr!).sort()).toEqual(['accessToken', 'baseUrl', 'expiresIn', 'name', 'scope'])
  })

  it('keeps its handle while the EHR cannot be reached', async () => {
    const { handle } = await enter(oracle)
    oracle.broken.set('/token', 503)
    await expect(appSession().resume(handle, CALL)).rejects.toMatchObject(refused('issuer-unreachable', 503))
    oracle.broken.clear()
    expect((await appSession().resume(handle, CALL)).handle).not.toBe(handle)
  })

  it('ends when the EHR’s has ended, for another patient, and when it is told to', async () => {
    const ended = async (handle: string) =>
      expect(appSession().resume(handle, CALL)).rejects.toMatchObject(refused('session-ended', 401))
    const first = await enter(oracle)
    oracle.signIn.endAll()
    await ended(first.handle)
    const second = await enter(oracle)
    oracle.signIn.switchTo = 'another'
    await expect(appSession().resume(second.handle, CALL)).rejects.toMatchObject(refused('wrong-patient', 409))
    oracle.signIn.switchTo = undefined
    await ended(second.handle)
    const third = await enter(oracle)
    await appSession().end(third.handle, CALL)
    await ended(third.handle)
    await appSession().end('made-up', CALL)
  })

  it('has the rights that the person has today', async () => {
    const nurse = await enter(epic, { user: 'nurse', patient: 'eRx-1' })
    expect(nurse.user).not.toHaveProperty('role')
    expect(nurse.user.rights).toEqual({ care: false, attest: false, bill: false, setUp: false })
    expect(nurse.fhir.scope).toBe('openid fhirUser patient/*.rs patient/Task.cu')
    const role: PractitionerRole & { id: string } = {
      resourceType: 'PractitionerRole',
      id: 'nurse-of-epic',
      practitioner: { reference: nurse.user.reference },
      code: [{ coding: [{ system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-staff-role', code: 'clinical-staff' }] }],
    }
    await bench.practice.chart(role)
    const confirmed = await appSession().resume(nurse.handle, CALL)
    expect(confirmed).toMatchObject({
      user: { role: 'clinical-staff', rights: { care: true, attest: false, bill: false, setUp: false } },
      fhir: { scope: 'openid fhirUser patient/*.cruds' },
    })
    const id = nurse.user.reference.replace('Practitioner/', '')
    const person = await bench.practice.read<Practitioner>('Practitioner', id)
    await bench.practice.chart({ ...person, active: false })
    await expect(appSession().resume(confirmed.handle, CALL)).rejects.toMatchObject(refused('session-ended', 401))
  })
})
