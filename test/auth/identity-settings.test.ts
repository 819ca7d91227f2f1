import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { identityProviders } from '../../server/config/identity-settings.ts'

const OKTA = {
  name: 'Riverbend Health',
  issuer: 'https://riverbend.okta.example',
  clientId: 'ccm',
  clientSecretFrom: 'OKTA_SECRET',
  practices: ['riverbend'],
}
const ENTRA = {
  ...OKTA,
  name: 'Hillside',
  issuer: 'https://login.example/tenant/v2.0',
  clientSecretFrom: undefined,
  privateKeyFrom: 'ENTRA_KEY',
  scopes: ['openid', 'email'],
  npiClaim: 'extension_npi',
}
const SECRETS = { OKTA_SECRET: 'hidden', ENTRA_KEY: 'a private key' }

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ccm-providers-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(providers: unknown, secrets: Record<string, string> = SECRETS) {
  const CCM_CONFIG = join(folder, 'settings.json')
  await writeFile(CCM_CONFIG, JSON.stringify({ IDENTITY_PROVIDERS: providers }))
  return readConfig({ CCM_CONFIG, ...secrets, PUBLIC_URL: 'https://ccm.example', TRUST_PROXY: 'true' }, 'production')
}

const faultOf = (...args: Parameters<typeof read>) =>
  read(...args).then(
    () => '',
    (error: unknown) => (error as Error).message,
  )

describe('the providers by which staff sign in', () => {
  it('are none by default', () => {
    expect(readConfig({}, 'demo').IDENTITY_PROVIDERS).toEqual([])
  })

  it('take their secrets and keys from the environment', async () => {
    const { IDENTITY_PROVIDERS } = await read([OKTA, ENTRA])
    expect(JSON.stringify(IDENTITY_PROVIDERS)).not.toMatch(/hidden|a private key/)
    expect(identityProviders(IDENTITY_PROVIDERS, SECRETS)).toEqual([
      {
        name: OKTA.name,
        issuer: OKTA.issuer,
        clientId: 'ccm',
        scopes: ['openid', 'email', 'profile'],
        practices: ['riverbend'],
        credential: { kind: 'secret', secret: 'hidden' },
      },
      {
        name: ENTRA.name,
        issuer: ENTRA.issuer,
        clientId: 'ccm',
        scopes: ['openid', 'email'],
        practices: ['riverbend'],
        npiClaim: 'extension_npi',
        credential: { kind: 'key', key: 'a private key' },
      },
    ])
  })

  it('may be on this machine without TLS, for trying', async () => {
    expect(await faultOf([{ ...OKTA, issuer: 'http://127.0.0.1:9000' }])).toBe('')
  })

  it.each<[string, unknown, RegExp]>([
    ['no list', { a: 1 }, /IDENTITY_PROVIDERS \(.*\): must be a list of providers/],
    ['no object', ['okta'], /IDENTITY_PROVIDERS\[0\] .*must be an object that describes a provider/],
    ['no name', [{ ...OKTA, name: ' ' }], /IDENTITY_PROVIDERS\[0\]\.name .*must be the name/],
    ['no issuer', [{ ...OKTA, issuer: undefined }], /IDENTITY_PROVIDERS\[0\]\.issuer .*must be an https/],
    ['plain http', [{ ...OKTA, issuer: 'http://okta.example' }], /IDENTITY_PROVIDERS\[0\]\.issuer .*must be an https/],
    ['no client', [{ ...OKTA, clientId: 5 }], /IDENTITY_PROVIDERS\[0\]\.clientId .*must be the id of our client/],
    ['no practice', [{ ...OKTA, practices: [] }], /IDENTITY_PROVIDERS\[0\]\.practices .*at least one/],
    ['no openid', [{ ...OKTA, scopes: ['email'] }], /IDENTITY_PROVIDERS\[0\]\.scopes .*must name openid/],
    [
      'a secret itself',
      [{ ...OKTA, clientSecretFrom: 's3cr3t' }],
      /clientSecretFrom .*must be the name of an environment/,
    ],
    ['no proof', [{ ...OKTA, clientSecretFrom: undefined }], /\[0\]\.clientSecretFrom .*proves itself in one way/],
    ['two proofs', [{ ...OKTA, privateKeyFrom: 'ENTRA_KEY' }], /\[0\]\.clientSecretFrom .*proves itself in one way/],
    ['a word that is none', [{ ...OKTA, tenant: 'x' }], /IDENTITY_PROVIDERS\[0\]\.tenant .*is no setting/],
    ['the same issuer', [OKTA, { ...ENTRA, issuer: `${OKTA.issuer}/` }], /\[1\]\.issuer: is IDENTITY_PROVIDERS\[0\]'s/],
  ])('are refused with %s: the field is named', async (_what, providers, said) => {
    expect(await faultOf(providers)).toMatch(said)
  })

  it('are refused without what the environment should hold', async () => {
    expect(await faultOf([OKTA, ENTRA], {})).toBe(
      'These settings are wrong:\n  IDENTITY_PROVIDERS[0].clientSecretFrom: the environment has no OKTA_SECRET\n  IDENTITY_PROVIDERS[1].privateKeyFrom: the environment has no ENTRA_KEY',
    )
  })
})
