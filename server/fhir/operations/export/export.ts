import type { BulkExports } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ids } from '#ports/ids.ts'
import type { JobQueue, JobStatus } from '#ports/job-queue.ts'
import { EXPORT_TASK, requestExport, TooManyExports, type ExportPayload } from '../../../use-cases/bulk-export.ts'
import type { FhirResponse } from '../../exchange.ts'
import { fault } from '../../fault.ts'
import type { Guard } from '../../guards/rights.ts'
import type { Limits } from '../../limits.ts'
import { negotiate } from '../../media-types.ts'
import { searchContext } from '../../search/context-of.ts'
import { jobOwner } from '../job-owner.ts'
import type { Operation, OperationCall } from '../operation.ts'
import { readExportParameters } from './export-parameters.ts'
import {
  exportableTypes,
  isOpen,
  narrowedOf,
  permittedTypes,
  requireNoPatient,
  subjectsOf,
  type SubjectDeps,
} from './export-scope.ts'
import { issuesNamed, manifestOf, numberOf, resultOf } from './manifest.ts'
import { Passing } from './passing.ts'
import { readTypeFilters } from './type-filters.ts'

const BULK_DATA = 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition'

export interface ExportDeps extends SubjectDeps {
  readonly jobs: JobQueue
  readonly exports: BulkExports
  readonly clock: Clock
  readonly ids: Ids
  readonly limits: Limits
}

/**
 * `$export` of the base, `Patient/$export` and `Group/[id]/$export`: Bulk Data Access 2.0.
 * https://hl7.org/fhir/uv/bulkdata/STU2/export.html
 */
export function bulkExport(deps: ExportDeps): Operation {
  const { jobs, exports, clock } = deps
  return {
    name: 'export',
    definition: {
      '': `${BULK_DATA}/export`,
      Patient: `${BULK_DATA}/patient-export`,
      Group: `${BULK_DATA}/group-export`,
    },
    listedAs: { Patient: 'patient-export', Group: 'group-export' },
    at: [{ level: 'system' }, { level: 'type', type: 'Patient' }, { level: 'instance', type: 'Group' }],
    affectsState: false,
    // What the token does not reach is left out.
    needs: [],
    async handle(call) {
      requireAsynchronous(call)
      requireNoPatient(call.principal)
      const payload = await payloadOf(deps, call)
      const { tenant } = call.principal
      try {
        const id = await requestExport(jobs, { tenant, owner: jobOwner(call.principal), key: deps.ids.next(), payload })
        return { kind: 'job', id }
      } catch (error) {
        throw error instanceof TooManyExports ? tooMany(error) : error
      }
    },
    job: {
      task: EXPORT_TASK,
      show: manifestOf,
      isOpenTo: (caller, job) =>
        isOpen(caller, job, job.state === 'completed' ? resultOf(job).expires : undefined, clock.now()),
      file: (guard, job, name) => fileOf(exports, guard, job, name),
      async discard(tenant, job) {
        await jobs.forget(tenant, job.id)
        await exports.discard(tenant, job.id)
      },
    },
  }
}

/** @throws FhirError 400, 406 */
function requireAsynchronous({ respondAsync, accept }: OperationCall): void {
  negotiate(accept, undefined)
  if (respondAsync) return
  throw fault(400, 'processing', '$export works in the background: ask for it with the header Prefer: respond-async.')
}

async function payloadOf(deps: ExportDeps, call: OperationCall): Promise<ExportPayload> {
  const passing = new Passing(call.lenient)
  const context = searchContext({ base: call.base, clock: deps.clock, limits: deps.limits })
  const asked = readExportParameters(call, context.now, passing)
  const seen = exportableTypes(call.guard)
  const types = permittedTypes(seen, asked.types, passing)
  const filters = readTypeFilters(asked.filters, { context, guard: call.guard, types, passing })
  const of = await subjectsOf(deps, call, asked.patients, passing)
  return {
    slug: call.principal.tenant.slug,
    compartment: call.guard.access('r', 's').compartment,
    narrowed: narrowedOf(call.guard),
    ...{ types, seen, filters, of, request: requestOf(call), issues: passing.issues },
    ...(asked.since === undefined ? {} : { since: asked.since }),
  }
}

function requestOf({ base, type, id, query }: OperationCall): string {
  const path = [base, type, id, '$export'].filter((part) => part !== undefined).join('/')
  return query === '' ? path : `${path}?${query}`
}

function tooMany({ most }: TooManyExports): Error {
  const text = `${most} exports of this client are under way. Wait for one to end, or cancel it.`
  return fault(429, 'throttled', text, { headers: { 'retry-after': '10' } })
}

function fileOf(exports: BulkExports, guard: Guard, job: JobStatus, name: string): FhirResponse | undefined {
  const headers = { 'content-type': 'application/fhir+ndjson' }
  const issues = issuesNamed(job, name)
  if (issues !== undefined) return { status: 200, headers, body: issues }
  const number = numberOf(job, name)
  if (number === undefined) return undefined
  return { status: 200, headers, body: exports.read(guard.access('r', 's'), job.id, number) }
}
