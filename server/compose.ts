import type { AuditTrail } from '#ports/audit-trail.ts'
import type { BulkExports } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirStore } from '#ports/fhir-store.ts'
import type { GovernWrites } from '#ports/govern-writes.ts'
import type { Ids } from '#ports/ids.ts'
import type { JobQueue } from '#ports/job-queue.ts'
import type { Log } from '#ports/log.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import type { Typesetter } from '#ports/typesetter.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import type { TimerBeats } from '#ports/timer-beats.ts'
import { createBoundedRefusals } from './auth/bounded-refusals.ts'
import { createDemoTokenVerifier } from './auth/demo-tokens.ts'
import { oauthUris } from './auth/provider/smart-configuration.ts'
import { createRolePolicy } from './auth/roles.ts'
import { runningDemo, type RunningDemo } from './compose/demo.ts'
import { ensureDemoKey } from './compose/demo-key.ts'
import { requireDemo } from './compose/require-demo.ts'
import { growingLess } from './compose/heap-growth.ts'
import { openAuthorization } from './compose/open-authorization.ts'
import { openGuide } from './compose/open-guide.ts'
import { openStorage } from './compose/open-storage.ts'
import { nameOfPerson, readerForOpener } from './compose/people.ts'
import { prepareParts } from './compose/prepare-parts.ts'
import { pageSealer } from './compose/secrets-key.ts'
import type { Config } from './config.ts'
import { fhirLimits, searchLimits } from './config/limits-of.ts'
import { guardOptions } from './config/outbound-settings.ts'
import { DEMO_TENANT } from './demo/practice.ts'
import type { DemoSeeding } from './demo/seed/demo-seeding.ts'
import type { FhirDeps, Served } from './fhir/interaction.ts'
import type { Limits } from './fhir/limits.ts'
import { createEvaluate } from './fhir/evaluate-expression.ts'
import { ccmOperations } from './fhir/operations/ccm-operations.ts'
import { bulkExport } from './fhir/operations/export/export.ts'
import { everything } from './fhir/operations/everything.ts'
import { terminologyOperations } from './fhir/operations/terminology-operations.ts'
import { validate } from './fhir/operations/validate.ts'
import type { PrepareRequests } from './fhir/prepare/prepare-requests.ts'
import type { PrepareDeps } from './fhir/prepare/prepare-resource.ts'
import { createPrepareRequests } from './fhir/prepare/create-prepare-requests.ts'
import { createResourcePreparer } from './fhir/prepare/resource-preparer.ts'
import { canBeMet, constraintsOf } from './fhir/search/constraint.ts'
import { createCapability } from './fhir/routes/capability.ts'
import { createFhirServer } from './fhir/serve.ts'
import { FHIR_PATH } from './http/fhir/fhir-listener.ts'
import type { Surface } from './http/surface.ts'
import { jobHandlers } from './jobs/job-handlers.ts'
import type { Repeated } from './jobs/repeat.ts'
import { sweepOldDrafts } from './jobs/sweep-drafts.ts'
import { sweepOldExports } from './jobs/sweep-exports.ts'
import { watchTimers } from './jobs/watch-timers.ts'
import { createGuardedFetch } from './outbound/guarded-fetch.ts'
import { createTypesetter } from './print/typst-typesetter.ts'
import { createAuditTrail } from './store/audit-trail.ts'
import { createBillerRegistry } from './store/biller-registry.ts'
import { createDraftSweep, createEnrollDrafts } from './store/enroll-drafts.ts'
import { createBulkExports } from './store/exports/bulk-exports.ts'
import { createFhirStore } from './store/fhir/fhir-store.ts'
import { createJobQueue } from './store/job-queue.ts'
import { openSearchIndex } from './store/reindex/search-index.ts'
import type { Database } from './store/open-database.ts'
import { createTenantDirectory } from './store/tenants.ts'
import { createTimerBeats } from './store/timer-beats.ts'
import { createGovernWrites } from './use-cases/govern-writes.ts'
import type { ProgrammeDeps } from './use-cases/programme-deps.ts'
import { endIfSilent } from './use-cases/timers/end-silent-timers.ts'

