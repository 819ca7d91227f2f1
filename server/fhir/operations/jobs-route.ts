import type { JobStatus } from '#ports/job-queue.ts'
import { compartmentOf } from '../../auth/access-of.ts'
import type { FhirResponse } from '../exchange.ts'
import { fault } from '../fault.ts'
import type { FhirDeps, Interaction, Route } from '../interaction.ts'
import { outcomeResponse, textResponse } from '../respond.ts'
import { targetOfKind } from '../routes/read.ts'
import { JOBS } from '../target.ts'
import { jobOwner } from './job-owner.ts'
import type { Operation } from './operation.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Where a job is polled: the `Content-Location` of a `202 Accepted`. */
export function jobLocation(base: string, id: string): string {
  return `${base}/${JOBS}/${id}`
}

/** `GET` of `_jobs/[id]/[file]`: a file that a finished job has left. */
export const jobFileRoute: Route = async (interaction) => {
  const { file: name, id } = targetOfKind(interaction, 'job-file')
  const job = await ownJob(interaction, id)
  const asynchronous = job.state === 'completed' ? operationOf(interaction.deps, job)?.job : undefined
  const found = asynchronous?.file?.(interaction.guard, job, name)
  if (!found) throw fault(404, 'not-found', `The job ${id} has left no file ${name}.`)
  interaction.trace.query = `file=${name}`
  return found
}

/** `GET` and `DELETE` of `_jobs/[id]`: the FHIR asynchronous pattern. https://hl7.org/fhir/R4/async.html */
export const jobsRoute: Route = async (interaction) => {
  const job = await ownJob(interaction, targetOfKind(interaction, 'job').id)
  return interaction.request.method === 'DELETE' ? cancel(interaction, job) : progressOf(interaction, job)
}

/** @throws FhirError 404, also for the job of somebody else, and for one that this token could not have asked for */
async function ownJob(interaction: Interaction, id: string): Promise<JobStatus> {
  const { principal } = interaction.request
  const job = UUID.test(id) ? await interaction.deps.jobs.status(principal.tenant.key, id) : undefined
  if (job?.owner !== jobOwner(principal) || job.state === 'cancelled' || !couldAsk(interaction, job))
    throw fault(404, 'not-found', `There is no job ${id} of yours.`)
  return job
}

/** One person works in one app with several tokens: what was done for the whole practice is not shown in a patient's chart. */
function couldAsk({ deps, guard, request: { principal } }: Interaction, job: JobStatus): boolean {
  const operation = operationOf(deps, job)
  if (!operation || !deps.policy.mayCall(principal.role, operation.name)) return false
  if (operation.job?.isOpenTo) return operation.job.isOpenTo({ principal, guard }, job)
  return compartmentOf(principal) === 'unrestricted' && operation.needs.every((need) => guard.seesAll(need))
}

async function cancel({ deps, request }: Interaction, job: JobStatus): Promise<FhirResponse> {
  await deps.jobs.cancel(request.principal.tenant.key, job.id)
  await operationOf(deps, job)?.job?.discard?.(request.principal.tenant.key, job)
  return { status: 202, headers: {}, body: null }
}

function progressOf({ deps }: Interaction, job: JobStatus): FhirResponse {
  switch (job.state) {
    case 'completed':
      return resultOf(deps, job)
    case 'failed': {
      const text = job.error ?? 'The job failed.'
      return outcomeResponse(500, [{ severity: 'error', code: 'processing', details: { text }, diagnostics: text }])
    }
    case 'waiting':
    case 'running':
    case 'cancelled': {
      const progress = job.state === 'waiting' ? 'waiting' : `${job.done} of ${job.total}`
      return { status: 202, headers: { 'x-progress': progress, 'retry-after': '1' }, body: null }
    }
  }
}

function operationOf({ operations }: FhirDeps, { task }: JobStatus): Operation | undefined {
  return operations.find((operation) => operation.job?.task === task)
}

function resultOf(deps: FhirDeps, job: JobStatus): FhirResponse {
  const asynchronous = operationOf(deps, job)?.job
  if (asynchronous?.show) return asynchronous.show(job, jobLocation(deps.base, job.id))
  const { result = '' } = job
  const resource = result === '' ? '' : `"resource":${result},`
  return textResponse(
    `{"resourceType":"Bundle","type":"batch-response","entry":[{${resource}"response":{"status":"200 OK"}}]}`,
  )
}
