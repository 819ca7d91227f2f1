import { vi } from 'vitest'
import { aPatient } from '../chart.ts'
import { TestIdentityProvider, type ProviderTwist } from './identity-provider.ts'
import { startProductionServer, type ProductionServer } from './production-server.ts'
import { aPerson, aPractice, aRole } from './staff.ts'

/** A client of the server that asks about tokens. */
export const INTROSPECTS = { id: 'watcher', secret: 'watcher-secret-1234567890-abcdefghij' } as const

/** Somebody else's app, which has no secret. */
export const PLANNER = { client: 'planner', redirectUri: 'https://planner.example/back' } as const

/** A production server with three practices, and the provider of two of them. */
export interface SignInWorld {
  readonly provider: TestIdentityProvider
  readonly server: ProductionServer
  stop(): Promise<void>
}

/** @param environment settings besides those of a test */
export async function startSignInWorld(environment: Readonly<Record<string, string>> = {}): Promise<SignInWorld> {
  const provider = await TestIdentityProvider.start()
  const secrets = { TEST_PROVIDER_SECRET: provider.secret, TEST_WATCHER_SECRET: INTROSPECTS.secret }
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  const server = await startProductionServer({
    ...environment,
    ...secrets,
    OUTBOUND_PRIVATE_ORIGINS: provider.issuer,
    IDENTITY_PROVIDERS: JSON.stringify([
      {
        name: 'Riverbend Health',
        issuer: provider.issuer,
        clientId: provider.clientId,
        clientSecretFrom: 'TEST_PROVIDER_SECRET',
        practices: ['riverbend', 'hillside', 'not-here-yet'],
        npiClaim: 'npi',
      },
    ]),
    CLIENTS: JSON.stringify([
      {
        id: INTROSPECTS.id,
        name: 'A resource server',
        redirectUris: ['https://watcher.example/back'],
        scopes: ['openid'],
        secretFrom: 'TEST_WATCHER_SECRET',
        introspects: true,
      },
      {
        id: PLANNER.client,
        name: 'Care Planner',
        redirectUris: [PLANNER.redirectUri],
        scopes: ['openid', 'fhirUser', 'launch/patient', 'patient/*.rs'],
      },
    ]),
  })
  await fill(server, provider.issuer)
  return {
    provider,
    server,
    async stop() {
      await server.stop()
      await provider.stop()
      vi.unstubAllEnvs()
    },
  }
}

/** Somebody as the provider vouches for them, with a verified e-mail. */
export function person(sub: string, email: string, more: object = {}): ProviderTwist {
  return { claims: { sub, email, email_verified: true, ...more } }
}

async function fill(server: ProductionServer, issuer: string): Promise<void> {
  await server.put('riverbend', [aPractice('riverbend', 'Riverbend Family Medicine'), ...riverbendStaff(issuer)])
  await server.put('riverbend', [aPatient('p1', 'Okonkwo'), aPatient('p2', 'Okonski', { birthDate: '1950-01-02' })])
  await server.put('riverbend', [aPatient('p3', 'Okoro', { active: false })])
  await server.put('hillside', [
    aPractice('hillside', 'Hillside Clinic'),
    aPatient('h1', 'Okolie'),
    aPerson('petra', { email: 'petra@both.example' }),
    aRole('petra', 'biller'),
  ])
  await server.put('elsewhere', [
    aPractice('elsewhere', 'Not of this provider'),
    aPerson('zoe', { email: 'zoe@elsewhere.example' }),
    aRole('zoe', 'administrator'),
  ])
}

function riverbendStaff(issuer: string) {
  return [
    aPerson('dana', { email: 'Dana.Whitfield@Riverbend.example' }),
    aRole('dana', 'clinical-staff', { period: { start: '2020' } }),
    aPerson('okafor', { npi: '1555010028' }),
    aRole('okafor', 'billing-practitioner'),
    aPerson('luis', { email: 'luis@riverbend.example' }),
    aRole('luis', 'administrator'),
    aRole('luis', 'auditor'),
    aPerson('petra', { email: 'petra@both.example' }),
    aRole('petra', 'clinical-staff'),
    aPerson('gone', { email: 'gone@riverbend.example' }, { active: false }),
    aRole('gone', 'administrator'),
    aPerson('ended', { email: 'ended@riverbend.example' }),
    aRole('ended', 'biller', { period: { end: '2020-01-31' } }),
    aPerson('coming', { email: 'coming@riverbend.example' }),
    aRole('coming', 'biller', { period: { start: '2990-01-01' } }),
    aPerson('paused', { email: 'paused@riverbend.example' }),
    aRole('paused', 'biller', { active: false, period: { end: '2990-01-31' } }),
    aPerson('desk', { email: 'desk@riverbend.example' }),
    aRole('desk', 'payer'),
    aPerson('one', { email: 'shared@riverbend.example' }),
    aRole('one', 'biller'),
    aPerson('other', { email: 'shared@riverbend.example' }),
    aRole('other', 'biller'),
    aPerson('taken', { email: 'taken@riverbend.example', login: [issuer, 'the-one-before'] }),
    aRole('taken', 'biller'),
    aPerson('moved', { email: 'moved@riverbend.example' }, {}),
    aRole('moved', 'biller'),
    aPerson('leaver', { email: 'leaver@riverbend.example' }),
    aRole('leaver', 'biller'),
    aPerson('leaver2', { email: 'leaver2@riverbend.example' }),
    aRole('leaver2', 'biller'),
  ]
}