/** What the process itself brings. */
export interface ComposeDeps {
  readonly log: Log
  readonly clock: Clock
  readonly ids: Ids
  /** What clients call the server, without a trailing slash. */
  readonly url: string
  readonly version: string
  /** EHRs that clinicians may come from; absent: those of the settings. */
  readonly ehrs?: readonly RegisteredEhr[]
  readonly observe: (served: Served) => void
  /** What demo mode puts into its practice at the first start. */
  readonly seed: (seeding: DemoSeeding) => Promise<void>
}

/** Everything put together and at work. */
export interface Running {
  readonly surface: Surface
  readonly demo?: RunningDemo
  /** Lets jobs pause, stores what waits, lets go of the database. */
  stop(): Promise<void>
}

/**
 * Puts the product together: this is the one place that chooses.
 * @throws EmbeddedDatabaseError, DatabaseSetupError
 */
export async function compose(config: Config, deps: ComposeDeps): Promise<Running> {
  const { log, clock } = deps
  const base = `${deps.url}${FHIR_PATH}`
  const parts = prepareParts(base)
  const stores = await openStores(config, deps, parts)
  const { db, index, refusals, store, tenants, jobs } = stores
  if (config.mode === 'demo') await requireDemo(stores)
  const programme = programmeDeps(config, deps, parts)
  const limits = fhirLimits(config)
  const prepare = createPrepareRequests(parts, { base, clock, limits, log, worker: PREPARE_WORKER })
  const typesetter = createTypesetter(log)
  const fhir = fhirDeps(config, deps, { ...parts, ...stores, programme, prepare, limits, typesetter })
  const repeated = repeatedWork(deps, { ...stores, programme, governs: fhir.governs })
  await jobs.work(growingLess(jobHandlers({ ...programme, ...stores })))
  const key = config.mode === 'demo' ? await ensureDemoKey(config.DATA_DIR) : undefined
  const demo = key && (await openDemo(deps, { store, tenants, programme, typesetter, key }))
  const demoTokens = key && createDemoTokenVerifier(key, (slug) => tenants.find(slug), clock)
  const { server, verifier, appSession, ...signIns } = await openAuthorization(config, {
    ...deps,
    ...stores,
    preparer: programme.preparer,
    base,
    nameOf: nameOfPerson({ store, tenants }),
    opens: (scope) => canBeMet(scope, constraintsOf(fhir)),
    fetch: createGuardedFetch(guardOptions(config)),
    ...(demo && demoTokens ? { demoTokens, ended: demo.ended } : {}),
  })
  return {
    surface: {
      serve: createFhirServer(fhir),
      capability: createCapability(fhir),
      ...{ refusals, verifier, appSession, ...signIns },
      authorization: server,
      nameOf: nameOfPerson({ store, tenants }),
      readsAs: readerForOpener(fhir, constraintsOf(fhir)),
      bodyBytes: limits.bodyBytes,
      ping: () => db.ping(),
      outdatedTypes: () => index.outdated?.types ?? [],
    },
    ...(demo ? { demo } : {}),
    async stop() {
      server.stop()
      await jobs.stop()
      for (const one of repeated) await one.stop()
      await prepare.close()
      await typesetter.stop()
      await stores.close()
    },
  }
}

/** What this process does again and again. */
function repeatedWork(
  { log, clock }: ComposeDeps,
  {
    programme,
    governs,
    db,
    store,
    beats,
    exports,
  }: Pick<Parts, 'programme' | 'store' | 'beats' | 'exports'> & BackgroundParts,
): readonly Repeated[] {
  return [
    watchTimers({ ...programme, store, beats, governs, log }),
    sweepOldDrafts({ sweep: createDraftSweep(db), clock, log }),
    sweepOldExports({ exports, clock, log }),
  ]
}

