import type {
  Extension,
  Organization,
  Parameters,
  ParametersParameter,
  Practitioner,
  PractitionerRole,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import { structures } from '#definitions/structures.ts'
import { codeSystem, IDENTIFIER, SYSTEM, TIMEZONE_EXTENSION } from '#domain/fhir/canonicals.ts'
import { readEnrollmentRequest } from '#domain/enrollment/enrollment-request.ts'
import type { StaffRole } from '#domain/staff/staff-directory.ts'
import { parseServiceMonth, type ServiceMonth } from '#domain/calendar.ts'
import type { Tenant } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller, Role } from '#ports/caller.ts'
import type { Change, FhirRepository, FhirStore, WriteResult } from '#ports/fhir-store.ts'
import type { GovernWrites, PlannedChange } from '#ports/govern-writes.ts'
import { createResourcePreparer } from '../../server/fhir/prepare/resource-preparer.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import { createIds } from '../../server/ids.ts'
import { createAuditTrail } from '../../server/store/audit-trail.ts'
import { createBillerRegistry } from '../../server/store/biller-registry.ts'
import { createEnrollDrafts } from '../../server/store/enroll-drafts.ts'
import { createFhirStore } from '../../server/store/fhir/fhir-store.ts'
import { indexResource } from '../../server/store/index/indexer.ts'
import type { Database } from '../../server/store/open-database.ts'
import { createTenantDirectory } from '../../server/store/tenants.ts'
import { closeMonth } from '../../server/use-cases/close-month.ts'
import { createGovernWrites } from '../../server/use-cases/govern-writes.ts'
import { enrollPatient } from '../../server/use-cases/enroll-patient.ts'
import type { ProgrammeDeps } from '../../server/use-cases/programme-deps.ts'
import { silentLog } from './silent-log.ts'

/** The programme's use cases over a database, as one process has them. The clock stands where it is put. */
export interface Programme {
  readonly deps: ProgrammeDeps & { readonly store: FhirStore }
  readonly governs: GovernWrites
  readonly clock: { time: number; now(): number }
  practice(slug: string): Promise<TestPractice>
  /** Stores what waits to be entered in the audit trail. */
  stop(): Promise<void>
}

/** One practice, seen from one process. */
export interface TestPractice {
  readonly tenant: Tenant
  readonly slug: string
  readonly repository: FhirRepository
  /** Writes without asking the rules: what the chart brings. */
  chart(...resources: readonly Resource[]): Promise<void>
  /** A plain write, as the FHIR surface does it: the rules first. */
  put(resource: Resource & { id: string }, who: TestCaller): Promise<WriteResult>
  remove(type: string, id: string, who: TestCaller): Promise<void>
  read<T extends Resource>(type: T['resourceType'], id: string): Promise<T>
  enroll(patient: string, over?: Readonly<Record<string, unknown>>): ReturnType<typeof enrollPatient>
  close(month: string, options?: { readonly dryRun?: boolean }): ReturnType<typeof closeMonth>
}

export interface TestCaller {
  readonly role: Role
  readonly user?: string
}

export const NURSE: TestCaller = { role: 'clinical-staff', user: 'Practitioner/nurse' }
export const DOCTOR: TestCaller = { role: 'billing-practitioner', user: 'Practitioner/doc' }
export const BILLER: TestCaller = { role: 'biller', user: 'Practitioner/clerk' }
export const ADMIN: TestCaller = { role: 'administrator' }

/** Opens the use cases on a database; several share one as several processes do. */
export async function openProgramme(database: Database, time = Date.parse('2025-04-10T15:00:00Z')): Promise<Programme> {
  const clock = { time, now: () => clock.time }
  const ids = createIds({ now: () => Date.now() })
  const audit = await createAuditTrail(database, { clock, log: silentLog })
  const registry = createBillerRegistry()
  const store = createFhirStore({ db: database, audit, clock })
  const preparer = createResourcePreparer(
    { validator: createValidator(structures()), index: indexResource, governs: () => false, engineOnly: () => false },
    { clock, ids },
  )
  const deps = { registry, drafts: createEnrollDrafts(), preparer, clock, ids, demo: true, store }
  const governs = createGovernWrites(deps)
  const tenants = createTenantDirectory(database)
  return {
    deps,
    governs,
    clock,
    stop: () => audit.stop(),
    practice: async (slug) => practiceOf({ deps, governs, slug, tenant: await tenants.ensure(slug) }),
  }
}

