import type { Group } from '@medplum/fhirtypes'
import pg from 'pg'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { aCarePlan, aCondition, aPatient, putAll } from '../../support/chart.ts'
import { asserting, ClientKey, SmartClient } from '../../support/smart/smart-client.ts'
import { clientOf, startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

/** Another practice on the same server. */
const LAKESIDE = 'lakeside'

/** Programs by their ids: payers with a list of members, and auditors' programs. */
const CLIENTS: Readonly<Record<string, object>> = {
  plan: { tenant: DEMO_TENANT, role: 'payer', group: 'north', organization: 'north-plan' },
  'other-plan': { tenant: DEMO_TENANT, role: 'payer', group: 'south' },
  'plan-elsewhere': { tenant: LAKESIDE, role: 'payer', group: 'north' },
  'listed-auditor': { tenant: DEMO_TENANT, role: 'auditor', group: 'south' },
  bulk: { tenant: DEMO_TENANT, role: 'auditor' },
  'other-bulk': { tenant: DEMO_TENANT, role: 'auditor' },
  'bulk-elsewhere': { tenant: LAKESIDE, role: 'auditor' },
}

/** Two practices, with programs that export. */
export interface ExportServer {
  readonly app: TestApp
  readonly admin: TestClient
  /** The database from the other side. */
  readonly owner: pg.Client
  /** A program with a new token. */
  program(id: string, scope?: string): Promise<TestClient>
  stop(): Promise<void>
}

/** Of the patients `m1` and `m2` are in the Group `north`, `s1` in `south`, `stranger` in none; in the other practice are `m1` and `theirs`. */
export async function startExportServer(): Promise<ExportServer> {
  const key = await ClientKey.make('ES384')
  const registered = Object.entries(CLIENTS).map(([id, service]) => ({
    ...{ id, name: id, service, scopes: ['system/*.cruds'], jwks: { keys: [key.jwk] } },
  }))
  const app = await startTestApp({ CLIENTS: JSON.stringify(registered) })
  await app.openPractice(LAKESIDE)
  const admin = await app.client({ role: 'administrator' })
  const lakeside = await app.client({ role: 'administrator', tenant: LAKESIDE })
  await putAll(admin, ['m1', 'm2', 's1', 'stranger'].flatMap(recordOf))
  await putAll(lakeside, [...['m1', 'theirs'].flatMap(recordOf), groupOf('north', ['theirs'])])
  await putAll(admin, [groupOf('north', ['m1', 'm2']), groupOf('south', ['s1']), groupOf('everybody', ['m1', 's1'])])
  const owner = new pg.Client({ connectionString: app.database })
  await owner.connect()
  const url = app.url.replace('127.0.0.1', 'localhost')
  return {
    ...{ app, admin, owner },
    async program(id, scope = 'system/*.rs') {
      const assertion = await key.assertion(id, `${url}/auth/token`)
      const form = { grant_type: 'client_credentials', scope, ...asserting(assertion) }
      return clientOf(app.fhir, (await new SmartClient(url).token(form)).body.access_token ?? '')
    },
    async stop() {
      await owner.end()
      await app.stop()
    },
  }
}

const recordOf = (id: string) => [
  aPatient(id, `Name${id}`),
  aCondition(`c-${id}`, id, 'I10'),
  aCondition(`d-${id}`, id, 'E11.9'),
  aCarePlan(`plan-${id}`, id),
]

/** A Group of patients. */
export function groupOf(id: string, members: readonly string[]): Group & { id: string } {
  const member = members.map((one) => ({ entity: { reference: `Patient/${one}` } }))
  return { resourceType: 'Group', id, type: 'person', actual: true, member }
}

/** What the records of patients hold, as `Type/id`, in alphabetical order. */
export function recordsOf(...patients: string[]): readonly string[] {
  const of = (id: string) => [`CarePlan/plan-${id}`, `Condition/c-${id}`, `Condition/d-${id}`, `Patient/${id}`]
  return patients.flatMap(of).toSorted()
}

/** The types of which they are. */
export const RECORDS = '_type=Patient,Condition,CarePlan'