interface BackgroundParts {
  readonly db: Database
  readonly governs: GovernWrites
}

async function openStores(
  config: Config,
  { log, clock, ids, url }: ComposeDeps,
  parts: ReturnType<typeof prepareParts>,
) {
  const storage = await openStorage(config, log)
  const { db } = storage
  const index = await openSearchIndex(db, log)
  const audit = await createAuditTrail(db, { clock, log })
  const guide = await openGuide({ db, audit, clock, log, parts, request: ids.next() })
  const refusals = createBoundedRefusals({ audit, clock })
  return {
    db,
    index,
    audit,
    refusals,
    store: createFhirStore({
      db,
      audit,
      clock,
      guide,
      index,
      limits: searchLimits(config),
      pages: await pageSealer(config),
      base: `${url}${FHIR_PATH}`,
    }),
    tenants: createTenantDirectory(db),
    jobs: createJobQueue({ db, clock, log }),
    beats: createTimerBeats(db),
    exports: createBulkExports({ db, clock }),
    async close() {
      refusals.stop()
      await audit.stop()
      index.close()
      await storage.close()
    },
  }
}

/** What runs in the thread that prepares bundles. */
const PREPARE_WORKER = new URL('./compose/prepare-worker.ts', import.meta.url)

interface Parts {
  readonly store: FhirStore
  readonly audit: AuditTrail
  readonly jobs: JobQueue
  readonly beats: TimerBeats
  readonly exports: BulkExports
  readonly programme: ProgrammeDeps
  readonly prepare: PrepareRequests
  readonly limits: Limits
  readonly typesetter: Typesetter
  readonly validator: PrepareDeps['validator']
}

function programmeDeps(config: Config, { clock, ids }: ComposeDeps, parts: PrepareDeps): ProgrammeDeps {
  return {
    registry: createBillerRegistry(),
    drafts: createEnrollDrafts(),
    preparer: createResourcePreparer(parts, { clock, ids }),
    clock,
    ids,
    demo: config.mode === 'demo',
  }
}

function fhirDeps(
  config: Config,
  deps: ComposeDeps,
  { programme, beats, exports, typesetter, validator, store, audit, jobs, prepare, limits }: Parts,
): FhirDeps {
  const { log, clock, ids, url, version, observe } = deps
  const policy = createRolePolicy(config.mode)
  const governs = createGovernWrites(programme)
  return {
    ...{ store, audit, jobs, prepare, limits },
    governs,
    endIfSilent: (timer) => endIfSilent({ ...programme, store, beats, governs, log }, timer),
    policy,
    operations: [
      ...ccmOperations({ ...programme, store, governs, jobs, beats, typesetter }),
      ...terminologyOperations({ validator, clock }),
      validate({ validator, prepare, ids }),
      everything(limits),
      bulkExport({ store, jobs, limits, policy, exports, clock, ids }),
    ],
    clock,
    ids,
    log,
    base: `${url}${FHIR_PATH}`,
    version,
    oauth: oauthUris(url),
    observe,
  }
}

/** Makes the demo practice, with everything in it, at the first start. */
async function openDemo(
  { log, clock, ids, seed }: ComposeDeps,
  {
    store,
    tenants,
    programme,
    typesetter,
    key,
  }: Pick<Parts, 'store' | 'programme' | 'typesetter'> & {
    readonly tenants: TenantDirectory
    readonly key: Uint8Array
  },
): Promise<RunningDemo> {
  const tenant = await tenants.ensure(DEMO_TENANT)
  const repository = store.as({ tenant, compartment: 'unrestricted' })
  const note = { agent: { role: 'administrator', client: 'demo' }, request: ids.next(), interaction: 'seed' }
  await seed({ ...programme, tenant, store, repository, note, log, typesetter, evaluate: createEvaluate })
  return runningDemo({ tenant, store, key }, clock)
}