interface Opened {
  readonly deps: Programme['deps']
  readonly governs: GovernWrites
  readonly slug: string
  readonly tenant: Tenant
}

function practiceOf({ deps, governs, slug, tenant }: Opened): TestPractice {
  const repository = deps.store.as({ tenant, compartment: 'unrestricted' })
  const callerOf = ({ role, user }: TestCaller): Caller => ({ tenant, role, client: 'test', ...(user ? { user } : {}) })
  const governed = async (who: TestCaller, plan: (current: Resource | undefined) => PlannedChange, at: string) =>
    repository.transaction(async (tx) => {
      const [stored] = await tx.readMany([at])
      const planned = plan(stored && (JSON.parse(stored.content) as Resource))
      const changes = await governs.check(tx, [planned], callerOf(who))
      const [written] = await tx.write(changes, noteOf(who, 'write'))
      return written!
    })
  return {
    tenant,
    slug,
    repository,
    async chart(...resources) {
      const changes = resources.map((resource): Change => ({ kind: 'put', resource: deps.preparer.prepare(resource) }))
      await repository.write(changes, noteOf(ADMIN, 'import'))
    },
    put: (resource, who) =>
      governed(
        who,
        (current) => ({
          change: { kind: 'put', resource: deps.preparer.prepare(resource) },
          resource,
          ...(current ? { current } : {}),
          expression: resource.resourceType,
        }),
        `${resource.resourceType}/${resource.id}`,
      ),
    async remove(type, id, who) {
      await governed(
        who,
        (current) => ({ change: { kind: 'delete', type, id }, ...(current ? { current } : {}), expression: type }),
        `${type}/${id}`,
      )
    },
    async read<T extends Resource>(type: T['resourceType'], id: string) {
      const stored = await repository.read(type, id)
      return JSON.parse(stored!.content) as T
    },
    enroll(patient, over = {}) {
      const request = readEnrollmentRequest(enrollmentParameters(over))
      if ('faults' in request) throw new Error(JSON.stringify(request.faults))
      return enrollPatient(deps, repository, {
        patient,
        request,
        caller: callerOf(DOCTOR),
        note: noteOf(DOCTOR, '$ccm-enroll'),
      })
    },
    close: (month, { dryRun = false } = {}) =>
      closeMonth(deps, {
        tenant,
        month: aMonth(month),
        dryRun,
        note: noteOf(BILLER, '$ccm-close-month'),
        progress: () => Promise.resolve(),
      }),
  }
}

/** Who writes, for the audit. */
export function noteOf({ role, user }: TestCaller, interaction: string): AuditNote {
  return { agent: { role, client: 'test', ...(user ? { user } : {}) }, request: 'test', interaction }
}

/** A month that exists. */
export function aMonth(text: string): ServiceMonth {
  const month = parseServiceMonth(text)
  if (!month) throw new Error(`${text} is no month`)
  return month
}

/** A consent as `$ccm-enroll` is told of it, with more parts where they are given. */
export function givenConsent(...more: readonly ParametersParameter[]): Pick<ParametersParameter, 'part'> {
  const statements = ['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop']
  return {
    part: [
      { name: 'method', valueCode: 'verbal' },
      { name: 'dateTime', valueDateTime: '2025-03-01T15:00:00Z' },
      { name: 'recorder', valueReference: { reference: 'Practitioner/nurse' } },
      ...statements.map((valueCode) => ({ name: 'statement', valueCode })),
      ...more,
    ],
  }
}

function enrollmentParameters(over: Readonly<Record<string, unknown>>): NonNullable<Parameters['parameter']> {
  const given = {
    program: { valueCode: 'ccm' },
    billingPractitioner: { valueReference: { reference: 'Practitioner/doc' } },
    careManager: { valueReference: { reference: 'Practitioner/nurse' } },
    consent: givenConsent(),
    attestation: {
      part: [
        { name: 'duration', valueBoolean: true },
        { name: 'risk', valueBoolean: true },
      ],
    },
    ...over,
  }
  return Object.entries(given).map(([name, value]) => ({ name, ...value }))
}

