import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { aPatient, putAll } from '../chart.ts'
import { startTestApp, type TestApp } from '../test-app.ts'
import { asserting, basic, ClientKey, SmartClient, type TokenAnswer } from './smart-client.ts'

/** Where Inferno's clients are sent back to. */
export const INFERNO_REDIRECT = 'https://inferno.example/custom/smart/redirect'

const SECRET_NAME = 'TEST_INFERNO_SECRET'
const SECRET = 'a secret of 32 letters, not more!'

/** The kinds of client that its suites are run with. */
export const CLIENT_KINDS = ['public', 'symmetric', 'asymmetric'] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]

const SCOPES = [
  ...['openid', 'fhirUser', 'profile', 'launch', 'launch/patient', 'offline_access', 'online_access'],
  ...['patient/*.cruds', 'user/*.cruds'],
]

/** A server with the clients registered that Inferno would be given, and two patients with a visit of one. */
export interface InfernoApp {
  readonly app: TestApp
  readonly url: string
  readonly smart: SmartClient
  readonly key: ClientKey
  /** The header of another app with a secret, which has nothing to do with the others. */
  readonly stranger: Readonly<Record<string, string>>
  /** Proves a client at the token endpoint: what goes into the form, and into the headers. */
  proof(kind: ClientKind): Promise<Proof>
  /** Sends a form as this kind of client. */
  token(kind: ClientKind, form: Readonly<Record<string, string>>): Promise<TokenAnswer>
  stop(): Promise<void>
}

interface Proof {
  readonly form: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

/** @param environment settings besides those of a test */
export async function startInfernoApp(environment: Readonly<Record<string, string>> = {}): Promise<InfernoApp> {
  const key = await ClientKey.make('ES384')
  process.env[SECRET_NAME] = SECRET
  const common = { name: 'Inferno', redirectUris: [INFERNO_REDIRECT], scopes: SCOPES, introspects: true }
  const clients = [
    { ...common, id: 'inferno-public' },
    { ...common, id: 'inferno-symmetric', secretFrom: SECRET_NAME },
    { ...common, id: 'inferno-elliptic', idTokenAlgorithm: 'ES384' },
    // Another app, which may ask about its own tokens alone.
    { ...common, id: 'inferno-stranger', secretFrom: SECRET_NAME, introspects: false },
    { ...common, id: 'inferno-asymmetric', jwks: { keys: [key.jwk] } },
    {
      id: 'inferno-elsewhere',
      name: 'A server of another practice',
      scopes: ['system/*.rs'],
      jwks: { keys: [key.jwk] },
      introspects: true,
      service: { tenant: 'lakeside', role: 'auditor' },
    },
    {
      id: 'inferno-bulk',
      name: 'Inferno Bulk Data',
      scopes: ['system/*.rs'],
      jwks: { keys: [key.jwk] },
      service: { tenant: DEMO_TENANT, role: 'auditor' },
    },
  ]
  const app = await startTestApp({ CLIENTS: JSON.stringify(clients), [SECRET_NAME]: SECRET, ...environment })
  const url = app.url.replace('127.0.0.1', 'localhost')
  const smart = new SmartClient(url)
  const admin = await app.client({ role: 'administrator' })
  await putAll(admin, [aPatient('p1', 'One'), aPatient('p2', 'Two')])
  await admin('/Encounter/e1', { method: 'PUT', json: visitOf('p1') })
  const proof = async (kind: ClientKind): Promise<Proof> => {
    if (kind === 'public') return { form: { client_id: 'inferno-public' }, headers: {} }
    if (kind === 'symmetric') return { form: {}, headers: basic('inferno-symmetric', encodeURIComponent(SECRET)) }
    return { form: asserting(await key.assertion('inferno-asymmetric', `${url}/auth/token`)), headers: {} }
  }
  return {
    app,
    url,
    stranger: basic('inferno-stranger', encodeURIComponent(SECRET)),
    smart,
    key,
    proof,
    async token(kind, form) {
      const { form: proving, headers } = await proof(kind)
      return smart.token({ ...form, ...proving }, headers)
    },
    stop: () => app.stop(),
  }
}

function visitOf(patient: string) {
  return {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [{ coding: [{ system: 'http://snomed.info/sct', code: '308335008' }] }],
    subject: { reference: `Patient/${patient}` },
  }
}
