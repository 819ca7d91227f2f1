import type { Consent } from '@medplum/fhirtypes'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import { runningEmbedded } from '../../server/store/embedded/running-embedded.ts'
import { typeNumber } from '../../server/store/fhir/resource-columns.ts'
import { aPatient, putAll } from '../support/chart.ts'
import { demoClient, makeDataDir } from '../support/demo-server.ts'
import { runToEnd, startServer, type ServerProcess } from '../support/server-process.ts'
import { asserting, ClientKey, SmartClient } from '../support/smart/smart-client.ts'
import { clientOf } from '../support/test-app.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let server: ServerProcess | undefined
let key: ClientKey

beforeAll(async () => {
  dataDir = await makeDataDir()
  key = await ClientKey.make('ES384')
})
afterAll(async () => {
  await server?.stop()
  await dataDir.remove()
})

async function start(): Promise<ServerProcess> {
  const service = { tenant: DEMO_TENANT, role: 'payer', group: 'north', organization: 'north-plan' }
  const registered = { id: 'plan', name: 'Plan', service, scopes: ['system/*.rs'], jwks: { keys: [key.jwk] } }
  server = await startServer({ DATA_DIR: dataDir.path, CLIENTS: JSON.stringify([registered]) })
  return server
}

/** What the payer's program, with a new token, finds of patients: their ids, or the status of what it is refused. */
async function found(process: ServerProcess): Promise<unknown> {
  const url = process.url.replace('127.0.0.1', 'localhost')
  const assertion = await key.assertion('plan', `${url}/auth/token`)
  const form = { grant_type: 'client_credentials', scope: 'system/*.rs', ...asserting(assertion) }
  const issued = await new SmartClient(url).token(form)
  if (issued.status !== 200) return issued.status
  const answer = await clientOf(`${url}/fhir/r4`, issued.body.access_token ?? '')('/Patient')
  return answer.status === 200 ? (answer.body.entry ?? []).map(({ resource }) => resource.id) : answer.status
}

const denial: Consent & { id: string } = {
  ...{ resourceType: 'Consent', id: 'denial', status: 'active', dateTime: '2026-01-02' },
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
  patient: { reference: 'Patient/denies' },
  policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }] },
  provision: {
    type: 'deny',
    actor: [{ role: { text: 'payer' }, reference: { reference: 'Organization/north-plan' } }],
  },
}

/** As a version before left it that did not know whom a Consent names. */
async function forgetRecipients(): Promise<void> {
  const database = new pg.Client({ connectionString: await runningEmbedded(dataDir.path) })
  await database.connect()
  const type = typeNumber('Consent')
  await database.query(`update ccm.resource set keys = '{}' where type = $1`, [type])
  await database.query(`update ccm.search_index set parts = (parts::jsonb - 'recipient')::text where type = $1`, [type])
  await database.end()
}

test('until the index knows whom Consents name, a payer’s program is let in to nobody; a rebuild opens it', async () => {
  const first = await start()
  const admin = await demoClient(first.url, dataDir.path)
  const member = ['agrees', 'denies'].map((id) => ({ entity: { reference: `Patient/${id}` } }))
  await putAll(admin, [aPatient('agrees', 'Agrees'), aPatient('denies', 'Denies')])
  await putAll(admin, [{ resourceType: 'Group', id: 'north', type: 'person', actual: true, member }, denial])
  expect(await found(first)).toEqual(['agrees'])

  await forgetRecipients()
  await first.stop()
  const second = await start()
  expect(await found(second)).toBe(503)

  const environment = { DATA_DIR: dataDir.path, PORT: new URL(second.url).port }
  const { code, output } = await runToEnd(['server/commands/reindex.ts'], environment)
  expect(code, output).toBe(0)
  await expect.poll(() => found(second), { timeout: 20_000, interval: 500 }).toEqual(['agrees'])
})