const ROLES: Readonly<Record<string, StaffRole>> = {
  doc: 'billing-practitioner',
  colleague: 'billing-practitioner',
  nurse: 'clinical-staff',
  nurse2: 'clinical-staff',
  clerk: 'non-clinical',
}

/** The practice and its people. The NPIs differ from practice to practice. */
export function practiceStaff(
  slug: string,
  npis = { doc: '1234567893', colleague: '1245319599' },
): readonly Resource[] {
  const organization: Organization = {
    resourceType: 'Organization',
    id: 'practice',
    name: slug,
    identifier: [{ system: IDENTIFIER.practice, value: slug }],
    extension: [{ url: TIMEZONE_EXTENSION, valueCode: 'America/New_York' }],
  }
  const people = Object.entries(ROLES).flatMap(([id, role]): (Practitioner | PractitionerRole)[] => {
    const npi = (npis as Readonly<Record<string, string>>)[id]
    return [
      {
        resourceType: 'Practitioner',
        id,
        name: [{ family: id }],
        ...(npi ? { identifier: [{ system: SYSTEM.npi, value: npi }] } : {}),
      },
      {
        resourceType: 'PractitionerRole',
        id: `${id}-role`,
        practitioner: { reference: `Practitioner/${id}` },
        code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: role }] }],
      },
    ]
  })
  return [organization, ...people]
}

/** A chart with two chronic conditions, Part B and a visit before the programme. */
export function eligibleChart(id: string, mbi: string): readonly Resource[] {
  const subject = { reference: `Patient/${id}` }
  const condition = (name: string, code: string): Resource => ({
    resourceType: 'Condition',
    id: `${id}-${name}`,
    subject,
    clinicalStatus: { coding: [{ system: SYSTEM.conditionClinical, code: 'active' }] },
    verificationStatus: { coding: [{ system: SYSTEM.conditionVerification, code: 'confirmed' }] },
    code: { coding: [{ system: SYSTEM.icd10cm, code }] },
  })
  return [
    { resourceType: 'Patient', id, identifier: [{ system: SYSTEM.mbi, value: mbi }], name: [{ family: id }] },
    condition('diabetes', 'E11.9'),
    condition('hypertension', 'I10'),
    {
      resourceType: 'Coverage',
      id: `${id}-coverage`,
      status: 'active',
      beneficiary: subject,
      payor: [{ display: 'Medicare' }],
      type: { coding: [{ system: SYSTEM.sourceOfPayment, code: '121' }] },
    },
    {
      resourceType: 'Encounter',
      id: `${id}-visit`,
      status: 'finished',
      class: { system: SYSTEM.actCode, code: 'AMB' },
      subject,
      type: [{ coding: [{ system: SYSTEM.cpt, code: '99214' }] }],
      period: { start: '2025-01-15T15:00:00Z', end: '2025-01-15T15:30:00Z' },
      participant: [{ individual: { reference: 'Practitioner/doc' } }],
    },
  ]
}

/** Somebody's time for a patient, in minutes from an instant on. */
export function timeEntry(
  id: string,
  patient: string,
  { start, minutes, owner = 'nurse', ...more }: { start: string; minutes: number; owner?: string } & Partial<Task>,
): Task & { id: string } {
  const extension: Extension[] | undefined = more.extension
  return {
    resourceType: 'Task',
    status: 'completed',
    intent: 'order',
    code: { coding: [{ system: codeSystem('ccm-activity'), code: 'patient-contact' }] },
    for: { reference: `Patient/${patient}` },
    owner: { reference: `Practitioner/${owner}` },
    executionPeriod: { start, end: new Date(Date.parse(start) + minutes * 60_000).toISOString() },
    ...more,
    ...(extension ? { extension } : {}),
    id,
  }
}

/** Approves the draft care plan of an enrollment. */
export async function approvePlan(practice: TestPractice, written: readonly WriteResult[]): Promise<void> {
  const plan = written.find(({ type }) => type === 'CarePlan')
  await practice.chart({
    ...(JSON.parse(plan!.content) as Resource),
    status: 'active',
    period: { start: '2025-03-01' },
  } as Resource)
}
