import type { AuditEvent, Patient, Practitioner } from '@medplum/fhirtypes'
import { randomBytes } from 'node:crypto'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { createBoundedRefusals } from '../../server/auth/bounded-refusals.ts'
import { createEhrKeys } from '../../server/auth/exchange/ehr-keys.ts'
import {
  exchangeEhrToken,
  type ExchangeCall,
  type ExchangedLaunch,
  type ExchangeDeps,
} from '../../server/auth/exchange/exchange-ehr-token.ts'
import type { RegisteredEhr } from '../../server/ports/registered-ehr.ts'
import { createAuditTrail } from '../../server/store/audit-trail.ts'
import { createOauthRecords } from '../../server/store/oauth/oauth-records.ts'
import { createSealer } from '../../server/store/sealer.ts'
import { createTenantDirectory } from '../../server/store/tenants.ts'
import { createEhrAdmission } from '../../server/use-cases/ehr/admission.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import type { EhrLogin, LoginTwist } from './ehr-login.ts'
import { startEhr, type EhrKind, type FakeEhr } from './ehr.ts'
import { silentLog } from './silent-log.ts'
import { openProgramme, practiceStaff, type Programme, type TestPractice } from './programme.ts'

/** Exchanges over a practice in a database. */
export interface ExchangeBench {
  readonly programme: Programme
  readonly practice: TestPractice
  readonly database: TestDatabase
  readonly deps: Omit<ExchangeDeps, 'ehrs'>
  readonly logged: { readonly message: string; readonly reason: unknown }[]
  exchange(ehr: RegisteredEhr | readonly RegisteredEhr[], call: Partial<ExchangeCall>): Promise<ExchangedLaunch>
  /** Signs in there and exchanges, inside the chart of the patient `eRx-1`. */
  come(
    ehr: FakeEhr,
    user: string,
    twist?: LoginTwist,
    more?: Readonly<Record<string, string | undefined>>,
  ): Promise<ExchangedLaunch>
  /** The entries of the trail that say what came of exchanges, once all are stored. */
  audited(): Promise<readonly AuditEvent[]>
  stop(): Promise<void>
}

export const OUR_BASE = 'https://ccm.example/fhir/r4'

/** A practice named `practice` with its staff, and a fresh cache of keys. */
export async function openExchange(): Promise<ExchangeBench> {
  const db = await createTestDatabase()
  const programme = await openProgramme(db.database, Date.now())
  const { clock } = programme
  const practice = await programme.practice('practice')
  await practice.chart(...practiceStaff('practice'))
  const audit = await createAuditTrail(db.database, { clock, log: silentLog })
  const refusals = createBoundedRefusals({ audit, clock })
  const logged: { message: string; reason: unknown }[] = []
  const note = (message: string, fields?: Readonly<Record<string, unknown>>) => {
    logged.push({ message, reason: fields?.['reason'] })
  }
  const deps: Omit<ExchangeDeps, 'ehrs'> = {
    fetch: (url, init) => fetch(url, init),
    keys: createEhrKeys({ fetch: (url, init) => fetch(url, init), clock }),
    tenants: createTenantDirectory(db.database),
    admission: createEhrAdmission(programme.deps),
    audit,
    refusals,
    clock,
    log: { debug: note, info: note, warn: note, error: note },
    records: createOauthRecords({ db: db.database, sealer: createSealer([randomBytes(32)]), clock }),
    granted: (_client, scopes) => scopes,
    base: OUR_BASE,
  }
  const exchange: ExchangeBench['exchange'] = (ehr, call) =>
    exchangeEhrToken({ ...deps, ehrs: [ehr].flat() }, { parameters: {}, client: 'app', request: 'request-1', ...call })
  return {
    programme,
    database: db,
    deps,
    practice,
    logged,
    exchange,
    async come(ehr, user, twist = {}, more = {}) {
      const login = await ehr.login(user, twist)
      return exchange(ehr.registered(), { parameters: parametersOf(login, { patient: 'eRx-1', ...more }) })
    },
    async audited() {
      await audit.flush()
      const page = await practice.repository.search({
        type: 'AuditEvent',
        where: [{ kind: 'token', param: 'subtype', values: [{ code: 'token-exchange' }] }],
        sort: [{ param: 'date', descending: false }],
        count: 200,
        include: [],
        revinclude: [],
        total: 'none',
      })
      const events = page.matches.map(({ content }) => JSON.parse(content) as AuditEvent)
      return events.sort((a, b) => numberOf(a) - numberOf(b))
    },
    async stop() {
      await audit.stop()
      await programme.stop()
      await db.drop()
    },
  }
}

/** The clock stands: entries are in the order of their numbers. */
function numberOf({ id = '' }: AuditEvent): number {
  return Number(id.split('-')[1])
}

/** The parameters of an exchange, as a client sends them after a launch. */
export function parametersOf(login: EhrLogin, more: Readonly<Record<string, string | undefined>> = {}) {
  return {
    subject_token: login.idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    ehr_access_token: login.accessToken,
    ...more,
  }
}

/** A patient as an EHR has her. */
export function ehrPatient(id: string, mbi?: string, over: Partial<Patient> = {}): Patient & { id: string } {
  return {
    resourceType: 'Patient',
    id,
    active: true,
    identifier: [
      { system: 'http://hl7.org/fhir/sid/us-ssn', value: '000-00-0000' },
      ...(mbi ? [{ system: SYSTEM.mbi, value: mbi }] : []),
    ],
    name: [{ family: 'Lopez', given: ['Camila'] }],
    gender: 'female',
    birthDate: '1950-09-12',
    ...over,
  }
}

/** A practitioner as an EHR has them. */
export function ehrPractitioner(
  id: string,
  npi?: string,
  over: Partial<Practitioner> = {},
): Practitioner & { id: string } {
  return {
    resourceType: 'Practitioner',
    id,
    name: [{ family: 'Ng', given: ['Ruth'], suffix: ['RN'] }],
    ...(npi ? { identifier: [{ system: 'urn:oid:2.16.840.1.113883.4.6', value: npi }] } : {}),
    ...over,
  }
}

/** An EHR of each kind by the practice's clock, with a doctor (by this NPI), a nurse, and the patient `eRx-1` in it. */
export async function startEhrs(
  { programme }: ExchangeBench,
  npi: string,
): Promise<Readonly<Record<EhrKind, FakeEhr>> & { readonly stop: () => Promise<unknown> }> {
  const now = () => programme.clock.now()
  const [epic, oracle, launcher] = await Promise.all([
    startEhr('epic', now),
    startEhr('oracle', now),
    startEhr('launcher', now),
  ])
  const all = [epic, oracle, launcher]
  for (const ehr of all)
    ehr.put(ehrPractitioner('doctor', npi), ehrPractitioner('nurse'), ehrPatient('eRx-1', '1EG4-TE5-MK73'))
  return { epic, oracle, launcher, stop: () => Promise.all(all.map((ehr) => ehr.stop())) }
}
